import { z } from 'zod'
import type { CommandCall, CommandResult } from '../../core/commands/command.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Answer } from './calls.ts'
import { limits } from './limits.ts'

export type Notice = Extract<CommandResult, { readonly kind: 'notice' }>
export type Given = Pick<CommandCall, 'name' | 'options'>

/** Begins the ids of what names a command: `run` gives it, `open` shows the window of its answer. */
export const commandPrefix = 'tanya-command:'

const given = z.object({
  name: z.string().max(32),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

/** The buttons below what a command says, as a block; undefined for none. */
export function noticeBlock({ confirm, form, settings }: Notice, say: Messages): Answer | undefined {
  const elements = [
    ...(confirm === undefined
      ? []
      : [commandButton('run', { ...confirm, name: confirm.command }, confirm.label, 'primary')]),
    ...(form === undefined
      ? []
      : [commandButton('open', { ...form, name: form.command }, say.text('form.open'))]),
    ...(settings === undefined
      ? []
      : [
          commandButton(
            'open',
            { name: 'config', options: { action: 'show', scope: settings.scope } },
            say.text('slack.settings-open'),
          ),
        ]),
  ].filter(({ value }) => value.length <= limits.buttonValueChars)
  return elements.length === 0 ? undefined : { type: 'actions', elements }
}

/** A button that names a command. `part` tells it from others in the same block or window. */
export function commandButton(
  does: 'run' | 'open',
  { name, options }: Given,
  label: string,
  style?: 'primary',
  part = '',
) {
  return {
    type: 'button',
    action_id: `${commandPrefix}${does}${part}`,
    value: JSON.stringify({ name, options }),
    text: plain(label, limits.buttonChars),
    ...(style === undefined ? {} : { style }),
  }
}

/** The command that a button or a window names; undefined for what is none. Anybody may have made it up. */
export function readGiven(text: string | undefined): Given | undefined {
  try {
    const read = given.safeParse(JSON.parse(text ?? ''))
    return read.success ? read.data : undefined
  } catch {
    // No JSON.
    return undefined
  }
}

/** A text without formatting, cut where Slack would refuse it. */
export function plain(text: string, most: number) {
  const letters = Array.from(text)
  const fits = letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
  return { type: 'plain_text', text: fits, emoji: true }
}
