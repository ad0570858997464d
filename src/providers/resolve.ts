import type { Clock } from '../core/clock.ts'
import type { Logger } from '../core/log.ts'
import { type Alias, aliases, type Candidate } from './aliases.ts'
import { type Host, urlVariableOf } from './hosts.ts'
import type { ListedModel } from './openai-client.ts'
import { presets } from './presets/all.ts'
import { type Target, toTarget } from './target.ts'

export type Resolution =
  | { readonly ok: true; readonly target: Target }
  /** A sentence for the operator. */
  | {
      readonly ok: false
      readonly problem: string
      /** A host that may have the model, and does not answer now. */
      readonly awaited?: string
    }

export interface Resolver {
  /** What one name of a model spec means today: an alias, `provider/model-id`, a bare model id or a host's name. */
  resolve(name: string): Promise<Resolution>
}

export interface ResolverOptions {
  /** Those that a workspace has a key for come first, and are preferred where an alias may mean several. */
  readonly hosts: readonly Host[]
  /** What the host of that name lists; undefined when it gives no list. */
  listOf(host: string): Promise<readonly ListedModel[] | undefined>
  readonly clock: Clock
  readonly log: Logger
}

/** How many ids a sentence lists. */
const MOST_NAMED = 8

/** The names in a model spec, in the order of falling back. */
export function namesInSpec(spec: string): readonly string[] {
  return [...new Set(spec.split(',').flatMap((name) => name.trim() || []))]
}

/** Finds the host and the model that a name means, among the hosts that are turned on. */
export function createResolver({ hosts, listOf, clock, log }: ResolverOptions): Resolver {
  const said = new Set<string>()
  return { resolve }

  async function resolve(name: string): Promise<Resolution> {
    if (hosts.length === 0)
      return {
        ok: false,
        problem: `${name}: no model host is set up; set a key such as DEEPSEEK_API_KEY, or an address such as OLLAMA_BASE_URL`,
      }
    const alias = aliases.find((known) => known.name === name.toLowerCase())
    if (alias !== undefined) return resolveAlias(alias)
    const slash = name.indexOf('/')
    const host = hosts.find(
      (known) => known.name === (slash === -1 ? name : name.slice(0, slash)).toLowerCase(),
    )
    if (host !== undefined && slash !== -1) return resolveExplicit(host, name.slice(slash + 1))
    if (host !== undefined) return resolveHost(host)
    return resolveBare(name)
  }

  async function resolveExplicit(host: Host, id: string): Promise<Resolution> {
    if (id === '') return { ok: false, problem: `${host.name}/ names no model; ${await offerOf([host])}` }
    const listed = await listOf(host.name)
    if (listed !== undefined) sayUnlisted(host, id, listed)
    return found(host, id, listed ?? [], {})
  }

  /** A host of one's own mostly serves one model. */
  async function resolveHost(host: Host): Promise<Resolution> {
    const listed = await listOf(host.name)
    const id = (host.preset.isSelfHosted ? listed?.[0]?.id : undefined) ?? host.preset.models[0]?.id
    if (id === undefined)
      return { ok: false, problem: `${host.name} lists no models: name one as ${host.name}/model-id` }
    return found(host, id, listed ?? [], {})
  }

  /** A model id without its host: the first host that has it. */
  async function resolveBare(name: string): Promise<Resolution> {
    for (const host of hosts) {
      const listed = (await listOf(host.name)) ?? []
      const ids = [...host.preset.models, ...(host.preset.retired ?? []), ...listed].map(({ id }) => id)
      if (ids.includes(name)) return found(host, name, listed, {})
    }
    const known = presets.find((preset) => preset.name === name.split('/')[0]?.toLowerCase())
    if (known !== undefined) {
      const variable = known.isSelfHosted ? urlVariableOf(known.name) : known.keyVariable
      return { ok: false, problem: `${name}: ${known.title} is not set up; set ${variable}` }
    }
    return {
      ok: false,
      problem: `${name} is no alias, and no configured host has it; ${await offerOf(hosts)}`,
    }
  }

  async function resolveAlias(alias: Alias): Promise<Resolution> {
    const own = hosts.filter(({ isOwnKey }) => isOwnKey === true)
    const resolved = (await resolveAmong(own, alias)) ?? (await resolveAmong(hosts, alias))
    return resolved ?? (await whyNot(alias))
  }

  async function resolveAmong(some: readonly Host[], alias: Alias): Promise<Resolution | undefined> {
    for (const host of some.filter(({ preset }) => preset.isSelfHosted)) {
      const listed = (await listOf(host.name)) ?? []
      const match = listed.find(({ id }) => alias.listed.test(id))
      if (match !== undefined) return found(host, match.id, listed, hintsOf(alias))
    }
    let unconfirmed: (() => Resolution) | undefined
    for (const candidate of alias.candidates) {
      const host = some.find(({ name }) => name === candidate.host)
      if (host === undefined) continue
      const listed = await listOf(host.name)
      const take = (): Resolution => {
        if (candidate.isSuccessor) saySuccessor(alias.name, candidate)
        return found(host, candidate.id, listed ?? [], hintsOf(alias, candidate))
      }
      if (isRetired(host, candidate.id)) continue
      if (listed === undefined || listed.some(({ id }) => id === candidate.id)) return take()
      // Lists leave out what hosts take all the same.
      unconfirmed ??= take
    }
    return unconfirmed?.()
  }

  function found(
    host: Host,
    id: string,
    listed: readonly ListedModel[],
    hints: { thinking?: boolean },
  ): Resolution {
    const retired = host.preset.retired?.find((gone) => gone.id === id)
    if (retired !== undefined && isRetired(host, id)) {
      saySuccessor(`${host.name}/${id}`, { host: host.name, id: retired.successor }, retired.on)
      return found(
        host,
        retired.successor,
        listed,
        retired.thinking === undefined ? hints : { thinking: retired.thinking },
      )
    }
    const context = listed.find((model) => model.id === id)?.context
    return { ok: true, target: toTarget(host, id, { ...hints, ...(context !== undefined && { context }) }) }
  }

  function isRetired(host: Host, id: string): boolean {
    const retired = host.preset.retired?.find((gone) => gone.id === id)
    return retired !== undefined && clock.now() >= Date.parse(retired.on)
  }

  /** Hosts take ids that they do not list, so this stops nothing. */
  function sayUnlisted(host: Host, id: string, listed: readonly ListedModel[]): void {
    const name = `${host.name}/${id}`
    // Hugging Face lists ids without the `:provider` they may end in.
    const isListed = listed.some((model) => model.id === id || id.startsWith(`${model.id}:`))
    if (isListed || isRetired(host, id) || said.has(name)) return
    said.add(name)
    log.warn(
      { model: name, listed: listed.slice(0, MOST_NAMED).map((model) => model.id) },
      'the host does not list this model',
    )
  }

  function saySuccessor(name: string, { host, id }: Candidate, since?: string): void {
    if (said.has(name)) return
    said.add(name)
    const fields = { asked: name, model: `${host}/${id}`, ...(since !== undefined && { since }) }
    log.info(fields, 'the model asked for is not served any more; its successor answers')
  }

  async function whyNot(alias: Alias): Promise<Resolution> {
    const others = alias.candidates
      .map(({ host }) => presets.find((preset) => preset.name === host)?.keyVariable)
      .filter((variable) => variable !== undefined)
    const where =
      others.length === 0
        ? 'no public host serves it: run it yourself and set SGLANG_BASE_URL, VLLM_BASE_URL or OLLAMA_BASE_URL'
        : `set one of ${[...new Set(others)].slice(0, 6).join(', ')}, or serve it yourself (SGLANG_BASE_URL, VLLM_BASE_URL, OLLAMA_BASE_URL)`
    const awaited = await silentHost()
    if (awaited !== undefined) {
      const variable = urlVariableOf(awaited.name)
      const problem = `${alias.name}: ${awaited.preset.title} does not list its models now; is it running, and is ${variable} its address?`
      return { ok: false, problem, awaited: awaited.name }
    }
    const problem = `${alias.name}: none of the configured hosts has it; ${where}. ${await offerOf(hosts)}`
    return { ok: false, problem }
  }

  async function silentHost(): Promise<Host | undefined> {
    for (const host of hosts) {
      if (host.preset.isSelfHosted && (await listOf(host.name)) === undefined) return host
    }
    return undefined
  }

  async function offerOf(some: readonly Host[]): Promise<string> {
    const names: string[] = []
    for (const host of some) {
      const listed = (await listOf(host.name)) ?? host.preset.models
      names.push(...listed.slice(0, MOST_NAMED).map(({ id }) => `${host.name}/${id}`))
    }
    const offered = names.slice(0, MOST_NAMED).join(', ')
    return offered === ''
      ? 'MODEL takes an alias such as deepseek-v3, or provider/model-id'
      : `MODEL could be ${offered}`
  }
}

function hintsOf(alias: Alias, candidate?: Candidate): { thinking?: boolean } {
  const thinking = candidate?.thinking ?? alias.thinking
  return thinking === undefined ? {} : { thinking }
}
