import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import type { Send } from './calls.ts'
import { createCalls } from './calls.ts'
import { identify } from './identity.ts'
import type { Self } from './inbound.ts'
import { oneToken } from './tokens.ts'
import type { Tokens } from './tokens.ts'

/** The workspaces that Tanya is installed in, and who she is there. */
export interface Installations {
  /** Resolves once those there are are known. Rejects with a sentence for the operator when they never can be. */
  start(signal: AbortSignal): Promise<void>
  /** The teams that are known. */
  teams(): readonly string[]
  /** Who Tanya is there, as far as this process has heard; undefined where she is not installed. */
  known(team: string): Self | undefined
  /** The same, and what another process changed lately with it. Never rejects. */
  look(team: string): Promise<Self | undefined>
  /** Lets those be known that another process added and that this one has not heard of. Never rejects. */
  lookForNew(): Promise<void>
  tokens(team: string): Tokens
  /**
   * The app was taken out of that workspace: its token is deleted. False where it was installed anew meanwhile. Rejects
   * when it could not be done.
   */
  remove(team: string): Promise<boolean>
}

/** The one workspace of a token that the operator gave. */
export function oneInstallation(options: {
  readonly botToken: string
  readonly send: Send
  readonly clock: Clock
  readonly log: Logger
}): Installations {
  const { botToken, send, clock, log } = options
  let self: Self | undefined
  let isTold = false
  const tokens: Tokens = {
    current: async () => (self === undefined ? undefined : botToken),
    replaced: async () => false,
    refused(_token, code) {
      if (!isTold) log.error({ team: self?.team, code }, 'SLACK_BOT_TOKEN is refused by Slack')
      isTold = true
    },
  }
  const known = (team: string): Self | undefined => (self?.team === team ? self : undefined)
  return {
    async start(signal) {
      self = await identify(createCalls({ send, tokens: oneToken(botToken), clock }), clock, log, signal)
    },
    teams: () => (self === undefined ? [] : [self.team]),
    known,
    look: async (team) => known(team),
    lookForNew: async () => undefined,
    tokens: () => tokens,
    async remove() {
      log.error({ team: self?.team }, 'the app was taken out of its workspace: SLACK_BOT_TOKEN has ended')
      self = undefined
      return true
    },
  }
}
