import { Refusal, channelArg, needText } from '../api-call.ts'
import type { Call, Method } from '../api-call.ts'
import type { Message } from '../message.ts'
import { findMessage } from './content.ts'

export const reactionMethods: Readonly<Record<string, Method>> = {
  'reactions.add': (call) => {
    const { message, name, user } = target(call)
    const users = message.reactions.get(name) ?? new Set()
    if (users.has(user)) throw new Refusal('already_reacted')
    message.reactions.set(name, users.add(user))
    return {}
  },
  'reactions.remove': (call) => {
    const { message, name, user } = target(call)
    const users = message.reactions.get(name)
    if (users?.delete(user) !== true) throw new Refusal('no_reaction')
    if (users.size === 0) message.reactions.delete(name)
    return {}
  },
}

function target(call: Call): { readonly message: Message; readonly name: string; readonly user: string } {
  const channel = channelArg(call)
  const name = needText(call, 'name')
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new Refusal('invalid_name')
  const message = findMessage(call, channel, needText(call, 'timestamp'))
  if (message === undefined) throw new Refusal('message_not_found')
  return { message, name, user: call.core.world.botUserId }
}
