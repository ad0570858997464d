import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../core/clock.ts'
import type { DrawUsage } from '../core/commands/usage-chart.ts'
import type { Logger } from '../core/log.ts'

type Days = Parameters<DrawUsage>[0]

/** One picture. Milliseconds. */
const longestMs = 20_000

/**
 * Draws in a thread of its own, one picture after another: loading the library takes a second. The thread ends by
 * itself when nothing was drawn for a while, and its memory goes with it; it keeps no process alive.
 */
export function createDrawUsage({ clock, log }: { readonly clock: Clock; readonly log: Logger }): DrawUsage {
  let last: Promise<unknown> = Promise.resolve()
  let thread: Worker | undefined

  async function draw(days: Days): Promise<Uint8Array> {
    const known = thread
    try {
      return await drawIn((thread ??= open()), days)
    } catch (error) {
      // It may have been about to end.
      if (known === undefined || !(error instanceof ThreadEnded)) throw error
      return drawIn((thread = open()), days)
    }
  }

  function open(): Worker {
    const worker = new Worker(new URL(`worker${path.extname(import.meta.filename)}`, import.meta.url), {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    })
    worker.once('exit', () => {
      if (thread === worker) thread = undefined
    })
    worker.unref()
    return worker
  }

  async function drawIn(worker: Worker, days: Days): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
    const onExit = (): void => reject(new ThreadEnded('the thread ended without a picture'))
    const cancel = clock.after(longestMs, () => reject(new Error('drawing took too long')))
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', onExit)
    worker.postMessage(days)
    try {
      return await promise
    } catch (error) {
      await worker.terminate()
      throw error
    } finally {
      cancel()
      worker.off('message', resolve)
      worker.off('error', reject)
      worker.off('exit', onExit)
    }
  }

  return (days) => {
    const drawn = last.then(() => draw(days))
    last = drawn.catch((error: unknown) => log.warn({ err: error }, 'a chart could not be drawn'))
    return drawn.catch(() => undefined)
  }
}

class ThreadEnded extends Error {}
