import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { isolationWorld, people, places } from './isolation-world.ts'
import type { Step } from './isolation-world.ts'

/**
 * Whatever happens in whatever order, nothing of one scope is seen in another: each text that anybody writes bears a
 * mark, and every prompt, answer, notice, table, completion and picture is searched for marks that do not belong.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'tanya-isolation-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Threads and direct messages, where a conversation goes on by itself, more often. */
const lasting = places.flatMap(({ kind }, index) => (kind === 'channel' ? [] : [index]))
const who = {
  by: fc.nat(people.length - 1),
  at: fc.oneof(fc.nat(places.length - 1), fc.constantFrom(...lasting)),
}
const pick = fc.nat(1_000)

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      ...who,
      how: fc.constantFrom('on' as const, 'on' as const, 'reply' as const, 'new' as const),
      pick,
      ends: fc.constantFrom('well' as const, 'well' as const, 'badly' as const, 'bug' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set' as const), ...who, isWide: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const), ...who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const), ...who, pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('complete' as const), ...who, pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('forget' as const),
      ...who,
      what: fc.constantFrom('me' as const, 'here' as const, 'server' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('key' as const),
      ...who,
      how: fc.constantFrom('form' as const, 'form' as const, 'typed' as const, 'reset' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), pick, isDeleted: fc.boolean() }) },
)

/** What happens at one moment, and whether the process starts anew after it. */
const moments = fc.array(
  fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 6 }), restarts: fc.boolean() }),
  { minLength: 6, maxLength: 14 },
)

it('keeps every scope to itself', async () => {
  let asked = 0
  let histories = 0
  let ownCalls = 0
  await fc.assert(
    fc.asyncProperty(moments, async (plan) => {
      const world = await isolationWorld(path.join(folder, crypto.randomUUID()))
      try {
        // Some begin with keys, one a workspace.
        await world.moment([0, 3].map((at) => ({ do: 'key', by: 0, at, how: 'form' }) as const))
        for (const { steps, restarts } of plan) {
          await world.moment(steps)
          if (restarts) await world.restart()
        }
        await world.checkUsage()
        expect(world.leaks).toEqual([])
        ownCalls += world.ownCalls
        asked += world.prompts
        histories += world.promptsWithHistory
      } finally {
        await world.close()
      }
      expect(world.leaks).toEqual([])
    }),
    { numRuns: 20, endOnFailure: true },
  )
  // A test of what never happens must show that what it watches does.
  expect(asked).toBeGreaterThan(100)
  expect(histories).toBeGreaterThan(10)
  expect(ownCalls).toBeGreaterThan(10)
}, 110_000)
