import { describe, expect, test } from 'vitest'
import type { Assistant, Bot, Surface } from '../src/core/bot.ts'
import { createSupervisor } from '../src/supervisor.ts'
import { quietLog } from './support/quiet-log.ts'
import { createVirtualClock } from './support/virtual-clock.ts'

/** A bot whose connection runs in whatever context it was made in, as an SDK's does. */
function botThat(restarts: () => Promise<void>) {
  const seen = { starts: 0, restarts: 0, stops: 0 }
  let connection: (event: () => void) => Promise<void> = () => Promise.resolve()
  const connect = (): void => {
    const events = new EventTarget()
    // Listeners keep the context of whoever waits for the event, as sockets and timers do.
    const waiting = (async (): Promise<void> => {
      for (;;) {
        const event = await new Promise<() => void>((resolve) => {
          events.addEventListener('event', (one) => resolve((one as CustomEvent<() => void>).detail), {
            once: true,
          })
        })
        event()
      }
    })()
    waiting.catch(() => undefined)
    connection = async (event) => {
      events.dispatchEvent(new CustomEvent('event', { detail: event }))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const bot: Bot = {
    platform: 'slack',
    surface: {} as Surface,
    async start() {
      seen.starts += 1
      connect()
    },
    async restart() {
      seen.restarts += 1
      await restarts()
      connect()
    },
    drain: () => undefined,
    async stop() {
      seen.stops += 1
    },
  }
  return { bot, seen, inConnection: (event: () => void) => connection(event) }
}

function makeSupervisor() {
  const clock = createVirtualClock()
  return { clock, supervisor: createSupervisor({ clock, log: quietLog }) }
}

describe('a crash in the connection of a bot', () => {
  test('restarts that bot after a second, and no other', async () => {
    const { clock, supervisor } = makeSupervisor()
    const [one, other] = [botThat(() => Promise.resolve()), botThat(() => Promise.resolve())]
    await supervisor.start(one.bot)
    await supervisor.start(other.bot)
    let caught: boolean | undefined
    await one.inConnection(() => {
      caught = supervisor.caught(new Error('out of the socket'))
    })
    expect(caught).toBe(true)
    await clock.advance(999)
    expect(one.seen.restarts).toBe(0)
    await clock.advance(1)
    expect(one.seen).toEqual({ starts: 1, restarts: 1, stops: 0 })
    expect(other.seen.restarts).toBe(0)
  })

  test('again and again is waited for longer each time, two minutes at most', async () => {
    const { clock, supervisor } = makeSupervisor()
    const { bot, seen, inConnection } = botThat(() => Promise.resolve())
    await supervisor.start(bot)
    const waits: number[] = []
    for (let crash = 0; crash < 10; crash += 1) {
      await inConnection(() => supervisor.caught(new Error('again')))
      const from = clock.now()
      while (seen.restarts === crash) await clock.advance(1_000)
      waits.push((clock.now() - from) / 1_000)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120, 120])
    await clock.advance(600_001)
    await inConnection(() => supervisor.caught(new Error('long after')))
    await clock.advance(1_000)
    expect(seen.restarts).toBe(11)
  })

  test('while it is being restarted asks for no second restart; one that fails is made again', async () => {
    const { clock, supervisor } = makeSupervisor()
    let refusals = 2
    const { bot, seen, inConnection } = botThat(async () => {
      refusals -= 1
      if (refusals >= 0) throw new Error('refused')
    })
    await supervisor.start(bot)
    await inConnection(() => {
      supervisor.caught(new Error('one'))
      expect(supervisor.caught(new Error('two'))).toBe(true)
    })
    await clock.advance(1_000 + 2_000 + 4_000)
    expect(seen.restarts).toBe(3)
    await clock.advance(600_000)
    expect(seen.restarts).toBe(3)
  })

  test('after the end asks for nothing', async () => {
    const { clock, supervisor } = makeSupervisor()
    const { bot, seen, inConnection } = botThat(() => Promise.resolve())
    await supervisor.start(bot)
    await inConnection(() => supervisor.caught(new Error('one')))
    supervisor.stop()
    await clock.advance(600_000)
    expect(seen.restarts).toBe(0)
  })
})

describe('what ends the process instead', () => {
  test('is a crash that is no bot’s, or one of a bot that has no connection or has not begun', async () => {
    const { supervisor } = makeSupervisor()
    expect(supervisor.caught(new Error('of nobody'))).toBe(false)

    const { bot, inConnection } = botThat(() => Promise.resolve())
    const { restart: _none, ...without } = bot
    await supervisor.start(without)
    await inConnection(() => expect(supervisor.caught(new Error('no restart'))).toBe(false))

    await supervisor.start({
      ...bot,
      async start() {
        expect(supervisor.caught(new Error('while it starts'))).toBe(false)
      },
    })
    expect.assertions(3)
  })

  test('is a crash in the core, whichever bot called it', async () => {
    const { supervisor } = makeSupervisor()
    let caught: boolean | undefined
    const core = supervisor.shield({
      isOurs: () => Promise.resolve((caught = supervisor.caught(new Error('in an answer')))),
    } as unknown as Assistant)
    const { bot, inConnection } = botThat(() => Promise.resolve())
    await supervisor.start(bot)
    await inConnection(() => void core.isOurs({ channel: 'c', message: 'm' }))
    expect(caught).toBe(false)
  })

  test('does not keep a bot that cannot start from saying so', async () => {
    const { supervisor } = makeSupervisor()
    const { bot } = botThat(() => Promise.resolve())
    const refused = { ...bot, start: () => Promise.reject(new Error('SLACK_BOT_TOKEN is refused')) }
    await expect(supervisor.start(refused)).rejects.toThrow('SLACK_BOT_TOKEN')
  })
})
