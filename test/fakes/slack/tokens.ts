import { Refusal } from './api-call.ts'
import type { Call } from './api-call.ts'

export interface Tokens {
  /** Refuses a token that is missing, wrong, revoked or of the wrong kind for the method. */
  check(call: Call, token: string): void
}

/** An app configuration token, for `apps.manifest.*` alone. */
export const configToken = 'xoxe.xoxp-1-fake-configuration-token'

const tokenless = new Set(['api.test', 'oauth.v2.access'])

export function createTokens(): Tokens {
  function refuse(call: Call, code: string): Refusal {
    // Whoever asks whether a token is good need not know that it is.
    if (call.method !== 'auth.test' || code === 'not_authed')
      call.core.violate('bad_token', `${call.method}: ${code}`)
    return new Refusal(code)
  }

  return {
    check(call, token) {
      if (tokenless.has(call.method)) return
      if (token === '') throw refuse(call, 'not_authed')
      const { core } = call
      const issued = core.issued.get(token)
      if (call.method === 'apps.connections.open') {
        if (issued !== undefined) throw refuse(call, 'not_allowed_token_type')
        if (token !== core.appToken || core.switches.appToken === 'revoked')
          throw refuse(call, 'invalid_auth')
        return
      }
      if (call.method.startsWith('apps.manifest.')) {
        if (token !== configToken) throw refuse(call, 'not_allowed_token_type')
        return
      }
      if (token === core.appToken) throw refuse(call, 'not_allowed_token_type')
      if (issued === undefined) throw refuse(call, 'invalid_auth')
      if (core.switches.botToken === 'account_inactive') throw refuse(call, 'account_inactive')
      if (core.switches.botToken === 'revoked' || issued.isRevoked) throw refuse(call, 'token_revoked')
      if (issued.expiresAt !== undefined && issued.expiresAt <= core.clock.now())
        throw refuse(call, 'token_expired')
    },
  }
}
