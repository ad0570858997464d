import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../core/clock.ts'
import { limits } from './limits.ts'

/**
 * The `state` of an installation: signed, so that every replica with the same key knows it, bound to the browser that
 * began by a cookie, and good for some minutes.
 */
export interface InstallStates {
  /** A state for that browser, known by its cookie; one of its own where it has none. */
  begin(cookie: string | undefined): { readonly state: string; readonly cookie: string }
  /** What tells it from others, and until when it is good (epoch ms); undefined where it is none of this browser's. */
  read(state: string, cookie: string | undefined): { readonly id: string; readonly until: number } | undefined
}

const randomLength = 24
const random = /^[\w-]{32}$/u

/** `secretKey` must have the entropy of a key itself. */
export function createInstallStates({
  secretKey,
  clock,
}: {
  readonly secretKey: string
  readonly clock: Clock
}): InstallStates {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'tanya: slack installations', 32))

  function sign(id: string, until: string, cookie: string): string {
    return createHmac('sha256', key).update(`${id}.${until}.${cookie}`).digest('base64url')
  }

  return {
    begin(given) {
      const cookie = given !== undefined && random.test(given) ? given : newId()
      const id = newId()
      const until = String(clock.now() + limits.installMs)
      return { state: `${id}.${until}.${sign(id, until, cookie)}`, cookie }
    },
    read(state, cookie) {
      const [id = '', until = '', signature = '', ...more] = state.split('.')
      if (cookie === undefined || !random.test(cookie) || !random.test(id) || more.length > 0)
        return undefined
      const wanted = Buffer.from(sign(id, until, cookie))
      const given = Buffer.from(signature)
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
      return Number(until) > clock.now() ? { id, until: Number(until) } : undefined
    },
  }
}

function newId(): string {
  return randomBytes(randomLength).toString('base64url')
}
