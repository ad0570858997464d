import { z } from 'zod'
import { sleep } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import type { SlackCalls } from './calls.ts'
import type { Self } from './inbound.ts'

/** What is read of https://docs.slack.dev/reference/methods/auth.test. */
const answer = z.object({
  team_id: z.string(),
  team: z.string().optional(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  is_enterprise_install: z.boolean().optional(),
})

const longestPauseMs = 30_000

/**
 * Asks Slack whose token this is, until it answers or the signal aborts. Rejects with a sentence when the token is
 * refused, or is of a whole organization.
 */
export async function identify(
  calls: SlackCalls,
  clock: Clock,
  log: Logger,
  signal: AbortSignal,
): Promise<Self> {
  for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    signal.throwIfAborted()
    const result = await calls.attempt('auth.test', {})
    if (result.ok) {
      const { team_id: team, user_id: userId, bot_id: botId, ...rest } = answer.parse(result.answer)
      if (rest.is_enterprise_install === true) throw new Error(orgWideSentence)
      log.info({ team, user: userId }, 'identified at Slack')
      return { team, userId, botId }
    }
    if (result.trouble.kind === 'refused') throw new Error(refusedSentence(result.trouble.code))
    log.warn({ trouble: result.trouble }, 'Slack does not answer; trying again')
    await sleep(clock, pauseMs, signal)
  }
}

/** Identities, rights and limits are those of one workspace. */
const orgWideSentence =
  'SLACK_BOT_TOKEN is of a whole Enterprise organization, and Tanya serves one workspace by it: install the app in that workspace alone, and copy its Bot User OAuth Token (xoxb-…).'

function refusedSentence(code: string): string {
  return `SLACK_BOT_TOKEN is refused by Slack (${code}): copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions on https://api.slack.com/apps.`
}
