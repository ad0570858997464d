import { ButtonStyle, ComponentType, InteractionResponseType, TextInputStyle } from 'discord.js'
import type { APIComponentInLabel, APIModalInteractionResponse, APIModalSubmitInteraction } from 'discord.js'
import type { CommandCall, CommandResult, FormField, FormSpec } from '../../core/commands/command.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { ButtonRow } from './buttons.ts'
import { maxChoices, maxCustomIdLength, maxLabelLength, maxModalInput, maxOptionHint } from './limits.ts'

type Notice = Extract<CommandResult, { readonly kind: 'notice' }>
type Given = Pick<CommandCall, 'name' | 'options'>

/** What a button or a window does with the command it names: runs it, or shows the form of its answer. */
const does = ['run', 'open', 'fill'] as const

/** The buttons below what a command says. Where the command does not fit in one, the text tells how to write it. */
export function noticeButtons({ confirm, form }: Notice, say: Messages): readonly ButtonRow[] {
  const buttons = [
    ...(confirm === undefined
      ? []
      : [{ id: idOf('run', confirm), label: confirm.label, style: ButtonStyle.Primary } as const]),
    ...(form === undefined
      ? []
      : [{ id: idOf('open', form), label: say.text('form.open'), style: ButtonStyle.Secondary } as const]),
  ].filter(({ id }) => id.length <= maxCustomIdLength)
  if (buttons.length === 0) return []
  const components = buttons.map(({ id, label, style }) => ({
    type: ComponentType.Button as const,
    custom_id: id,
    label,
    style,
  }))
  return [{ type: ComponentType.ActionRow, components }]
}

/** Which command a custom id names; undefined for others. Anybody may have made it up. */
export function readCommandId(
  customId: string,
): { readonly does: (typeof does)[number]; readonly given: Given } | undefined {
  const match = /^(\w+):([a-z]{1,32})\?(.*)$/u.exec(customId)
  const what = does.find((word) => word === match?.[1])
  if (match === null || what === undefined) return undefined
  return {
    does: what,
    given: { name: match[2] ?? '', options: Object.fromEntries(new URLSearchParams(match[3])) },
  }
}

/** The form as a window; undefined where its command does not fit in one. */
export function modalOf(form: FormSpec): APIModalInteractionResponse | undefined {
  const id = idOf('fill', form)
  if (id.length > maxCustomIdLength) return undefined
  return {
    type: InteractionResponseType.Modal,
    data: {
      custom_id: id,
      title: cut(form.title, maxLabelLength),
      components: form.fields.map((field) => ({
        type: ComponentType.Label,
        label: cut(field.label, maxLabelLength),
        description: cut(field.hint.replaceAll('`', ''), maxOptionHint),
        component: inputOf(field),
      })),
    },
  }
}

/** What was filled in, by the names of the fields. */
export function filledIn({ components }: APIModalSubmitInteraction['data']): CommandCall['options'] {
  const values: Record<string, string> = {}
  for (const row of components) {
    if (row.type !== ComponentType.Label) continue
    const { component } = row
    if (component.type === ComponentType.TextInput) values[component.custom_id] = component.value
    if (component.type === ComponentType.StringSelect) values[component.custom_id] = component.values[0] ?? ''
  }
  return values
}

function inputOf({ name, value, multiline, maxLength, choices }: FormField): APIComponentInLabel {
  if (choices !== undefined && choices.length <= maxChoices) {
    const options = choices.map((choice) => ({ label: choice, value: choice, default: choice === value }))
    return { type: ComponentType.StringSelect, custom_id: name, options, required: true }
  }
  const most = Math.min(maxLength, maxModalInput)
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: multiline ? TextInputStyle.Paragraph : TextInputStyle.Short,
    max_length: most,
    required: true,
    ...(value === '' || value.length > most ? {} : { value }),
  }
}

function idOf(what: (typeof does)[number], { command, options }: Pick<FormSpec, 'command' | 'options'>) {
  const words = Object.entries(options).map(([name, value]) => [name, String(value)] as [string, string])
  return `${what}:${command}?${new URLSearchParams(words).toString()}`
}

function cut(text: string, most: number): string {
  const letters = Array.from(text)
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
