import { byId } from './dom.js'

/** Where each lies over the messages instead of beside them, as the style sheets have it. */
const covers = /** @type {const} */ ({
  sidebar: matchMedia('(width < 760px)'),
  details: matchMedia('(width < 1100px)'),
})

/** @typedef {keyof typeof covers} Cover */

/** Nobody gets by keyboard to what is covered: they would not see where they are. Notices are still read out. */
function keepOut() {
  const names = /** @type {Cover[]} */ (Object.keys(covers))
  const isCovered = names.some((name) => covers[name].matches && isOpen(name))
  for (const id of ['open-sidebar', 'messages', 'composer']) byId(id, HTMLElement).inert = isCovered
}

for (const media of Object.values(covers)) media.addEventListener('change', keepOut)

/** @param {Cover} name */
export function isOpen(name) {
  return document.body.classList.contains(`with-${name}`)
}

/**
 * @param {Cover} name
 * @param {boolean} open
 */
export function setOpen(name, open) {
  document.body.classList.toggle(`with-${name}`, open)
  keepOut()
}
