/** @import { ChannelView, Happening, MessageView, PersonView, Snapshot } from '../wire.ts' */

/**
 * What the page knows, kept up by what happens.
 *
 * @typedef {object} State
 * @property {Snapshot} about
 * @property {Map<string, PersonView>} people
 * @property {Map<string, ChannelView>} channels
 * @property {Map<string, Map<string, MessageView>>} messages By channel and id.
 * @property {Set<string>} working
 * @property {Map<string, number>} unread By channel.
 */

/**
 * @param {Snapshot} about
 * @returns {State}
 */
export function createState(about) {
  /** @type {State} */
  const state = {
    about,
    people: new Map(about.people.map((person) => [person.id, person])),
    channels: new Map(about.channels.map((channel) => [channel.id, channel])),
    messages: new Map(),
    working: new Set(about.working),
    unread: new Map(),
  }
  for (const message of about.messages) messagesIn(state, message.channel).set(message.id, message)
  return state
}

/**
 * @param {State} state
 * @param {string} channel
 */
export function messagesIn(state, channel) {
  const known = state.messages.get(channel)
  if (known) return known
  /** @type {Map<string, MessageView>} */
  const fresh = new Map()
  state.messages.set(channel, fresh)
  return fresh
}

/**
 * Oldest first: ids count up.
 *
 * @param {State} state
 * @param {string} channel
 */
export function inOrder(state, channel) {
  return [...messagesIn(state, channel).values()].sort((a, b) => Number(a.id) - Number(b.id))
}

/**
 * @param {State} state
 * @param {Exclude<Happening, { kind: 'snapshot' }>} happening
 */
export function apply(state, happening) {
  switch (happening.kind) {
    case 'message':
      messagesIn(state, happening.message.channel).set(happening.message.id, happening.message)
      break
    case 'gone':
      messagesIn(state, happening.channel).delete(happening.id)
      break
    case 'person':
      state.people.set(happening.person.id, happening.person)
      break
    case 'channel':
      state.channels.set(happening.channel.id, happening.channel)
      break
    case 'working':
      if (happening.on) state.working.add(happening.channel)
      else state.working.delete(happening.channel)
      break
    case 'cleared':
      state.messages.clear()
      state.unread.clear()
      for (const { id, kind } of state.channels.values()) if (kind === 'thread') state.channels.delete(id)
  }
}
