// oxlint-disable-next-line no-restricted-imports -- the renderer and its font are files of their packages
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { Resvg, initWasm } from '@resvg/resvg-wasm'
import type { ChartDay } from '../core/commands/usage-chart.ts'
import { chartSize, usageSvg } from './usage-svg.ts'

/** Several people look at their usage one after the other; then nobody does for long. */
const idleMs = 60_000

const packages = createRequire(import.meta.url)
await initWasm(readFileSync(packages.resolve('@resvg/resvg-wasm/index_bg.wasm')))
const font = readFileSync(packages.resolve('katex/dist/fonts/KaTeX_SansSerif-Regular.ttf'))

let idle = untilIdle()

parentPort?.on('message', (days: readonly ChartDay[]) => {
  clearTimeout(idle)
  const drawn = new Resvg(usageSvg(days), {
    // Three times the pixels: chats show pictures larger, and on dense screens.
    fitTo: { mode: 'width', value: chartSize.width * 3 },
    font: { fontBuffers: [font], defaultFontFamily: 'KaTeX_SansSerif' },
  })
  const picture = drawn.render()
  parentPort?.postMessage(picture.asPng())
  picture.free()
  drawn.free()
  idle = untilIdle()
})

function untilIdle(): NodeJS.Timeout {
  // oxlint-disable-next-line no-restricted-globals -- of a thread that has nothing but this to wait for
  return setTimeout(() => parentPort?.close(), idleMs)
}
