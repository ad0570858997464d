import Bottleneck from 'bottleneck'
import { Failure } from '../core/fault.ts'

/** Room for so many calls at once; the others wait in order. */
export interface Slots {
  /** Resolves with the function that gives the slot back. Throws `cancelled` when the signal aborts first. */
  take(signal: AbortSignal): Promise<() => void>
}

export function createSlots(atOnce: number): Slots {
  const limiter = new Bottleneck({ maxConcurrent: atOnce })
  return {
    take(signal) {
      return new Promise((resolve, reject) => {
        const cancel = (): void => reject(new Failure({ kind: 'cancelled' }))
        if (signal.aborted) {
          cancel()
          return
        }
        signal.addEventListener('abort', cancel, { once: true })
        const job = (): Promise<void> => {
          signal.removeEventListener('abort', cancel)
          if (signal.aborted) return Promise.resolve()
          return new Promise((release) => resolve(release))
        }
        limiter.schedule(job).catch(reject)
      })
    },
  }
}
