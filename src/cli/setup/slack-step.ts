import { checkSlackAppToken, checkSlackBotToken } from '../checks/slack.ts'
import { manifestLink } from '../checks/slack-app.ts'
import type { Finding } from '../finding.ts'
import { SetupEnded } from './prompter.ts'
import { obtain } from './session.ts'
import type { SetupSession } from './session.ts'

/** The app from our manifest, its bot token, and how events reach the process. */
export async function setUpSlack(session: SetupSession): Promise<void> {
  const { prompter, given, before } = session
  if (before['SLACK_CLIENT_ID'] !== undefined) {
    prompter.say('Slack. It is set up for many workspaces already (SLACK_CLIENT_ID), and stays so.')
    return
  }
  const apiUrl = (before['SLACK_API_URL'] ?? 'https://slack.com/api/').replace(/\/*$/u, '/')
  const isHttp = await wantsHttp(session)
  const origin = isHttp ? await originOf(session) : undefined
  prompter.say(
    [
      'Slack, for one workspace; docs/deploy.md tells how to serve many. Make the app from its manifest, with this link (choose the workspace, Next, Create, Install):',
      manifestLink(origin),
      'Then copy OAuth & Permissions → Bot User OAuth Token (xoxb-…).',
    ].join('\n'),
  )
  const appId = await obtain(session, 'SLACK_BOT_TOKEN', 'The bot token (xoxb-…)', async (botToken) => {
    if (!/^xoxb-\S+$/u.test(botToken)) return { findings: [wrong('A bot token begins with xoxb-.')] }
    const check = await checkSlackBotToken({ botToken, apiUrl })
    // Scopes that are missing can be granted later; a token that is refused is of no use.
    const { findings } = check
    return findings.some(({ level }) => level === 'ok')
      ? { findings, result: { id: check.appId } }
      : { findings }
  })
  const page =
    appId.id === undefined
      ? 'https://api.slack.com/apps → your app'
      : `https://api.slack.com/apps/${appId.id}/general`
  if (isHttp) {
    prompter.say(`Copy the Signing Secret: ${page}`)
    await obtain(session, 'SLACK_SIGNING_SECRET', 'The signing secret', async (secret) =>
      /^\S{8,}$/u.test(secret)
        ? { findings: [note('It is checked by the first request that Slack signs with it.')], result: true }
        : { findings: [wrong('A signing secret is longer.')] },
    )
    return
  }
  if (!given.has('SLACK_APP_TOKEN'))
    prompter.say(`Make an app-level token with the scope connections:write: ${page} → App-Level Tokens`)
  await obtain(session, 'SLACK_APP_TOKEN', 'The app-level token (xapp-…)', async (appToken) => {
    if (!/^xapp-\S+$/u.test(appToken)) return { findings: [wrong('An app-level token begins with xapp-.')] }
    const findings = await checkSlackAppToken({ apiUrl, appToken }, appId.id)
    return findings.some(({ level }) => level === 'problem') ? { findings } : { findings, result: true }
  })
}

async function wantsHttp({ prompter, given, before }: SetupSession): Promise<boolean> {
  if (given.has('SLACK_SIGNING_SECRET')) return true
  if (given.has('SLACK_APP_TOKEN')) return false
  const isHttp = before['SLACK_APP_TOKEN'] === undefined && before['SLACK_SIGNING_SECRET'] !== undefined
  const chosen = await prompter.select(
    'How do events reach this machine?',
    [
      { value: 'socket', label: 'Socket Mode', hint: 'Tanya connects to Slack; nothing has to be open here' },
      { value: 'http', label: 'HTTP', hint: 'Slack connects to an https address that you serve' },
    ],
    isHttp ? 'http' : 'socket',
  )
  return chosen === 'http'
}

/** Asked for until it is one; an option that is none ends the setup. */
async function originOf({ prompter, given, isAsking }: SetupSession): Promise<string | undefined> {
  let origin = given.get('SLACK_ORIGIN')
  for (;;) {
    const text = origin ?? (await prompter.text('The https address at which Slack reaches this machine', ''))
    if (URL.parse(text)?.protocol === 'https:') return text
    if (!isAsking) throw new SetupEnded('--slack-origin wants an address such as https://tanya.example.org.')
    prompter.say('That is no https address.')
    origin = undefined
  }
}

function wrong(text: string): Finding {
  return { about: 'slack', level: 'problem', text }
}

function note(text: string): Finding {
  return { about: 'slack', level: 'note', text }
}
