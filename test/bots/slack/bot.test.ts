import { afterEach, describe, expect, test } from 'vitest'
import { startBot } from './harness.ts'
import type { Harness, HarnessOptions } from './harness.ts'

let harness: Harness | undefined

async function start(options?: HarnessOptions): Promise<Harness> {
  harness = await startBot(options)
  return harness
}

afterEach(async () => {
  const { fake } = harness ?? {}
  await harness?.close()
  harness = undefined
  expect(fake?.violations ?? []).toEqual([])
})

describe.each([{ http: false }, { http: true }])('over HTTP: $http', (transport) => {
  test('answers a mention once, in its thread, though it comes as two events', async () => {
    const { fake, assistant } = await start(transport)
    const said = fake.say({
      user: 'member',
      channel: 'general',
      text: `${fake.mention} why is *this* < that?`,
    })
    const [shown] = await fake.until(() => {
      const shown = fake.answers(said)
      return shown.length > 0 && !shown[0]?.streaming ? shown : undefined
    })
    expect(await said.acked).toBe(true)
    expect(shown?.markdown).toBe('You asked: why is **this** < that?')
    await fake.delivery.redeliver(said.eventIds)
    expect(assistant.asked).toHaveLength(1)
    expect(fake.answers(said)).toHaveLength(1)
    expect(assistant.asked[0]).toMatchObject({
      id: `slack:${fake.world.teamId}:${said.channel}:${said.ts}`,
      text: 'why is **this** < that?',
      place: {
        platform: 'slack',
        workspace: fake.world.teamId,
        channel: said.channel,
        thread: said.ts,
        kind: 'channel',
      },
      lineage: { kind: 'linear', conversation: `slack:${fake.world.teamId}:${said.channel}:${said.ts}` },
      message: { channel: said.channel, message: said.ts },
      locale: 'en-US',
      private: false,
    })
  })
})
