/**
 * What this browser remembers; empty where nothing is.
 *
 * @param {string} name
 */
export function kept(name) {
  try {
    return localStorage.getItem(`tanya.${name}`) ?? ''
  } catch {
    // Storage may be off; then nothing is kept.
    return ''
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function keep(name, value) {
  try {
    localStorage.setItem(`tanya.${name}`, value)
  } catch {
    // As above.
  }
}
