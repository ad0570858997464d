import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../core/clock.ts'
import type { DrawUsage } from '../core/commands/usage-chart.ts'
import type { Logger } from '../core/log.ts'

/** One picture. Milliseconds. */
const longestMs = 20_000

/**
 * Draws in a thread of its own, one picture after another: loading the library and painting keep a thread for half
 * a second, and its memory goes with the thread.
 */
export function createDrawUsage({ clock, log }: { readonly clock: Clock; readonly log: Logger }): DrawUsage {
  let last: Promise<unknown> = Promise.resolve()
  return (days) => {
    const drawn = last.then(() => draw(days, clock))
    last = drawn.catch((error: unknown) => log.warn({ err: error }, 'a chart could not be drawn'))
    return drawn.catch(() => undefined)
  }
}

async function draw(days: Parameters<DrawUsage>[0], clock: Clock): Promise<Uint8Array> {
  const worker = new Worker(new URL(`worker${path.extname(import.meta.filename)}`, import.meta.url), {
    workerData: days,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const cancel = clock.after(longestMs, () => reject(new Error('drawing took too long')))
  worker.on('message', resolve)
  worker.on('error', reject)
  worker.on('exit', () => reject(new Error('the thread ended without a picture')))
  try {
    return await promise
  } finally {
    cancel()
    await worker.terminate()
  }
}
