import { sleep } from '../../core/clock.ts'
import { createSplitter } from '../../core/delivery/parts/splitter.ts'
import type { AnswerLog } from '../../core/delivery/answer-log.ts'
import { headOf } from '../../core/delivery/head.ts'
import type { Head } from '../../core/delivery/head.ts'
import type { Manner } from '../../core/delivery/manner.ts'
import { createThoughts } from '../../core/delivery/thoughts.ts'
import type { Format } from '../../core/delivery/parts/format.ts'
import type { Ending, Reply } from '../../core/delivery/reply.ts'
import { Failure } from '../../core/fault.ts'
import { sentences } from '../../core/i18n/sentences.ts'
import type { PartRef } from '../../core/question.ts'
import type { AnswerFiles } from './answer-files.ts'
import { createPartsWriter } from './parts-writer.ts'
import type { PartsWriterDeps } from './parts-writer.ts'
import type { Card, Goal } from './shown.ts'

export interface StreamedReplyDeps extends Omit<
  PartsWriterDeps,
  'questionId' | 'maxLength' | 'partShown' | 'seen' | 'journal'
> {
  readonly answerLog: AnswerLog
  readonly format: Format
  readonly manner: Manner
  readonly files: AnswerFiles
  /** Shows the answer when Slack takes no stream at its beginning. */
  readonly fallBack: () => Reply
}

/** How long writes may fail one after another before the answer is given up. */
const giveUpAfterMs = 300_000
const firstPauseMs = 500
const longestPauseMs = 15_000

/**
 * A reply over Slack's native streams: one call at a time, each with all the text that is new by then. `append` rejects
 * once nothing more can be shown.
 */
export function streamedReply(deps: StreamedReplyDeps): Reply {
  const { answerLog, format, manner, clock, log } = deps
  const thoughts = createThoughts(manner, clock)
  const splitter = createSplitter(format)
  const writer = createPartsWriter({
    ...deps,
    questionId: answerLog.questionId,
    log: log.child({ question: answerLog.questionId }),
    maxLength: format.maxLength,
    partShown: (part) => kept(answerLog.partShown(part)),
    seen: (to) => answerLog.seen?.(to),
    journal: () => kept(answerLog.textGenerated(splitter.source)),
  })
  const outcome = Promise.withResolvers<readonly PartRef[]>()
  // A reply that dies before anybody closes it has told so through `append`.
  outcome.promise.catch(() => undefined)
  let ending: Ending | undefined
  let dead: { readonly error: unknown } | undefined
  let instead: Reply | undefined
  let running = false
  /** Counts what came from outside, so that nothing is slept over. */
  let news = 0
  let wake: () => void = () => undefined
  let failingSince: number | undefined
  let pauseMs = firstPauseMs
  let files: 'wanted' | 'shown' | 'refused' = 'wanted'
  let cancelTick: () => void = () => undefined

  function head(): Head {
    const parts = splitter.parts()
    return files === 'refused'
      ? { parts }
      : headOf(format, splitter.source, parts, manner, ending !== undefined)
  }

  function goals({ parts, notice: ofHead }: Head): readonly Goal[] {
    const ended = ending !== undefined
    const card = cardOf()
    // What stands below a message comes when its stream ends.
    const notices = ended ? [ofHead, ending?.notice].filter((line) => line !== undefined) : []
    const below = {
      notice: notices.length === 0 ? undefined : sentences(manner.say, ...notices),
      actions: ending?.actions,
    }
    const none = { notice: undefined, actions: undefined }
    const shown = parts.map((part, index): Goal => {
      const isLast = index === parts.length - 1
      const end = { final: !isLast || ended, last: isLast && ended, ...(isLast ? below : none) }
      return { ...part, index, ...end, card: index === 0 ? card : undefined }
    })
    const isBegun = card !== undefined && (!ended || writer.refs().length > 0)
    if (shown.length > 0 || (below.notice === undefined && !isBegun)) return shown
    return [{ index: 0, from: 0, to: 0, text: '', final: ended, last: ended, ...below, card }]
  }

  function cardOf(): Card | undefined {
    const { status } = thoughts
    return status && { title: status.text, going: status.going }
  }

  /** Whether there is nothing left to show. */
  async function filesShown({ rest }: Head): Promise<boolean> {
    if (files !== 'wanted') return true
    const below = [rest, thoughts.file()].filter((file) => file !== undefined)
    try {
      if (below.length > 0) await deps.files.show(below)
      files = 'shown'
      return true
    } catch (error) {
      if (isPassing(error) || (error instanceof Failure && isGone(error))) throw error
      log.warn({ err: error, question: answerLog.questionId }, 'Slack refused a file: all is shown')
      files = 'refused'
      if (rest !== undefined) writer.reopen(writer.refs().length - 1)
      return rest === undefined
    }
  }

  async function run(): Promise<void> {
    for (;;) {
      const waitMs = writer.nextAt - clock.now()
      if (!ending && waitMs > 0) {
        await pause(waitMs)
        continue
      }
      if (ending?.kind === 'withdrawn' || ending?.kind === 'superseded') return breakOff(ending.kind)
      const seen = news
      const now = head()
      const wanted = goals(now)
      let step
      try {
        step = await writer.step(wanted, splitter.source)
        if (step === 'nothing' && ending && news === seen && writer.isDone(wanted)) {
          if (await filesShown(now)) return await finish()
          continue
        }
        failingSince = undefined
        pauseMs = firstPauseMs
      } catch (error) {
        if (!isPassing(error)) throw error
        await sleep(clock, pauseMs)
        pauseMs = Math.min(longestPauseMs, pauseMs * 2)
        continue
      }
      if (step === 'unstreamable') return leave()
      if (step === 'did' || news !== seen) continue
      await pause(writer.dueAt - clock.now())
    }
  }

  async function finish(): Promise<void> {
    await writer.settleSession()
    outcome.resolve(writer.refs())
  }

  /** The question is no more what it was: the messages go, or stay for another reply to go on with. */
  async function breakOff(why: 'withdrawn' | 'superseded'): Promise<void> {
    await writer.endStreams()
    const refs = writer.refs()
    if (why === 'withdrawn') {
      for (const [index, ref] of refs.entries()) {
        await deps.editor.remove?.(ref)
        await kept(answerLog.partRemoved(index))
      }
    }
    await writer.settleSession()
    outcome.resolve(why === 'withdrawn' ? [] : refs)
  }

  /** Hands everything over to posting and editing, before anything is shown. */
  async function leave(): Promise<void> {
    const reply = deps.fallBack()
    instead = reply
    if (thoughts.status !== undefined || thoughts.text !== '') await reply.reasoning(thoughts.text)
    if (splitter.source !== '') await reply.append(splitter.source)
    if (ending !== undefined) outcome.resolve(await reply.close(ending))
  }

  function isPassing(error: unknown): boolean {
    if (!(error instanceof Failure) || error.fault.kind !== 'platform') return false
    const { reason } = error.fault
    if (reason !== 'unreachable' && reason !== 'rate-limited') return false
    failingSince ??= clock.now()
    return clock.now() - failingSince < giveUpAfterMs
  }

  async function pause(ms: number): Promise<void> {
    const rest = new AbortController()
    wake = () => rest.abort()
    if (ms < Infinity) await sleep(clock, Math.max(1, ms), rest.signal)
    else await new Promise((resolve) => rest.signal.addEventListener('abort', resolve, { once: true }))
    wake = () => undefined
  }

  /** A journal that fails costs safety after a crash, which is no reason to withhold the answer. */
  async function kept(fact: Promise<void>): Promise<void> {
    try {
      await fact
    } catch (err) {
      log.error({ err, question: answerLog.questionId }, 'could not journal a part of an answer')
    }
  }

  function tick(): void {
    const nextMs = thoughts.changesInMs
    if (nextMs === undefined || dead !== undefined || instead !== undefined) return
    tell()
    cancelTick = clock.after(nextMs, tick)
  }

  function tell(): void {
    news += 1
    wake()
    if (running) return
    running = true
    run().catch((error: unknown) => {
      dead = { error }
      writer.abandon()
      outcome.reject(error)
    })
  }

  return {
    async append(markdown) {
      if (instead !== undefined) return instead.append(markdown)
      if (dead !== undefined) throw dead.error
      if (markdown === '') return
      thoughts.over()
      cancelTick()
      splitter.append(markdown)
      tell()
    },
    async reasoning(text) {
      if (instead !== undefined) return instead.reasoning(text)
      if (dead !== undefined) throw dead.error
      const isFirst = thoughts.changesInMs === undefined
      thoughts.add(text)
      if (isFirst) tick()
    },
    async close(how) {
      if (instead !== undefined) return instead.close(how)
      ending ??= how
      thoughts.over()
      cancelTick()
      splitter.end()
      tell()
      return outcome.promise
    },
  }
}

function isGone({ fault }: Failure): boolean {
  return fault.kind === 'platform' && fault.reason === 'gone'
}
