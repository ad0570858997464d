import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSlackBot } from '../../../src/bots/slack/index.ts'
import type { RequestHandler } from '../../../src/bots/slack/http.ts'
import type { ActCall, ActResult, Assistant, Bot, Surface } from '../../../src/core/bot.ts'
import type { Command, CommandCall } from '../../../src/core/commands/command.ts'
import type { AnswerLog, PostedPart } from '../../../src/core/delivery/answer-log.ts'
import type { Ending } from '../../../src/core/delivery/reply.ts'
import { messagesFor } from '../../../src/core/i18n/messages.ts'
import type { Clock } from '../../../src/core/clock.ts'
import type { Logger } from '../../../src/core/log.ts'
import type { PartRef, Person, Question } from '../../../src/core/question.ts'
import type { InstallationStore } from '../../../src/core/store/ports/installations.ts'
import type { Memory } from '../../../src/core/store/store.ts'
import { systemClock } from '../../../src/system.ts'
import { startFakeSlack } from '../../fakes/slack/fake-slack.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import type { FakeSlackOptions } from '../../fakes/slack/options.ts'

/** A core that does what a test says, behind the real bot. */
export interface ScriptedAssistant extends Assistant {
  readonly asked: Question[]
  readonly calls: CommandCall[]
  /** The workspaces that Tanya was taken out of. */
  readonly departures: string[]
  readonly amendments: { readonly message: PartRef; readonly text: string | undefined }[]
  readonly stopped: { readonly id: string; readonly by: Person }[]
  /** Conversations in which Tanya takes part. */
  readonly conversations: Set<string>
  /** By `ts`, the question a message is part of the answer to. */
  readonly parts: Map<string, string>
  /** Which buttons were pressed, and what is said of it. */
  readonly acts: ActCall[]
  acted: ActResult
  /** What `ask` does with a question; the default answers "You asked: …". */
  script: (question: Question, surface: Surface) => Promise<unknown>
  /** Called by `stop`. */
  onStop: (id: string) => void
}

export interface Harness {
  readonly fake: FakeSlack
  readonly bot: Bot
  readonly assistant: ScriptedAssistant
  readonly logged: readonly string[]
  /** Where events are posted over HTTP. */
  readonly url: string
  /** Of the bot's HTTP server, such as `http://127.0.0.1:1234`. */
  readonly origin: string
  /** Ends the bot, and leaves Slack there. */
  stop(): Promise<void>
  close(): Promise<void>
}

export interface HarnessOptions {
  readonly slack?: FakeSlackOptions
  /** Signed HTTP instead of Socket Mode. */
  readonly http?: boolean
  readonly botToken?: string
  readonly appToken?: string
  readonly start?: boolean
  readonly memory?: Memory
  /** Many workspaces, kept there, instead of the one of `botToken`. */
  readonly installations?: InstallationStore
  readonly clock?: Clock
  /** One that stays open between bots; made from `slack` when left out. */
  readonly fake?: FakeSlack
}

/** Of the installations of tests. */
export const secretKey = 'c2VjcmV0IGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVz'

/** The time of the day, and next to no waiting: over HTTP, since sockets would be made anew at once. */
export const hurriedClock: Clock = {
  now: () => systemClock.now(),
  after: (delayMs, run) => systemClock.after(Math.min(delayMs, 20), run),
}

/** A fake Slack and a bot connected to it. */
export async function startBot(options: HarnessOptions = {}): Promise<Harness> {
  const fake = options.fake ?? (await startFakeSlack(options.slack))
  const logged: string[] = []
  const assistant = scriptedAssistant(() => bot.surface)
  const handlers = new Map<string, RequestHandler>()
  const { clientId, clientSecret } = fake.oauth
  const bot = createSlackBot({
    ...(options.installations === undefined
      ? { botToken: options.botToken ?? fake.botToken }
      : { oauth: { clientId, clientSecret, secretKey, store: options.installations } }),
    ...(options.http === true
      ? { signingSecret: fake.signingSecret }
      : { appToken: options.appToken ?? fake.appToken }),
    apiUrl: fake.apiUrl,
    http: { mount: (method, path, handle) => void handlers.set(`${method} ${path}`, handle) },
    assistant,
    commands: testCommands,
    messagesFor: (locale) => messagesFor(locale, 'slack'),
    clock: options.clock ?? systemClock,
    log: collectingLog(logged),
    ...(options.memory === undefined ? {} : { memory: options.memory }),
  })
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    const handle = handlers.get(`${request.method} ${path}`)
    if (handle === undefined) response.writeHead(404).end()
    else handle(request, response)
  })
  const serves = options.http === true || options.installations !== undefined
  if (serves) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${serves ? (server.address() as AddressInfo).port : 0}`
  const url = `${origin}/slack/events`
  const harness: Harness = {
    fake,
    bot,
    assistant,
    logged,
    url,
    origin,
    async stop() {
      await bot.stop()
      server.closeAllConnections()
      server.close()
    },
    async close() {
      await harness.stop()
      await fake.close()
    },
  }
  if (options.start === false) return harness
  await bot.start()
  if (options.http === true) await fake.deliverTo(url)
  return harness
}

/** Asks in #general and lets the answer be `chunks`; resolves when it is delivered. */
export async function ask(
  { fake, assistant }: Harness,
  chunks: Iterable<string> | AsyncIterable<string>,
  ending: Parameters<typeof answer>[3] = { kind: 'done' },
) {
  const delivered = Promise.withResolvers<TestLog>()
  assistant.script = async (question, surface) => {
    try {
      delivered.resolve(await answer(surface, question, chunks, ending, answerLog(question.id)))
    } catch (error) {
      delivered.reject(error)
    }
  }
  const said = fake.say({ user: 'member', channel: 'general', text: `${fake.mention} go` })
  const log = await delivered.promise
  return { said, log, answers: fake.answers(said) }
}

/** A journal of one answer. */
export interface TestLog extends AnswerLog {
  readonly shown: PostedPart[]
  readonly texts: string[]
}

export function answerLog(questionId: string, before: Partial<AnswerLog> = {}): TestLog {
  const shown: PostedPart[] = []
  const texts: string[] = []
  return {
    questionId,
    posted: [],
    generated: '',
    ...before,
    shown,
    texts,
    partShown: async (part) => void shown.push(part),
    partRemoved: async () => undefined,
    textGenerated: async (text) => void texts.push(text),
    answerEnded: async () => undefined,
  }
}

/** Says the chunks as the answer and ends. */
export async function answer(
  surface: Surface,
  question: Question,
  chunks: Iterable<string> | AsyncIterable<string>,
  ending: Ending = { kind: 'done' },
  log: TestLog = answerLog(question.id),
): Promise<TestLog> {
  const hide = surface.showWorking(question)
  try {
    const reply = surface.openReply(question, log)
    for await (const chunk of chunks) await reply.append(chunk)
    await reply.close(ending)
  } finally {
    hide()
  }
  return log
}

/** The chunks, each after a pause, as a model writes them. */
export async function* slowly(chunks: Iterable<string>, pauseMs: number): AsyncGenerator<string> {
  for (const chunk of chunks) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    yield chunk
  }
}

/** The text in pieces as tokens come. */
export function tokens(text: string, length = 4): readonly string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${length}}`, 'gu')) ?? []
}

function scriptedAssistant(surface: () => Surface): ScriptedAssistant {
  const self: ScriptedAssistant = {
    asked: [],
    calls: [],
    departures: [],
    stopped: [],
    amendments: [],
    conversations: new Set(),
    parts: new Map(),
    acts: [],
    acted: { kind: 'done' },
    onStop: () => undefined,
    script: (question, surface) => answer(surface, question, [`You asked: ${question.text}`]),
    listensTo: (_place, how) => Promise.resolve(how !== 'any'),
    complete: () => Promise.resolve([]),
    takesPart: async (conversation) => self.conversations.has(conversation),
    takesPartIn: async (conversations) => conversations.filter((one) => self.conversations.has(one)),
    isOurs: async (message) => self.parts.has(message.message),
    async ask(question) {
      if (self.asked.some((earlier) => earlier.id === question.id)) return
      self.asked.push(question)
      if (question.lineage.kind === 'linear') self.conversations.add(question.lineage.conversation)
      await self.script(question, surface())
    },
    async stop(id, by) {
      self.stopped.push({ id, by })
      self.onStop(id)
      return true
    },
    async act(call) {
      self.acts.push(call)
      return self.acted
    },
    amended: async (message, text) => void self.amendments.push({ message, text }),
    questionOf: async (message) =>
      self.parts.get(message.message) ??
      self.asked.find((question) => question.message?.message === message.message)?.id,
    left: ({ workspace }) => Promise.resolve(void self.departures.push(workspace)),
    async run(call) {
      self.calls.push(call)
      const command = testCommands.find((candidate) => candidate.name === call.name)
      if (command === undefined) return { kind: 'notice', text: `no ${call.name}` }
      return command.run(call, messagesFor(call.locale, 'slack'), call.by.isAdmin ? 'admin' : 'member')
    },
  }
  return self
}

const testCommands: readonly Command[] = [
  {
    name: 'ask',
    summary: 'command.ask',
    access: 'member',
    options: [
      { name: 'question', summary: 'command.ask.question', type: 'string', required: true, rest: true },
      { name: 'private', summary: 'command.ask.private', type: 'boolean', required: false },
    ],
    run: async ({ options }) => ({
      kind: 'ask',
      text: String(options['question']),
      private: String(options['private']) === 'true',
    }),
  },
  {
    name: 'help',
    summary: 'command.help',
    access: 'member',
    options: [],
    run: async () => ({ kind: 'notice', text: '**Commands**: `/tanya help` & <more>' }),
  },
  {
    name: 'new',
    summary: 'command.new',
    access: 'member',
    options: [],
    run: async ({ conversation }) => ({ kind: 'notice', text: `new: ${conversation ?? 'nothing'}` }),
  },
]

function collectingLog(lines: string[]): Logger {
  const at = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) => {
    const { err, ...rest } = fields
    const error = err instanceof Error ? ` ${err.stack}` : ''
    lines.push(`${level} ${message} ${JSON.stringify(rest)}${error}`)
    if (process.env['SHOW_LOG']) console.log(lines.at(-1))
  }
  const log: Logger = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => log,
  }
  return log
}
