/** @import { Happening, AnswerView } from '../wire.ts' */

export class ServerError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/**
 * @param {string} path
 * @param {RequestInit} init
 * @returns {Promise<any>}
 */
async function call(path, init) {
  const response = await fetch(`/playground/api/${path}`, init).catch(() => {
    throw new ServerError(0, 'Tanya does not answer. Is it still running?')
  })
  const body = response.status === 204 ? {} : await response.json().catch(() => ({}))
  if (!response.ok) throw new ServerError(response.status, body.error ?? `It failed (${response.status}).`)
  return body
}

const ours = { 'x-tanya-playground': '1' }

/**
 * @param {string} what
 * @param {object} body
 */
export function post(what, body) {
  return call(what, {
    method: 'POST',
    headers: { ...ours, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** @param {string} password */
export function login(password) {
  return call('login', { method: 'POST', headers: ours, body: password })
}

/** @param {File} file */
export function upload(file) {
  const headers = { ...ours, 'content-type': file.type || 'application/octet-stream' }
  return call(`files?name=${encodeURIComponent(file.name)}`, { method: 'POST', headers, body: file })
}

/**
 * @param {string} as
 * @param {string} question
 * @returns {Promise<AnswerView>}
 */
export function answerOf(as, question) {
  return call(`answers?${new URLSearchParams({ as, question })}`, {})
}

/**
 * What that person sees, from now on; it begins anew after each break. `ended` is told the status with which it will not.
 *
 * @param {{ as: string, locale: string }} who
 * @param {(happening: Happening) => void} happened
 * @param {(connected: boolean) => void} connection
 * @param {(status: number) => void} ended
 * @returns {() => void}
 */
export function listen(who, happened, connection, ended) {
  const address = `/playground/api/events?${new URLSearchParams(who)}`
  const source = new EventSource(address)
  source.addEventListener('message', ({ data }) => happened(JSON.parse(data)))
  source.addEventListener('open', () => connection(true))
  source.addEventListener('error', () => {
    connection(false)
    if (source.readyState !== EventSource.CLOSED) return
    // The browser does not say why it gave up.
    const asking = new AbortController()
    fetch(address, { signal: asking.signal }).then(
      ({ status }) => {
        asking.abort()
        ended(status)
      },
      () => ended(0),
    )
  })
  return () => source.close()
}
