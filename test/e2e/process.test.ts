import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { discordWorld } from '../contract/discord-world.ts'
import { longAnswer } from '../contract/long-answer.ts'
import { slackWorld } from '../contract/slack-world.ts'
import type { Said, World } from '../contract/world.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { differenceOf } from '../support/read-back.ts'
import { startTanya } from '../support/tanya-process.ts'
import type { TanyaProcess } from '../support/tanya-process.ts'

/** Tanya as a process of its own, with both platforms at once. */
describe('both platforms in one process', () => {
  let worlds: readonly World[]
  let host: FakeModelHost
  let directory: string
  let tanya: TanyaProcess

  beforeAll(async () => {
    worlds = await Promise.all([discordWorld(), slackWorld()])
    host = await startFakeModelHost({ dialect: 'deepseek' })
  })

  afterAll(async () => {
    await host?.close()
    await Promise.all((worlds ?? []).map((world) => world.close()))
  })

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'tanya-e2e-'))
    tanya = start()
  })

  afterEach(async () => {
    tanya.child.kill('SIGKILL')
    await tanya.exited
    rmSync(directory, { recursive: true, force: true })
  })

  function start(): TanyaProcess {
    const [discord, slack] = worlds
    const keys = { DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test', DEEPSEEK_BASE_URL: host.baseUrl }
    return startTanya({ ...discord?.environment, ...slack?.environment, ...keys }, directory)
  }

  async function reads(world: World, said: Said, markdown: string): Promise<void> {
    let difference: string | undefined = 'nothing was read'
    try {
      await world.until(() => {
        const texts = world.answers(said)
        difference = texts.length === 0 ? 'nothing was read' : differenceOf(texts, world.rendered(markdown))
        return difference === undefined
      }, 'the answer')
    } catch (error) {
      throw new Error(`the answer differs: ${difference}\n${tanya.output().slice(-2000)}`, { cause: error })
    }
  }

  async function shows(world: World, said: Said, text: string): Promise<void> {
    try {
      await world.until(() => world.answers(said).join('').includes(text), text)
    } catch (error) {
      throw new Error(`shows ${JSON.stringify(world.answers(said))}\n${tanya.output().slice(-2000)}`, {
        cause: error,
      })
    }
  }

  it('says when it is ready, and is', async () => {
    const { bots, port } = await tanya.ready
    expect(bots).toEqual(['discord', 'slack'])
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/elsewhere`)).status).toBe(404)
  })

  it('streams a long answer on both, read back character for character', async () => {
    await tanya.ready
    host.answer({ text: longAnswer, tokensPerSecond: 600 })
    const said = worlds.map((world) => [world, world.mention('reader', 'long')] as const)
    await Promise.all(said.map(([world, one]) => reads(world, one, longAnswer)))
  })

  it('answers 50 people who ask at once in 10 channels', async () => {
    await tanya.ready
    host.answer(({ lastMessage }) => ({ text: crowdAnswer(/crowd \d+/u.exec(lastMessage)?.[0] ?? '') }))
    const said = worlds.flatMap((world) =>
      Array.from({ length: 25 }, (_, index) => {
        const question = `crowd ${index}`
        return [world, question, world.mention(`crowd${index}`, question, `crowded${index % 5}`)] as const
      }),
    )
    await Promise.all(said.map(([world, question, one]) => reads(world, one, crowdAnswer(question))))
    for (const world of worlds) expect(world.violations()).toEqual([])
  })

  it('lets a running answer finish on SIGTERM, takes no more, and exits with 0', async () => {
    const { port } = await tanya.ready
    const { text, release } = gated('The beginning, ', 'and the end.')
    host.enqueue({ text })
    const [world] = worlds as [World]
    const said = world.mention('leaver', 'slowly')
    await shows(world, said, 'The beginning')
    tanya.child.kill('SIGTERM')
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503)
    release()
    expect(await tanya.exited).toBe(0)
    await reads(world, said, 'The beginning, and the end.')
  })

  it('finishes after a restart what a kill interrupted, in the same message', async () => {
    await tanya.ready
    const { text } = gated('Before the kill, ', 'never sent')
    host.enqueue({ text })
    const [world] = worlds as [World]
    const said = world.mention('unlucky', 'interrupted')
    await shows(world, said, 'Before the kill')
    tanya.child.kill('SIGKILL')
    await tanya.exited
    host.answer({ text: 'a whole answer.' })
    tanya = start()
    await tanya.ready
    await shows(world, said, 'a whole answer.')
    expect(world.answers(said)).toHaveLength(1)
  })

  it('keeps Discord going when Slack refuses its socket', async () => {
    await tanya.ready
    const [discord, slack] = worlds as [World, World]
    slack.dropConnections()
    host.answer({ text: 'still here' })
    await reads(discord, discord.mention('stayer', 'hello?'), 'still here')
  })
})

describe('a start that cannot be', () => {
  let directory: string
  let host: FakeModelHost
  let discord: World

  beforeAll(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'tanya-e2e-'))
    host = await startFakeModelHost({ dialect: 'deepseek', apiKey: 'sk-right' })
    discord = await discordWorld()
  })

  afterAll(async () => {
    await host?.close()
    await discord?.close()
    rmSync(directory, { recursive: true, force: true })
  })

  const model = () => ({ DEEPSEEK_API_KEY: 'sk-right', DEEPSEEK_BASE_URL: host.baseUrl })

  it('names every variable that is wrong, in one go', async () => {
    const tanya = startTanya({ DISCORD_TOKEN: 'two words', SLACK_BOT_TOKEN: 'wrong', PORT: 'x' }, directory)
    expect(await tanya.exited).toBe(1)
    for (const name of ['DISCORD_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'PORT']) {
      expect(tanya.output()).toContain(name)
    }
  })

  it('names the variable of a token that is refused, and not the token', async () => {
    const tanya = startTanya(
      { ...discord.environment, DISCORD_TOKEN: 'wrong.token.here', ...model() },
      directory,
    )
    expect(await tanya.exited).toBe(1)
    expect(tanya.output()).toContain('DISCORD_TOKEN')
    expect(tanya.output()).not.toContain('wrong.token.here')
  })

  it('names MODEL when no host can have it', async () => {
    const environment = { ...discord.environment, ...model(), MODEL: 'groq/some-model' }
    const tanya = startTanya(environment, directory)
    expect(await tanya.exited).toBe(1)
    expect(tanya.output()).toMatch(/MODEL.*GROQ_API_KEY/su)
  })

  it('reads .env in its directory, where the environment says nothing else', async () => {
    writeFileSync(path.join(directory, '.env'), 'PORT=\nDISCORD_TOKEN=from.the.file\nLOG_LEVEL=loud\n')
    const tanya = startTanya({ ...model(), LOG_LEVEL: undefined }, directory)
    expect(await tanya.exited).toBe(1)
    expect(tanya.output()).toContain('LOG_LEVEL')
  })
})

function crowdAnswer(question: string): string {
  return Array.from({ length: 60 }, (_, index) => `${question}, word ${index}.`).join(' ')
}

/** A text whose second half comes when it is released. */
function gated(first: string, second: string): { text: AsyncIterable<string>; release(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  async function* text(): AsyncGenerator<string> {
    yield first
    await promise
    yield second
  }
  return { text: text(), release: resolve }
}
