import { createDiscordBot } from '../../../src/bots/discord/index.ts'
import type { ActCall, ActResult, Assistant, Bot, Surface } from '../../../src/core/bot.ts'
import type { Clock } from '../../../src/core/clock.ts'
import type { Command, CommandCall } from '../../../src/core/commands/command.ts'
import type { AnswerLog, PostedPart } from '../../../src/core/delivery/answer-log.ts'
import { messagesFor } from '../../../src/core/i18n/messages.ts'
import type { Logger } from '../../../src/core/log.ts'
import type { PartRef, Person, Question } from '../../../src/core/question.ts'
import type { Memory } from '../../../src/core/store/store.ts'
import { startFakeDiscord } from '../../fakes/discord/fake-discord.ts'
import type { FakeDiscord, FakeDiscordOptions } from '../../fakes/discord/fake-discord.ts'

export interface LogLine {
  readonly level: string
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A core that does what a test says, behind the real bot. */
export interface ScriptedAssistant extends Assistant {
  readonly asked: Question[]
  readonly calls: CommandCall[]
  /** The workspaces that Tanya was taken out of. */
  readonly departures: string[]
  /** What was edited (with its text) or deleted. */
  readonly amendments: { readonly message: PartRef; readonly text: string | undefined }[]
  readonly parts: Map<string, string>
  /** Which buttons were pressed, and what is said of it. */
  readonly acts: ActCall[]
  acted: ActResult
  /** Conversations in which Tanya takes part. */
  readonly conversations: Set<string>
  /** What `ask` does with a question; the default answers "You asked: …". */
  script: (question: Question, surface: Surface) => Promise<unknown>
}

export interface Harness {
  readonly fake: FakeDiscord
  readonly bot: Bot
  readonly assistant: ScriptedAssistant
  readonly memory: Memory
  readonly log: readonly LogLine[]
  close(): Promise<void>
}

export interface HarnessOptions {
  /** One that stays open between bots; made from `discord` when left out. */
  readonly fake?: FakeDiscord
  readonly discord?: FakeDiscordOptions
  readonly memory?: Memory
  readonly commands?: readonly Command[]
  readonly botToken?: string
  readonly shards?: string
  readonly clock?: Clock
}

export const realClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** A fake Discord and a bot that is not started yet. */
export async function makeBot(options: HarnessOptions = {}): Promise<Harness> {
  const fake =
    options.fake ?? (await startFakeDiscord({ messageWindowMs: 400, windowScale: 0.05, ...options.discord }))
  const memory = options.memory ?? createMemory()
  const log: LogLine[] = []
  const assistant = scriptedAssistant(options.commands ?? [], () => bot.surface)
  const bot = createDiscordBot({
    token: options.botToken ?? fake.token,
    apiUrl: fake.url,
    ...(options.shards === undefined ? {} : { shards: options.shards }),
    assistant,
    commands: options.commands ?? [],
    messagesFor,
    memory,
    clock: options.clock ?? realClock,
    log: createLog(log),
  })
  return {
    fake,
    bot,
    assistant,
    memory,
    log,
    async close() {
      await bot.stop()
      await fake.close()
    },
  }
}

export async function startBot(options: HarnessOptions = {}): Promise<Harness> {
  const harness = await makeBot(options)
  await harness.bot.start()
  return harness
}

export function createMemory(): Memory {
  const facts = new Map<string, string>()
  return {
    get: (key) => Promise.resolve(facts.get(key)),
    set: (key, value) => Promise.resolve(void facts.set(key, value)),
  }
}

/** A fresh journal of one answer, kept in `posted`. */
export function answerLog(
  questionId: string,
  before: Partial<AnswerLog> = {},
): AnswerLog & { shown: PostedPart[] } {
  const shown: PostedPart[] = []
  return {
    questionId,
    posted: [],
    generated: '',
    ...before,
    shown,
    partShown: (part) => Promise.resolve(void shown.push(part)),
    partRemoved: () => Promise.resolve(),
    textGenerated: () => Promise.resolve(),
    answerEnded: () => Promise.resolve(),
  }
}

/** Says the chunks as the answer and ends. */
export async function answer(
  surface: Surface,
  question: Question,
  chunks: readonly string[],
): Promise<readonly PartRef[]> {
  const hide = surface.showWorking(question)
  try {
    const reply = surface.openReply(question, answerLog(question.id))
    for (const chunk of chunks) await reply.append(chunk)
    return await reply.close({ kind: 'done' })
  } finally {
    hide()
  }
}

function scriptedAssistant(commands: readonly Command[], surface: () => Surface): ScriptedAssistant {
  const self: ScriptedAssistant = {
    asked: [],
    calls: [],
    departures: [],
    amendments: [],
    parts: new Map(),
    acts: [],
    acted: { kind: 'done' },
    conversations: new Set(),
    script: (question, surface) => answer(surface, question, [`You asked: ${question.text}`]),
    listensTo: (_place, how) => Promise.resolve(how !== 'any'),
    complete: () => Promise.resolve([]),
    takesPart: (conversation) => Promise.resolve(self.conversations.has(conversation)),
    takesPartIn: async (conversations) => conversations.filter((one) => self.conversations.has(one)),
    isOurs: (message) => Promise.resolve(self.parts.has(message.message)),
    async ask(question) {
      if (self.asked.some((earlier) => earlier.id === question.id)) return
      self.asked.push(question)
      if (question.lineage.kind === 'linear') self.conversations.add(question.lineage.conversation)
      const parts = await self.script(question, surface())
      for (const part of Array.isArray(parts) ? (parts as PartRef[]) : []) {
        self.parts.set(part.message, question.id)
      }
    },
    stop: (_id: string, _by: Person) => Promise.resolve(false),
    act(call) {
      self.acts.push(call)
      return Promise.resolve(self.acted)
    },
    questionOf: (message) =>
      Promise.resolve(
        self.parts.get(message.message) ??
          self.asked.find((question) => question.message?.message === message.message)?.id,
      ),
    amended: (message, text) => Promise.resolve(void self.amendments.push({ message, text })),
    left: ({ workspace }) => Promise.resolve(void self.departures.push(workspace)),
    run(call) {
      self.calls.push(call)
      const command = commands.find((candidate) => candidate.name === call.name)
      if (command === undefined) return Promise.resolve({ kind: 'notice', text: `no ${call.name}` })
      return command.run(call, messagesFor(call.locale), call.by.isAdmin ? 'admin' : 'member')
    },
  }
  return self
}

function createLog(lines: LogLine[]): Logger {
  const at =
    (level: string) =>
    (fields: Readonly<Record<string, unknown>>, message: string): void =>
      void lines.push({ level, message, fields })
  const log: Logger = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => log,
  }
  return log
}
