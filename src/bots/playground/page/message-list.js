import { byId, el } from './dom.js'
import { messageElement } from './message.js'
import { inOrder } from './state.js'

/** @import { ChannelView, MessageView } from '../wire.ts' */
/** @import { Doings } from './message.js' */
/** @import { State } from './state.js' */

/**
 * The messages of the place where one is. It stays at the newest for as long as one looks at it.
 *
 * @param {Doings} doings
 * @param {(text: string) => void} begin Takes an example to be written.
 */
export function createMessageList(doings, begin) {
  const list = byId('messages', HTMLDivElement)
  let stick = true
  let here = ''
  /** @type {WeakMap<MessageView, { before: MessageView | undefined, element: HTMLElement }>} */
  const drawn = new WeakMap()

  function stay() {
    if (stick) list.scrollTop = list.scrollHeight
  }

  /**
   * @param {State} state
   * @param {MessageView} message
   * @param {MessageView | undefined} before
   */
  function elementOf(state, message, before) {
    const known = drawn.get(message)
    if (known !== undefined && known.before?.id === before?.id) return known.element
    const element = messageElement(state, message, before, doings)
    drawn.set(message, { before, element })
    return element
  }

  /**
   * @param {State} state
   * @param {ChannelView} place
   */
  function draw(state, place) {
    here = place.id
    const focused = list.contains(document.activeElement) ? document.activeElement : undefined
    const messages = inOrder(state, here)
    const elements = messages.map((message, index) => elementOf(state, message, messages[index - 1]))
    list.replaceChildren(...(elements.length > 0 ? elements : [welcome(place.kind, begin)]))
    if (focused !== undefined)
      focusAgain(focused, document.getElementById(focused.closest('article')?.id ?? ''))
    stay()
  }

  /**
   * What had the focus has it again, or what does the same in the message as it is now. Where nothing does, the focus
   * goes where Enter does no harm: who presses Stop twice does not want Retry.
   *
   * @param {Element} focused
   * @param {HTMLElement | null} article
   */
  function focusAgain(focused, article) {
    const action = focused instanceof HTMLElement ? focused.dataset['action'] : undefined
    const same = focused.isConnected
      ? focused
      : action && article?.querySelector(`[data-action="${CSS.escape(action)}"]`)
    const next = same || article?.querySelector('[data-action="inspect"]') || list
    if (next instanceof HTMLElement) next.focus({ preventScroll: true })
  }

  /**
   * One that is there changed.
   *
   * @param {State} state
   * @param {MessageView} message
   */
  function redraw(state, message) {
    const messages = inOrder(state, here)
    const index = messages.findIndex(({ id }) => id === message.id)
    const old = document.getElementById(`m${message.id}`)
    if (old === null) return
    const element = elementOf(state, message, messages[index - 1])
    const focused = old.contains(document.activeElement) ? document.activeElement : undefined
    old.replaceWith(element)
    if (focused !== undefined) focusAgain(focused, element)
    stay()
  }

  list.addEventListener('scroll', () => {
    stick = list.scrollHeight - list.scrollTop - list.clientHeight < 60
  })
  new ResizeObserver(stay).observe(list)
  // Pictures have no size before they are there.
  list.addEventListener('load', stay, true)
  list.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-message]') : undefined
    if (!(link instanceof HTMLElement)) return
    event.preventDefault()
    const target = document.getElementById(`m${link.dataset['message']}`)
    target?.scrollIntoView({ block: 'center' })
    target?.classList.add('aimed')
    setTimeout(() => target?.classList.remove('aimed'), 1500)
  })

  return {
    draw,
    redraw,
    toNewest() {
      stick = true
    },
  }
}

/**
 * @param {'channel' | 'thread' | 'dm'} kind
 * @param {(text: string) => void} begin
 */
function welcome(kind, begin) {
  const examples =
    kind === 'channel'
      ? ['@Tanya what can you do?', '@Tanya how do I connect a model?', '/help']
      : ['What can you do?', 'How do I connect a model?', '/help']
  return el(
    'div',
    { class: 'welcome' },
    el('img', { src: '/playground/icon.svg', alt: '', width: 64, height: 64 }),
    el('h2', {}, 'Ask away'),
    el(
      'p',
      {},
      'Everything here runs as it does on Discord and Slack: the same questions, limits, commands and answers.',
    ),
    el(
      'div',
      { class: 'examples' },
      ...examples.map((text) =>
        el('button', { type: 'button', class: 'quiet', onclick: () => begin(text) }, text),
      ),
    ),
  )
}
