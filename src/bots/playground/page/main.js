import { createComposer } from './composer.js'
import { isOpen, setOpen } from './covers.js'
import { createDetails } from './details.js'
import { ask, choice, field, formField } from './dialogs.js'
import { byId } from './dom.js'
import { keep, kept } from './kept.js'
import { listenForCopies } from './markup.js'
import { createMessageList } from './message-list.js'
import { answerOf, listen, login, post, ServerError, upload } from './server.js'
import { drawSidebar, signOf } from './sidebar.js'
import { apply, createState, inOrder } from './state.js'

/** @import { Happening, MessageView } from '../wire.ts' */
/** @import { State } from './state.js' */

const notice = byId('notice', HTMLDivElement)
const language = byId('language', HTMLSelectElement)

/** @type {State | undefined} */
let state
let stopListening = () => {}
/**
 * The last message that nobody answered for.
 *
 * @type {{ readonly what: string, readonly nonce: string } | undefined}
 */
let unheard
let here = location.hash.slice(1) || kept('channel') || 'general'
let you = kept('person') || 'ann'
language.value = kept('language') || offered(navigator.languages)
document.documentElement.lang = 'en'

const details = createDetails(() => byId('text', HTMLTextAreaElement).focus())
const composer = createComposer({
  send,
  upload: (file) => orTell(upload(file)),
  known: () => ({
    commands: state?.about.commands ?? [],
    people: [...(state?.people.values() ?? [])],
    isAdmin: state?.people.get(you)?.role === 'admin',
  }),
  lastOwn: () => state && inOrder(state, here).findLast((message) => message.author === you),
})

/** @type {import('./message.js').Doings} */
const doings = {
  reply: (message) => composer.reply(message),
  edit: (message) => composer.edit(message),
  remove: (message) =>
    void orTell(post('delete', { as: you, channel: message.channel, message: message.id })),
  confirm: ({ channel, id }) =>
    void orTell(post('confirm', { as: you, channel, message: id, locale: language.value })),
  fill: (message) => void fill(message),
  thread: (message) => void openThread(message),
  inspect: (question) => void inspect(question),
  act: (question, action) => void act(question, action),
}

const shown = createMessageList(doings, (text) => composer.begin(text))

/** @param {MessageView} message */
async function openThread({ channel, id }) {
  const thread = await orTell(post('threads', { as: you, channel, message: id }))
  if (thread === undefined || state === undefined) return
  state.channels.set(thread.id, thread)
  go(thread.id)
}

/** @param {MessageView} message */
async function fill({ channel, id, form }) {
  if (form === undefined) return
  const values = await ask({ title: form.title, button: form.save, fields: form.fields.map(formField) })
  if (values !== undefined)
    await orTell(post('fill', { as: you, channel, message: id, locale: language.value, values }))
}

/** @param {string} question */
async function inspect(question) {
  const answer = await orTell(answerOf(you, question))
  if (answer !== undefined) details.show(answer)
}

/**
 * @param {string} question
 * @param {string} action
 */
async function act(question, action) {
  const result = await orTell(post('acts', { as: you, question, action, locale: language.value }))
  if (result?.text) tell(result.text)
}

/** @param {import('./composer.js').Written} written */
async function send({ text, files, replyTo, edits }) {
  if (edits !== undefined) {
    const done = post('edit', { as: you, channel: edits.channel, message: edits.id, text })
    shown.toNewest()
    return (await orTell(done)) !== undefined
  }
  const message = { as: you, channel: here, text, replyTo, files: files.map(({ id }) => id) }
  const what = JSON.stringify(message)
  // It may have arrived, though nobody said so: sent again, it is the same.
  if (unheard?.what !== what) unheard = { what, nonce: newNonce() }
  const done = post('messages', { ...message, locale: language.value, nonce: unheard.nonce })
  shown.toNewest()
  const isHeard = (await orTell(done)) !== undefined
  if (isHeard) unheard = undefined
  return isHeard
}

/**
 * The first of the reader's languages that there are texts in, if not from their own country.
 *
 * @param {readonly string[]} wanted
 */
function offered(wanted) {
  const all = [...language.options].map(({ value }) => value)
  const base = (/** @type {string} */ locale) => locale.split('-', 1)[0]
  const found = wanted.map(
    (locale) => all.find((one) => one === locale) ?? all.find((one) => base(one) === base(locale)),
  )
  return found.find((one) => one !== undefined) ?? 'en'
}

/** `crypto.randomUUID` is for this machine and TLS alone. */
function newNonce() {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/**
 * The result, or undefined when it failed, which is told.
 *
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T | undefined>}
 */
async function orTell(work) {
  try {
    return await work
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), true)
    if (error instanceof ServerError && error.status === 401) void enter()
    return undefined
  }
}

let fading = 0
/**
 * @param {string} text
 * @param {boolean} [isError]
 */
function tell(text, isError = false) {
  clearTimeout(fading)
  notice.className = isError ? 'error' : ''
  notice.textContent = text
  if (text !== '') fading = window.setTimeout(() => tell(''), 6_000)
}

function connect() {
  stopListening()
  stopListening = listen(
    { as: you, locale: language.value },
    happened,
    (connected) => document.body.classList.toggle('offline', !connected),
    (status) => {
      if (status === 401) void enter()
      else {
        // Whoever we were is not there any more; otherwise the server is about to come back.
        if (status === 404) you = 'ann'
        setTimeout(connect, 2_000)
      }
    },
  )
}

let entering = false
async function enter() {
  if (entering) return
  entering = true
  let text = 'This playground is open to others than its own machine, and so it has a password.'
  for (;;) {
    const fields = [field('password', 'Password', { type: 'password', autocomplete: 'current-password' })]
    const given = await ask({ title: 'Tanya’s playground', text, button: 'Enter', mustAnswer: true, fields })
    if (given === undefined) continue
    const error = await login(given['password'] ?? '').then(
      () => undefined,
      (reason) => String(reason.message),
    )
    if (error === undefined) break
    text = error
  }
  entering = false
  connect()
}

/** @param {Happening} happening */
function happened(happening) {
  if (happening.kind === 'snapshot') {
    state = createState(happening.snapshot)
    you = state.about.you
    byId('model', HTMLElement).textContent = state.about.model
    if (!state.channels.has(here)) here = 'general'
    draw()
    return
  }
  if (state === undefined) return
  const known =
    happening.kind === 'message' && state.messages.get(happening.message.channel)?.has(happening.message.id)
  apply(state, happening)
  switch (happening.kind) {
    case 'message':
      if (happening.message.channel === here) {
        if (known) shown.redraw(state, happening.message)
        else drawMessages()
      } else if (!known && happening.message.author !== you) {
        state.unread.set(happening.message.channel, (state.unread.get(happening.message.channel) ?? 0) + 1)
        drawPlaces()
      }
      void refreshDetails(happening.message)
      break
    case 'gone':
      if (happening.channel === here) drawMessages()
      break
    case 'working':
      drawPlaces()
      drawWorking()
      break
    case 'person':
    case 'channel':
    case 'cleared':
      if (!state.channels.has(here)) here = 'general'
      draw()
  }
}

let refreshing = false
/** @param {MessageView} message */
async function refreshDetails({ question }) {
  if (question === undefined || question !== details.question() || refreshing) return
  refreshing = true
  await new Promise((resolve) => setTimeout(resolve, 250))
  refreshing = false
  const answer = await answerOf(you, question).catch(() => undefined)
  if (answer !== undefined && details.question() === question) details.show(answer)
}

function draw() {
  drawPlaces()
  drawMessages()
  drawWorking()
}

function drawPlaces() {
  if (state !== undefined) drawSidebar(state, here, { go, addChannel: () => void addChannel() })
}

function drawWorking() {
  const isWorking = state?.working.has(here) === true
  byId('working', HTMLElement).textContent = isWorking ? 'Tanya is writing…' : ''
}

function drawMessages() {
  if (state === undefined) return
  const { channels } = state
  const place = channels.get(here)
  if (place === undefined) return
  byId('place', HTMLElement).textContent = `${signOf(place)} ${place.kind === 'dm' ? 'Tanya' : place.name}`
  const parent = place.parent === undefined ? undefined : channels.get(place.parent)
  const topics = {
    dm: 'Everything here is for Tanya.',
    channel: 'Mention @Tanya, or reply to her.',
    thread: `A thread in #${parent?.name ?? ''}. Once she takes part, no mention is needed.`,
  }
  byId('topic', HTMLElement).textContent = topics[place.kind]
  composer.here(
    // Short enough for a phone: what does not fit is cut off.
    place.kind === 'dm' ? 'Ask Tanya, or type /' : 'Ask @Tanya, or type /',
  )
  shown.draw(state, place)
}

/** @param {string} channel */
function go(channel) {
  here = channel
  shown.toNewest()
  state?.unread.delete(channel)
  keep('channel', channel)
  history.replaceState(undefined, '', `#${channel}`)
  setSidebar(false)
  draw()
  composer.focus()
}

async function addChannel() {
  const fields = [field('name', 'Name', { maxlength: 40 })]
  const given = await ask({ title: 'Add a channel', button: 'Add', fields })
  const channel = given && (await orTell(post('channels', { as: you, name: given['name'] })))
  if (channel === undefined || state === undefined) return
  state.channels.set(channel.id, channel)
  go(channel.id)
}

async function addPerson() {
  const roles = /** @type {const} */ ([
    ['member', 'Member'],
    ['admin', 'Admin: may change settings'],
    ['outsider', 'Outsider: a guest, or from elsewhere'],
  ])
  const fields = [field('name', 'Name', { maxlength: 40 }), choice('role', 'Role', roles)]
  const given = await ask({ title: 'Add a person', button: 'Add', fields })
  const person = given && (await orTell(post('people', given)))
  if (person !== undefined) speakAs(person.id)
}

async function clear() {
  const text = 'All messages and threads go, and so does what Tanya remembers of this playground.'
  if ((await ask({ title: 'Clear everything?', text, button: 'Clear' })) === undefined) return
  await orTell(post('clear', {}))
}

/** @param {string} person */
function speakAs(person) {
  if (here === `dm-${you}`) here = `dm-${person}`
  you = person
  keep('person', person)
  details.close()
  connect()
}

/** @param {boolean} open */
function setSidebar(open) {
  setOpen('sidebar', open)
  byId('open-sidebar', HTMLButtonElement).setAttribute('aria-expanded', String(open))
}

function leaveSidebar() {
  setSidebar(false)
  byId('open-sidebar', HTMLButtonElement).focus()
}

byId('person', HTMLSelectElement).addEventListener('change', ({ currentTarget }) => {
  if (currentTarget instanceof HTMLSelectElement) speakAs(currentTarget.value)
})
language.addEventListener('change', () => {
  keep('language', language.value)
  connect()
})
byId('add-person', HTMLButtonElement).addEventListener('click', () => void addPerson())
byId('clear', HTMLButtonElement).addEventListener('click', () => void clear())
byId('open-sidebar', HTMLButtonElement).addEventListener('click', () => {
  setSidebar(true)
  byId('close-sidebar', HTMLButtonElement).focus()
})
byId('close-sidebar', HTMLButtonElement).addEventListener('click', leaveSidebar)
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    if (isOpen('sidebar')) leaveSidebar()
    else if (isOpen('details')) details.close()
  }
  if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    const links = [...document.querySelectorAll('#places a')]
    const at = links.findIndex((link) => link.getAttribute('aria-current') === 'page')
    const next = links[(at + (event.key === 'ArrowDown' ? 1 : -1) + links.length) % links.length]
    if (next instanceof HTMLElement) go(next.dataset['channel'] ?? here)
    event.preventDefault()
  }
})
listenForCopies()
connect()
composer.focus()
