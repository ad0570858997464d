import type { Sql } from './tables.ts'

export interface GroupCommit {
  /** Runs `work` inside a transaction shared with its neighbours; resolves once that is committed. */
  write<T>(work: (db: Sql) => Promise<T>): Promise<T>
  /** Resolves when nothing is left to write. */
  idle(): Promise<void>
}

/**
 * Writes that arrive together share one transaction, since on SQLite each commit waits for the disk and the whole
 * process with it. Where one of them fails, all are rolled back and each is run again in a transaction of its own:
 * so a failing write takes no other along, and each is all or nothing. `work` must therefore do nothing but write.
 */
export function createGroupCommit(db: Sql): GroupCommit {
  let waiting: Job[] = []
  let running: Promise<void> | undefined

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await aTurnOfTheEventLoop()
      const jobs = waiting.slice(0, MOST_TOGETHER)
      waiting = waiting.slice(MOST_TOGETHER)
      const begun = performance.now()
      await commit(jobs)
      // Under load the disk gets a fifth of the time and the rest of the process the others.
      if (waiting.length < MOST_TOGETHER) await pause((performance.now() - begun) * RESTS_PER_COMMIT)
    }
    running = undefined
  }

  async function commit(jobs: readonly Job[]): Promise<void> {
    try {
      const finish = await db.transaction().execute(async (sql) => {
        const done: (() => void)[] = []
        for (const job of jobs) done.push(await job.run(sql))
        return done
      })
      for (const resolve of finish) resolve()
    } catch (error) {
      const [only] = jobs
      if (only !== undefined && jobs.length === 1) only.fail(error)
      else for (const job of jobs) await commit([job])
    }
  }

  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({
          fail: reject,
          run: async (sql) => {
            const value = await work(sql)
            return () => resolve(value)
          },
        })
        running ??= drain()
      }),
    idle: () => running ?? Promise.resolve(),
  }
}

/** One write: `run` tells how to resolve it once it is committed. */
interface Job {
  run(db: Sql): Promise<() => void>
  fail(error: unknown): void
}

/** So that the event loop is not kept for long by one batch: 256 small writes take some 10 ms. */
const MOST_TOGETHER = 256

const RESTS_PER_COMMIT = 4

/** Whatever the events at hand want to write joins the batch. */
function aTurnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    // oxlint-disable-next-line no-restricted-globals -- waits for the disk, which no clock of a test makes faster
    setTimeout(resolve, delayMs)
  })
}
