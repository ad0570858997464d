import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts'
import type { FakeDiscord } from '../fakes/discord/fake-discord.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { startFakeSlack } from '../fakes/slack/fake-slack.ts'
import type { FakeSlack } from '../fakes/slack/fake-slack.ts'
import { startTanya } from '../support/tanya-process.ts'
import type { TanyaProcess } from '../support/tanya-process.ts'

/** Discord is away all the while; Slack is not. */
describe('while one platform is away', () => {
  let discord: FakeDiscord
  let slack: FakeSlack
  let host: FakeModelHost
  let directory: string
  let tanya: TanyaProcess

  beforeEach(async () => {
    ;[discord, slack, host] = await Promise.all([
      startFakeDiscord(),
      startFakeSlack({ timeScale: 20 }),
      startFakeModelHost({ dialect: 'deepseek' }),
    ])
    directory = mkdtempSync(path.join(tmpdir(), 'tanya-start-'))
  })

  afterEach(async () => {
    tanya.child.kill('SIGKILL')
    await tanya.exited
    await Promise.all([discord.close(), slack.close(), host.close()])
    rmSync(directory, { recursive: true, force: true })
  })

  function start(): TanyaProcess {
    tanya = startTanya(
      {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.url,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
        DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test',
        DEEPSEEK_BASE_URL: host.baseUrl,
      },
      directory,
    )
    return tanya
  }

  const leave = () => discord.fail({ times: 1_000_000 }, { kind: 'status', status: 503 })

  it('finishes on the other what it left unfinished', async () => {
    await start().ready
    host.enqueue({ text: 'Before the kill, and after it.', tokensPerSecond: 4 })
    const said = slack.say({ user: 'member', channel: 'general', text: `${slack.mention} go` })
    await slack.until(() => slack.answers(said)[0]?.text.startsWith('Before'))
    tanya.child.kill('SIGKILL')
    await tanya.exited
    leave()
    host.answer({ text: 'Before the kill, and after it.' })
    start()
    await slack.until(() => slack.answers(said)[0]?.text.includes('after it.'), 60_000)
    expect(slack.answers(said)).toHaveLength(1)
  })

  it.each(['SIGTERM', 'SIGHUP'] as const)('ends its start with 0 on %s', async (signal) => {
    const away = leave()
    start()
    await discord.until(() => away.hits() > 1, 'another attempt', 60_000)
    tanya.child.kill(signal)
    expect(await tanya.exited).toBe(0)
    expect(tanya.output()).not.toContain('cannot start')
  })
})
