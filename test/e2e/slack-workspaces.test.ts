import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { install } from '../fakes/slack/browser.ts'
import { startFakeSlack } from '../fakes/slack/fake-slack.ts'
import type { FakeSlack, FakeTeam } from '../fakes/slack/fake-slack.ts'
import type { Said } from '../fakes/slack/people.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { startTanya } from '../support/tanya-process.ts'
import type { TanyaProcess } from '../support/tanya-process.ts'

function heard(lastMessage: string): { readonly text: string } {
  return { text: `heard: ${lastMessage.split('\n').at(-1)}` }
}

/** One process in two workspaces, whose people bear the same ids, over each transport. */
describe.each(['sockets', 'signed HTTP'] as const)('two workspaces over %s', (transport) => {
  const isHttp = transport === 'signed HTTP'
  let fake: FakeSlack
  let teams: readonly [FakeTeam, FakeTeam]
  let host: FakeModelHost
  let directory: string
  let tanya: TanyaProcess
  let outputs: string

  beforeAll(async () => {
    host = await startFakeModelHost({ dialect: 'deepseek' })
    fake = await startFakeSlack({ installed: false, timeScale: 20 })
    teams = [fake, fake.addTeam({ id: 'T0BETA000', name: 'Beta', domain: 'beta' })]
    directory = mkdtempSync(path.join(tmpdir(), 'tanya-e2e-'))
    outputs = ''
    const port = await start()
    for (const { world } of teams)
      expect((await install(fake, `http://127.0.0.1:${port}`, { team: world.teamId })).status).toBe(200)
  })

  beforeEach(() => {
    host.answer(({ lastMessage }) => heard(lastMessage))
  })

  afterAll(async () => {
    tanya.child.kill('SIGKILL')
    await tanya.exited
    outputs += tanya.output()
    const tokens = teams.map(({ botToken }) => botToken)
    for (const token of tokens) expect(outputs).not.toContain(token)
    for (const file of readdirSync(path.join(directory, 'data')))
      for (const token of tokens)
        expect(readFileSync(path.join(directory, 'data', file)).includes(token)).toBe(false)
    await fake.close()
    await host.close()
    rmSync(directory, { recursive: true, force: true })
  })

  async function start(): Promise<number> {
    tanya = startTanya(
      {
        SLACK_CLIENT_ID: fake.oauth.clientId,
        SLACK_CLIENT_SECRET: fake.oauth.clientSecret,
        ...(isHttp ? { SLACK_SIGNING_SECRET: fake.signingSecret } : { SLACK_APP_TOKEN: fake.appToken }),
        SLACK_API_URL: fake.apiUrl,
        SECRET_KEY: 'ab'.repeat(32),
        DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test',
        DEEPSEEK_BASE_URL: host.baseUrl,
      },
      directory,
    )
    const { port, bots } = await tanya.ready
    expect(bots).toEqual(['slack'])
    if (isHttp) await fake.deliverTo(`http://127.0.0.1:${port}/slack/events`)
    return port
  }

  function ask(team: FakeTeam, text: string, user = 'member', channel = 'general'): Said {
    return team.say({ user, channel, text: `${team.mention} ${text}` })
  }

  async function reads(team: FakeTeam, said: Said, text: string): Promise<void> {
    try {
      await fake.until(() => {
        const answers = team.answers(said)
        return (
          answers.length > 0 && answers.every(({ streaming }) => !streaming) && answers[0]?.markdown === text
        )
      }, 60_000)
    } catch (error) {
      const shown = JSON.stringify(team.answers(said).map((one) => one.markdown))
      throw new Error(`shows ${shown}\n${tanya.output().slice(-3000)}`, { cause: error })
    }
  }

  async function command(team: FakeTeam, user: string, text: string): Promise<string> {
    const before = team.ephemerals(user).length
    team.slash({ user, channel: 'general', text })
    const told = await fake.until(() => team.ephemerals(user)[before])
    return told.text
  }

  /** Every call about a place was made with the token of its workspace. */
  function checkTokens(): void {
    for (const { args, token, method } of fake.requests) {
      const { channel, channel_id: id } = args
      const place = typeof channel === 'string' ? channel : typeof id === 'string' ? id : ''
      const team = teams.find(({ world }) => world.channels.has(place))
      if (team !== undefined) expect(`${method} ${token}`).toBe(`${method} ${team.botToken}`)
    }
  }

  it('share nothing: not history, settings, usage, limits or App Home', async () => {
    const [one, two] = teams
    await reads(one, ask(one, 'apples'), 'heard: apples')
    await reads(two, ask(two, 'pears'), 'heard: pears')
    const prompts = host.requests.map(({ messages }) => messages.map(({ content }) => content).join('\n'))
    expect(prompts.filter((prompt) => prompt.includes('apples') && prompt.includes('pears'))).toEqual([])

    expect(await command(one, 'admin', 'config set persona You are the parrot of Acme.')).toContain('persona')
    await reads(one, ask(one, 'who?', 'admin'), 'heard: who?')
    expect(host.requests.at(-1)?.messages[0]?.content).toContain('the parrot of Acme')
    await reads(two, ask(two, 'who?', 'admin'), 'heard: who?')
    expect(JSON.stringify(host.requests.at(-1)?.messages)).not.toContain('parrot')

    expect(await command(one, 'member', 'usage')).toMatch(/\b1 question\b/u)
    for (let index = 0; index < 3; index += 1)
      await reads(two, ask(two, `more ${index}`), `heard: more ${index}`)
    expect(await command(one, 'member', 'usage')).toMatch(/\b1 question\b/u)
    expect(await command(two, 'member', 'usage')).toMatch(/\b4 questions\b/u)

    for (const team of teams) await team.openHome('admin', 'home')?.acked
    const homes = await fake.until(() => {
      const shown = teams.map((team) => team.home('admin')?.view)
      return shown.every((view) => view !== undefined) && shown
    })
    expect(JSON.stringify(homes[0])).toContain('parrot')
    expect(JSON.stringify(homes[1])).not.toContain('parrot')

    // One who asks too often in one is as free as ever in the other.
    for (let index = 0; index < 11; index += 1) ask(one, `greedy ${index}`, 'other')
    await fake.until(() => one.ephemerals('other').length > 0)
    await reads(two, ask(two, 'modest', 'other'), 'heard: modest')
    expect(two.ephemerals('other')).toEqual([])
    checkTokens()
    expect(fake.violations).toEqual([])
  })

  it('are each finished after a kill, in the same message, and what one lost is not the other’s', async () => {
    const stuck = Promise.withResolvers<void>()
    host.answer(({ lastMessage }) => ({
      text: (async function* () {
        yield `Begun for ${lastMessage.split('\n').at(-1)}, `
        await stuck.promise
      })(),
    }))
    const asked = teams.map((team) => [team, ask(team, team.world.teamName)] as const)
    for (const [team, said] of asked)
      await fake.until(() => team.answers(said)[0]?.text.startsWith(`Begun for ${team.world.teamName}`))
    tanya.child.kill('SIGKILL')
    await tanya.exited
    outputs += tanya.output()
    stuck.resolve()
    host.answer(({ messages }) => {
      const name = /\b(Acme|Beta)\b/u.exec(messages.at(-1)?.content ?? '')?.[1] ?? messages.at(-2)?.content
      return { text: `whole for ${name}.` }
    })
    await start()
    for (const [team, said] of asked) {
      await fake.until(() => {
        const [answer] = team.answers(said)
        return answer?.streaming === false && answer.text.includes(`whole for ${team.world.teamName}.`)
      }, 60_000)
      expect(team.answers(said)).toHaveLength(1)
    }
    checkTokens()
  })

  it('of which one is left while it is answered: that ends, and nothing more is asked there', async () => {
    const [one, two] = teams
    const stuck = Promise.withResolvers<void>()
    host.answer(({ lastMessage }) =>
      lastMessage.endsWith('long')
        ? {
            text: (async function* () {
              yield 'Begun, '
              await stuck.promise
            })(),
          }
        : heard(lastMessage),
    )
    const said = ask(two, 'long')
    await fake.until(() => two.answers(said)[0]?.text.startsWith('Begun'))
    two.uninstall()
    await fake.until(() => /a workspace was left/u.test(tanya.output()))
    await fake.until(() => /"outcome":"stopped"|answer not delivered/u.test(tanya.output()))
    stuck.resolve()
    await reads(one, ask(one, 'still here?'), 'heard: still here?')
    const from = fake.requests.length
    tanya.child.kill('SIGTERM')
    expect(await tanya.exited).toBe(0)
    outputs += tanya.output()
    await start()
    await reads(one, ask(one, 'and now?'), 'heard: and now?')
    expect(fake.requests.slice(from).filter(({ token }) => token === two.botToken)).toEqual([])
  })
})
