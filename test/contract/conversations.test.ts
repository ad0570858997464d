import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost, FakeRequest } from '../fakes/model-host/fake-model-host.ts'
import { makePdf, makePicture } from '../support/make-files.ts'
import { differenceOf } from '../support/read-back.ts'
import { runApp } from '../support/run-app.ts'
import type { RunningApp } from '../support/run-app.ts'
import { discordWorld } from './discord-world.ts'
import { longAnswer } from './long-answer.ts'
import { playgroundWorld } from './playground-world.ts'
import { slackWorld } from './slack-world.ts'
import type { Said, World } from './world.ts'

const worlds: readonly (readonly [string, () => Promise<World>])[] = [
  ['discord', () => discordWorld()],
  ['discord without the Message Content intent', () => discordWorld({ messageContent: false })],
  ['slack', () => slackWorld()],
  ['slack over signed HTTP', () => slackWorld({ http: true })],
  ['slack in many workspaces', () => slackWorld({ many: true })],
  ['slack without native streams', () => slackWorld({ streams: { error: 'not_allowed' } })],
  ['playground', () => playgroundWorld()],
]

/** The same conversations on every platform, through the real clients. */
describe.each(worlds)('%s', (_name, open) => {
  let world: World
  let host: FakeModelHost
  let app: RunningApp

  beforeAll(async () => {
    world = await open()
    host = await startFakeModelHost({ dialect: 'deepseek' })
    host.answer(reply)
    app = await runApp({
      ...world.environment,
      DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test',
      DEEPSEEK_BASE_URL: host.baseUrl,
    })
    await world.listening?.(app.port)
  })

  afterAll(async () => {
    await app?.stop()
    await host?.close()
    await world?.close()
  })

  /** Waits until the answer reads as that Markdown, whole. */
  async function reads(said: Said, markdown: string): Promise<void> {
    let difference: string | undefined = 'nothing was read'
    try {
      await world.until(() => {
        const texts = world.answers(said)
        difference = texts.length === 0 ? 'nothing was read' : differenceOf(texts, world.rendered(markdown))
        return difference === undefined
      }, 'the answer')
    } catch (error) {
      throw new Error(`the answer differs: ${difference}\n${app.logged.slice(-5).join('')}`, { cause: error })
    }
  }

  const lastPrompt = (): FakeRequest => host.requests.at(-1) as FakeRequest

  it('answers a mention', async () => {
    await reads(world.mention('ann', 'echo hello'), 'hello')
    expect(lastPrompt().lastMessage).toContain('echo hello')
    expect(lastPrompt().lastMessage).not.toContain('<@')
  })

  it('goes on with what was said, and lets others join', async () => {
    const first = world.mention('ann', 'echo one')
    await reads(first, 'one')
    const second = world.goOn('bob', first, 'echo two')
    await reads(second, 'two')
    expect(lastPrompt().messages.map((message) => message.content)).toEqual([
      expect.stringContaining('You are Tanya'),
      expect.stringMatching(/^.?ann.* says.*:\necho one$/u),
      'one',
      expect.stringMatching(/^.?bob.* says.*:\necho two$/u),
    ])
  })

  it('answers in direct messages', async () => {
    const first = world.direct('carl', 'echo hi')
    await reads(first, 'hi')
    const second = world.goOn('carl', first, 'echo again')
    await reads(second, 'again')
    expect(lastPrompt().messages.map((message) => message.role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ])
  })

  it("answers the platform's command", async () => {
    await reads(world.command('dora', 'ask', 'echo commanded'), 'commanded')
  })

  it('answers a command written as text, to the asker alone', async () => {
    world.mention('ed', '/about')
    await world.until(() => world.privately('ed').some((text) => text.includes('deepseek')), 'the notice')
  })

  it('streams a long answer with code and a table, whole', async () => {
    const said = world.mention('ann', 'long')
    await reads(said, longAnswer)
    if (world.platform === 'discord') {
      expect(world.answers(said).length).toBeGreaterThan(3)
      for (const text of world.answers(said)) expect(text.length).toBeLessThanOrEqual(2000)
    }
  })

  it('keeps answers side by side apart', async () => {
    const said = Array.from({ length: 6 }, (_, index) => world.mention(`p${index}`, `count ${index}`, 'busy'))
    await Promise.all(said.map((one, index) => reads(one, counted(index))))
  })

  it('answers one question once, however often its event comes', async () => {
    const before = host.requests.length
    const said = world.mention('jo', 'echo once')
    await reads(said, 'once')
    world.redeliver(said)
    // Another answer after it shows that the second delivery was seen through.
    await reads(world.mention('jo', 'echo after'), 'after')
    expect(host.requests.length).toBe(before + 2)
    expect(world.answers(said)).toHaveLength(1)
  })

  it('ignores what is not for it', async () => {
    const before = host.requests.length
    world.chatter('ann', 'echo nobody')
    await reads(world.mention('ann', 'echo somebody'), 'somebody')
    expect(host.requests.length).toBe(before + 1)
  })

  it('pings nobody, whatever the model writes', async () => {
    await reads(world.mention('ann', 'ping'), pings)
    expect(world.pingedAnybody?.() ?? false).toBe(false)
  })

  it('never shows reasoning', async () => {
    const said = world.mention('ann', 'think')
    await reads(said, 'Thought through.')
  })

  it('reads the files that came along, and says which it did not', async () => {
    const first = world.mention('fay', 'echo read', 'general', [
      { name: 'notes.txt', type: 'text/plain', content: Buffer.from('Remember the milk.') },
      { name: 'report.pdf', type: 'application/pdf', content: Buffer.from(makePdf(['Profits fell.'])) },
      { name: 'photo.png', type: 'image/png', content: Buffer.from(await makePicture('png', 1600, 800)) },
      { name: 'tool.exe', type: 'application/octet-stream', content: Buffer.from('MZ\0\0\u0003\0') },
    ])
    await world.until(() => world.screen(first).includes('tool.exe'), 'what was not read')
    expect(world.screen(first)).toMatch(/^read\b/u)
    const [asked] = lastPrompt().messages.slice(-1)
    expect(asked?.content).toMatch(/Remember the milk\.[^]*Profits fell\.[^]*echo read$/u)
    expect(asked?.pictures?.map((picture) => picture.subarray(0, 3).toString('hex'))).toEqual(['ffd8ff'])
    expect(world.screen(first)).not.toContain('photo.png')
    await reads(world.goOn('fay', first, 'echo later'), 'later')
    const again = lastPrompt().messages[1]
    expect(again?.content).toBe(asked?.content)
    expect(again?.pictures).toBeUndefined()
  })

  it('says that it may not open files, and tells the operator why', async () => {
    if (world.allowFiles === undefined) return
    world.allowFiles(false)
    const content = Buffer.from('Remember the milk.')
    const said = world.mention('gus', 'echo unread', 'general', [
      { name: 'notes.txt', type: 'text/plain', content },
    ])
    await world.until(() => world.screen(said).includes('notes.txt'), 'what was not read')
    world.allowFiles(true)
    expect(lastPrompt().lastMessage).not.toContain('Sign in')
    expect(app.logged.join('')).toContain('files:read')
  })

  it('says what went wrong, after what was already written', async () => {
    const said = world.mention('ann', 'truncated')
    await world.until(() => world.screen(said).includes('broke off'), 'the sentence')
    expect(world.screen(said)).toContain('The first half')
  })

  it('says when the host is out of credit, and logs neither question nor key', async () => {
    const said = world.mention('ann', 'poor and secretive')
    await world.until(() => world.screen(said).includes('no credit'), 'the sentence')
    expect(app.logged.join('')).not.toMatch(/secretive|sk-fake-key/u)
  })

  it('is told of the limit when somebody asks too often, without a word in the channel', async () => {
    const said = Array.from({ length: 11 }, (_, index) =>
      world.mention('greedy', `echo g${index}`, `quiet${index}`),
    )
    await world.until(
      () => world.privately('greedy').some((text) => /as often as you may/u.test(text)),
      'refusal',
    )
    await world.until(() => said.filter((one) => world.answers(one).length > 0).length >= 10, 'ten answers')
  })

  it.each([
    [500, false],
    [503, true],
  ])('answers once though the platform fails with %d (carried out: %s)', async (status, carriedOut) => {
    world.failNextWrite(status, carriedOut)
    const said = world.mention(`after${status}`, `echo despite ${status}`, 'failing')
    await reads(said, `despite ${status}`)
    expect(world.answers(said)).toHaveLength(1)
  })

  it('comes back when its connection breaks', async () => {
    world.dropConnections()
    await reads(world.mention('hal', 'echo back'), 'back')
  })

  it('remembers after a restart', async () => {
    const first = world.mention('ida', 'echo before')
    await reads(first, 'before')
    app = await app.restart()
    await world.listening?.(app.port)
    await reads(world.goOn('ida', first, 'echo later'), 'later')
    expect(lastPrompt().messages.map((message) => message.content)).toContain('before')
  })

  it('answers anew by a button that is older than the process, for the asker alone', async ({ skip }) => {
    const { hands } = world
    if (hands === undefined) return skip()
    const said = world.mention('kim', 'times', 'again')
    await world.until(() => hands.offered(said).includes('retry'), 'the buttons')
    app = await app.restart()
    await world.listening?.(app.port)
    hands.press('leo', said, 'retry')
    await world.until(() => world.privately('leo').some((text) => text.includes('person who asked')), 'no')
    const requests = host.requests.length
    hands.press('kim', said, 'retry')
    await world.until(() => host.requests.length === requests + 1, 'the next request')
    await reads(said, `time ${times}`)
    await world.until(() => hands.offered(said).includes('good'), 'the buttons')
    hands.press('leo', said, 'good')
    await world.until(() => world.privately('leo').some((text) => text.includes('thank you')), 'the thanks')
  })

  it('answers a question that is changed as it is now, and takes the answer away with the question', async ({
    skip,
  }) => {
    const { hands } = world
    if (hands === undefined) return skip()
    const said = world.mention('mia', 'echo old', 'changing')
    await reads(said, 'old')
    hands.edit(said, 'echo new')
    await reads(said, 'new')
    expect(world.answers(said)).toHaveLength(1)
    hands.remove(said)
    await world.until(() => world.answers(said).length === 0, 'nothing')
  })

  it('did nothing that the platform forbids', () => {
    expect(world.violations()).toEqual([])
  })
})

/** What the model says: the question tells. */
function reply({ lastMessage }: FakeRequest) {
  const words = lastMessage.split('End of the files.\n\n').at(-1) ?? ''
  const question = words.replace(/^.*says.*:\n/u, '').replace(/^\(on .*\)\n/u, '')
  const [word = '', ...rest] = question.split(' ')
  switch (word) {
    case 'echo':
      return { text: rest.join(' ') }
    case 'ping':
      return { text: pings }
    case 'times':
      times += 1
      return { text: `time ${times}` }
    case 'count':
      return { text: counted(Number(rest[0])), tokensPerSecond: 300 }
    case 'long':
      return { text: longAnswer, tokensPerSecond: 800 }
    case 'think':
      return { text: 'Thought through.', reasoning: 'SECRET THOUGHTS' }
    case 'truncated':
      return { text: 'The first half', trouble: { kind: 'silent-end' as const } }
    case 'poor':
      return {
        status: 402,
        body: { error: { message: 'Insufficient Balance', type: 'unknown_error', code: 'x' } },
      }
    default:
      return { text: `What is "${question}"?` }
  }
}

/** How often it was asked for. */
let times = 0

const pings = 'Hey @everyone @here <!channel> <!here> <!everyone> <@U0000000001> <!subteam^S1>, look.'

function counted(person: number): string {
  return Array.from({ length: 80 }, (_, index) => `${person}:${index}`).join(' ')
}
