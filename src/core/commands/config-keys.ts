import { speakerName } from '../conversation/speech.ts'
import { Failure } from '../fault.ts'
import { explain } from '../i18n/explain.ts'
import type { Messages } from '../i18n/messages.ts'
import { sentences } from '../i18n/sentences.ts'
import type { Standing } from '../settings/access.ts'
import { keyName } from '../settings/key-names.ts'
import type { KeyNote } from '../store/ports/keys.ts'
import type { CommandCall, CommandResult, FormSpec, SettingItem } from './command.ts'
import { badInput, scopeOf } from './config-scope.ts'
import type { ConfigDeps } from './config.ts'

/**
 * What a host makes of a key: `untold` where only a question would tell, `silent` where the host does not answer now.
 */
export type KeyTrial = 'taken' | 'refused' | 'untold' | 'silent'

/** The hosts that a workspace may bring a key for. */
export interface KeyHosts {
  /** As in `provider/model-id`. */
  readonly names: readonly string[]
  try(host: string, key: string): Promise<KeyTrial>
}

/** Longest key, in UTF-16 units: several times that of any host. */
export const longestKey = 512

type Args = readonly [deps: ConfigDeps, call: CommandCall, standing: Standing, say: Messages]

/** Whether the command is about keys rather than a setting; also where the key was put right behind the name. */
export function isAboutKeys({ options }: CommandCall): boolean {
  return /^key(?:[:=\s]|$)/iu.test(String(options['name'] ?? '').trim())
}

/**
 * Takes a key from the form. One that was typed in line is not taken, since others can read it there: the reply says
 * so, and offers the form.
 */
export async function enterKey(...[deps, call, standing, say]: Args): Promise<CommandResult> {
  const { value, host, key } = call.options
  const named = String(value ?? '').trim()
  const isHost = deps.keyHosts.names.includes(named.toLowerCase())
  const isTyped = (named !== '' && !isHost) || String(call.options['name']).trim().length > keyName.length
  const problem = problemWith(deps, call, standing, say)
  if (isTyped) return refuseTyped(problem, say)
  if (problem !== undefined) throw problem
  if (key === undefined)
    return { kind: 'notice', text: say.text('config.key-how'), form: await formFor(named.toLowerCase()) }
  return take(String(host ?? '').trim(), String(key).trim())

  async function refuseTyped(why: Failure | undefined, say: Messages): Promise<CommandResult> {
    const text = say.text('config.key-inline')
    if (why === undefined) return { kind: 'notice', text, failed: true, form: await formFor('', text) }
    return {
      kind: 'notice',
      text: sentences(say, text, explain(why.fault, say, deps.clock.now()) ?? ''),
      failed: true,
    }
  }

  async function formFor(chosen: string, note?: string): Promise<FormSpec> {
    const hasSome = (await deps.store.keys.notes(call.place)).length > 0
    return {
      title: say.text('config.form-key'),
      ...(note !== undefined && { note }),
      command: 'config',
      options: { action: 'set', name: keyName },
      ...(hasSome && {
        instead: {
          label: say.text('config.key-remove'),
          command: 'config',
          options: { action: 'reset', name: keyName },
        },
      }),
      fields: [
        {
          name: 'host',
          label: say.text('config.host-label'),
          hint: say.text('config.host-hint'),
          value: chosen,
          multiline: false,
          maxLength: 64,
          choices: deps.keyHosts.names,
        },
        {
          name: 'key',
          label: say.text('config.key-label'),
          hint: say.text('config.key-hint'),
          value: '',
          multiline: false,
          maxLength: longestKey,
          isSecret: true,
        },
      ],
    }
  }

  async function take(host: string, key: string): Promise<CommandResult> {
    const { names } = deps.keyHosts
    if (!names.includes(host)) {
      const choices = new Intl.ListFormat(say.locale, { type: 'disjunction' }).format(names)
      throw badInput('host', say.text('input.not-a-choice', { choices }))
    }
    if (!/^[\u0021-\u007e]+$/u.test(key)) throw badInput('key', say.text('config.key-bad'))
    const trial = await deps.keyHosts.try(host, key)
    if (trial === 'refused') throw badInput('key', say.text('config.key-refused', { host }))
    if (trial === 'silent') throw badInput('key', say.text('config.key-silent', { host }))
    const isNew = await deps.store.keys.set(call.place, { host, key }, authorOf(deps, call))
    if (!isNew) return { kind: 'notice', text: say.text('config.unchanged') }
    const told = say.text('config.key-set', { host, example: `/config set model ${host}` })
    const untold = trial === 'untold' ? [say.text('config.key-untold', { host })] : []
    return { kind: 'notice', text: sentences(say, told, ...untold) }
  }
}

/** Removes the key for a host, or all of them. */
export async function removeKeys(...[deps, call, standing, say]: Args): Promise<CommandResult> {
  checkScope(call, standing, say)
  const { host } = call.options
  const wanted = host === undefined ? undefined : String(host).trim().toLowerCase()
  const removed = await deps.store.keys.remove(call.place, wanted, authorOf(deps, call))
  if (removed.length === 0) return { kind: 'notice', text: say.text('config.key-none') }
  const hosts = new Intl.ListFormat(say.locale).format(removed)
  return { kind: 'notice', text: say.text('config.key-removed', { hosts }) }
}

/** For which hosts there are keys, since when and by whom; nothing of the keys themselves. */
export async function showKeys(...[deps, call, standing, say]: Args): Promise<CommandResult> {
  checkScope(call, standing, say)
  const notes = await deps.store.keys.notes(call.place)
  const lines = notes.map((note) => `- ${lineOf(note, say)}`)
  const head = notes.length === 0 ? say.text('config.key-none') : `**${say.text('setting.key')}**`
  const how = say.text('config.how', { example: `/config set ${keyName}` })
  return { kind: 'notice', text: [head, ...lines, how].join('\n') }
}

/** The keys among the settings of a workspace; undefined where there can be none. */
export async function keyItem(
  { store }: ConfigDeps,
  call: CommandCall,
  say: Messages,
): Promise<SettingItem | undefined> {
  if (hasNoWorkspace(call)) return undefined
  const notes = await store.keys.notes(call.place)
  const isNone = notes.length === 0
  return {
    name: keyName,
    summary: say.text('setting.key'),
    value: isNone ? say.text('config.not-set') : notes.map(({ host }) => host).join(', '),
    origin: isNone ? say.text('config.origin-default') : notes.map((note) => lineOf(note, say)).join('; '),
  }
}

function lineOf({ host, by, at }: KeyNote, say: Messages): string {
  const when = new Intl.DateTimeFormat(say.region, { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
  return `${host}: ${speakerName(by.name)}, ${when}`
}

/**
 * Why no key can be entered. Whoever holds the account at a host may read there what is sent to it, so it takes the
 * platform's own admins, as who is an admin does.
 */
function problemWith(...[deps, call, standing, say]: Args): Failure | undefined {
  try {
    checkScope(call, standing, say)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  if (standing === 'appointed') return new Failure({ kind: 'not-allowed', needs: 'platform-admin' })
  if (!deps.store.keys.isSealed)
    return badInput(keyName, say.text('config.key-no-secret', { variable: 'SECRET_KEY' }))
  return undefined
}

/** Keys are a whole workspace's. Throws for anything else. */
function checkScope(call: CommandCall, standing: Standing, say: Messages): void {
  if (hasNoWorkspace(call)) throw badInput(keyName, say.text('usage.no-server'))
  const { owner, channel } = scopeOf(call, standing, say)
  if (owner === 'deployment' || channel !== undefined) throw badInput(keyName, say.text('config.wrong-scope'))
}

/** All of Discord's direct messages share a name that is no workspace. */
function hasNoWorkspace({ place }: CommandCall): boolean {
  return place.kind === 'dm' && place.workspace === 'dm'
}

function authorOf({ clock }: ConfigDeps, { by }: CommandCall) {
  return { by: { id: by.id, name: by.name }, at: clock.now() }
}
