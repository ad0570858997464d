import { Failure } from '../core/fault.ts'
import { silentObserver } from '../core/observer.ts'
import type { CallReport, ChatRequest, Delta, Provider } from '../core/provider.ts'
import { callWithRetries } from './call-with-retries.ts'
import { answerWithFallback } from './fallback.ts'
import type { Host } from './hosts.ts'
import { createLine, type Line, type LineOptions } from './line.ts'
import type { Prices } from './presets/preset.ts'
import { pricesAt } from './prices.ts'
import { createResolver, namesInSpec } from './resolve.ts'
import type { Target } from './target.ts'

export interface ProvidersOptions extends LineOptions {
  readonly hosts: readonly Host[]
  /** 0 to below 1. */
  readonly random: () => number
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
  /** On a key of the workspace's own. */
  readonly isOwnKey?: true
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
  return providersOn(
    options.hosts.map((host) => createLine(host, options)),
    options,
  )
}

/** The same for hosts that others may be talking to as well. */
export function providersOn(lines: readonly Line[], options: Omit<ProvidersOptions, 'hosts'>): Providers {
  const { clock, random, log, observer = silentObserver } = options
  const byHost = new Map(lines.map((line) => [line.host.name, line]))
  const hosts = lines.map(({ host }) => host)
  const saidProblems = new Set<string>()
  const resolver = createResolver({ hosts, listOf: (host) => lineOf(host).list(), clock, log })
  return { chat, checkModel, listModels }

  function chat(
    request: ChatRequest,
    signal: AbortSignal,
    onReport: (report: CallReport) => void = () => {},
  ): AsyncIterable<Delta> {
    // An answer that a process left unfinished is continued like one that is cut now.
    const { prefix: begun = '', workspace: _whose, among, ...asked } = request
    const logger = request.question === undefined ? log : log.child({ question: request.question })
    return answerWithFallback({
      log: logger,
      prepare: async () => ({ targets: await targetsOf(request.model, among, signal), begun }),
      breakerOf: ({ host, name }) => lineOf(host.name).breakerOf(name),
      call(target, partial, hasFallback) {
        const { client, slots, lessons } = lineOf(target.host.name)
        const context = {
          client,
          slots,
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

  async function targetsOf(
    spec: string,
    among: ChatRequest['among'],
    signal: AbortSignal,
  ): Promise<readonly Target[]> {
    if (signal.aborted) throw new Failure({ kind: 'cancelled' })
    const { targets: resolved, problems, awaited } = await resolveAll(spec)
    // A host may have come back, or a key been removed, since it was counted what the call can cost.
    const targets = resolved.filter(
      ({ name, host }) =>
        among === undefined ||
        among.some(({ model, isOwnKey }) => model === name && (isOwnKey !== true || host.isOwnKey === true)),
    )
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
    const listed = (await lineOf(target.host.name).list()) ?? []
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
    for (const problem of problems) {
      if (saidProblems.has(problem)) continue
      saidProblems.add(problem)
      log.warn({ problem }, 'a model of the list cannot be used')
    }
    return { ok: true, models: targets.map((target) => toFacts(target, clock.now())) }
  }

  async function listModels(): Promise<readonly string[]> {
    const lists = await Promise.all(
      lines.map(async ({ host, list }) => {
        const listed = (await list()) ?? host.preset.models
        return listed.map(({ id }) => `${host.name}/${id}`)
      }),
    )
    return lists.flat()
  }

  function lineOf(host: string): Line {
    const line = byHost.get(host)
    if (line === undefined) throw new Error(`host ${host} is not configured`)
    return line
  }
}

/** Those of the names that no host has. One that does not answer now may yet. */
export async function unknownTo(providers: Providers, names: readonly string[]): Promise<readonly string[]> {
  const checks = await Promise.all(names.map((name) => providers.checkModel(name)))
  return names.filter((_, index) => checks[index]?.ok === false && !checks[index].mayPass)
}

function toFacts(target: Target, now: number): ModelFacts {
  const { prices, host } = target
  return {
    model: target.name,
    hostTitle: host.preset.title,
    takesImages: target.takesImages,
    takesTools: target.takesTools,
    isFree: host.preset.isSelfHosted,
    ...(host.isOwnKey && { isOwnKey: host.isOwnKey }),
    ...(target.context !== undefined && { context: target.context }),
    ...(target.maxOutput !== undefined && { maxOutput: target.maxOutput }),
    ...(prices && { prices: pricesAt(prices, host.preset.peak, now) }),
  }
}
