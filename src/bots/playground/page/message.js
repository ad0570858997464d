import { el } from './dom.js'
import { icon } from './icons.js'
import { toElements } from './markup.js'

/** @import { Action } from '../../../core/delivery/reply.ts' */
/** @import { MessageView } from '../wire.ts' */
/** @import { State } from './state.js' */

/**
 * What can be done with a message.
 *
 * @typedef {object} Doings
 * @property {(message: MessageView) => void} reply
 * @property {(message: MessageView) => void} thread
 * @property {(message: MessageView) => void} edit
 * @property {(message: MessageView) => void} remove
 * @property {(message: MessageView) => void} confirm
 * @property {(message: MessageView) => void} fill
 * @property {(question: string) => void} inspect
 * @property {(question: string, action: Action) => void} act
 */

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

/** Messages of one author so close together share a heading. Milliseconds. */
const closeMs = 5 * 60_000

/**
 * @param {State} state
 * @param {MessageView} message
 * @param {MessageView | undefined} before
 * @param {Doings} doings
 */
export function messageElement(state, message, before, doings) {
  const follows = before !== undefined && joins(before, message)
  const isTanya = message.author === 'tanya'
  const name = nameOf(state, message.author)
  const role = state.people.get(message.author)?.role
  const article = el('article', {
    id: `m${message.id}`,
    class: ['message', follows && 'follows', message.isPrivate && 'private', isTanya && 'tanya']
      .filter(Boolean)
      .join(' '),
    'aria-busy': message.isFinal ? undefined : 'true',
    'aria-label': `${name}, ${time.format(message.at)}`,
  })
  article.append(
    follows
      ? el('time', { class: 'side', datetime: new Date(message.at).toISOString() }, time.format(message.at))
      : avatar(message.author, name),
  )
  const body = el('div', { class: 'body' })
  if (!follows) {
    body.append(
      replyLine(state, message) ?? '',
      el(
        'div',
        { class: 'heading' },
        el('strong', {}, name),
        isTanya
          ? el('span', { class: 'badge' }, 'bot')
          : role && role !== 'member' && el('span', { class: 'badge' }, role),
        el('time', { datetime: new Date(message.at).toISOString() }, time.format(message.at)),
        message.isPrivate && el('span', { class: 'badge only-you' }, 'only you see this'),
      ),
    )
  }
  const content = el('div', { class: 'content' })
  content.append(toElements(message.html))
  if (!message.isFinal) content.classList.add('growing')
  body.append(content)
  if (message.edited) body.append(el('span', { class: 'meta' }, 'edited'))
  if (message.isWaiting) body.append(el('p', { class: 'meta' }, 'waits for its turn'))
  if (message.files.length > 0) body.append(filesOf(state, message))
  if (message.noticeHtml !== undefined) {
    const notice = el('div', { class: 'notice' })
    notice.append(toElements(message.noticeHtml))
    body.append(notice)
  }
  if (message.confirm !== undefined) {
    const confirm = () => doings.confirm(message)
    body.append(
      el(
        'div',
        { class: 'buttons' },
        el('button', { type: 'button', class: 'primary', onclick: confirm }, message.confirm),
      ),
    )
  }
  if (message.form !== undefined) {
    const fill = () => doings.fill(message)
    body.append(
      el('div', { class: 'buttons' }, el('button', { type: 'button', onclick: fill }, message.form.open)),
    )
  }
  body.append(buttonsOf(state, message, doings))
  article.append(body, toolsOf(state, message, doings))
  return article
}

/**
 * @param {MessageView} before
 * @param {MessageView} message
 */
function joins(before, message) {
  const isSameAnswer = message.question !== undefined && message.question === before.question
  if (isSameAnswer) return true
  return (
    before.author === message.author &&
    before.isPrivate === message.isPrivate &&
    message.at - before.at < closeMs &&
    message.replyTo === undefined
  )
}

/**
 * @param {State} state
 * @param {string} author
 */
export function nameOf(state, author) {
  return author === 'tanya' ? 'Tanya' : (state.people.get(author)?.name ?? 'somebody')
}

/**
 * @param {string} author
 * @param {string} name
 */
function avatar(author, name) {
  if (author === 'tanya')
    return el('img', { class: 'avatar', src: '/playground/icon.svg', alt: '', width: 36, height: 36 })
  let hue = 0
  for (const letter of author) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360
  const element = el('span', { class: 'avatar', 'aria-hidden': 'true' }, name.slice(0, 1).toUpperCase())
  element.style.setProperty('--hue', String(hue))
  return element
}

/**
 * @param {State} state
 * @param {MessageView} message
 */
function replyLine(state, message) {
  if (message.replyTo === undefined) return undefined
  const answered = state.messages.get(message.channel)?.get(message.replyTo)
  if (answered === undefined) return undefined
  const text = answered.text.replaceAll(/\s+/gu, ' ').slice(0, 120)
  return el(
    'a',
    { class: 'reply-line', href: `#m${answered.id}`, 'data-message': answered.id },
    `↪ ${nameOf(state, answered.author)}: ${text}`,
  )
}

/**
 * @param {MessageView['files'][number]} file
 * @param {string} address
 */
function fileOf(file, address) {
  const text = ` ${file.name} (${sizeOf(file.bytes)})`
  if (file.alt === undefined) return [icon('file'), text]
  if (file.isPicture) return [el('img', { class: 'picture', src: address, alt: file.alt })]
  return [icon('file'), el('a', { href: address, download: file.name }, text)]
}

/**
 * @param {State} state
 * @param {MessageView} message
 */
function filesOf(state, message) {
  const addressOf = (/** @type {string} */ id) =>
    `/playground/api/file?${new URLSearchParams({ as: state.about.you, channel: message.channel, message: message.id, id })}`

  const items = message.files.map((file) => el('li', {}, ...fileOf(file, addressOf(file.id))))
  return el('ul', { class: 'attached' }, ...items)
}

/** @param {number} bytes */
export function sizeOf(bytes) {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/**
 * @param {State} state
 * @param {MessageView} message
 * @param {Doings} doings
 */
function buttonsOf(state, message, doings) {
  const { question } = message
  if (question === undefined || message.actions.length === 0) return ''
  const buttons = message.actions.map((action) => {
    const text = state.about.actionTexts[action]
    const sign = action === 'good' || action === 'bad' ? icon(action) : undefined
    return el(
      'button',
      {
        type: 'button',
        'data-action': action,
        'aria-label': sign ? text : undefined,
        title: sign ? text : undefined,
        onclick: () => doings.act(question, action),
      },
      sign ?? text,
    )
  })
  const inspect = el(
    'button',
    {
      type: 'button',
      class: 'inspect',
      'data-action': 'inspect',
      onclick: () => doings.inspect(question),
    },
    'Behind it',
  )
  return el('div', { class: 'buttons' }, ...buttons, inspect)
}

/**
 * @param {State} state
 * @param {MessageView} message
 * @param {Doings} doings
 */
function toolsOf(state, message, doings) {
  const you = state.people.get(state.about.you)
  const isYours = message.author === you?.id
  const place = state.channels.get(message.channel)
  const name = `message of ${nameOf(state, message.author)}`
  const tool = (
    /** @type {Parameters<typeof icon>[0]} */ sign,
    /** @type {string} */ text,
    /** @type {() => void} */ run,
  ) =>
    el(
      'button',
      {
        type: 'button',
        class: 'plain',
        'data-action': sign,
        'aria-label': `${text}: ${name}`,
        title: text,
        onclick: run,
      },
      icon(sign),
    )
  return el(
    'div',
    { class: 'tools' },
    !message.isPrivate && tool('reply', 'Reply', () => doings.reply(message)),
    place?.kind === 'channel' &&
      !message.isPrivate &&
      tool('thread', 'Open a thread', () => doings.thread(message)),
    isYours && tool('edit', 'Edit', () => doings.edit(message)),
    (isYours || you?.role === 'admin') && tool('remove', 'Delete', () => doings.remove(message)),
  )
}
