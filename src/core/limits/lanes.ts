import Bottleneck from 'bottleneck'
import { Failure } from '../fault.ts'

/** Queues by key, each with so many places to work at once. */
export interface Lanes {
  /** How many of that key wait or work. */
  load(key: string): number
  /** How many keys anything is remembered of. */
  keys(): number
  /** Runs `work` in its turn. Rejects with `cancelled`, at once, when the signal aborts before. */
  run<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
}

interface Lane {
  readonly limiter: Bottleneck
  /** Waiting and working. */
  load: number
  /** The same with those that were cancelled and are still queued in the limiter, which cannot take them out. */
  queued: number
}

/** A lane lives as long as something is in it, so that an idle one costs nothing. */
export function createLanes(atOnce: number): Lanes {
  const lanes = new Map<string, Lane>()

  function enter(key: string): Lane {
    const lane = lanes.get(key) ?? { limiter: newLimiter(atOnce), load: 0, queued: 0 }
    lanes.set(key, lane)
    lane.load += 1
    lane.queued += 1
    return lane
  }

  async function queue(key: string, lane: Lane, job: () => Promise<void>): Promise<void> {
    try {
      await lane.limiter.schedule(job)
    } finally {
      lane.queued -= 1
      if (lane.queued === 0) lanes.delete(key)
    }
  }

  return {
    keys: () => lanes.size,
    load: (key) => lanes.get(key)?.load ?? 0,
    run: (key, signal, work) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(cancelled())
          return
        }
        const lane = enter(key)
        let inQueue = true
        const leave = (): void => {
          inQueue = false
          lane.load -= 1
          reject(cancelled())
        }
        signal.addEventListener('abort', leave, { once: true })
        queue(key, lane, async () => {
          if (!inQueue) return
          signal.removeEventListener('abort', leave)
          try {
            resolve(await work())
          } catch (error) {
            reject(error)
          } finally {
            lane.load -= 1
          }
        }).catch(reject)
      }),
  }
}

function newLimiter(atOnce: number): Bottleneck {
  return new Bottleneck({ maxConcurrent: Number.isFinite(atOnce) ? atOnce : null })
}

function cancelled(): Failure {
  return new Failure({ kind: 'cancelled' })
}
