import type { FormField, FormSpec, SettingsView } from '../../core/commands/command.ts'
import type { Format } from '../../core/delivery/parts/format.ts'
import { alignedTextFormat } from '../../core/delivery/parts/formats.ts'
import { createSplitter } from '../../core/delivery/parts/splitter.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Answer } from './calls.ts'
import { commandButton, commandPrefix, plain } from './command-buttons.ts'
import { limits } from './limits.ts'
import { toMrkdwn } from './mrkdwn.ts'

/** The id of the select that shows another channel's settings. */
export const channelPickId = `${commandPrefix}channel`

/** The callback of every window of a command. */
export const commandWindowId = 'tanya-command-window'

/** The settings of a place as blocks, for a window and for App Home alike. `note` says what was just done. */
export function settingsBlocks(view: SettingsView, say: Messages, note?: string): readonly Answer[] {
  const { scope, items } = view
  const config = (action: string, label: string, does: 'run' | 'open' = 'open') =>
    commandButton(
      does,
      { name: 'config', options: { action, ...(action !== 'import' && { scope }) } },
      label,
      undefined,
      `:${action}`,
    )
  const isChannel = /^[CG]\w+$/u.test(scope)
  // The name of a channel is only Slack's to know.
  const title = isChannel ? toMrkdwn(view.title).replace(`\`${scope}\``, `<#${scope}>`) : toMrkdwn(view.title)
  return [
    ...(note === undefined ? [] : sections(note)),
    { type: 'section', text: { type: 'mrkdwn', text: title } },
    {
      type: 'actions',
      elements: [
        ...(scope === 'server'
          ? []
          : [
              commandButton(
                'open',
                { name: 'config', options: { action: 'show', scope: 'server' } },
                say.text('slack.settings-all'),
                undefined,
                ':server',
              ),
            ]),
        {
          type: 'conversations_select',
          action_id: channelPickId,
          placeholder: plain(say.text('slack.settings-channel'), limits.placeholderChars),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(isChannel && { initial_conversation: scope }),
        },
        config('log', say.text('slack.settings-log')),
        config('export', say.text('slack.settings-export')),
        config('import', say.text('slack.settings-import')),
      ],
    },
    ...items.map(({ name, summary, value, origin }) => ({
      type: 'section',
      text: { type: 'mrkdwn', text: toMrkdwn(`**${name}**  \`${value}\`  (${origin})\n${summary}`) },
      accessory: commandButton(
        'open',
        { name: 'config', options: { action: 'set', name, scope } },
        say.text('slack.settings-change'),
        undefined,
        `:set:${name}`,
      ),
    })),
  ]
}

/** A text of any length as blocks. */
export function sections(markdown: string): readonly Answer[] {
  const splitter = createSplitter(sectionFormat)
  splitter.append(markdown)
  splitter.end()
  return splitter
    .parts()
    .filter(({ text }) => text.trim() !== '')
    .slice(0, limits.viewSections)
    .map(({ text }) => ({ type: 'section', text: { type: 'mrkdwn', text } }))
}

const aligned = alignedTextFormat({ maxLength: limits.sectionChars, headings: 1, tableWidth: 72 })
/** Counts what is escaped. */
const sectionFormat: Format = { ...aligned, render: (markdown) => toMrkdwn(aligned.render(markdown)) }

/** A window that shows blocks. `submit` names what sending it does. */
export function windowOf(
  title: string,
  blocks: readonly Answer[],
  metadata: string,
  say: Messages,
  submit?: string,
): Answer {
  return {
    type: 'modal',
    callback_id: commandWindowId,
    private_metadata: metadata,
    title: plain(title, limits.titleChars),
    ...(submit === undefined ? {} : { submit: plain(submit, limits.titleChars) }),
    close: plain(say.text(submit === undefined ? 'slack.close' : 'menu.cancel'), limits.titleChars),
    blocks,
  }
}

/** The fields of a form as blocks, each named as the option that it fills. */
export function formBlocks({ note, fields, instead }: FormSpec): readonly Answer[] {
  const inputs: readonly Answer[] = fields.map((field) => ({
    type: 'input',
    block_id: field.name,
    label: plain(field.label, limits.labelChars),
    hint: plain(field.hint.replaceAll('`', ''), limits.labelChars),
    element: inputOf(field),
  }))
  const noted = note === undefined ? inputs : [...sections(note), ...inputs]
  if (instead === undefined) return noted
  const button = commandButton('run', { ...instead, name: instead.command }, instead.label)
  return [...noted, { type: 'actions', elements: [button] }]
}

function inputOf({ name, value, multiline, maxLength, choices }: FormField): Answer {
  if (choices !== undefined) {
    const options = choices.map((choice) => ({ text: plain(choice, limits.buttonChars), value: choice }))
    const initial = options.find((option) => option.value === value)
    return {
      type: 'static_select',
      action_id: name,
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    }
  }
  const most = Math.min(maxLength, limits.inputChars)
  return {
    type: 'plain_text_input',
    action_id: name,
    multiline,
    max_length: most,
    ...(value === '' || value.length > most ? {} : { initial_value: value }),
  }
}
