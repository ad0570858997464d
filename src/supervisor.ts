import { AsyncLocalStorage } from 'node:async_hooks'
import type { Assistant, Bot } from './core/bot.ts'
import { sleep } from './core/clock.ts'
import type { Clock } from './core/clock.ts'
import type { Logger } from './core/log.ts'

/** Keeps a crash in one bot's connection from ending the others. */
export interface Supervisor {
  /** Starts the bot. Whatever its connection throws from then on, with nobody to catch it, is known to be its own. */
  start(bot: Bot): Promise<void>
  /** The core for bots to call. What it sets in motion is its own: a crash there is no connection's. */
  shield<Core extends Assistant>(assistant: Core): Core
  /**
   * To be called with an exception that nobody caught, in its own asynchronous context. True when it came from the
   * connection of a bot that can be restarted, which is then under way; otherwise the process is in an unknown state.
   */
  caught(error: unknown): boolean
  /** No more restarts. */
  stop(): void
}

const firstPauseMs = 1_000
const longestPauseMs = 120_000
/** A bot that ran so long is well again: its next crash is its first. Milliseconds. */
const wellAfterMs = 600_000

interface Charge {
  readonly bot: Bot
  started: boolean
  isRestarting: boolean
  pauseMs: number
  restartedAt: number
}

/** For all bots of the process, which must share it. */
export function createSupervisor({
  clock,
  log,
}: {
  readonly clock: Clock
  readonly log: Logger
}): Supervisor {
  const scope = new AsyncLocalStorage<Charge | undefined>()
  const stopping = new AbortController()

  async function restart(charge: Charge): Promise<void> {
    const { bot } = charge
    charge.isRestarting = true
    if (clock.now() - charge.restartedAt > wellAfterMs) charge.pauseMs = firstPauseMs
    while (!stopping.signal.aborted) {
      const { pauseMs } = charge
      charge.pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      await sleep(clock, pauseMs, stopping.signal)
      if (stopping.signal.aborted) return
      try {
        await scope.run(charge, async () => bot.restart?.())
        log.info({ bot: bot.platform }, 'restarted')
        break
      } catch (error) {
        log.error({ bot: bot.platform, err: error }, 'a restart failed; trying again')
      }
    }
    charge.restartedAt = clock.now()
    charge.isRestarting = false
  }

  return {
    async start(bot) {
      const charge = { bot, started: false, isRestarting: false, pauseMs: firstPauseMs, restartedAt: 0 }
      await scope.run(charge, () => bot.start())
      charge.started = true
    },
    shield(assistant) {
      const shielded = Object.entries(assistant).map(([name, call]: [string, unknown]) => [
        name,
        typeof call === 'function'
          ? (...args: readonly unknown[]): unknown =>
              scope.run(undefined, () => Reflect.apply(call, assistant, args) as unknown)
          : call,
      ])
      return Object.fromEntries(shielded) as typeof assistant
    },
    caught(error) {
      const charge = scope.getStore()
      if (charge?.bot.restart === undefined || !charge.started) return false
      const { bot } = charge
      log.error({ bot: bot.platform, err: error }, 'a connection crashed; restarting that bot alone')
      // Outside of the crashed context, so that only what the new connection does is charged to the bot.
      if (!charge.isRestarting) void scope.run(undefined, () => restart(charge))
      return true
    },
    stop: () => stopping.abort(),
  }
}
