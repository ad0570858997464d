import { byId, el } from './dom.js'
import { icon } from './icons.js'

/** @import { ChannelView } from '../wire.ts' */
/** @import { State } from './state.js' */

/**
 * Draws who and where one can be.
 *
 * @param {State} state
 * @param {string} here
 * @param {{ go: (channel: string) => void, addChannel: () => void }} doings
 */
export function drawSidebar(state, here, { go, addChannel }) {
  const select = byId('person', HTMLSelectElement)
  select.replaceChildren(
    ...[...state.people.values()].map((person) => {
      const text = person.role === 'member' ? person.name : `${person.name} (${person.role})`
      return el('option', { value: person.id, selected: person.id === state.about.you }, text)
    }),
  )
  const places = byId('places', HTMLElement)
  const focused =
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset['channel'] : undefined
  const channels = [...state.channels.values()]
  const direct = channels.filter(({ kind }) => kind === 'dm')
  const rooms = channels.filter(({ kind }) => kind === 'channel')
  const item = (/** @type {ChannelView} */ channel) => el('li', {}, link(channel))
  const link = (/** @type {ChannelView} */ channel) => {
    const unread = state.unread.get(channel.id) ?? 0
    return el(
      'a',
      {
        href: `#${channel.id}`,
        'data-channel': channel.id,
        'aria-current': channel.id === here ? 'page' : undefined,
        class: unread > 0 ? 'unread' : undefined,
        onclick: (/** @type {Event} */ event) => {
          event.preventDefault()
          go(channel.id)
        },
      },
      el(
        'span',
        { class: 'sign', 'aria-hidden': 'true' },
        channel.kind === 'thread' ? icon('thread') : signOf(channel),
      ),
      el('span', { class: 'name' }, channel.name),
      state.working.has(channel.id) &&
        el('span', { class: 'dots', role: 'img', 'aria-label': 'Tanya is at work' }, '…'),
      unread > 0 &&
        el('span', { class: 'count' }, String(unread), el('span', { class: 'hidden' }, ' unread')),
    )
  }
  const threadsOf = (/** @type {ChannelView} */ { id }) => {
    const threads = channels.filter(({ parent }) => parent === id)
    return threads.length > 0 && el('ul', {}, ...threads.map(item))
  }
  places.replaceChildren(
    el('h2', {}, 'Direct messages'),
    el('ul', {}, ...direct.map(item)),
    el(
      'div',
      { class: 'row heading' },
      el('h2', {}, 'Channels'),
      el(
        'button',
        {
          type: 'button',
          class: 'plain',
          'aria-label': 'Add a channel',
          title: 'Add a channel',
          onclick: addChannel,
        },
        '+',
      ),
    ),
    el('ul', {}, ...rooms.map((channel) => el('li', {}, link(channel), threadsOf(channel)))),
  )
  const again = focused && places.querySelector(`[data-channel="${CSS.escape(focused)}"]`)
  if (again instanceof HTMLElement) again.focus()
}

/** @param {ChannelView} channel */
export function signOf({ kind }) {
  return kind === 'dm' ? '@' : kind === 'thread' ? '›' : '#'
}
