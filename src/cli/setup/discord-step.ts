import { inviteLink } from '../../bots/discord/invite.ts'
import { checkDiscordToken } from '../checks/discord.ts'
import type { DiscordApplication } from '../checks/discord.ts'
import { obtain, tell } from './session.ts'
import type { Checked, SetupSession } from './session.ts'

/** The bot token, the intent, and the link that lets the bot into a server. */
export async function setUpDiscord(session: SetupSession): Promise<void> {
  const { prompter, before, isAsking } = session
  const apiUrl = (before['DISCORD_API_URL'] ?? 'https://discord.com/api').replace(/\/+$/u, '')
  if (!session.given.has('DISCORD_TOKEN')) {
    prompter.say(
      [
        'Discord. Make an application, or open yours: https://discord.com/developers/applications',
        'There: Bot → Reset Token, and copy it.',
      ].join('\n'),
    )
  }
  async function check(token: string): Promise<Checked<DiscordApplication>> {
    if (!/^[\w.-]+$/u.test(token)) return { findings: [notAToken] }
    const { findings, application } = await checkDiscordToken({ token, apiUrl, shards: 'auto' })
    return { findings, ...(application && { result: application }) }
  }
  let application = await obtain(session, 'DISCORD_TOKEN', 'The bot token', check)
  for (let asks = isAsking; asks && !application.seesContent;) {
    const page = `https://discord.com/developers/applications/${application.id}/bot`
    prompter.say(`Turn on Message Content Intent, for threads where nobody has to mention her: ${page}`)
    asks = await prompter.confirm('Look again? (No goes on without it)', true)
    if (!asks) break
    const again = await prompter.during('Checking', check(session.decided.get('DISCORD_TOKEN') ?? ''))
    tell(session, again.findings)
    application = again.result ?? application
  }
  prompter.say(
    `Let the bot into your server, with no more permissions than it needs:\n${inviteLink(application.id)}`,
  )
}

const notAToken = {
  about: 'discord',
  level: 'problem',
  text: 'That holds a space, a quote or another character that no token has.',
} as const
