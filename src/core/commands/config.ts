import type { Clock } from '../clock.ts'
import type { MessageKey, Messages } from '../i18n/messages.ts'
import type { Standing } from '../settings/access.ts'
import { settingNames, writeSetting } from '../settings/schema.ts'
import type { SettingsReader } from '../settings/settings.ts'
import { settingSpecs, summaryKey } from '../settings/specs.ts'
import type { Store } from '../store/store.ts'
import type { ActionSpec, Command, CommandCall, CommandResult } from './command.ts'
import { logSettings, resetSetting, setSetting, settingText, undoChange } from './config-change.ts'
import { exportSettings, importSettings } from './config-file.ts'
import { completeConfig } from './config-offers.ts'
import { enterKey, isAboutKeys, keyItem, longestKey, removeKeys, showKeys } from './config-keys.ts'
import type { KeyHosts } from './config-keys.ts'
import { nameOf, scopeOf } from './config-scope.ts'
import type { ConfigScope } from './config-scope.ts'
import { shown } from './config-value.ts'
import type { ModelDirectory } from './config-value.ts'

export interface ConfigDeps {
  readonly settings: SettingsReader
  readonly store: Pick<Store, 'settings' | 'keys'>
  readonly models: ModelDirectory
  readonly keyHosts: KeyHosts
  readonly clock: Clock
  /** Unguessable. */
  newId(): string
}

type Action = (
  deps: ConfigDeps,
  call: CommandCall,
  standing: Standing,
  say: Messages,
) => Promise<CommandResult>

const actions = {
  show: { options: ['name', 'scope'], run: orKeys(showSettings, showKeys) },
  set: { options: ['name', 'value', 'scope'], run: orKeys(setSetting, enterKey) },
  reset: { options: ['name', 'host', 'scope'], run: orKeys(resetSetting, removeKeys) },
  export: { options: ['scope'], run: exportSettings },
  import: { options: ['value', 'confirm'], run: importSettings },
  log: { options: ['scope'], run: logSettings },
  undo: { options: ['number', 'scope'], run: undoChange },
} as const satisfies Record<string, { readonly options: readonly string[]; readonly run: Action }>

function orKeys(settings: Action, keys: Action): Action {
  return (deps, call, standing, say) => (isAboutKeys(call) ? keys : settings)(deps, call, standing, say)
}

type ActionName = keyof typeof actions

const actionNames = Object.keys(actions) as readonly ActionName[]

/** The settings of a server or a channel, for its admins. */
export function createConfigCommand(deps: ConfigDeps): Command {
  return {
    name: 'config',
    summary: 'command.config',
    access: 'admin',
    actions: actionNames.map((name): ActionSpec => ({
      name,
      summary: `command.config.${name}`,
      options: actions[name].options,
      ...(name === 'import' && { file: 'command.config.file' }),
    })),
    options: [
      {
        name: 'action',
        summary: 'command.config.action',
        type: 'string',
        required: false,
        choices: actionNames,
      },
      {
        name: 'name',
        summary: 'command.config.name',
        type: 'string',
        required: false,
        maxLength: 64,
        completes: true,
      },
      {
        name: 'value',
        summary: 'command.config.value',
        type: 'string',
        required: false,
        rest: true,
        maxLength: 100_000,
        completes: true,
      },
      {
        name: 'host',
        summary: 'command.config.host',
        type: 'string',
        required: false,
        maxLength: 64,
        completes: true,
      },
      // No action takes it: a form alone gives it, and nobody types it where others could read it.
      {
        name: 'key',
        summary: 'config.key-hint',
        type: 'string',
        required: false,
        maxLength: longestKey,
      },
      {
        name: 'scope',
        summary: 'command.config.scope',
        type: 'string',
        required: false,
        maxLength: 100,
        anywhere: true,
        completes: true,
      },
      { name: 'confirm', summary: 'command.config.confirm', type: 'string', required: false, maxLength: 64 },
      { name: 'number', summary: 'command.config.number', type: 'integer', required: false },
    ],
    run: (call, say, standing) =>
      actions[String(call.options['action'] ?? 'show') as ActionName].run(deps, call, standing, say),
    complete: (...typing) => completeConfig(deps, ...typing),
  }
}

async function showSettings(
  deps: ConfigDeps,
  call: CommandCall,
  standing: Standing,
  say: Messages,
): Promise<CommandResult> {
  const scope = scopeOf(call, standing, say)
  const { settings, origins } = await deps.settings.in(scope.place)
  const only = call.options['name'] === undefined ? undefined : nameOf(call, say)
  const set = settingNames
    .filter((name) => (only === undefined ? isShown(name, scope) : name === only))
    .map((name) => ({
      name,
      summary: say.text(summaryKey(name)),
      value: shown(writeSetting(name, settings[name])),
      origin: say.text(`config.origin-${origins[name]}`),
    }))
  const isWide = only === undefined && scope.owner !== 'deployment' && scope.channel === undefined
  const keys = isWide ? await keyItem(deps, call, say) : undefined
  const items = keys === undefined ? set : [...set, keys]
  const lines = items.map(({ name, value, origin }) => `- \`${name}\`: \`${value}\` (${origin})`)
  const how =
    only === undefined
      ? say.text('config.how', { example: '/config set limits.user 10/minute' })
      : settingText(only, say)
  const title = say.text(titleKey(scope), { channel: scope.channel ?? '' })
  const text = [title, ...lines, '', how].join('\n')
  if (only !== undefined) return { kind: 'notice', text }
  return { kind: 'notice', text, settings: { title, scope: scopeWord(scope), items } }
}

function isShown(name: (typeof settingNames)[number], { owner }: ConfigScope): boolean {
  return settingSpecs[name].where !== 'deployment' || owner === 'deployment'
}

function titleKey({ owner, channel }: ConfigScope): MessageKey {
  if (owner === 'deployment') return 'config.title-everywhere'
  return channel === undefined ? 'config.title-server' : 'config.title-channel'
}

function scopeWord({ owner, channel }: ConfigScope): string {
  if (owner === 'deployment') return 'everywhere'
  return channel ?? 'server'
}
