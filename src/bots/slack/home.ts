import type { Assistant } from '../../core/bot.ts'
import type { SlackCalls } from './calls.ts'
import { toMrkdwn } from './mrkdwn.ts'
import type { People } from './people.ts'
import { piecesOf } from './whisper.ts'

export interface HomeDeps {
  readonly calls: SlackCalls
  readonly assistant: Assistant
  readonly people: People
  readonly team: () => string
}

/** Longest text of a section. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const sectionChars = 3000

/** Shows in App Home what Tanya can do, in the reader's language. */
export async function showHome(deps: HomeDeps, userId: string): Promise<void> {
  const { locale, team: _team, ...by } = await deps.people.get(userId)
  const workspace = deps.team()
  const blocks: unknown[] = []
  for (const name of ['help', 'about']) {
    const place = { platform: 'slack', workspace, channel: userId, kind: 'dm' } as const
    const result = await deps.assistant.run({ id: `home:${userId}`, name, options: {}, by, place, locale })
    if (result.kind !== 'notice') continue
    const text = piecesOf(result.text).map(toMrkdwn).join('\n').slice(0, sectionChars)
    blocks.push({ type: 'section', text: { type: 'mrkdwn', text } })
  }
  await deps.calls.call('views.publish', { user_id: userId, view: { type: 'home', blocks } })
}
