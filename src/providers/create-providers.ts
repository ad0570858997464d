import type { Clock } from '../core/clock.ts'
import { Failure } from '../core/fault.ts'
import type { Logger } from '../core/log.ts'
import { silentObserver } from '../core/observer.ts'
import type { Observer } from '../core/observer.ts'
import type { CallReport, ChatRequest, Delta, Provider } from '../core/provider.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import { callWithRetries } from './call-with-retries.ts'
import { createCatalogue } from './catalogue.ts'
import { answerWithFallback } from './fallback.ts'
import type { Host } from './hosts.ts'
import { createLessons } from './lessons.ts'
import { createHostClient, type HostClient, type ListedModel } from './openai-client.ts'
import type { Prices } from './presets/preset.ts'
import { pricesAt } from './prices.ts'
import { createResolver, namesInSpec } from './resolve.ts'
import { createSlots, type Slots } from './slots.ts'
import type { Target } from './target.ts'

export interface ProvidersOptions {
  readonly hosts: readonly Host[]
  readonly clock: Clock
  /** 0 to below 1. */
  readonly random: () => number
  readonly log: Logger
  readonly observer?: Pick<Observer, 'breaker' | 'waited'>
  /** Calls at once to one host; each preset's own when absent. */
  readonly callsAtOnce?: number
}

/** What is known of a model, for laying out prompts and for telling people. Sizes in tokens. */
export interface ModelFacts {
  /** `provider/model-id`. */
  readonly model: string
  readonly hostTitle: string
  readonly context?: number
  readonly maxOutput?: number
  readonly takesImages: boolean
  readonly takesTools: boolean
  /** On a machine of one's own: it costs nothing by the token. */
  readonly isFree: boolean
  /** US dollars per million tokens, now; absent where unknown. */
  readonly prices?: Omit<Prices, 'peak'>
}

export type ModelCheck =
  | { readonly ok: true; readonly models: readonly ModelFacts[] }
  /** Sentences for the operator, one for each name that could not be resolved. */
  | {
      readonly ok: false
      readonly problems: readonly string[]
      /** A host of one's own did not answer: it may yet come up. */
      readonly mayPass: boolean
    }

/** The model hosts, as one provider. */
export interface Providers extends Provider {
  /** What a model spec means, in the order of falling back; problems when none of its names can be resolved. */
  checkModel(spec: string): Promise<ModelCheck>
  /** `provider/model-id` of everything that the hosts list, or their presets where they list nothing. */
  listModels(): Promise<readonly string[]>
}

/** Names offered where a host does not have the model that was asked for. */
const MOST_OFFERED = 10

/** Joins the configured hosts to one provider: names resolved, calls limited, retried, and passed on to the next. */
export function createProviders(options: ProvidersOptions): Providers {
  const { hosts, clock, random, log, observer = silentObserver } = options
  const clients = new Map<string, HostClient>()
  const slots = new Map<string, Slots>()
  const breakers = new Map<string, Breaker>()
  const lessons = createLessons()
  const refusedKeys = new Set<string>()
  const catalogue = createCatalogue(clock, fetchList)
  const resolver = createResolver({ hosts, catalogue, clock, log })
  for (const host of hosts) {
    clients.set(
      host.name,
      createHostClient({
        host: host.name,
        baseUrl: host.baseUrl,
        clock,
        ...(host.apiKey !== undefined && { apiKey: host.apiKey }),
      }),
    )
    slots.set(host.name, createSlots(options.callsAtOnce ?? host.preset.concurrency))
  }

  return { chat, checkModel, listModels }

  function chat(
    request: ChatRequest,
    signal: AbortSignal,
    onReport: (report: CallReport) => void = () => {},
  ): AsyncIterable<Delta> {
    // An answer that a process left unfinished is continued like one that is cut now.
    const { prefix: begun = '', ...asked } = request
    const logger = request.question === undefined ? log : log.child({ question: request.question })
    return answerWithFallback({
      log: logger,
      prepare: async () => ({ targets: await targetsOf(request.model, signal), begun }),
      breakerOf: ({ name }) =>
        getOrAdd(breakers, name, () => createBreaker(clock, (state) => observer.breaker(name, state))),
      call(target, partial, hasFallback) {
        const { name } = target.host
        const context = {
          client: clientOf(name),
          slots: slotsOf(name),
          clock,
          lessons,
          log: logger,
          random,
          hasFallback,
          onWait: (ms: number) => observer.waited('model-host', ms),
        }
        return callWithRetries({ ...context, onReport }, target, asked, partial, signal)
      },
      explained: withOffer,
    })
  }

  async function targetsOf(spec: string, signal: AbortSignal): Promise<readonly Target[]> {
    if (signal.aborted) throw new Failure({ kind: 'cancelled' })
    const { targets, problems, awaited } = await resolveAll(spec)
    if (targets.length > 0) return targets
    const cause = new Error(problems.join('\n'))
    throw new Failure(awaited === undefined ? { kind: 'no-model' } : { kind: 'unreachable', host: awaited }, {
      cause,
    })
  }

  /** A model that is gone is told of with what the host has instead. */
  async function withOffer(failure: Failure, target: Target): Promise<Failure> {
    const { fault } = failure
    if (fault.kind !== 'model-gone' || fault.available.length > 0) return failure
    const listed = (await catalogue.list(target.host.name)) ?? []
    const available = listed.slice(0, MOST_OFFERED).map(({ id }) => id)
    return new Failure({ ...fault, available }, { cause: failure.cause })
  }

  async function resolveAll(
    spec: string,
  ): Promise<{ targets: readonly Target[]; problems: readonly string[]; awaited: string | undefined }> {
    const targets: Target[] = []
    const problems: string[] = []
    let awaited: string | undefined
    for (const name of namesInSpec(spec)) {
      const resolution = await resolver.resolve(name)
      if (!resolution.ok) {
        problems.push(resolution.problem)
        awaited ??= resolution.awaited
      } else if (!targets.some((target) => target.name === resolution.target.name))
        targets.push(resolution.target)
    }
    return { targets, problems, awaited }
  }

  async function checkModel(spec: string): Promise<ModelCheck> {
    const { targets, problems, awaited } = await resolveAll(spec)
    if (targets.length === 0) {
      return {
        ok: false,
        mayPass: awaited !== undefined,
        problems: problems.length > 0 ? problems : ['MODEL names no model; deepseek-v3 is the default'],
      }
    }
    for (const problem of problems) log.warn({ problem }, 'a model of the list cannot be used')
    return { ok: true, models: targets.map((target) => toFacts(target, clock.now())) }
  }

  async function listModels(): Promise<readonly string[]> {
    const lists = await Promise.all(
      hosts.map(async (host) => {
        const listed = (await catalogue.list(host.name)) ?? host.preset.models
        return listed.map(({ id }) => `${host.name}/${id}`)
      }),
    )
    return lists.flat()
  }

  /** The first that is asked of a host: what is wrong with its key shows here. */
  async function fetchList(name: string, deadlineMs: number): Promise<readonly ListedModel[]> {
    try {
      return await clientOf(name).models(deadlineMs)
    } catch (error) {
      const isKey = error instanceof Failure && error.fault.kind === 'bad-key'
      const variable = hosts.find((host) => host.name === name)?.preset.keyVariable
      if (isKey && !refusedKeys.has(name)) log.error({ host: name, variable }, 'the host refuses the key')
      if (isKey) refusedKeys.add(name)
      throw error
    }
  }

  function clientOf(host: string): HostClient {
    return known(clients.get(host), host)
  }

  function slotsOf(host: string): Slots {
    return known(slots.get(host), host)
  }
}

function known<T>(value: T | undefined, host: string): T {
  if (value === undefined) throw new Error(`host ${host} is not configured`)
  return value
}

function toFacts(target: Target, now: number): ModelFacts {
  const { prices, host } = target
  return {
    model: target.name,
    hostTitle: host.preset.title,
    takesImages: target.takesImages,
    takesTools: target.takesTools,
    isFree: host.preset.isSelfHosted,
    ...(target.context !== undefined && { context: target.context }),
    ...(target.maxOutput !== undefined && { maxOutput: target.maxOutput }),
    ...(prices && { prices: pricesAt(prices, host.preset.peak, now) }),
  }
}

function getOrAdd<T>(map: Map<string, T>, key: string, create: () => T): T {
  const known = map.get(key)
  if (known !== undefined) return known
  const created = create()
  map.set(key, created)
  return created
}
