import type { Assistant } from '../../core/bot.ts'
import type { CommandResult } from '../../core/commands/command.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Answer, SlackCalls } from './calls.ts'
import { limits } from './limits.ts'
import type { People } from './people.ts'
import { sections, settingsBlocks } from './settings-view.ts'

export interface HomeDeps {
  readonly calls: SlackCalls
  readonly assistant: Pick<Assistant, 'run'>
  readonly people: People
  readonly messagesFor: (locale: string) => Messages
  readonly team: () => string
}

/** What everybody finds there, in this order. */
const shown = [
  { name: 'help', options: {} },
  { name: 'usage', options: { scope: 'me', period: 'month' } },
  { name: 'about', options: {} },
] as const

/** Shows in App Home what Tanya can do and what the reader used, and to admins the settings. */
export async function showHome(deps: HomeDeps, userId: string): Promise<void> {
  const { calls, assistant, people, messagesFor } = deps
  people.forget(userId)
  const { locale, team: _team, ...by } = await people.get(userId)
  const place = { platform: 'slack', workspace: deps.team(), channel: userId, kind: 'dm' } as const
  const run = (name: string, options: Readonly<Record<string, string>>): Promise<CommandResult> =>
    assistant.run({ id: `home:${userId}`, name, options, by, place, locale, textOnly: true })

  const texts = new Set<string>()
  for (const { name, options } of shown) {
    const result = await run(name, options)
    if (result.kind === 'notice') texts.add(result.text)
  }
  const divider: Answer = { type: 'divider' }
  const blocks = [...texts].flatMap((text) => [...sections(text), divider]).slice(0, -1)
  // Whoever may not see them gets no settings.
  const config = await run('config', { action: 'show' })
  if (config.kind === 'notice' && config.settings !== undefined)
    blocks.push(divider, ...settingsBlocks(config.settings, messagesFor(locale)))
  const view = { type: 'home', blocks: blocks.slice(0, limits.viewBlocks) }
  await calls.call('views.publish', { user_id: userId, view })
}
