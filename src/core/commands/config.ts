import type { Clock } from '../clock.ts'
import type { MessageKey, Messages } from '../i18n/messages.ts'
import type { Standing } from '../settings/access.ts'
import { isSettingName, settingNames, writeSetting } from '../settings/schema.ts'
import type { SettingsReader } from '../settings/settings.ts'
import { settingSpecs } from '../settings/specs.ts'
import type { Store } from '../store/store.ts'
import type { ActionSpec, Command, CommandCall, CommandResult } from './command.ts'
import { logSettings, resetSetting, setSetting, settingText, undoChange } from './config-change.ts'
import { exportSettings, importSettings } from './config-file.ts'
import { nameOf, scopeOf } from './config-scope.ts'
import type { ConfigScope } from './config-scope.ts'
import { shown } from './config-value.ts'
import type { ModelDirectory } from './config-value.ts'

export interface ConfigDeps {
  readonly settings: SettingsReader
  readonly store: Pick<Store, 'settings'>
  readonly models: ModelDirectory
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
  show: { options: ['name', 'scope'], run: showSettings },
  set: { options: ['name', 'value', 'scope'], run: setSetting },
  reset: { options: ['name', 'scope'], run: resetSetting },
  export: { options: ['scope'], run: exportSettings },
  import: { options: ['value', 'confirm'], run: importSettings },
  log: { options: ['scope'], run: logSettings },
  undo: { options: ['number', 'scope'], run: undoChange },
} as const satisfies Record<string, { readonly options: readonly string[]; readonly run: Action }>

type ActionName = keyof typeof actions

const actionNames = Object.keys(actions) as readonly ActionName[]

/** Values that are offered at once. */
const mostOffered = 25

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
    })),
    options: [
      {
        name: 'action',
        summary: 'command.config.action',
        type: 'string',
        required: true,
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
      actions[String(call.options['action']) as ActionName].run(deps, call, standing, say),
    async complete(option, typed, call) {
      const offered = await offersFor(deps, option, call)
      const begun = typed.trim().toLowerCase()
      const matching = offered.filter((value) => value.toLowerCase().includes(begun))
      return matching
        .toSorted((a, b) => Number(b.startsWith(begun)) - Number(a.startsWith(begun)))
        .slice(0, mostOffered)
    },
  }
}

async function offersFor(deps: ConfigDeps, option: string, call: CommandCall): Promise<readonly string[]> {
  if (option === 'name') return settingNames
  if (option === 'scope') return ['server', 'here']
  const name = String(call.options['name'] ?? '')
  if (option !== 'value' || !isSettingName(name)) return []
  const { allowed } = settingSpecs[name]
  switch (allowed.kind) {
    case 'words':
      return allowed.words
    case 'model':
    case 'models':
      return deps.models.list()
    case 'over':
      return ['refuse', ...(await deps.models.list())]
    case 'persona':
      return ['default']
    case 'language':
      return ['auto', 'en', 'id']
    case 'rate':
      return ['off', '10/minute', '60/hour', '200/day']
    case 'money':
      return ['off', '$1/day', '$10/month']
    case 'channels':
    case 'roles':
      return ['all']
    case 'admins':
      return ['none']
    case 'number':
      return [String(allowed.min), String(allowed.max)]
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
  const lines = settingNames
    .filter((name) => (only === undefined ? isShown(name, scope) : name === only))
    .map((name) => {
      const value = shown(writeSetting(name, settings[name]))
      return `- \`${name}\`: \`${value}\` (${say.text(`config.origin-${origins[name]}`)})`
    })
  const how =
    only === undefined
      ? say.text('config.how', { example: '/config set limits.user 10/minute' })
      : settingText(only, say)
  const title = say.text(titleKey(scope), { channel: scope.channel ?? '' })
  return { kind: 'notice', text: [title, ...lines, '', how].join('\n') }
}

function isShown(name: (typeof settingNames)[number], { owner }: ConfigScope): boolean {
  return settingSpecs[name].where !== 'deployment' || owner === 'deployment'
}

function titleKey({ owner, channel }: ConfigScope): MessageKey {
  if (owner === 'deployment') return 'config.title-everywhere'
  return channel === undefined ? 'config.title-server' : 'config.title-channel'
}
