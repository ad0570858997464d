import { randomUUID } from 'node:crypto'
import type { Clock } from '../../src/core/clock.ts'
import type { Command } from '../../src/core/commands/command.ts'
import { createCommands } from '../../src/core/commands/list.ts'
import type { CommandDeps } from '../../src/core/commands/list.ts'
import { openPolicy } from '../../src/core/conversation/open-policy.ts'
import type { OpenPolicy, PolicyOptions } from '../../src/core/conversation/open-policy.ts'
import { createLimits } from '../../src/core/limits/limits.ts'
import type { Provider } from '../../src/core/provider.ts'
import type { Store } from '../../src/core/store/store.ts'
import { quietLog } from './quiet-log.ts'

/** All commands, with the models `deepseek-v3` and `other`. */
export function commandsOn(
  { policy, settings, picks }: OpenPolicy,
  store: Store,
  clock: Clock,
  startFresh: (conversation: string) => Promise<void> = () => Promise.resolve(),
  more: Partial<CommandDeps> = {},
): readonly Command[] {
  const known = ['deepseek-v3', 'other']
  return createCommands({
    store,
    settings,
    picks,
    remaining: policy.remaining,
    clock,
    models: {
      unknown: (spec) => Promise.resolve(spec.split(',').filter((name) => !known.includes(name))),
      list: () => Promise.resolve(known),
    },
    keyHosts: { names: ['deepseek', 'openai'], try: () => Promise.resolve('taken') },
    drawUsage: () => Promise.resolve(undefined),
    privacy: { isEncrypted: false, hostsOf: () => Promise.resolve(['host']) },
    newId: randomUUID,
    startFresh,
    ...more,
  })
}

/** The policy of an installation where nobody has set anything: models are free, and there are no operators. */
export function policyOn(
  store: Store,
  clock: Clock,
  provider: Provider,
  more: Partial<PolicyOptions> = {},
): OpenPolicy {
  return openPolicy({
    store,
    limits: createLimits({ perWorkspace: 4, maxWaiting: 2, clock }),
    provider,
    operators: new Set(),
    model: 'deepseek-v3',
    clock,
    log: quietLog,
    costsOf: (model) => Promise.resolve([{ model, isFree: true }]),
    tellAdmins: () => Promise.resolve(),
    ...more,
  })
}
