import { Failure } from '../fault.ts'
import type { Place, Workspace } from '../question.ts'
import type { SettingsOwner, SettingsStore, StoredSetting } from '../store/ports/settings.ts'
import { defaultTexts, isSettingName, readSetting, settingNames } from './schema.ts'
import type { Patch, SettingName, Settings, Texts } from './schema.ts'

/** Where a setting's value comes from, the farthest first. */
export type Origin = 'default' | 'deployment' | 'workspace' | 'channel'

/** What holds in one place. */
export interface Effective {
  readonly settings: Settings
  readonly origins: Readonly<Record<SettingName, Origin>>
  /** What the operator set for all workspaces: bounds that an admin may lower and not raise. */
  readonly ceilings: Patch
  /** The newest revision of the workspace's settings. */
  readonly revision: number
}

/** What is set, by place. All replicas on one store see a change with the next question. */
export interface SettingsReader {
  /** What holds there. `maxAgeMs` lets a caller who asks often do with what was true so long ago. */
  in(place: Place, maxAgeMs?: number): Promise<Effective>
}

export interface SettingsReaderOptions {
  readonly store: Pick<SettingsStore, 'revisions' | 'read'>
  /** The model the operator configured. */
  readonly model: string
  /** Another in its place, for a workspace that has keys which reach one; undefined for others. */
  readonly modelOf?: ((workspace: Workspace) => Promise<string | undefined>) | undefined
  readonly now: () => number
}

/** One owner's settings as values. */
interface Layers {
  readonly revision: number
  /** In place of the operator's, where nobody set one. */
  readonly model?: Patch
  readonly workspace: Patch
  readonly channels: ReadonlyMap<string, Patch>
}

/** Owners whose settings are kept in memory. */
const mostHeld = 2_000

/** The channel whose settings hold there: a thread has its channel's. */
export function settingsChannel(place: Place): string {
  return place.kind === 'thread' ? (place.parent ?? place.channel) : place.channel
}

/** Whose settings a place has. */
export function ownerOf({ platform, workspace }: Place): SettingsOwner {
  return { platform, workspace }
}

export function createSettingsReader({ store, model, modelOf, now }: SettingsReaderOptions): SettingsReader {
  const defaults = valuesOf({ ...defaultTexts, model }) as Settings
  const held = new Map<string, Layers>()
  const checked = new Map<string, number>()

  async function current(owners: readonly SettingsOwner[], maxAgeMs: number): Promise<readonly Layers[]> {
    const keys = owners.map(keyOf)
    const known = keys.flatMap((key) => held.get(key) ?? [])
    const oldest = Math.min(...keys.map((key) => checked.get(key) ?? -Infinity))
    if (known.length === owners.length && now() - oldest < maxAgeMs) return known
    const askedAt = now()
    const revisions = await store.revisions(owners)
    const layers: Layers[] = []
    for (const [index, owner] of owners.entries()) layers.push(await refresh(owner, revisions[index] ?? 0))
    for (const key of keys) checked.set(key, askedAt)
    return layers
  }

  async function refresh(owner: SettingsOwner, revision: number): Promise<Layers> {
    const key = keyOf(owner)
    const known = held.get(key)
    if (known?.revision === revision) return known
    const layers = revision === 0 ? nothing : await read(owner)
    if (held.size >= mostHeld) {
      held.clear()
      checked.clear()
    }
    held.set(key, layers)
    return layers
  }

  async function read(owner: SettingsOwner): Promise<Layers> {
    const { revision, settings } = await store.read(owner)
    const own = owner === 'deployment' ? undefined : await modelOf?.(owner)
    return { revision, ...(own !== undefined && { model: valuesOf({ model: own }) }), ...layersOf(settings) }
  }

  return {
    async in(place, maxAgeMs = 0) {
      const [deployment = nothing, own = nothing] = await current(['deployment', ownerOf(place)], maxAgeMs)
      const layers: readonly (readonly [Origin, Patch])[] = [
        ['deployment', deployment.workspace],
        ['workspace', own.workspace],
        ['channel', own.channels.get(settingsChannel(place)) ?? {}],
      ]
      const origins = Object.fromEntries(settingNames.map((name) => [name, 'default'])) as Record<
        SettingName,
        Origin
      >
      for (const [origin, patch] of layers)
        for (const name of settingNames) if (patch[name] !== undefined) origins[name] = origin
      return {
        settings: Object.assign({}, defaults, own.model, ...layers.map(([, patch]) => patch)) as Settings,
        origins,
        ceilings: deployment.workspace,
        revision: own.revision,
      }
    },
  }
}

const nothing: Layers = { revision: 0, workspace: {}, channels: new Map() }

function layersOf(settings: readonly StoredSetting[]): Omit<Layers, 'revision' | 'model'> {
  const texts = new Map<string, Record<string, string>>()
  for (const { channel = '', name, text } of settings) {
    const known = texts.get(channel) ?? {}
    texts.set(channel, { ...known, [name]: text })
  }
  const workspace = valuesOf(texts.get('') ?? {})
  texts.delete('')
  return { workspace, channels: new Map([...texts].map(([channel, of]) => [channel, valuesOf(of)])) }
}

/**
 * What another version wrote and this one cannot read is no reason to go on without it: it may be a budget. Throws a
 * `store` failure.
 */
function valuesOf(texts: Texts): Patch {
  const values: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(texts)) {
    const value = isSettingName(name) ? readSetting(name, text) : undefined
    if (value === undefined) {
      throw new Failure({ kind: 'store' }, { cause: new Error(`the setting ${name} cannot be read`) })
    }
    values[name] = value
  }
  return values
}

function keyOf(owner: SettingsOwner): string {
  return owner === 'deployment' ? 'deployment' : JSON.stringify([owner.platform, owner.workspace])
}
