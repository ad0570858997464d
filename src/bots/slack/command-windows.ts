import type { BlockAction, ViewSubmitAction } from '@slack/bolt'
import { z } from 'zod'
import type { Assistant } from '../../core/bot.ts'
import { sleep, within } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { CommandCall } from '../../core/commands/command.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Place } from '../../core/question.ts'
import type { Answer, SlackCalls } from './calls.ts'
import { noticeBlock, readGiven } from './command-buttons.ts'
import type { Given, Notice } from './command-buttons.ts'
import { questionId } from './inbound.ts'
import type { Self } from './inbound.ts'
import { limits } from './limits.ts'
import type { People } from './people.ts'
import { channelPickId, formBlocks, sections, settingsBlocks, windowOf } from './settings-view.ts'
import { piecesOf } from './whisper.ts'
import type { Hearer, Whisper } from './whisper.ts'

export interface WindowDeps {
  readonly calls: SlackCalls
  readonly assistant: Pick<Assistant, 'run'>
  readonly people: People
  readonly whisper: Whisper
  readonly messagesFor: (locale: string) => Messages
  readonly self: () => Self
  readonly clock: Clock
  /** Lets work run by itself. */
  readonly handled: (what: string, work: Promise<unknown>) => Promise<void>
  /** Shows somebody's App Home as it is now. */
  readonly refreshHome: (userId: string) => Promise<void>
}

/** Where a window came from, and the command that sending it gives. */
const origin = z.object({
  channel: z.string(),
  thread: z.string().optional(),
  /** The window below it, whose settings it changes. */
  below: z.string().optional(),
  isHome: z.boolean().optional(),
  given: z.string().optional(),
})
type Origin = z.infer<typeof origin>

/** What a command says, shown as Slack can: in a window where there is a fresh click, else as a message. */
export interface CommandWindows {
  /** `triggerId` is a click's or a command's, good for three seconds. Never rejects. */
  present(hearer: Hearer, locale: string, notice: Notice, triggerId?: string): Promise<void>
  /** A button or a select that names a command, below a message, in a window or in App Home. */
  pressed(body: BlockAction): Promise<void>
  /** What Slack is to do with a window that was sent; undefined for nothing but to close it. */
  submitted(body: ViewSubmitAction): Promise<Answer | undefined>
}

export function createCommandWindows(deps: WindowDeps): CommandWindows {
  const { calls, assistant, people, whisper, messagesFor, handled, clock } = deps

  /** The window for what a command says; undefined where a message says it better. */
  function windowFor(notice: Notice, from: Origin, say: Messages, note?: string): Answer | undefined {
    const { form, settings, confirm } = notice
    if (settings !== undefined)
      return windowOf(say.text('slack.settings'), settingsBlocks(settings, say, note), metadataOf(from), say)
    if (form !== undefined) {
      const given = { name: form.command, options: form.options }
      return windowOf(form.title, formBlocks(form), metadataOf(from, given), say, say.text('slack.save'))
    }
    if (confirm !== undefined) {
      const given = { name: confirm.command, options: confirm.options }
      const title = say.text('slack.settings')
      return windowOf(title, sections(notice.text), metadataOf(from, given), say, confirm.label)
    }
    return undefined
  }

  /** As `windowFor`; what is only a text is one, too. */
  function anyWindow(notice: Notice, from: Origin, say: Messages): Answer {
    return windowFor(notice, from, say) ?? textWindow(notice.text, from, say)
  }

  async function callBy(
    userId: string,
    from: Pick<Origin, 'channel' | 'thread' | 'isHome'>,
    { name, options }: Given,
    key: string,
  ): Promise<CommandCall> {
    // Who may change settings is asked anew: rights that were taken away are gone at once.
    people.forget(userId)
    const { locale, team: _team, ...by } = await people.asker(userId, from.channel)
    const place = placeOf(deps.self().team, from)
    return { id: questionId(place.workspace, place.channel, key), name, options, by, place, locale }
  }

  async function present(hearer: Hearer, locale: string, notice: Notice, triggerId?: string): Promise<void> {
    const say = messagesFor(locale)
    const { channel, thread } = hearer.place
    const from: Origin = { channel, ...(thread !== undefined && { thread }) }
    const view = triggerId === undefined ? undefined : windowFor(notice, from, say)
    if (view !== undefined) {
      const opening = { trigger_id: triggerId, view }
      const opened = await calls.attempt('views.open', opening, {
        urgent: true,
        patienceMs: limits.triggerMs,
      })
      if (opened.ok) return
    }
    await whisper.tell(hearer, piecesOf(notice.text), noticeBlock(notice, say))
    if (notice.files?.length) await whisper.show(hearer, notice.files)
  }

  /** A button below a message: what comes of it is told there, or opens a window. */
  async function pressedBelow(body: BlockAction, given: Given, opens: boolean): Promise<void> {
    const channel = body.channel?.id
    if (channel === undefined) return
    const container: Readonly<Record<string, unknown>> = body.container
    const thread = container['thread_ts']
    const from = { channel, ...(typeof thread === 'string' && { thread }) }
    const call = await callBy(body.user.id, from, given, `press-${body.trigger_id}`)
    const result = await assistant.run(call)
    if (result.kind !== 'notice') return
    const hearer = { id: call.id, to: call.by, place: call.place, responseUrl: body.response_url }
    await present(hearer, call.locale, result, opens ? body.trigger_id : undefined)
  }

  /** A button or the select in a window or in App Home. */
  async function pressedWithin(body: BlockAction, given: Given): Promise<void> {
    const { view } = body
    if (view === undefined) return
    const isHome = view.type === 'home'
    const kept = isHome ? { channel: body.user.id, isHome } : originIn(view.private_metadata)
    const call = await callBy(body.user.id, kept, given, `press-${body.trigger_id}`)
    const result = await assistant.run(call)
    if (result.kind !== 'notice') return
    const say = messagesFor(call.locale)
    const hearer = { id: call.id, to: call.by, place: call.place }
    if (!isHome && kept.given !== undefined) {
      return showIn(view.id, call, kept, result, say)
    }
    const from: Origin = { ...kept, ...(!isHome && { below: view.id }) }
    if (result.settings !== undefined && !isHome) {
      const shown = windowFor(result, kept, say)
      await calls.call('views.update', { view_id: view.id, view: shown }, { urgent: true })
    } else {
      const method = isHome ? 'views.open' : 'views.push'
      const opening = { trigger_id: body.trigger_id, view: anyWindow(result, from, say) }
      const patience = { urgent: true, patienceMs: limits.triggerMs }
      const opened = await calls.attempt(method, opening, patience)
      if (!opened.ok) await whisper.tell(hearer, piecesOf(result.text), noticeBlock(result, say))
    }
    if (result.files?.length) await whisper.show(hearer, result.files)
  }

  /** What came of a window, in its place. */
  async function showIn(viewId: string, call: CommandCall, from: Origin, result: Notice, say: Messages) {
    const shown = textWindow(result.text, from, say)
    await calls.call('views.update', { view_id: viewId, view: shown }, { urgent: true })
    if (result.failed !== true) await afterwards(call, from, result, say)
  }

  function textWindow(text: string, from: Origin, say: Messages): Answer {
    return windowOf(say.text('slack.settings'), sections(text), metadataOf(from), say)
  }

  async function submitted(body: ViewSubmitAction): Promise<Answer | undefined> {
    const from = originIn(body.view.private_metadata)
    const given = readGiven(from.given)
    if (given === undefined) return undefined
    const filled = Object.entries(body.view.state.values).flatMap(([name, inputs]) => {
      const input = inputs[name]
      const value = input?.selected_option?.value ?? input?.value
      return value === undefined || value === null ? [] : [[name, value] as const]
    })
    const options = { ...given.options, ...Object.fromEntries(filled) }
    const key = `window-${body.view.id}-${body.view.hash}`
    const running = (async () => {
      const call = await callBy(body.user.id, from, { ...given, options }, key)
      return { call, say: messagesFor(call.locale), result: await assistant.run(call) }
    })()
    const inTime = await within(clock, limits.submitMs, running)
    if (inTime === undefined) {
      const ended = async (): Promise<void> => {
        const { call, say, result } = await running
        // Slack is to have put the sign of waiting there first.
        await sleep(clock, limits.settleMs)
        if (result.kind === 'notice') await showIn(body.view.id, call, from, result, say)
      }
      void handled('window', ended())
      const say = messagesFor(people.localeOf(body.user.id))
      return { response_action: 'update', view: textWindow(say.text('slack.moment'), from, say) }
    }
    const { call, say, result } = inTime
    if (result.kind !== 'notice') return undefined
    // The last is the one that decides.
    const field = filled.at(-1)
    if (result.failed === true && field !== undefined)
      return { response_action: 'errors', errors: { [field[0]]: result.text.replaceAll('`', '') } }
    if (result.failed === true || result.confirm !== undefined) {
      return { response_action: 'update', view: anyWindow(result, from, say) }
    }
    void handled('window', afterwards(call, from, result, say))
    return undefined
  }

  /** Shows what was done where the window came from. */
  async function afterwards(call: CommandCall, from: Origin, result: Notice, say: Messages): Promise<void> {
    if (from.isHome === true) return deps.refreshHome(call.by.id)
    if (from.below === undefined) {
      await whisper.tell({ id: call.id, to: call.by, place: call.place }, piecesOf(result.text))
      return undefined
    }
    const scope = call.options['scope']
    const options = { action: 'show', ...(scope !== undefined && { scope }) }
    const now = await assistant.run({ ...call, options })
    if (now.kind !== 'notice') return undefined
    const { below, given: _given, ...kept } = from
    const view = windowFor(now, kept, say, result.text)
    if (view !== undefined) await calls.call('views.update', { view_id: below, view })
    return undefined
  }

  return {
    present,
    async pressed(body) {
      const [press] = body.actions
      const given = press && givenBy(press)
      if (press === undefined || given === undefined) return
      if (body.view !== undefined) await pressedWithin(body, given)
      else await pressedBelow(body, given, press.action_id.includes(':open'))
    },
    submitted,
  }
}

function givenBy(press: BlockAction['actions'][number]): Given | undefined {
  if (press.action_id === channelPickId && press.type === 'conversations_select')
    return { name: 'config', options: { action: 'show', scope: press.selected_conversation ?? 'server' } }
  return readGiven('value' in press ? press.value : undefined)
}

function placeOf(
  workspace: string,
  { channel, thread, isHome }: Pick<Origin, 'channel' | 'thread' | 'isHome'>,
): Place {
  const isDm = isHome === true || channel.startsWith('D')
  const kind = isDm ? 'dm' : thread === undefined ? 'channel' : 'thread'
  return { platform: 'slack', workspace, channel, kind, ...(thread !== undefined && { thread }) }
}

/** Of whatever a window brings back. Throws for what is none of ours. */
function originIn(metadata: string): Origin {
  return origin.parse(JSON.parse(metadata))
}

function metadataOf(from: Origin, given?: Given): string {
  const { given: _before, ...kept } = from
  return JSON.stringify({ ...kept, ...(given !== undefined && { given: JSON.stringify(given) }) })
}
