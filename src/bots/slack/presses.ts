import type { BlockAction, MessageShortcut, ViewSubmitAction } from '@slack/bolt'
import { z } from 'zod'
import type { Assistant } from '../../core/bot.ts'
import { maxMenuQuestion, menuEntries, menuQuestion } from '../../core/commands/menu.ts'
import type { MenuEntry, MenuTarget } from '../../core/commands/menu.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Logger } from '../../core/log.ts'
import type { Place, Question } from '../../core/question.ts'
import { actionOf } from './buttons.ts'
import type { SlackCalls } from './calls.ts'
import { questionId } from './inbound.ts'
import type { Self } from './inbound.ts'
import { limits } from './limits.ts'
import { toMarkdown } from './mrkdwn.ts'
import type { People, Profile } from './people.ts'
import type { Via } from './target.ts'
import type { Whisper } from './whisper.ts'

export interface PressDeps {
  readonly calls: SlackCalls
  readonly assistant: Assistant
  readonly people: People
  readonly whisper: Whisper
  readonly messagesFor: (locale: string) => Messages
  readonly self: () => Self
  readonly now: () => number
  readonly log: Logger
  readonly ask: (question: Question) => Promise<void>
}

const menuPrefix = 'tanya-'
/** The window that one of the entries opens. */
export const askAboutWindowId = 'tanya-ask-about-window'
const inputId = 'question'

/** How Slack names an entry of a message's menu. */
export function shortcutId(entry: MenuEntry): string {
  return `${menuPrefix}${entry}`
}

/** The entries of a message's menu for the manifest, which has one language. */
export function menuShortcuts(say: Messages): readonly Readonly<Record<string, string>>[] {
  return menuEntries.map((entry) => ({
    name: say.text(`menu.${entry}`),
    type: 'message',
    callback_id: shortcutId(entry),
    description: say.text(`menu.${entry}.description`),
  }))
}

/** What a window remembers of the message it is about. */
const remembered = z.object({
  channel: z.string(),
  message: z.string(),
  thread: z.string().optional(),
  author: z.string(),
  fromTanya: z.boolean(),
  text: z.string(),
  responseUrl: z.string(),
})
type Remembered = z.infer<typeof remembered>

/** What people do without words. */
export interface Presses {
  /** A button below an answer. */
  pressed(body: BlockAction): Promise<void>
  /** An entry of a message's menu. */
  chosen(entry: MenuEntry, shortcut: MessageShortcut): Promise<void>
  /** The window that one of the entries opened was sent. */
  submitted(body: ViewSubmitAction): Promise<void>
}

export function createPresses(deps: PressDeps): Presses {
  const { assistant, people, whisper } = deps

  async function pressed(body: BlockAction): Promise<void> {
    const [press] = body.actions
    const action = press === undefined ? undefined : actionOf(press.action_id)
    const channel = body.channel?.id
    const questionId = press !== undefined && 'value' in press ? press.value : undefined
    if (action === undefined || channel === undefined || questionId === undefined) return
    const { locale, team: userTeam = deps.self().team, ...by } = await people.get(body.user.id)
    const container: Readonly<Record<string, unknown>> = body.container
    const thread = container['thread_ts']
    const place: Place = {
      ...placeIn(channel, typeof thread === 'string' ? thread : undefined),
    }
    const { response_url: responseUrl } = body
    const anew = container['is_ephemeral'] === true && (action === 'retry' || action === 'continue')
    const via: Via = { responseUrl, userTeam }
    const call = { action, questionId, by, place, locale }
    const result = await assistant.act({ ...call, ...(anew && { via: { ...via } }) })
    if (result.text === undefined || result.text === '') return
    await whisper.tell({ id: `${questionId}/pressed`, to: by, place, responseUrl }, [result.text])
  }

  async function chosen(entry: MenuEntry, shortcut: MessageShortcut): Promise<void> {
    const { message, channel, response_url: responseUrl } = shortcut
    const text = message.text ?? ''
    const [by, names] = await Promise.all([
      people.asker(shortcut.user.id, channel.id),
      people.namesIn([text, ...(message.user === undefined ? [] : [`<@${message.user}>`])]),
    ])
    const thread: unknown = message['thread_ts']
    const about: Remembered = {
      channel: channel.id,
      message: message.ts,
      ...(typeof thread === 'string' ? { thread } : {}),
      author: (message.user === undefined ? undefined : names.person(message.user)) ?? 'somebody',
      fromTanya: message.user === deps.self().userId,
      text: toMarkdown(text, names),
      responseUrl,
    }
    if (entry === 'ask-about') await openWindow(shortcut.trigger_id, about, by)
    else await ask(entry, about, by, `menu-${shortcut.trigger_id}`)
  }

  async function openWindow(triggerId: string, about: Remembered, by: Profile): Promise<void> {
    const say = deps.messagesFor(by.locale)
    const plain = (text: string) => ({ type: 'plain_text', text })
    const element = {
      type: 'plain_text_input',
      action_id: inputId,
      multiline: true,
      max_length: maxMenuQuestion,
    }
    const opened = await deps.calls.attempt(
      'views.open',
      {
        trigger_id: triggerId,
        view: {
          type: 'modal',
          callback_id: askAboutWindowId,
          private_metadata: metadataOf(about),
          title: plain(say.text('menu.ask-about')),
          submit: plain(say.text('menu.ask-about.send')),
          close: plain(say.text('menu.cancel')),
          blocks: [
            { type: 'input', block_id: inputId, label: plain(say.text('menu.ask-about.label')), element },
          ],
        },
      },
      { urgent: true, patienceMs: limits.triggerMs },
    )
    if (opened.ok) return
    deps.log.info({ trouble: opened.trouble }, 'a window did not open')
    const { channel, thread, message, responseUrl } = about
    const id = questionId(deps.self().team, channel, `menu-${triggerId}`)
    const hearer = { id, to: by, place: placeIn(channel, thread ?? message), responseUrl }
    await whisper.tell(hearer, [say.text('fault.platform-unreachable')])
  }

  async function submitted({ view, user }: ViewSubmitAction): Promise<void> {
    const about = remembered.parse(JSON.parse(view.private_metadata))
    const asked = view.state.values[inputId]?.[inputId]?.value?.trim() ?? ''
    if (asked === '') return
    await ask('ask-about', about, await people.asker(user.id, about.channel), `menu-${view.id}`, asked)
  }

  async function ask(
    entry: MenuEntry,
    about: Remembered,
    { locale, team, ...asker }: Profile,
    key: string,
    asked?: string,
  ): Promise<void> {
    const { channel, message, thread, author, fromTanya, text, responseUrl } = about
    const workspace = deps.self().team
    const target: MenuTarget = {
      message: { channel, message },
      ...(text === '' ? {} : { said: { author, fromTanya, text } }),
    }
    const id = questionId(workspace, channel, key)
    const place = placeIn(channel, thread ?? message)
    const say = deps.messagesFor(locale)
    await whisper.tell({ id, to: asker, place, responseUrl }, [say.text('slack.thinking')])
    const via: Via = { responseUrl, userTeam: team ?? workspace }
    await deps.ask({
      id,
      place: thread === undefined ? { ...place, kind: kindOf(channel, undefined) } : place,
      asker,
      ...menuQuestion(entry, target, say, asked),
      locale,
      askedAt: deps.now(),
      via: { ...via },
    })
  }

  function placeIn(channel: string, thread: string | undefined): Place {
    const { team: workspace } = deps.self()
    const base = { platform: 'slack', workspace, channel, kind: kindOf(channel, thread) } as const
    return thread === undefined ? base : { ...base, thread }
  }

  return { pressed, chosen, submitted }
}

/** The text as far as there is room for it: JSON needs more than one character for some. */
function metadataOf(about: Remembered): string {
  for (let chars: number = limits.rememberedChars; ; chars = Math.floor(chars * 0.8)) {
    const metadata = JSON.stringify({ ...about, text: about.text.slice(0, chars).toWellFormed() })
    if (metadata.length <= limits.metadataChars || chars === 0) return metadata
  }
}

function kindOf(channel: string, thread: string | undefined): Place['kind'] {
  if (channel.startsWith('D')) return 'dm'
  return thread === undefined ? 'channel' : 'thread'
}
