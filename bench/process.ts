import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startFakeDiscord } from '../test/fakes/discord/fake-discord.ts'
import { startFakeModelHost } from '../test/fakes/model-host/fake-model-host.ts'
import { startFakeSlack } from '../test/fakes/slack/fake-slack.ts'
import { startTanya } from '../test/support/tanya-process.ts'
import type { TanyaProcess } from '../test/support/tanya-process.ts'
import { bestMeanLag } from './best-schedule.ts'
import { lagsOf, percentile, type ShownText } from './process-lags.ts'

/** Answers of 400 tokens of 4 characters, as the aims of the design have them; the last is told from all others. */
const tokens = 400
const tokensPerSecond = 60
/** As long as an answer may be before its rest is a file. */
const longTokens = 5 * tokens
const answerOf = (count: number): string =>
  `${Array.from({ length: count - 1 }, (_, index) => `w${index % 10}. `).join('')}end.`

/** Below Discord's 50 requests a second over all channels, so that no answer waits for another. */
const atOnce = 24
/** Each workspace answers 20 at once. */
const perGuild = 12
const starts = 5
/** Rounds before it is counted: what runs often is compiled by then, as it is in a process of some age. */
const warmUps = 3
/** Discord's requests are counted by the second: the last of one round are none of the next one's. */
const betweenRoundsMs = 2_000
/** Before what is held is first looked at: caches with a bound have filled by then. */
const conversationsBefore = 200
const idleConversations = 1_000
const restMs = 5_000

/** Discord's, as the fake has it. */
const writes = { limit: 5, windowMs: 5_000 }

/** Kernel's clock ticks a second: what /proc counts processor time in. */
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/**
 * Figures of the whole process against the fakes, on the machine's clock: they want an idle machine. The fakes run in
 * this process, so that what they cost is not counted.
 */
export async function benchProcess(): Promise<readonly object[]> {
  const bench = await startWorld()
  try {
    return [
      ...(await bench.start()),
      await bench.memoryAtRest(),
      ...(await bench.answers()),
      await bench.longAnswers(),
      await bench.memoryPerConversation(),
    ]
  } finally {
    await bench.close()
  }
}

async function startWorld() {
  const directory = mkdtempSync(path.join(tmpdir(), 'tanya-bench-'))
  const [discord, slack, host] = await Promise.all([
    startFakeDiscord({ windowScale: 0.01 }),
    startFakeSlack({ limits: 'off' }),
    startFakeModelHost({ dialect: 'deepseek' }),
  ])
  const guilds = Array.from({ length: atOnce / perGuild }, (_, index) => discord.guild({ name: `B${index}` }))
  const launch = (environment: Readonly<Record<string, string>> = {}): TanyaProcess =>
    startTanya(
      {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.url,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
        DEEPSEEK_API_KEY: 'sk-bench-key',
        DEEPSEEK_BASE_URL: host.baseUrl,
        LOG_LEVEL: 'warn',
        ...environment,
      },
      directory,
    )
  let tanya = launch()
  await tanya.ready

  async function end(): Promise<void> {
    tanya.child.kill('SIGTERM')
    await tanya.exited
  }

  /** Asks `count` questions at once, each by somebody else in a channel of its own, and waits for the answers. */
  async function ask(count: number, name: string): Promise<readonly string[]> {
    const said = Array.from({ length: count }, (_, index) => {
      const guild = guilds[index % guilds.length]
      if (guild === undefined) throw new Error('there are no guilds')
      const user = discord.user({ name: `${name}${index}`, in: [guild] })
      const channel = discord.channel(guild, { name: `${name}${index}` })
      discord.say({ user, channel, content: `${discord.mention} question ${channel.id}` })
      return channel
    })
    const isWhole = (channel: (typeof said)[number]): boolean =>
      discord.botMessages(channel).at(-1)?.content.endsWith('end.') ?? false
    await discord.until(() => said.every(isWhole), 'the answers', 300_000)
    return said.map(({ id }) => id)
  }

  /** Processor time of one answer, in ms. */
  async function costOf(count: number, name: string): Promise<number> {
    const before = processorMs(tanya)
    await ask(count, name)
    return (processorMs(tanya) - before) / count
  }

  /** What the process holds on to once its garbage is collected, in MB. */
  async function heldMb(): Promise<number> {
    const seen = tanya.output().split('heldBytes').length
    tanya.child.kill('SIGUSR2')
    await discord.until(() => tanya.output().split('heldBytes').length > seen, 'what is held')
    const line = tanya.output().trim().split('\n').at(-1) ?? '{}'
    return (JSON.parse(line) as { heldBytes: number }).heldBytes / 1e6
  }

  return {
    /** `cold` reads and compiles everything anew, as the first start after an upgrade does. */
    async start() {
      const took = { warm: [] as number[], cold: [] as number[] }
      for (const kind of ['warm', 'cold'] as const) {
        for (let run = 0; run < starts; run += 1) {
          await end()
          const from = performance.now()
          tanya = launch(kind === 'cold' ? { NODE_DISABLE_COMPILE_CACHE: '1' } : {})
          await tanya.ready
          took[kind].push(performance.now() - from)
        }
      }
      await end()
      tanya = launch()
      await tanya.ready
      return (['warm', 'cold'] as const).map((kind) => {
        const value = round(percentile(took[kind], 0.5))
        const least = round(Math.min(...took[kind]))
        return { figure: 'start', kind, unit: 'ms', value, least, runs: starts, ...aimAtMost(1_200, value) }
      })
    },

    async memoryAtRest() {
      await new Promise((resolve) => setTimeout(resolve, restMs))
      const value = round(residentMb(tanya))
      return { figure: 'memory at rest', unit: 'MB', value, ...aimAtMost(140, value) }
    },

    /** Answers of 400 tokens: what each costs, how many of them a core could stream, and how late they are. */
    async answers() {
      const sent = new Map<string, number[]>()
      host.answer(({ lastMessage }) => {
        const times: number[] = []
        sent.set(/\d{5,}/u.exec(lastMessage)?.[0] ?? '', times)
        return {
          text: answerOf(tokens),
          tokensPerSecond,
          onText: (_text, at) => void times.push(performance.timeOrigin + at),
        }
      })
      for (let round = 0; round < warmUps; round += 1) {
        await ask(atOnce, `warm${round}-`)
        await new Promise((resolve) => setTimeout(resolve, betweenRoundsMs))
      }
      const before = processorMs(tanya)
      const channels = await ask(atOnce, 'counted')
      const cpuMs = round((processorMs(tanya) - before) / atOnce)
      const lags = channels.map((channel) =>
        lagsOf(
          sent.get(channel) ?? [],
          discord.requests.flatMap((request) => shownBy(request, channel)),
        ),
      )
      const best = bestMeanLag(
        Array.from({ length: tokens }, (_, index) => (index * 1_000) / tokensPerSecond),
        writes,
      )
      const p95 = (of: (one: (typeof lags)[number]) => number): number =>
        round(percentile(lags.map(of), 0.95))
      const lagRatio = Math.round((p95(({ meanMs }) => meanMs) / best) * 100) / 100
      const cost = { figure: 'cost per answer', unit: 'CPU ms', tokens, answers: atOnce, value: cpuMs }
      // By processor time: Discord takes 50 requests a second of a bot, which is enough for no more than `atOnce`.
      const streams = Math.floor((tokens / tokensPerSecond) * (1_000 / cpuMs))
      const late = { figure: 'lag of whole process', answersAtOnce: atOnce, clock: 'machine', quantile: 0.95 }
      return [
        { ...cost, ...aimAtMost(25, cpuMs) },
        { figure: 'throughput', unit: 'answers at once', value: streams, aim: 500, met: streams >= 500 },
        { ...late, of: 'mean to best', value: lagRatio, ...aimAtMost(1.1, lagRatio) },
        {
          ...late,
          of: 'first text',
          unit: 'ms',
          ...valueAtMost(
            20,
            p95(({ firstMs }) => firstMs),
          ),
        },
        {
          ...late,
          of: 'last text',
          unit: 'ms',
          ...valueAtMost(
            20,
            p95(({ lastMs }) => lastMs),
          ),
        },
      ]
    },

    /** Five times as long, for not much more than five times the cost. */
    async longAnswers() {
      host.answer({ text: answerOf(longTokens), tokensPerSecond })
      const value = round(await costOf(perGuild, 'long'))
      return {
        figure: 'cost per answer',
        unit: 'CPU ms',
        tokens: longTokens,
        answers: perGuild,
        value,
        ...aimAtMost(125, value),
      }
    },

    async memoryPerConversation() {
      await end()
      const collect = pathToFileURL(path.join(import.meta.dirname, 'collect-on-signal.js')).href
      tanya = launch({ NODE_OPTIONS: `--import=${collect}` })
      await tanya.ready
      host.answer({ text: answerOf(10) })
      const askMany = async (count: number, name: string): Promise<void> => {
        for (let done = 0; done < count; done += 20) await ask(20, `${name}${done}-`)
      }
      await askMany(conversationsBefore, 'first')
      const before = await heldMb()
      await askMany(idleConversations, 'idle')
      const value = round((await heldMb()) - before)
      return { figure: 'memory per 1,000 idle conversations', unit: 'MB', value, ...aimAtMost(2, value) }
    },

    async close() {
      await end()
      await Promise.all([discord.close(), slack.close(), host.close()])
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** What a write to that channel made visible. */
function shownBy(
  request: { readonly path: string; readonly status: number; readonly at: number; readonly body: unknown },
  channel: string,
): readonly ShownText[] {
  const isWrite = request.path.startsWith(`/channels/${channel}/messages`) && request.status === 200
  const { content } = (request.body ?? {}) as { content?: string }
  return isWrite && content !== undefined ? [{ at: request.at, tokens: content.split('.').length - 1 }] : []
}

function aimAtMost(aim: number, value: number) {
  return { aim, met: value <= aim }
}

function valueAtMost(aim: number, value: number) {
  return { value, ...aimAtMost(aim, value) }
}

function processorMs(tanya: TanyaProcess): number {
  const fields = readFileSync(`/proc/${tanya.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  // utime and stime, counted from the field after the name.
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000
}

function residentMb(tanya: TanyaProcess): number {
  const status = readFileSync(`/proc/${tanya.child.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1]) / 1024
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
