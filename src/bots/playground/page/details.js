import { setOpen } from './covers.js'
import { byId, el } from './dom.js'
import { toElements } from './markup.js'

/** @import { AnswerView, CallView, Rendering } from '../wire.ts' */

const tabs = /** @type {const} */ (['Elsewhere', 'Prompt', 'Cost'])
const count = new Intl.NumberFormat()

/**
 * What lies behind an answer: how other platforms show it, what the model was sent and what it cost.
 *
 * @param {() => void} closed
 */
export function createDetails(closed) {
  const panel = byId('details', HTMLElement)
  /** @type {typeof tabs[number]} */
  let tab = 'Elsewhere'
  /** @type {string | undefined} */
  let format
  let asText = false
  /** @type {AnswerView | undefined} */
  let shown

  function draw() {
    if (shown === undefined) return
    const focused = document.activeElement?.id
    const body = el('div', {
      class: 'tab-body',
      role: 'tabpanel',
      id: 'tab-body',
      'aria-labelledby': `tab-${tab}`,
      tabindex: 0,
    })
    if (tab === 'Elsewhere') body.append(...elsewhere(shown))
    if (tab === 'Prompt') body.append(...shown.calls.flatMap(promptOf), ...unknown(shown))
    if (tab === 'Cost') body.append(...costOf(shown))
    const scrolled = panel.querySelector('.tab-body')?.scrollTop ?? 0
    panel.replaceChildren(
      el(
        'div',
        { class: 'details-head' },
        el('h2', {}, 'Behind the answer'),
        el(
          'button',
          { type: 'button', class: 'plain', id: 'close-details', 'aria-label': 'Close', onclick: close },
          '✕',
        ),
      ),
      el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views' }, ...tabs.map(tabButton)),
      body,
    )
    body.scrollTop = scrolled
    if (focused) document.getElementById(focused)?.focus()
  }

  /** @param {typeof tabs[number]} name */
  function tabButton(name) {
    const isOn = name === tab
    return el(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${name}`,
        'aria-selected': isOn ? 'true' : 'false',
        'aria-controls': isOn ? 'tab-body' : undefined,
        tabindex: isOn ? 0 : -1,
        onclick: () => choose(name),
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
          if (step === 0) return
          choose(tabs[(tabs.indexOf(name) + step + tabs.length) % tabs.length] ?? name)
          document.getElementById(`tab-${tab}`)?.focus()
        },
      },
      name,
    )
  }

  /** @param {typeof tabs[number]} name */
  function choose(name) {
    tab = name
    draw()
  }

  /** @param {AnswerView} answer */
  function elsewhere({ renderings, markdown }) {
    const names = [...renderings.map((rendering) => rendering.format), 'Markdown']
    const chosen = format !== undefined && names.includes(format) ? format : (names[0] ?? '')
    const radios = names.map((name) => {
      const id = `format-${name}`
      const choose = () => {
        format = name
        draw()
      }
      return el(
        'span',
        {},
        el('input', { type: 'radio', name: 'format', id, checked: name === chosen, onchange: choose }),
        el('label', { for: id }, name),
      )
    })
    const rendering = renderings.find((one) => one.format === chosen)
    return [
      el('fieldset', { class: 'switch' }, el('legend', { class: 'hidden' }, 'Show the answer as'), ...radios),
      ...(rendering === undefined
        ? [el('pre', { class: 'source', tabindex: 0 }, markdown)]
        : partsOf(rendering)),
    ]
  }

  /** @param {Rendering} rendering */
  function partsOf({ format: name, parts, maxLength }) {
    const toggle = () => {
      asText = !asText
      draw()
    }
    const head = el(
      'div',
      { class: 'parts-head' },
      el('span', {}, parts.length === 1 ? `One message on ${name}` : `${parts.length} messages on ${name}`),
      el(
        'label',
        {},
        el('input', { type: 'checkbox', id: 'as-text', checked: asText, onchange: toggle }),
        ' as sent',
      ),
    )
    const cards = parts.map((part, index) => {
      const content = asText
        ? el('pre', { class: 'source', tabindex: 0 }, part.text)
        : el('div', { class: 'content' })
      if (!asText) content.append(toElements(part.html))
      return el(
        'section',
        { class: `part as-${name.toLowerCase()}`, 'aria-label': `Message ${index + 1}` },
        el(
          'p',
          { class: 'meta' },
          `${index + 1} · ${count.format(part.length)} of ${count.format(maxLength)} characters`,
        ),
        content,
      )
    })
    return [head, ...cards]
  }

  function close() {
    shown = undefined
    panel.hidden = true
    setOpen('details', false)
    closed()
  }

  return {
    /** @returns {string | undefined} */
    question: () => shown?.question,
    /** @param {AnswerView} answer */
    show(answer) {
      const isNew = panel.hidden
      shown = answer
      panel.hidden = false
      setOpen('details', true)
      draw()
      if (isNew) document.getElementById(`tab-${tab}`)?.focus()
    },
    close,
  }
}

/** @param {AnswerView} answer */
function unknown({ calls }) {
  if (calls.length > 0) return []
  return [
    el(
      'p',
      { class: 'meta' },
      'Nothing is known of its calls: they are kept in memory, and until the next start alone.',
    ),
  ]
}

/**
 * @param {CallView} call
 * @param {number} index
 * @param {readonly CallView[]} calls
 */
function promptOf({ messages, model }, index, calls) {
  const title = calls.length > 1 ? `Call ${index + 1} of ${calls.length}: ${model}` : `Sent to ${model}`
  return [
    el('h3', {}, title),
    el(
      'ol',
      { class: 'prompt' },
      ...messages.map(({ role, content, pictures }) =>
        el(
          'li',
          { class: `role-${role}` },
          el('span', { class: 'badge' }, role),
          pictures > 0 && el('span', { class: 'meta' }, ` with ${pictures} picture(s)`),
          el('pre', { tabindex: 0 }, content),
        ),
      ),
    ),
  ]
}

/** @param {AnswerView} answer */
function costOf({ calls, total, ...answer }) {
  const rows = calls.flatMap((call, index) => [
    row(calls.length > 1 ? `Call ${index + 1}` : 'Model', call.model),
    ...(call.usage === undefined
      ? [row('Tokens', 'not told yet')]
      : [
          row('Prompt', `${count.format(call.usage.input)} tokens${call.measured ? '' : ' (estimated)'}`),
          row('found in the cache', percent(call.usage.cachedInput, call.usage.input)),
          row('Answer', `${count.format(call.usage.output)} tokens`),
          row('Price', money(call.price)),
          row('saved by the cache', money(saved(call))),
        ]),
    row('First text after', duration(call.firstTextMs)),
    row('Whole after', duration(call.tookMs)),
  ])
  return [
    el('h3', {}, 'This answer'),
    ...(rows.length > 0 ? [table(rows)] : unknown({ ...answer, calls, total })),
    el('h3', {}, 'Everything since the start'),
    table([
      row('Calls', count.format(total.calls)),
      row('Prompt', `${count.format(total.input)} tokens`),
      row('found in the cache', percent(total.cachedInput, total.input)),
      row('Price', money(total.price)),
      row('saved by the cache', money(total.saved)),
    ]),
  ]
}

/** @param {readonly HTMLElement[]} rows */
function table(rows) {
  return el('table', { class: 'figures' }, el('tbody', {}, ...rows))
}

/**
 * @param {string} name
 * @param {string} value
 */
function row(name, value) {
  return el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, value))
}

/** @param {CallView} call */
function saved({ price, uncachedPrice }) {
  return price === undefined || uncachedPrice === undefined ? undefined : uncachedPrice - price
}

/**
 * @param {number} part
 * @param {number} whole
 */
function percent(part, whole) {
  return `${count.format(part)} tokens (${whole === 0 ? 0 : Math.round((part / whole) * 100)} %)`
}

/** @param {number | undefined} dollars */
function money(dollars) {
  if (dollars === undefined) return 'unknown'
  return dollars === 0 ? '$0' : `$${dollars.toFixed(dollars < 0.01 ? 6 : 4)}`
}

/** @param {number | undefined} ms */
function duration(ms) {
  return ms === undefined ? '–' : `${(ms / 1000).toFixed(2)} s`
}
