import type { Command } from '../../core/commands/command.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import { toHtml } from './markdown.ts'
import type { RoomChannel, RoomMessage } from './room.ts'
import type { ChannelView, CommandView, FormView, MessageView } from './wire.ts'

/** Direct messages are between one person and Tanya. */
export function isVisible({ kind, id }: RoomChannel, person: string): boolean {
  return kind !== 'dm' || id === `dm-${person}`
}

export function toChannelView({ id, name, kind, parent, root }: RoomChannel): ChannelView {
  return { id, name, kind, ...(parent !== undefined && { parent }), ...(root !== undefined && { root }) }
}

/** One rendering for all who look. */
const views = new WeakMap<RoomMessage, MessageView>()

export function toMessageView(message: RoomMessage): MessageView {
  const known = views.get(message)
  if (known !== undefined) return known
  const { id, channel, author, text, at, notice, replyTo, question, part, files = [], actions = [] } = message
  const view: MessageView = {
    id,
    channel,
    author,
    text,
    html: toHtml(text),
    at,
    edited: message.edited === true,
    isPrivate: message.onlyFor !== undefined,
    isFinal: message.final !== false,
    actions,
    files: files.map(({ id, name, bytes, alt, type }) => ({
      id,
      name,
      bytes,
      isPicture: alt !== undefined && type === 'image/png',
      ...(alt !== undefined && { alt }),
    })),
    isWaiting: message.waiting === true,
    ...(notice !== undefined && { noticeHtml: toHtml(notice) }),
    ...(message.confirm && { confirm: message.confirm.label }),
    ...(message.form && { form: toFormView(message.form) }),
    ...(replyTo !== undefined && { replyTo }),
    ...(question !== undefined && { question }),
    ...(part !== undefined && { part }),
  }
  views.set(message, view)
  return view
}

function toFormView({ title, open, save, fields }: NonNullable<RoomMessage['form']>): FormView {
  return { title, open, save, fields }
}

export function toCommandView(
  { name, summary, access, options, actions = [] }: Command,
  say: Messages,
): CommandView {
  return {
    name,
    summary: say.text(summary),
    forAdmins: access === 'admin',
    actions: actions.map((action) => ({
      name: action.name,
      summary: say.text(action.summary),
      options: action.options,
    })),
    options: options.map((option) => ({
      name: option.name,
      summary: say.text(option.summary),
      type: option.type,
      required: option.required,
      choices: option.type === 'boolean' ? ['true', 'false'] : (option.choices ?? []),
      takesRest: option.rest === true,
    })),
  }
}
