import type { Clock } from '../core/clock.ts'
import { Failure } from '../core/fault.ts'
import type { Logger } from '../core/log.ts'
import type { Observer } from '../core/observer.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import { createCatalogue } from './catalogue.ts'
import type { Host } from './hosts.ts'
import { createLessons, type Lessons } from './lessons.ts'
import { createHostClient, type HostClient, type ListedModel } from './openai-client.ts'
import { createSlots, type Slots } from './slots.ts'

export interface LineOptions {
  readonly clock: Clock
  readonly log: Logger
  readonly observer?: Pick<Observer, 'breaker' | 'waited'>
  /** Calls at once to one host; each preset's own when absent. */
  readonly callsAtOnce?: number
}

/** All that is known and kept of one host under one key: nothing of it is another key's. */
export interface Line {
  readonly host: Host
  readonly client: HostClient
  readonly slots: Slots
  readonly lessons: Lessons
  /** Of a model, by its `provider/model-id`. */
  breakerOf(model: string): Breaker
  /** What the host lists to this key; undefined when it gives no list. Never rejects. */
  list(): Promise<readonly ListedModel[] | undefined>
}

export function createLine(host: Host, { clock, log, observer, callsAtOnce }: LineOptions): Line {
  const client = createHostClient({ ...host, host: host.name, clock })
  const breakers = new Map<string, Breaker>()
  const catalogue = createCatalogue(clock, fetchList)
  let isKeyRefused = false
  return {
    host,
    client,
    slots: createSlots(callsAtOnce ?? host.preset.concurrency),
    lessons: createLessons(),
    breakerOf(model) {
      const known = breakers.get(model)
      if (known !== undefined) return known
      // What is told of a model is about the operator's key.
      const tells = host.isOwnKey === true ? undefined : observer
      const created = createBreaker(clock, (state) => tells?.breaker(model, state))
      breakers.set(model, created)
      return created
    },
    list: () => catalogue.list(host.name),
  }

  /** The first that is asked of a host: what is wrong with its key shows here. */
  async function fetchList(_name: string, deadlineMs: number): Promise<readonly ListedModel[]> {
    try {
      return await client.models(deadlineMs)
    } catch (error) {
      if (error instanceof Failure && error.fault.kind === 'bad-key') sayRefused()
      throw error
    }
  }

  function sayRefused(): void {
    if (isKeyRefused) return
    isKeyRefused = true
    if (host.isOwnKey === true) log.warn({ host: host.name }, 'the host refuses the key of a workspace')
    else log.error({ host: host.name, variable: host.preset.keyVariable }, 'the host refuses the key')
  }
}
