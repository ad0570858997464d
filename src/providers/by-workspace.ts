import type { ModelDirectory } from '../core/commands/config-value.ts'
import type { Provider } from '../core/provider.ts'
import type { Workspace } from '../core/question.ts'
import type { OwnKey } from '../core/store/ports/keys.ts'
import { aliases } from './aliases.ts'
import type { ChosenProvider } from './choose-provider.ts'
import { providersOn, unknownTo } from './create-providers.ts'
import type { ModelFacts, Providers, ProvidersOptions } from './create-providers.ts'
import { deferred } from './deferred.ts'
import type { Host } from './hosts.ts'
import { createLine, type Line } from './line.ts'
import { namesInSpec } from './resolve.ts'

export interface ByWorkspaceOptions extends Omit<ProvidersOptions, 'hosts'> {
  /** What answers where there are no keys. */
  readonly base: ChosenProvider
  /** The hosts that a key may be for, without one. */
  readonly keyHosts: readonly Host[]
  keysOf(workspace: Workspace): Promise<readonly OwnKey[]>
  /** The model that answers a workspace by its keys where the guide answers the others. */
  readonly model: string
}

/** What answers each workspace: the operator's hosts and, before and in place of them, those it has keys for. */
export interface ByWorkspace {
  /** Answers each request for its workspace. */
  readonly provider: Provider
  /** The models that a spec names there, in the order of falling back; none where it cannot be resolved now. */
  modelsOf(spec: string, workspace: Workspace): Promise<readonly ModelFacts[]>
  readonly directory: ModelDirectory
  /** The model of a workspace whose keys take the guide's place; undefined for others. */
  modelOf(workspace: Workspace): Promise<string | undefined>
}

/** Workspaces with keys whose connections are kept; of the others they are made anew when they ask again. */
const mostHeld = 500

interface Held {
  readonly lines: readonly { readonly revision: number; readonly line: Line }[]
  readonly providers: Providers
}

export function createByWorkspace(options: ByWorkspaceOptions): ByWorkspace {
  const { base, keyHosts, log } = options
  /** By workspace, the one that asked last at the end. */
  const held = new Map<string, Held>()

  async function knownKeys(workspace: Workspace): Promise<readonly (OwnKey & { readonly known: Host })[]> {
    const keys = await options.keysOf(workspace)
    return keys.flatMap((key) => {
      const known = keyHosts.find(({ name }) => name === key.host)
      return known === undefined ? [] : [{ ...key, known }]
    })
  }

  /** The hosts of a workspace that has keys. What was learnt of a key that is the same is kept. */
  async function ownOf(workspace: Workspace | undefined): Promise<Providers | undefined> {
    if (workspace === undefined) return undefined
    const keys = await knownKeys(workspace)
    const name = JSON.stringify([workspace.platform, workspace.workspace])
    const before = held.get(name)
    held.delete(name)
    if (keys.length === 0) return undefined
    const lines = keys.map(({ known, key, revision }) => {
      // Whatever the store counts: a connection of another key is never this one's.
      const isIt = ({ line: { host }, ...one }: Held['lines'][number]): boolean =>
        host.name === known.name && host.apiKey === key && one.revision === revision
      const same = before?.lines.find(isIt)
      return same ?? { revision, line: openLine(workspace, known, key) }
    })
    const isSame =
      before !== undefined &&
      before.lines.length === lines.length &&
      lines.every((line) => before.lines.includes(line))
    const now = isSame ? before : { lines, providers: providersFor(workspace, lines) }
    held.set(name, now)
    const [oldest] = held.keys()
    if (held.size > mostHeld && oldest !== undefined) held.delete(oldest)
    return now.providers
  }

  function openLine(workspace: Workspace, host: Host, apiKey: string): Line {
    return createLine(
      { ...host, apiKey, isOwnKey: true },
      { ...options, log: log.child({ ...placeOf(workspace) }) },
    )
  }

  function providersFor(workspace: Workspace, own: Held['lines']): Providers {
    const others = base.lines.filter(({ host }) => !own.some(({ line }) => line.host.name === host.name))
    const lines = [...own.map(({ line }) => line), ...others]
    return providersOn(lines, { ...options, log: log.child({ ...placeOf(workspace) }) })
  }

  /** The guide's name is its own wherever it answers somebody. */
  function isGuide(spec: string): boolean {
    return base.isGuide && spec === base.model
  }

  return {
    provider: {
      chat: (request, signal, onReport) =>
        deferred(async () => {
          const own = isGuide(request.model) ? undefined : await ownOf(request.workspace)
          return (own ?? base.provider).chat(request, signal, onReport)
        }),
    },
    async modelsOf(spec, workspace) {
      const own = isGuide(spec) ? undefined : await ownOf(workspace)
      if (own === undefined) return base.modelsOf(spec)
      const found = await own.checkModel(spec)
      return found.ok ? found.models : []
    },
    directory: {
      async unknown(spec, workspace) {
        const own = await ownOf(workspace)
        if (own === undefined) return base.unknown(spec)
        return unknownTo(
          own,
          namesInSpec(spec).filter((name) => !isGuide(name)),
        )
      },
      async list(workspace) {
        return ((await ownOf(workspace)) ?? base).listModels()
      },
    },
    async modelOf(workspace) {
      if (!base.isGuide) return undefined
      const hosts = (await knownKeys(workspace)).map(({ host }) => host)
      const alias = aliases.find(({ name }) => name === options.model)
      return alias?.candidates.some(({ host }) => hosts.includes(host)) === true ? options.model : hosts[0]
    },
  }
}

function placeOf({ platform, workspace }: Workspace): Workspace {
  return { platform, workspace }
}
