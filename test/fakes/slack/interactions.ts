import type { Core } from './core.ts'
import type { Attempt, Delivery } from './delivery.ts'
import { isJson, objects, str } from './json.ts'
import type { Json } from './json.ts'
import { wireMessage } from './message.ts'
import type { Message } from './message.ts'
import type { ResponseUrls } from './response-url.ts'
import { putView, wireView } from './views.ts'
import { findChannel, findUser } from './world.ts'
import type { Channel, OpenView, User } from './world.ts'

/** What the person's client was told. */
export interface Outcome {
  readonly triggerId: string
  /** `''` where the interaction has none, as in modals. */
  readonly responseUrl: string
  /** The ack. When it is not ok, the person read an error of Slack's. Never rejects. */
  readonly acked: Promise<Attempt>
}

export interface Interactions {
  slash(what: {
    readonly user: string
    readonly channel: string
    readonly command?: string
    readonly text: string
  }): Outcome
  /** Presses a button, or picks in a select (`value`), of a message the person can see. Throws when there is none. */
  click(what: {
    readonly user: string
    readonly channel: string
    readonly ts: string
    readonly actionId: string
    readonly value?: string
  }): Outcome
  /** The same inside a modal or App Home. */
  clickInView(what: {
    readonly user: string
    readonly viewId: string
    readonly actionId: string
    readonly value?: string
    readonly values?: Json
  }): Outcome
  /** Sends a modal. `values` is `view.state.values`: by block_id, by action_id. The ack's `response_action` is applied. */
  viewSubmit(what: { readonly user: string; readonly viewId: string; readonly values: Json }): Outcome
  /** Closes a modal; the app hears of it when it set `notify_on_close`. */
  viewClose(what: { readonly user: string; readonly viewId: string }): Outcome | undefined
  /** An entry of a message's menu. */
  shortcut(what: {
    readonly user: string
    readonly channel: string
    readonly ts: string
    readonly callbackId: string
  }): Outcome
  /** Types into an external select: the ack has `options`. */
  suggest(what: {
    readonly user: string
    readonly viewId: string
    readonly actionId: string
    readonly value: string
  }): Outcome
}

export function createInteractions(core: Core, delivery: Delivery, urls: ResponseUrls): Interactions {
  const { world } = core

  function trigger(user: User, viewId?: string): string {
    const id = `${world.nextId('trigger.')}.${world.teamId}`
    core.triggers.set(id, { user: user.id, at: core.awake.now(), viewId, used: false })
    return id
  }

  function base(type: string, user: User, triggerId: string): Record<string, unknown> {
    return {
      type,
      team: { id: world.teamId, domain: world.teamDomain },
      enterprise: null,
      user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
      api_app_id: world.appId,
      token: 'verification-token',
      trigger_id: triggerId,
      is_enterprise_install: false,
    }
  }

  function interactive(payload: Json): Promise<Attempt> {
    return delivery.interact({ type: 'interactive', payload, acceptsResponse: true })
  }

  function visibleMessage(user: User, channel: Channel, ts: string): Message {
    const message = world.messages.find(
      (one) =>
        one.channel === channel.id &&
        one.ts === ts &&
        one.deletedAt === undefined &&
        (one.ephemeralFor === undefined || one.ephemeralFor === user.id),
    )
    if (message === undefined || !channel.members.has(user.id))
      throw new Error(`${user.name} sees no message ${ts}`)
    return message
  }

  function openView(user: User, id: string): OpenView {
    const view = world.views.get(id)
    if (view === undefined || view.closed || view.user !== user.id)
      throw new Error(`${user.name} sees no view ${id}`)
    return view
  }

  return {
    slash(what) {
      const user = findUser(world, what.user)
      const channel = findChannel(world, what.channel, user.id)
      const triggerId = trigger(user)
      const responseUrl = urls.create({
        channel: channel.id,
        user: user.id,
        threadTs: undefined,
        original: undefined,
      })
      const payload = {
        token: 'verification-token',
        team_id: world.teamId,
        team_domain: world.teamDomain,
        channel_id: channel.id,
        channel_name: channel.kind === 'im' ? 'directmessage' : channel.name,
        user_id: user.id,
        user_name: user.name,
        command: what.command ?? '/tanya',
        text: what.text,
        api_app_id: world.appId,
        is_enterprise_install: 'false',
        response_url: responseUrl,
        trigger_id: triggerId,
      }
      const acked = delivery
        .interact({ type: 'slash_commands', payload, acceptsResponse: true })
        .then((attempt) => {
          if (attempt.ok) urls.show(responseUrl, attempt.body)
          return attempt
        })
      return { triggerId, responseUrl, acked }
    },

    click(what) {
      const user = findUser(world, what.user)
      const channel = findChannel(world, what.channel, user.id)
      const message = visibleMessage(user, channel, what.ts)
      const [action, block] = findAction(shownBlocks(message), what.actionId)
      const triggerId = trigger(user)
      const responseUrl = urls.create({
        channel: channel.id,
        user: user.id,
        threadTs: message.threadTs,
        original: message,
      })
      const payload = {
        ...base('block_actions', user, triggerId),
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: channel.id,
          is_ephemeral: message.ephemeralFor !== undefined,
          ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
        },
        channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
        ...(message.ephemeralFor === undefined ? { message: wireMessage(message, world.teamId) } : {}),
        state: { values: {} },
        response_url: responseUrl,
        actions: [pressed(core, action, block, what.value)],
      }
      return { triggerId, responseUrl, acked: interactive(payload) }
    },

    clickInView(what) {
      const user = findUser(world, what.user)
      const view = openView(user, what.viewId)
      const [action, block] = findAction(objects(view.view.blocks), what.actionId)
      const triggerId = trigger(user, view.id)
      const payload = {
        ...base('block_actions', user, triggerId),
        container: { type: 'view', view_id: view.id },
        view: wireView(core, view, what.values ?? {}),
        actions: [pressed(core, action, block, what.value)],
      }
      return { triggerId, responseUrl: '', acked: interactive(payload) }
    },

    viewSubmit(what) {
      const user = findUser(world, what.user)
      const view = openView(user, what.viewId)
      const triggerId = trigger(user, view.id)
      const payload = {
        ...base('view_submission', user, triggerId),
        view: wireView(core, view, what.values),
        response_urls: [],
      }
      const acked = interactive(payload).then((attempt) => {
        if (attempt.ok) applyAck(core, view, attempt.body)
        return attempt
      })
      return { triggerId, responseUrl: '', acked }
    },

    viewClose(what) {
      const user = findUser(world, what.user)
      const view = openView(user, what.viewId)
      view.closed = true
      if (view.view.notify_on_close !== true) return undefined
      const triggerId = trigger(user)
      const { trigger_id: _none, ...rest } = base('view_closed', user, triggerId)
      const payload = { ...rest, view: wireView(core, view, {}), is_cleared: false }
      return { triggerId, responseUrl: '', acked: interactive(payload) }
    },

    shortcut(what) {
      const user = findUser(world, what.user)
      const channel = findChannel(world, what.channel, user.id)
      const message = visibleMessage(user, channel, what.ts)
      const triggerId = trigger(user)
      const responseUrl = urls.create({
        channel: channel.id,
        user: user.id,
        threadTs: message.threadTs,
        original: undefined,
      })
      // Shortcuts name the person by id and name alone, and no app: see the SDKs' samples.
      const { api_app_id: _app, ...rest } = base('message_action', user, triggerId)
      const payload = {
        ...rest,
        user: { id: user.id, name: user.name, team_id: user.teamId },
        callback_id: what.callbackId,
        action_ts: world.nextTs(core.clock.now()),
        message_ts: message.ts,
        channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
        message: wireMessage(message, world.teamId),
        response_url: responseUrl,
      }
      return { triggerId, responseUrl, acked: interactive(payload) }
    },

    suggest(what) {
      const user = findUser(world, what.user)
      const view = openView(user, what.viewId)
      const [, block] = findAction(objects(view.view.blocks), what.actionId)
      const { trigger_id: _none, ...rest } = base('block_suggestion', user, '')
      const payload = {
        ...rest,
        action_id: what.actionId,
        block_id: str(block, 'block_id'),
        value: what.value,
        container: { type: 'view', view_id: view.id },
        view: wireView(core, view, {}),
      }
      return { triggerId: '', responseUrl: '', acked: interactive(payload) }
    },
  }
}

/** Every block of a message a person can press something in, streamed ones too. */
export function shownBlocks(message: Message): readonly Json[] {
  const streamed =
    message.stream?.pieces.flatMap((piece) => (piece.kind === 'blocks' ? piece.blocks : [])) ?? []
  const attached = message.content.attachments.flatMap((attachment) => objects(attachment.blocks))
  return [...streamed, ...message.content.blocks, ...attached]
}

function findAction(blocks: readonly Json[], actionId: string): readonly [Json, Json] {
  for (const block of blocks) {
    const nested = [...objects(block.elements), block.accessory, block.element].filter((one) => isJson(one))
    // Slack makes up an action_id where the app gave none.
    const found = nested.find((one) => one.action_id === actionId)
    if (found !== undefined) return [found, block]
  }
  const known = JSON.stringify(blocks).match(/"action_id":"[^"]*"/g) ?? []
  throw new Error(`nothing to press called ${actionId}; there is ${known.join(', ') || 'nothing'}`)
}

function pressed(core: Core, action: Json, block: Json, value: string | undefined): Json {
  const option = [
    ...objects(action.options),
    ...objects(action.option_groups).flatMap((one) => objects(one.options)),
  ].find((one) => one.value === value)
  const picked =
    option ?? (value === undefined ? undefined : { text: { type: 'plain_text', text: value }, value })
  const isButton = action.type === 'button'
  const isFeedback = action.type === 'feedback_buttons'
  const isConversation = action.type === 'conversations_select'
  return {
    type: action.type,
    action_id: action.action_id,
    block_id: str(block, 'block_id') || 'auto',
    action_ts: core.world.nextTs(core.clock.now()),
    ...(isButton
      ? { text: action.text, ...(action.value === undefined ? {} : { value: action.value }) }
      : {}),
    ...(isFeedback ? { value } : {}),
    ...(isConversation ? { selected_conversation: value } : {}),
    ...(isButton || isFeedback || isConversation || picked === undefined ? {} : { selected_option: picked }),
  }
}

/** `response_action` of a modal's ack: nothing or `clear` closes, `errors` keeps, `update` and `push` show another. */
function applyAck(core: Core, view: OpenView, body: unknown): void {
  const action = str(body, 'response_action')
  const next = isJson(body) && isJson(body.view) ? body.view : undefined
  if (action === 'errors') return
  if (action === 'update' && next !== undefined) {
    view.view = next
    view.versions.push({ at: core.clock.now(), view: next })
  } else if (action === 'push' && next !== undefined) {
    putView(core, { user: view.user, kind: 'modal', view: next, below: view })
  } else if (action === 'clear') {
    for (const one of core.world.views.values()) if (one.rootId === view.rootId) one.closed = true
  } else {
    view.closed = true
  }
  core.changed()
}
