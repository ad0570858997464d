import { randomBytes, createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Clock } from '../../core/clock.ts'
import { limits } from './limits.ts'

/** Sent by the page with each request that changes something: a form or a link of another site cannot. */
const header = 'x-tanya-playground'
const cookieName = 'tanya_playground'
const minuteMs = 60_000

export type Entry = 'open' | 'needs-password' | { readonly refused: string }

/** Who may come in: nobody from another site, whatever the browser has been led to, and nobody without the password. */
export interface Guard {
  /** Looks at any request. */
  check(request: IncomingMessage): Entry
  /** Takes the password of whoever knows it; nobody's while too many were wrong. */
  enter(password: string): { readonly cookie: string } | 'wrong' | 'too-many'
}

export function createGuard(deps: { readonly password: string | undefined; readonly clock: Clock }): Guard {
  const { password, clock } = deps
  const sessions = new Set<string>()
  let wrong: number[] = []

  function isIn(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(/;\s*/u)
    const value = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1)
    return value !== undefined && sessions.has(digest(value))
  }

  return {
    check(request) {
      const { host = '', origin } = request.headers
      // Without a password only names of this machine will do: any other may be a site that has itself resolved to it.
      if (password === undefined && !isLoopback(host)) {
        return { refused: 'Open the playground at 127.0.0.1 or localhost, or set PLAYGROUND_PASSWORD.' }
      }
      const isReading = request.method === 'GET' || request.method === 'HEAD'
      const site = request.headers['sec-fetch-site']
      const isNavigation = isReading && request.headers['sec-fetch-mode'] === 'navigate'
      if (!isNavigation && (site === 'cross-site' || site === 'same-site')) return foreign
      if (origin !== undefined && !isOf(origin, host)) return foreign
      if (!isReading && request.headers[header] !== '1') return foreign
      return password === undefined || isIn(request) ? 'open' : 'needs-password'
    },
    enter(given) {
      wrong = wrong.filter((at) => at > clock.now() - minuteMs)
      if (wrong.length >= limits.wrongPasswords) return 'too-many'
      if (password === undefined || !timingSafeEqual(sha256(given), sha256(password))) {
        wrong.push(clock.now())
        return 'wrong'
      }
      const session = randomBytes(32).toString('base64url')
      sessions.add(digest(session))
      for (const oldest of sessions) if (sessions.size > limits.sessions) sessions.delete(oldest)
      // Whether it came over TLS only a proxy knows, so that it cannot be `Secure`.
      return { cookie: `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict` }
    },
  }
}

const foreign = { refused: 'This request comes from another site.' } as const

/** Whether a host, as an address or a header gives it, is this machine and nothing else. */
export function isLoopback(host: string): boolean {
  const name = host
    .replace(/(?<=^[^:]*|\]):\d+$/u, '')
    .replace(/^\[(.*)\]$/u, '$1')
    .toLowerCase()
  return name === 'localhost' || name === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(name)
}

function isOf(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function digest(session: string): string {
  return sha256(session).toString('base64url')
}
