import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Remaining } from '../../../src/core/conversation/policy.ts'
import type { Provider } from '../../../src/core/provider.ts'
import { formatUsd } from '../../../src/core/settings/syntax.ts'
import type { SettingName } from '../../../src/core/settings/schema.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { policyOn } from '../../support/policy.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { questionOf } from '../limits/support.ts'

const silent: Provider = {
  chat: () => {
    throw new Error('no model is asked here')
  },
}

const rates = fc.constantFrom('off', '1/minute', '2/minute', '4/minute', '2/10 seconds')
const amounts = fc.constantFrom('off', '1', '3', '10')
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('ask' as const), who: fc.nat(1), where: fc.nat(1) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(20_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('limit' as const),
      name: fc.constantFrom<SettingName[]>('limits.user', 'limits.channel', 'limits.workspace'),
      rate: rates,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('spend' as const), who: fc.nat(1), nanoUsd: fc.nat(4) }),
  },
)

test('what is said to be left is what the next question is told, and asking it takes nothing', async () => {
  let run = 0
  const store = await openStore({ url: 'file::memory:', log: quietLog })
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        user: amounts,
        channel: amounts,
        steps: fc.array(step, { minLength: 5, maxLength: 40 }),
      }),
      async (world) => {
        run += 1
        const clock = createVirtualClock(Date.UTC(2026, 10, 23, 23, 59))
        const workspace = `T${run}`
        const costs = { model: 'dear', isFree: false, prices: { miss: 1, output: 1 } }
        const { policy } = policyOn(store, clock, silent, { costsOf: () => Promise.resolve([costs]) })
        const set = (name: SettingName, after: string) =>
          store.settings.change(
            { platform: 'slack', workspace },
            { entries: [{ name, after }], by: { id: 'a', name: 'A' }, at: 0 },
          )
        const money = (amount: string) => (amount === 'off' ? 'off' : `$${formatUsd(Number(amount))}/day`)
        await set('budget.user', money(world.user))
        await set('budget.channel', money(world.channel))

        async function ask(who: string, channel: string): Promise<void> {
          const question = questionOf(who, { workspace, channel })
          const left = await policy.remaining(question.asker, question.place)
          expect(await policy.remaining(question.asker, question.place)).toEqual(left)
          const none = left.filter((one) => one.left === 0)
          const fault = await policy.admit(question)
          if (none.length === 0) {
            expect(fault).toBeUndefined()
            return
          }
          const named = none.find(({ rule, kind }) => isNamed(fault, rule.scope, kind))
          expect(fault).toMatchObject({ until: named?.until })
          // Until the last of them has something again, none is taken, and then one is.
          const until = Math.max(...none.map((one) => one.until ?? 0))
          await clock.advance(until - 1 - clock.now())
          expect(await policy.admit(question)).toMatchObject({ until })
          await clock.advance(1)
          expect(await policy.admit(question)).toBeUndefined()
        }

        for (const [index, one] of world.steps.entries()) {
          if (one.kind === 'ask') await ask(`U${one.who}`, `C${one.where}`)
          else if (one.kind === 'wait') await clock.advance(one.ms)
          else if (one.kind === 'limit') await set(one.name, one.rate)
          else
            await store.usage.record({
              questionId: `${run} ${index}`,
              place: { platform: 'slack', workspace, channel: 'C0', kind: 'channel' },
              askerId: `U${one.who}`,
              model: 'dear',
              usage: { input: 1, cachedInput: 0, output: 1, reasoning: 0 },
              measured: true,
              priceNanoUsd: one.nanoUsd,
              at: clock.now(),
            })
        }
      },
    ),
    { numRuns: 100 },
  )
  await store.close()
})

function isNamed(fault: unknown, scope: string, kind: Remaining['kind']): boolean {
  const { kind: said, scope: of } = fault as { readonly kind: string; readonly scope: string }
  return of === scope && said === (kind === 'money' ? 'over-budget' : 'limited')
}
