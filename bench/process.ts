import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startFakeDiscord } from '../test/fakes/discord/fake-discord.ts'
import { startFakeModelHost } from '../test/fakes/model-host/fake-model-host.ts'
import { startFakeSlack } from '../test/fakes/slack/fake-slack.ts'
import { startTanya } from '../test/support/tanya-process.ts'
import type { TanyaProcess } from '../test/support/tanya-process.ts'

/** Answers of 400 tokens of 4 characters, as the aims of the design have them. */
const tokens = 400
const tokensPerSecond = 60
const answer = Array.from({ length: tokens }, (_, index) => `w${index % 10}. `).join('')

/** Below Discord's 50 requests a second over all channels, so that no answer waits for another. */
const atOnce = 30
const starts = 5
const idleConversations = 1_000

/** Kernel's clock ticks a second: what /proc counts processor time in. */
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/**
 * Figures of the whole process against the fakes, on the machine's clock. They tell nothing on a busy machine. The
 * fakes run in this process, so that what they cost is not counted.
 */
export async function benchProcess(): Promise<readonly object[]> {
  const bench = await startWorld()
  try {
    const lines = [await bench.start(), await bench.memoryAtRest()]
    lines.push(await bench.costPerAnswer(), await bench.memoryPerConversation())
    return lines
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
  const guild = discord.guild({ name: 'Bench' })
  const launch = (): TanyaProcess =>
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
  async function ask(count: number, name: string): Promise<void> {
    const said = Array.from({ length: count }, (_, index) => {
      const user = discord.user({ name: `${name}${index}`, in: [guild] })
      const channel = discord.channel(guild, { name: `${name}${index}` })
      discord.say({ user, channel, content: `${discord.mention} question ${index}` })
      return channel
    })
    const isWhole = (channel: (typeof said)[number]): boolean =>
      discord.botMessages(channel).at(-1)?.content.endsWith(answer.slice(-8).trim()) ?? false
    await discord.until(() => said.every(isWhole), 'the answers', 120_000)
  }

  return {
    async start() {
      const took: number[] = []
      for (let run = 0; run < starts; run += 1) {
        await end()
        const from = performance.now()
        tanya = launch()
        await tanya.ready
        took.push(performance.now() - from)
      }
      return { figure: 'start', unit: 'ms', median: round(median(took)), runs: starts, aim: 1_200 }
    },

    async memoryAtRest() {
      return { figure: 'memory at rest', unit: 'MB', value: round(residentMb(tanya)), aim: 140 }
    },

    async costPerAnswer() {
      host.answer({ text: answer, tokensPerSecond })
      await ask(atOnce, 'warm')
      const before = processorMs(tanya)
      const from = performance.now()
      await ask(atOnce, 'counted')
      const cpuMs = (processorMs(tanya) - before) / atOnce
      const streamMs = (tokens / tokensPerSecond) * 1000
      return {
        figure: 'cost per answer',
        unit: 'CPU ms',
        value: round(cpuMs),
        answers: atOnce,
        tookMs: round(performance.now() - from),
        aim: 25,
        // How many of these one core could stream at the same time.
        throughput: Math.floor(streamMs / cpuMs),
        throughputAim: 500,
      }
    },

    async memoryPerConversation() {
      host.answer({ text: answer.slice(-40) })
      const before = residentMb(tanya)
      for (let done = 0; done < idleConversations; done += 20) await ask(20, `idle${done}-`)
      return {
        figure: 'memory per 1,000 idle conversations',
        unit: 'MB',
        value: round(residentMb(tanya) - before),
        aim: 2,
      }
    },

    async close() {
      await end()
      await Promise.all([discord.close(), slack.close(), host.close()])
      rmSync(directory, { recursive: true, force: true })
    },
  }
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

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
