import { sleep, type Clock } from '../src/core/clock.ts'
import type { AnswerLog } from '../src/core/delivery/answer-log.ts'
import { createEditScheduler } from '../src/core/delivery/edit-scheduler.ts'
import { editedReply } from '../src/core/delivery/edited-reply.ts'
import { createLengthModel } from '../src/core/delivery/lengths.ts'
import type { LengthModel } from '../src/core/delivery/pace.ts'
import type { Reply } from '../src/core/delivery/reply.ts'
import type { Logger } from '../src/core/log.ts'
import { createLimitedChannel, type LimitedChannel } from '../test/support/limited-channel.ts'
import { createVirtualClock } from '../test/support/virtual-clock.ts'
import { bestMeanLag } from './best-schedule.ts'
import { foundMeanLag } from './best-shared-schedule.ts'
import { intervalReply } from './interval-reply.ts'

/** One printed line. Times in ms, lags the mean over all characters; the baseline edits every 1.1 s. */
export interface ReaderLagFigure {
  readonly figure: "reader's lag"
  readonly answers: string
  readonly clock: 'virtual'
  readonly meanMs: number
  /** `computed`: dynamic programming that knows the end beforehand. `found`: the best that a search came upon. */
  readonly bestMs: number
  readonly best: 'computed' | 'found'
  readonly ratio: number
  /** The computed best of those schedules that show a first text within 20 ms, as is also aimed for. */
  readonly bestPromptMs?: number
  /** Once 24 answers of such lengths were seen. */
  readonly learntRatio: number
  /** For the ratio. */
  readonly aim: number
  readonly met: boolean
  readonly baselineMs: number
  readonly baselineRatio: number
  /** The greatest of the answers, less the model's. */
  readonly firstTextMs: number
  readonly lastTextMs: number
  readonly baselineLastTextMs: number
  readonly refused: number
  readonly baselineRefused: number
}

interface Answer {
  readonly startMs: number
  readonly tokens: number
  readonly perSecond: number
}

interface Measured {
  readonly meanMs: number
  readonly firstTextMs: number
  readonly lastTextMs: number
  readonly refused: number
}

type OpenReply = (clock: Clock, channel: LimitedChannel) => (index: number) => Reply

/** Discord's, as observed; the fake tells it in its headers. */
const limit = { limit: 5, windowMs: 5000 }
const token = 'abc '

/** How long people wait for text on a platform that takes 5 writes in 5 s, without any network time. */
export async function benchReaderLag(): Promise<readonly ReaderLagFigure[]> {
  const one = (tokens: number, perSecond: number): readonly Answer[] => [{ startMs: 0, tokens, perSecond }]
  const four = (everyMs: number): readonly Answer[] =>
    [0, 1, 2, 3].map((i) => ({ startMs: i * everyMs, tokens: 400, perSecond: 60 }))
  const cases: readonly (readonly [string, readonly Answer[]])[] = [
    ['400 tokens at 60/s', one(400, 60)],
    ['400 tokens at 30/s', one(400, 30)],
    ['400 tokens at 200/s', one(400, 200)],
    ['60 tokens at 60/s', one(60, 60)],
    ['four in one channel, 400 tokens at 60/s', four(0)],
    ['four in one channel, 1.5 s apart', four(1500)],
  ]
  const figures: ReaderLagFigure[] = []
  for (const [name, answers] of cases) figures.push(await figureOf(name, answers))
  return figures
}

async function figureOf(name: string, answers: readonly Answer[]): Promise<ReaderLagFigure> {
  const cold = await measure(answers, scheduled(createLengthModel()))
  const learnt = createLengthModel()
  for (let i = 0; i < 24; i += 1) learnt.learn((answers[0]?.tokens ?? 0) * token.length)
  const warm = await measure(answers, scheduled(learnt))
  const baseline = await measure(answers, everySoOften)
  const times = answers.map(timesOf)
  const [alone, ...others] = times
  const isAlone = alone !== undefined && others.length === 0
  const bestMs = isAlone ? bestMeanLag(alone, limit) : foundMeanLag(times, limit)
  const aim = isAlone ? 1.1 : 1.25
  const ratio = ratioOf(cold.meanMs, bestMs)
  return {
    figure: "reader's lag",
    answers: name,
    clock: 'virtual',
    meanMs: Math.round(cold.meanMs),
    bestMs: Math.round(bestMs),
    best: isAlone ? 'computed' : 'found',
    ratio,
    ...(isAlone ? { bestPromptMs: Math.round(bestMeanLag(alone, limit, 20)) } : {}),
    learntRatio: ratioOf(warm.meanMs, bestMs),
    aim,
    met: ratio <= aim,
    baselineMs: Math.round(baseline.meanMs),
    baselineRatio: ratioOf(baseline.meanMs, bestMs),
    firstTextMs: Math.round(cold.firstTextMs),
    lastTextMs: Math.round(cold.lastTextMs),
    baselineLastTextMs: Math.round(baseline.lastTextMs),
    refused: cold.refused,
    baselineRefused: baseline.refused,
  }
}

function ratioOf(value: number, best: number): number {
  return Math.round((value / best) * 100) / 100
}

function timesOf({ startMs, tokens, perSecond }: Answer): readonly number[] {
  return Array.from({ length: tokens }, (_, i) => startMs + (i * 1000) / perSecond)
}

const everySoOften: OpenReply = (clock, channel) => (index) => intervalReply(clock, channel, 1100, `${index}`)

function scheduled(lengths: LengthModel): OpenReply {
  return (clock, channel) => {
    const scheduler = createEditScheduler({ clock, defaults: limit, lengths })
    return (index) =>
      editedReply({
        clock,
        log: silent,
        answerLog: forgetful(`${index}`),
        scheduler,
        channel: 'channel',
        editor: channel.editorFor(scheduler),
        format: { maxLength: 2000, spoilers: false, render: (markdown) => markdown },
      })
  }
}

async function measure(answers: readonly Answer[], openReply: OpenReply): Promise<Measured> {
  const clock = createVirtualClock()
  const channel = createLimitedChannel({ clock, ...limit })
  const open = openReply(clock, channel)
  const shown = await clock.runUntil(
    Promise.all(
      answers.map(async (answer, index) => {
        const sentAt: number[] = []
        let reply: Reply | undefined
        for (const at of timesOf(answer)) {
          await sleep(clock, at - clock.now())
          sentAt.push(clock.now())
          reply ??= open(index)
          await reply.append(token)
        }
        const refs = (await reply?.close({ kind: 'done' })) ?? []
        return lagsOf(channel, new Set(refs.map((ref) => ref.message)), sentAt)
      }),
    ),
  )
  const lags = shown.flatMap((each) => each)
  return {
    meanMs: lags.reduce((sum, lag) => sum + lag, 0) / lags.length,
    firstTextMs: Math.max(...shown.map((each) => each[0] ?? Infinity)),
    lastTextMs: Math.max(...shown.map((each) => each.at(-1) ?? Infinity)),
    refused: channel.events.filter((event) => event.refused).length,
  }
}

/** By token, how long after it was sent it was first to be seen. */
function lagsOf(
  { events }: LimitedChannel,
  messages: ReadonlySet<string>,
  sentAt: readonly number[],
): number[] {
  const counts = new Map<string, number>()
  const lags: number[] = []
  for (const { at, message, text, refused } of events) {
    if (refused || !messages.has(message)) continue
    counts.set(message, text.split(token.trim()).length - 1)
    const seen = [...counts.values()].reduce((sum, count) => sum + count, 0)
    while (lags.length < seen) lags.push(at - (sentAt[lags.length] ?? 0))
  }
  if (lags.length !== sentAt.length) throw new Error(`${sentAt.length - lags.length} tokens never appeared`)
  return lags
}

function forgetful(questionId: string): AnswerLog {
  const forget = (): Promise<void> => Promise.resolve()
  return {
    questionId,
    posted: [],
    generated: '',
    partShown: forget,
    partRemoved: forget,
    textGenerated: forget,
    answerEnded: forget,
  }
}

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
}
