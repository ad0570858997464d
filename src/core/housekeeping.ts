import type { Clock } from './clock.ts'
import type { Logger } from './log.ts'
import type { SettingsReader } from './settings/settings.ts'
import type { Store } from './store/store.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

/** A start has better things to do. Milliseconds. */
const firstAfterMs = hourMs / 60

/** What is only counted keeps its person for the longest period that `usage` tells of. Milliseconds. */
const countedMs = 91 * dayMs

/** An idle hour means a cold cache: changes of old messages cost nothing then. Milliseconds. */
const idleMs = hourMs

/** Data of a workspace outlives a departure by so long. Milliseconds. */
const departedMs = 30 * dayMs

/** What is kept in memory alone outlives its last use by so long; a DM that rests so long begins afresh. Milliseconds. */
const volatileMs = dayMs

export interface HousekeepingDeps {
  readonly store: Pick<Store, 'forget' | 'upkeep'>
  readonly settings: SettingsReader
  /** Lets go of what is kept in memory alone and older than this, epoch ms. */
  sweep(before: number): Promise<void>
  readonly clock: Clock
  readonly log: Logger
}

/** What is done every hour, by each process: doing it twice does no harm. */
export interface Housekeeping {
  /** Does it once. Never rejects: what fails is logged, and done an hour later. */
  run(): Promise<void>
  /** Begins in a minute, and goes on every hour. */
  start(): void
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>
}

/** Deletes what an admin no longer wants to be kept. */
export function createHousekeeping(deps: HousekeepingDeps): Housekeeping {
  const { store, settings, clock, log } = deps
  let cancel = (): void => {}
  let running = Promise.resolve()
  let isStopped = false

  async function retain(): Promise<void> {
    const now = clock.now()
    const counts = now - countedMs
    let turns = 0
    for (const { kept = Infinity, counted = Infinity, ...place } of await store.upkeep.places(counts)) {
      const { retention } = (await settings.in({ ...place, kind: 'channel' })).settings
      const before = now - retention * dayMs
      const countedBefore = Math.min(before, counts)
      if (kept >= before && counted >= countedBefore) continue
      turns += await store.forget({ ...place, before, countedBefore })
    }
    if (turns > 0) log.info({ turns }, 'deleted what was kept long enough')
  }

  async function eraseDeparted(): Promise<void> {
    for (const { platform, workspace } of await store.upkeep.departed(clock.now() - departedMs)) {
      await store.upkeep.erase(platform, workspace)
      log.info({ platform, workspace }, 'deleted the data of a workspace that was left')
    }
  }

  async function run(): Promise<void> {
    const tasks = {
      retain,
      eraseDeparted,
      settle: () => store.upkeep.settleIdle(clock.now() - idleMs),
      sweep: () => deps.sweep(clock.now() - volatileMs),
    }
    for (const [task, work] of Object.entries(tasks)) {
      if (isStopped) return
      try {
        await work()
      } catch (error) {
        log.error({ err: error, task }, 'housekeeping failed')
      }
    }
  }

  function plan(delayMs: number): void {
    cancel = clock.after(delayMs, () => {
      running = run().then(() => {
        if (!isStopped) plan(hourMs)
      })
    })
  }

  return {
    run,
    start: () => plan(firstAfterMs),
    stop() {
      isStopped = true
      cancel()
      return running
    },
  }
}
