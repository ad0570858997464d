// oxlint-disable-next-line no-restricted-imports -- the renderer and its font are files of their packages
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { Resvg, initWasm } from '@resvg/resvg-wasm'
import type { ChartDay } from '../core/commands/usage-chart.ts'
import { chartSize, usageSvg } from './usage-svg.ts'

const packages = createRequire(import.meta.url)

await initWasm(readFileSync(packages.resolve('@resvg/resvg-wasm/index_bg.wasm')))
const drawn = new Resvg(usageSvg(workerData as readonly ChartDay[]), {
  // Three times the pixels: chats show pictures larger, and on dense screens.
  fitTo: { mode: 'width', value: chartSize.width * 3 },
  font: {
    fontBuffers: [readFileSync(packages.resolve('katex/dist/fonts/KaTeX_SansSerif-Regular.ttf'))],
    defaultFontFamily: 'KaTeX_SansSerif',
  },
})
parentPort?.postMessage(drawn.render().asPng())
