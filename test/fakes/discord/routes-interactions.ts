import { checkNotEmpty, optionalList, readMessageBody, type MessageBody } from './body.ts'
import { invalidForm, refusals } from './errors.ts'
import { mentionDefaults, postMessage, removeMessage } from './messages.ts'
import { renderMessage } from './render-message.ts'
import { applyEdit } from './routes-messages.ts'
import { noContent, ok, type Answer, type Call, type Route } from './routing.ts'
import { messageFlags, type FakeChannel, type FakeInteraction, type FakeMessage, type Json } from './types.ts'
import { findMessage } from './world.ts'

/** https://docs.discord.com/developers/interactions/receiving-and-responding */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/:id/:token/callback',
    bucket: undefined,
    auth: 'token',
    run: answer,
  },
  { method: 'POST', path: '/webhooks/:id/:token', bucket: 'webhook', auth: 'token', run: followUp },
  ...(['GET', 'PATCH', 'DELETE'] as const).map((method): Route => {
    const run = { GET: getMessage, PATCH: editMessage, DELETE: deleteMessage }[method]
    return { method, path: '/webhooks/:id/:token/messages/:message', bucket: 'webhook', auth: 'token', run }
  }),
]

/** A modal is no answer to a modal, and only components can be updated. */
const answersByType: Record<number, readonly number[]> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
}

function answer(call: Call): Answer {
  const { world } = call
  const [id, token = ''] = call.params
  const interaction = world.interactions.get(token)
  if (!interaction || interaction.id !== id) throw refusals.unknownInteraction()
  const lateMs = Math.round(world.awake.now() - interaction.awakeAt - world.interactionDeadlineMs)
  if (!interaction.answer && lateMs > 0) {
    call.violate(`an interaction answered ${lateMs} ms after its deadline`)
    throw refusals.unknownInteraction()
  }
  if (interaction.answer) {
    call.violate('an interaction answered twice')
    throw refusals.alreadyAcknowledged()
  }
  const type = Number(call.body.type)
  if (!answersByType[interaction.type]?.includes(type)) {
    throw invalidForm(
      'type',
      'INTERACTION_TYPE_NOT_ALLOWED',
      `Interaction callback type ${type} does not fit`,
    )
  }
  const data = optionalList([call.body.data])?.[0] ?? {}
  const message = carryOut(call, interaction, type, data)
  interaction.answer = { type, at: Date.now(), data: type >= 8 ? data : undefined }
  if (message) interaction.originalId = message.id
  if (call.query.get('with_response') !== 'true') return noContent
  return ok({
    interaction: {
      id: interaction.id,
      type: interaction.type,
      response_message_id: message?.id,
      response_message_loading: message !== undefined && (message.flags & messageFlags.loading) !== 0,
      response_message_ephemeral: message?.ephemeralFor !== undefined,
    },
    resource: {
      type,
      ...(message ? { message: renderMessage(world, message, { readsContent: true }) } : {}),
    },
  })
}

function carryOut(
  call: Call,
  interaction: FakeInteraction,
  type: number,
  data: Json,
): FakeMessage | undefined {
  const channel = channelOf(call, interaction)
  switch (type) {
    case 4: {
      const read = readMessageBody(call, data, channel)
      checkNotEmpty(shownBy(read))
      return say(call, interaction, read, (read.flags ?? 0) & answerFlags)
    }
    case 5: {
      const ephemeral = Number(data.flags ?? 0) & messageFlags.ephemeral
      return say(call, interaction, undefined, ephemeral | messageFlags.loading)
    }
    case 6:
      return sourceOf(call, interaction)
    case 7: {
      const source = sourceOf(call, interaction)
      applyEdit(
        call,
        source,
        readMessageBody(call, data, channel, { before: source }),
        mentionDefaults.webhook,
      )
      return source
    }
    case 8: {
      const choices = optionalList(data.choices) ?? []
      if (choices.length > 25)
        throw invalidForm('data/choices', 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.')
      for (const [index, { name }] of choices.entries()) {
        if (typeof name === 'string' && name.length >= 1 && name.length <= 100) continue
        throw invalidForm(
          `data/choices/${index}/name`,
          'BASE_TYPE_BAD_LENGTH',
          'Must be between 1 and 100 in length.',
        )
      }
      return undefined
    }
    default:
      return undefined
  }
}

function followUp(call: Call): Answer {
  const interaction = answeredInteraction(call)
  // A bot that takes the loading message away first changes who sees the follow-up: it is a message of its own.
  const original = findMessage(call.world, interaction.channelId, interaction.originalId ?? '')
  const channel = channelOf(call, interaction)
  // Right after a deferral a follow-up edits the loading message: receiving-and-responding#create-followup-message
  const isLoading = original && !original.deleted && (original.flags & messageFlags.loading) !== 0
  if (isLoading && interaction.answer?.type === 5) {
    const read = readMessageBody(call, call.body, channel, { before: original })
    applyEdit(call, original, read, mentionDefaults.webhook)
    return ok(renderMessage(call.world, original, { readsContent: true }))
  }
  const read = readMessageBody(call, call.body, channel)
  checkNotEmpty(shownBy(read))
  const message = say(call, interaction, read, (read.flags ?? 0) & answerFlags)
  interaction.followupIds.push(message.id)
  return ok(renderMessage(call.world, message, { readsContent: true }))
}

function getMessage(call: Call): Answer {
  const interaction = answeredInteraction(call)
  return ok(renderMessage(call.world, messageOf(call, interaction, call.params[2]), { readsContent: true }))
}

function editMessage(call: Call): Answer {
  const interaction = answeredInteraction(call)
  const message = messageOf(call, interaction, call.params[2])
  const read = readMessageBody(call, call.body, channelOf(call, interaction), { before: message })
  applyEdit(call, message, read, mentionDefaults.webhook)
  return ok(renderMessage(call.world, message, { readsContent: true }))
}

function deleteMessage(call: Call): Answer {
  removeMessage(call.world, messageOf(call, answeredInteraction(call), call.params[2]))
  return noContent
}

const answerFlags =
  messageFlags.ephemeral |
  messageFlags.suppressEmbeds |
  messageFlags.suppressNotifications |
  messageFlags.componentsV2

/** The interaction whose token stands in a webhook path: answered in time, and not older than 15 minutes. */
function answeredInteraction(call: Call): FakeInteraction {
  const { world } = call
  const interaction = world.interactions.get(call.params[1] ?? '')
  if (!interaction || call.params[0] !== world.bot.id) throw refusals.unknownWebhook()
  if (Date.now() - interaction.createdAt > world.interactionTokenMs) {
    call.violate('a write by an interaction token which has expired')
    throw refusals.invalidWebhookToken()
  }
  if (!interaction.answer) {
    call.violate('a follow-up before the interaction was answered')
    throw refusals.unknownWebhook()
  }
  return interaction
}

function messageOf(call: Call, interaction: FakeInteraction, id: string | undefined): FakeMessage {
  const wanted = id === '@original' ? interaction.originalId : id
  const known = wanted === interaction.originalId || interaction.followupIds.includes(wanted ?? '')
  const message = known ? findMessage(call.world, interaction.channelId, wanted ?? '') : undefined
  if (!message || message.deleted) throw refusals.unknownMessage()
  return message
}

function sourceOf(call: Call, interaction: FakeInteraction): FakeMessage {
  const source = findMessage(call.world, interaction.channelId, interaction.sourceMessageId ?? '')
  if (!source || source.deleted) throw refusals.unknownMessage()
  return source
}

function channelOf(call: Call, interaction: FakeInteraction): FakeChannel {
  const channel = call.world.channels.get(interaction.channelId)
  if (!channel || channel.deleted) throw refusals.unknownChannel()
  return channel
}

function say(
  call: Call,
  interaction: FakeInteraction,
  read: MessageBody | undefined,
  flags: number,
): FakeMessage {
  const isContextMenu = interaction.type === 2 && interaction.data.type !== 1
  return postMessage(call.world, {
    author: call.world.bot,
    channel: channelOf(call, interaction),
    type: interaction.type !== 2 ? 0 : isContextMenu ? 23 : 20,
    ...shownBy(read),
    flags,
    allowed: read?.allowed,
    mentionDefaults: mentionDefaults.webhook,
    ephemeralFor: (flags & messageFlags.ephemeral) !== 0 ? interaction.user.id : undefined,
    interaction,
    webhookId: call.world.bot.id,
  })
}

function shownBy(read: MessageBody | undefined) {
  return {
    content: read?.content ?? '',
    embeds: read?.embeds ?? [],
    components: read?.components ?? [],
    attachments: read?.attachments ?? [],
  }
}
