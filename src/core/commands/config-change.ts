import type { Messages } from '../i18n/messages.ts'
import { sentences } from '../i18n/sentences.ts'
import { speakerName } from '../conversation/speech.ts'
import type { Standing } from '../settings/access.ts'
import { isSettingName, writeSetting } from '../settings/schema.ts'
import type { SettingName } from '../settings/schema.ts'
import { allowedText, settingSpecs, summaryKey } from '../settings/specs.ts'
import { hostOfKeyChange } from '../settings/key-names.ts'
import type { SettingChange, SettingsChange } from '../store/ports/settings.ts'
import type { CommandCall, CommandResult, FormSpec } from './command.ts'
import { changeLines } from './config-lines.ts'
import { badInput, checkMayChange, nameOf, scopeOf } from './config-scope.ts'
import type { ConfigScope } from './config-scope.ts'
import type { ConfigDeps } from './config.ts'
import { checkedText, shown } from './config-value.ts'

/** Changes that `log` shows. */
const mostLogged = 15

/** So far back `undo` looks for a change. */
const mostUndone = 500

/** Changes of keys are no changes of values, which could be taken back. */
const keyCommands = { enter: '/config set key', remove: '/config reset key', undo: '/config undo 12' }

type Args = readonly [deps: ConfigDeps, call: CommandCall, standing: Standing, say: Messages]

/** Changes one setting; without a value it says what it takes, in a form where there are such. */
export async function setSetting(...[deps, call, standing, say]: Args): Promise<CommandResult> {
  const scope = scopeOf(call, standing, say)
  const name = nameOf(call, say)
  checkMayChange(name, scope.owner, scope.channel, standing, say)
  const { value } = call.options
  const effective = await deps.settings.in(scope.place)
  if (value === undefined) return askForValue(name, writeSetting(name, effective.settings[name]), call, say)
  const ceilings = scope.owner === 'deployment' ? {} : effective.ceilings
  const text = await checkedText(name, String(value), {
    models: deps.models,
    workspace: scope.place,
    ceilings,
    say,
  })
  const isChanged = await apply(deps, call, scope, { name, after: text })
  if (!isChanged) return { kind: 'notice', text: say.text('config.unchanged') }
  return {
    kind: 'notice',
    text: say.text('config.set', { name, value: shown(text), scope: scope.text }),
  }
}

/** Takes one setting back to what the layers below say. */
export async function resetSetting(...[deps, call, standing, say]: Args): Promise<CommandResult> {
  const scope = scopeOf(call, standing, say)
  const name = nameOf(call, say)
  if (call.options['host'] !== undefined) throw badInput('host', say.text('input.unknown-option'))
  checkMayChange(name, scope.owner, scope.channel, standing, say)
  if (!(await apply(deps, call, scope, { name })))
    return { kind: 'notice', text: say.text('config.unchanged') }
  const { settings } = await deps.settings.in(scope.place)
  const value = shown(writeSetting(name, settings[name]))
  return { kind: 'notice', text: say.text('config.reset', { name, value, scope: scope.text }) }
}

async function apply(
  deps: ConfigDeps,
  call: CommandCall,
  { owner, channel }: ConfigScope,
  entry: { readonly name: SettingName; readonly after?: string },
): Promise<boolean> {
  const change = await deps.store.settings.change(owner, {
    entries: [{ ...(channel !== undefined && { channel }), ...entry }],
    ...authorOf(deps, call),
  })
  return change !== undefined
}

/** Who changed what, newest first. */
export async function logSettings(...[deps, call, standing, say]: Args): Promise<CommandResult> {
  const { owner } = scopeOf(call, standing, say)
  const changes = await deps.store.settings.changes(owner, mostLogged)
  if (changes.length === 0) return { kind: 'notice', text: say.text('config.log-none') }
  const time = new Intl.DateTimeFormat(say.region, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  const blocks = changes.map(({ revision, by, at, undoes, entries }) => {
    const when = `${time.format(at)} UTC`
    const values = { number: String(revision), when, who: speakerName(by.name) }
    const head =
      undoes === undefined
        ? say.text('config.log-entry', values)
        : say.text('config.log-entry-undoes', { ...values, undone: String(undoes) })
    return [head, ...changeLines(entries, say)].join('\n')
  })
  return { kind: 'notice', text: blocks.join('\n\n') }
}

/** Takes one change back, as a change of its own. What was changed again since stays as it is. */
export async function undoChange(...[deps, call, standing, say]: Args): Promise<CommandResult> {
  const { owner } = scopeOf(call, standing, say)
  const { number } = call.options
  const changes = await deps.store.settings.changes(owner, mostUndone)
  const change = changes.find((one) =>
    number === undefined ? isStanding(one, changes) : one.revision === number,
  )
  if (change === undefined) return { kind: 'notice', text: say.text('config.undo-none') }
  if (change.entries.some(({ name }) => hostOfKeyChange(name) !== undefined))
    return { kind: 'notice', text: say.text('config.key-undo', keyCommands), failed: true }
  for (const { name, channel } of change.entries)
    if (isSettingName(name)) checkMayChange(name, owner, channel, standing, say)
  const { revision, settings } = await deps.store.settings.read(owner)
  const later = changes.filter((one) => one.revision > change.revision && isStanding(one, changes))
  for (const entry of change.entries) {
    const { name, after } = entry
    const is = settings.find((setting) => isSame(setting, entry))
    // Who set it to the same again since meant it.
    if (is?.text !== after || later.some(({ entries }) => entries.some((one) => isSame(one, entry))))
      return { kind: 'notice', text: say.text('config.undo-changed', { name: shown(name) }) }
  }
  const undone = await deps.store.settings.change(owner, {
    entries: change.entries.map(({ channel, name, before }) => ({
      ...(channel !== undefined && { channel }),
      name,
      ...(before !== undefined && { after: before }),
    })),
    ...authorOf(deps, call),
    undoes: change.revision,
    expected: revision,
  })
  if (undone === undefined) return { kind: 'notice', text: say.text('config.stale') }
  const told = say.text('config.undone', { number: String(change.revision) })
  return { kind: 'notice', text: [told, ...changeLines(undone.entries, say)].join('\n') }
}

/** Whether a change is none of an undo, and was not taken back. */
function isStanding({ revision, undoes }: SettingsChange, changes: readonly SettingsChange[]): boolean {
  return undoes === undefined && !changes.some((one) => one.undoes === revision)
}

function isSame(a: Omit<SettingChange, 'after'>, b: Omit<SettingChange, 'after'>): boolean {
  return a.channel === b.channel && a.name === b.name
}

function authorOf({ clock }: ConfigDeps, { by }: CommandCall) {
  return { by: { id: by.id, name: by.name }, at: clock.now() }
}

function askForValue(name: SettingName, value: string, call: CommandCall, say: Messages): CommandResult {
  const { allowed } = settingSpecs[name]
  const form: FormSpec = {
    title: say.text('config.form-set'),
    command: 'config',
    options: call.options,
    instead: {
      label: say.text('config.form-reset'),
      command: 'config',
      options: { ...call.options, action: 'reset' },
    },
    fields: [
      {
        name: 'value',
        label: `${say.text('config.value-label')}: ${name}`,
        hint: say.text('config.takes', { allowed: allowedText(name, say) }),
        value,
        multiline: allowed.kind === 'persona',
        maxLength: 4_000,
        ...(allowed.kind === 'words' && { choices: allowed.words }),
      },
    ],
  }
  return { kind: 'notice', text: settingText(name, say), form }
}

/** A setting, what it is for, what it takes, and how. */
export function settingText(name: SettingName, say: Messages): string {
  return sentences(
    say,
    say.text('config.is-for', { name, summary: say.text(summaryKey(name)) }),
    say.text('config.takes', { allowed: allowedText(name, say) }),
    say.text('config.how', { example: `/config set ${name} …` }),
  )
}
