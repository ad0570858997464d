import { el } from './dom.js'

/** @type {{ createHTML(html: string): any }} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('tanya-markdown', {
  createHTML: (/** @type {string} */ html) => html,
}) ?? { createHTML: (/** @type {string} */ html) => html }

/**
 * The server's HTML of a message as elements: the one place where text becomes markup. Tags that somebody wrote are
 * text in it, which `markdown.ts` sees to.
 *
 * @param {string} html
 * @returns {DocumentFragment}
 */
export function toElements(html) {
  const template = document.createElement('template')
  template.innerHTML = policy.createHTML(html)
  dress(template.content)
  return template.content
}

/** @param {DocumentFragment} content */
function dress(content) {
  for (const link of content.querySelectorAll('a')) {
    link.target = '_blank'
    link.rel = 'noopener noreferrer nofollow'
  }
  for (const box of content.querySelectorAll('input')) {
    box.replaceWith(el('span', { class: 'task' }, box.hasAttribute('checked') ? '☑ ' : '☐ '))
  }
  for (const table of content.querySelectorAll('table')) {
    const frame = el('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Table' })
    table.replaceWith(frame)
    frame.append(table)
  }
  for (const code of content.querySelectorAll('pre')) {
    const frame = el('div', { class: 'code' })
    code.tabIndex = 0
    code.replaceWith(frame)
    frame.append(code, copyButton(code))
  }
}

/** @param {HTMLElement} code */
function copyButton(code) {
  const button = el('button', { type: 'button', class: 'copy' }, 'Copy')
  button.dataset['copy'] = code.textContent ?? ''
  return button
}

/** Copies what the pressed button stands for. */
export function listenForCopies() {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button[data-copy]') : undefined
    if (button instanceof HTMLButtonElement) void copy(button)
  })
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset['copy'] ?? '')
    button.textContent = 'Copied'
  } catch {
    // Elsewhere than on this machine, and without TLS, browsers have no clipboard.
    button.textContent = 'Select it'
  }
  setTimeout(() => {
    button.textContent = 'Copy'
  }, 1500)
}
