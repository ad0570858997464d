import { byId, el } from './dom.js'

/**
 * Asks for something in a dialog. Resolves with the fields by name, or undefined when it is closed.
 *
 * @param {object} about
 * @param {string} about.title
 * @param {string} [about.text]
 * @param {string} about.button
 * @param {boolean} [about.mustAnswer]
 * @param {readonly HTMLElement[]} [about.fields]
 * @returns {Promise<Record<string, string> | undefined>}
 */
export function ask({ title, text, button, mustAnswer = false, fields = [] }) {
  const dialog = byId('dialog', HTMLDialogElement)
  const form = el(
    'form',
    { method: 'dialog' },
    el('h2', { id: 'dialog-title' }, title),
    text !== undefined && el('p', {}, text),
    ...fields,
    el(
      'div',
      { class: 'row end' },
      !mustAnswer &&
        el('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, 'Cancel'),
      el('button', { type: 'submit', class: 'primary' }, button),
    ),
  )
  dialog.replaceChildren(form)
  dialog.showModal()
  return new Promise((resolve) => {
    /** @type {Record<string, string> | undefined} */
    let given
    form.addEventListener('submit', (event) => {
      // `form-action` of the policy is for nothing to be sent by itself.
      event.preventDefault()
      given = Object.fromEntries(
        [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
      )
      dialog.close()
    })
    dialog.addEventListener('close', () => resolve(given), { once: true })
  })
}

/**
 * @param {string} name
 * @param {string} label
 * @param {Record<string, string | number | boolean>} [attributes]
 */
export function field(name, label, attributes = {}) {
  const id = `field-${name}`
  const input = el('input', { id, name, required: true, autocomplete: 'off', ...attributes })
  return el('div', { class: 'field' }, el('label', { for: id }, label), input)
}

/**
 * @param {string} name
 * @param {string} label
 * @param {readonly (readonly [string, string])[]} options
 */
export function choice(name, label, options) {
  const id = `field-${name}`
  const select = el('select', { id, name }, ...options.map(([value, text]) => el('option', { value }, text)))
  return el('div', { class: 'field' }, el('label', { for: id }, label), select)
}

/**
 * A field of a form that a command asks for.
 *
 * @param {import('../wire.ts').FormView['fields'][number]} about
 */
export function formField({ name, label, hint, value, multiline, maxLength, choices, isSecret }) {
  const id = `field-${name}`
  const described = `${id}-hint`
  const common = { id, name, required: true, 'aria-describedby': described }
  return el(
    'div',
    { class: 'field' },
    el('label', { for: id }, label),
    input(),
    el('p', { class: 'meta', id: described }, hint.replaceAll('`', '')),
  )

  function input() {
    if (choices !== undefined) {
      const options = choices.map((one) => el('option', { value: one, selected: one === value }, one))
      return el('select', common, ...options)
    }
    if (multiline) return el('textarea', { ...common, maxlength: maxLength, rows: 6 }, value)
    const type = isSecret ? 'password' : 'text'
    const autocomplete = isSecret ? 'new-password' : 'off'
    return el('input', { ...common, type, autocomplete, maxlength: maxLength, value })
  }
}
