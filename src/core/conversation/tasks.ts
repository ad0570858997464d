import type { Logger } from '../log.ts'

/** Work that goes on by itself. */
export interface Tasks {
  /** Resolves when that has ended; never rejects: what goes wrong is logged. */
  track(work: Promise<void>): Promise<void>
  /** Resolves when nothing goes on any more, also of what began since. */
  idle(): Promise<void>
  /** Resolves when what goes on now has ended. */
  settled(): Promise<unknown>
}

export function createTasks(log: Logger): Tasks {
  const work = new Set<Promise<void>>()
  const settled = (): Promise<unknown> => Promise.allSettled(work)
  return {
    track(promise) {
      const tracked = promise
        .catch((error: unknown) => log.error({ err: error }, 'unexpected failure'))
        .finally(() => work.delete(tracked))
      work.add(tracked)
      return tracked
    },
    async idle() {
      while (work.size > 0) await settled()
    },
    settled,
  }
}
