import type { Clock } from '../clock.ts'
import { Failure } from '../fault.ts'
import type { Messages } from '../i18n/messages.ts'
import { sentences } from '../i18n/sentences.ts'
import type { Logger } from '../log.ts'
import type { PartRef } from '../question.ts'
import { partKey } from './answer-log.ts'
import type { AnswerLog } from './answer-log.ts'
import type { EditScheduler, Urgency, Write, WriteKind } from './edit-scheduler.ts'
import { createBackoff } from './backoff.ts'
import { headOf, roomInHead, type Head } from './head.ts'
import { plainly, type Manner } from './manner.ts'
import { fits, type Format } from './parts/format.ts'
import { createSplitter, type SplitPart, type SplitterState } from './parts/splitter.ts'
import type { Action, Ending, MessageEditor, Part, Reply } from './reply.ts'
import { createThoughts } from './thoughts.ts'

export interface EditedReplyOptions {
  readonly clock: Clock
  readonly log: Logger
  readonly answerLog: AnswerLog
  readonly scheduler: EditScheduler
  /** Where the parts go: what the platform's limit is counted by. */
  readonly channel: string
  readonly editor: MessageEditor
  readonly format: Format
  /** How the editor shows a notice after a text, for knowing whether both fit into one part. */
  readonly withNotice?: (text: string, notice: string) => string
  /** The last part offers to stop, as long as the answer is being written. */
  readonly stoppable?: boolean
  /** `plainly` when left out. */
  readonly manner?: Manner
  /** How long writes may fail one after another before the answer is given up. */
  readonly giveUpAfterMs?: number
}

/** A part that is on the platform, as it was last written; `shows` is undefined for one of an earlier process. */
interface Shown {
  readonly ref: PartRef
  readonly shows: string | undefined
}

interface Wanted extends Part {
  readonly from: number
  readonly to: number
}

/** Five minutes: longer than the outages that end by themselves. */
const defaultGiveUpMs = 300_000
const stopAlone: readonly Action[] = ['stop']

/**
 * A reply on a platform that streams by editing messages. Text given to `append` is shown as soon as the
 * channel's limit lets it; a write that fails is made again with the text that is newest then. `append` rejects
 * once nothing more can be shown, such as when somebody deleted a part.
 */
export function editedReply(options: EditedReplyOptions): Reply {
  const { clock, log, answerLog, scheduler, channel, editor, format } = options
  const withNotice = options.withNotice ?? ((text, notice) => `${text}\n\n${notice}`)
  const earlier = resumed(answerLog)
  const manner = mannerFor(options.manner ?? plainly, answerLog)
  const thoughts = createThoughts(manner, clock)
  const splitter = createSplitter(format, earlier, roomInHead(format, manner, withNotice))
  const shown: Shown[] = inOrder(answerLog).map(({ ref }) => ({ ref, shows: undefined }))
  const stream = scheduler.stream(channel, { render, sent: offerRest, failed })
  const backoff = createBackoff(clock, options.giveUpAfterMs ?? defaultGiveUpMs)

  let ending: Ending | undefined
  let dead: { readonly error: unknown } | undefined
  let journalled = answerLog.generated.length
  /** How much of the source the last look at the parts took in, and what else it found to be written. */
  let looked = { length: 0, next: undefined as WriteKind | undefined }
  /** The last write had files, and whether the platform takes none. */
  let files = { sent: false, refused: false }
  let cancelTick: (() => void) | undefined
  const outcome = Promise.withResolvers<readonly PartRef[]>()
  // A reply that dies before anybody closes it has told so through `append`.
  outcome.promise.catch(() => undefined)

  function wanted(): readonly Wanted[] {
    if (ending?.kind === 'withdrawn') return []
    const split = splitter.parts()
    const head = files.refused ? { parts: split } : headOf(format, splitter.source, split, manner, !!ending)
    const parts = withNoticeBelow(head)
    const last = parts.at(-1)
    if (last === undefined) return []
    const offered = ending ? ending.actions : options.stoppable ? stopAlone : undefined
    const attached = ending && !files.refused ? [head.rest, thoughts.file()].filter((file) => !!file) : []
    // What an earlier attempt attached has to go.
    const isAnew = !!ending && (answerLog.attempt ?? 0) > 0
    const below = {
      ...(offered && { actions: offered }),
      ...((attached.length > 0 || isAnew) && { files: attached }),
    }
    return [...parts.slice(0, -1), { ...last, ...below }]
  }

  function withNoticeBelow(head: Head): readonly Wanted[] {
    const parts = head.parts.map((part, index) =>
      wantedOf(part, index, index < head.parts.length - 1 || !!ending),
    )
    const { going = false, text: thinking } = thoughts.status ?? {}
    const notice = noticeOf(
      manner.say,
      head.notice,
      ending ? ending.notice : going && parts.length === 0 ? thinking : undefined,
    )
    if (notice === undefined) return parts
    const last = parts.at(-1)
    const to = last?.to ?? 0
    if (last && fits(format, withNotice(last.text, notice)))
      return [...parts.slice(0, -1), { ...last, notice }]
    return [...parts, { index: parts.length, text: '', notice, final: !!ending, from: to, to }]
  }

  function isShown(part: Wanted): boolean {
    const known = shown[part.index]
    // An earlier process posted the part after a frozen one only once that showed all of its text.
    const isPlain = part.notice === undefined && part.actions === undefined && part.files === undefined
    const isFrozen = part.index < earlier.frozen.length && isPlain && part.final
    return known?.shows === showing(part) || (isFrozen && known?.shows === undefined)
  }

  function showing({ text, notice, actions, files: attached }: Part): string {
    return JSON.stringify([text, notice, actions, attached?.map(({ name }) => name)])
  }

  /** The earliest part that is not shown as it should be: people read from the top. */
  function render(): Write | undefined {
    if (dead || backoff.isWaiting()) return undefined
    const length = splitter.source.length
    const missing = ending?.kind === 'superseded' ? [] : wanted().filter((part) => !isShown(part))
    const [part, following] = missing
    looked = { length, next: following && kindOf(following.index) }
    if (!part) {
      if (ending) void finish()
      return undefined
    }
    return {
      kind: kindOf(part.index),
      content: `${part.index} ${showing(part)}`,
      send: () => show(part),
    }
  }

  function kindOf(index: number): WriteKind {
    return index < shown.length ? 'edit' : 'post'
  }

  async function show(part: Wanted): Promise<void> {
    const { from, to, ...visible } = part
    const known = shown[part.index]
    files = { ...files, sent: (part.files ?? []).length > 0 }
    if (part.final || part.index > 0) await journal()
    const ref =
      known?.ref ?? (await editor.post(visible, partKey(answerLog, part.index), shown[part.index - 1]?.ref))
    if (known) await editor.edit(known.ref, visible)
    shown[part.index] = { ref, shows: showing(part) }
    backoff.succeeded()
    answerLog.seen?.(to)
    if (known && !part.final) return
    await kept(answerLog.partShown({ index: part.index, ref, from, to }))
  }

  async function journal(): Promise<void> {
    const { source } = splitter
    if (source.length === journalled) return
    journalled = source.length
    await kept(answerLog.textGenerated(source))
  }

  /** A journal that fails costs safety after a crash, which is no reason to withhold the answer. */
  async function kept(fact: Promise<void>): Promise<void> {
    try {
      await fact
    } catch (err) {
      log.error({ err, question: answerLog.questionId }, 'could not journal a part of an answer')
    }
  }

  function offerRest(): void {
    if (ending || looked.next || splitter.source.length > looked.length) offer(0)
  }

  function offer(fresh: number): void {
    if (dead) return
    const kind = looked.next ?? (shown.length === 0 ? 'post' : 'edit')
    stream.offer(urgency(kind), kind, fresh)
  }

  function urgency(kind: WriteKind): Urgency {
    if (ending) return 'last'
    if (splitter.source === '') return 'progress'
    return kind === 'post' || isOnlyThinking() ? 'first' : 'progress'
  }

  function isOnlyThinking(): boolean {
    return thoughts.status !== undefined && looked.length === 0
  }

  function failed(error: unknown): void {
    const reason =
      error instanceof Failure && error.fault.kind === 'platform' ? error.fault.reason : 'rejected'
    // What is refused now may be taken once the text has grown; a text that grows no more will not.
    if (reason === 'rejected' && !ending && shown.length > 0) {
      log.warn({ err: error, question: answerLog.questionId }, 'the platform refused an edit')
      return
    }
    const isPassing = reason === 'unreachable' || reason === 'rate-limited'
    if (isPassing && backoff.wait(() => offer(0))) return
    if (files.sent && !isPassing && reason !== 'gone') {
      log.warn({ err: error, question: answerLog.questionId }, 'the platform refused a file: all is shown')
      files = { sent: false, refused: true }
      offer(0)
      return
    }
    die(error)
  }

  function die(error: unknown): void {
    dead = { error }
    cancelTick?.()
    backoff.cancel()
    stream.close()
    outcome.reject(error)
  }

  let finished = false
  async function finish(): Promise<void> {
    if (finished) return
    finished = true
    stream.close(splitter.source.length)
    if (ending?.kind !== 'withdrawn') await journal()
    if (surplusGoes()) {
      const stays = wanted().length
      for (const [after, { ref }] of shown.splice(stays).entries()) await remove(stays + after, ref)
    }
    outcome.resolve(shown.map(({ ref }) => ref))
  }

  /** What is left of an earlier attempt that was longer goes, unless this one broke off before it came that far. */
  function surplusGoes(): boolean {
    if (editor.remove === undefined || ending?.kind === 'superseded') return false
    return ending?.kind === 'done' || ending?.kind === 'withdrawn' || (answerLog.attempt ?? 0) > 0
  }

  async function remove(index: number, ref: PartRef): Promise<void> {
    try {
      await scheduler.run(channel, 'edit', async () => editor.remove?.(ref))
      await kept(answerLog.partRemoved(index))
    } catch (err) {
      log.warn({ err, question: answerLog.questionId }, 'could not remove a part of an earlier attempt')
    }
  }

  function tick(): void {
    const nextMs = thoughts.changesInMs
    if (dead || nextMs === undefined) return
    offer(0)
    cancelTick = clock.after(nextMs, tick)
  }

  return {
    async append(markdown) {
      if (dead) throw dead.error
      if (markdown === '') return
      thoughts.over()
      cancelTick?.()
      splitter.append(markdown)
      offer(markdown.length)
    },
    async reasoning(text) {
      if (dead) throw dead.error
      const isFirst = thoughts.changesInMs === undefined
      thoughts.add(text)
      if (isFirst) tick()
    },
    async close(how) {
      if (!ending && !dead) {
        ending = how
        thoughts.over()
        cancelTick?.()
        splitter.end()
        offer(0)
      }
      return outcome.promise
    },
  }
}

function wantedOf({ from, to, text }: SplitPart, index: number, final: boolean): Wanted {
  return { index, text, final, from, to }
}

function noticeOf(say: Messages, ...lines: readonly (string | undefined)[]): string | undefined {
  const said = lines.filter((line) => line !== undefined)
  return said.length === 0 ? undefined : sentences(say, ...said)
}

/** Nothing that an earlier process showed is taken back, whatever the settings are now. */
function mannerFor(manner: Manner, { posted, attempt = 0 }: AnswerLog): Manner {
  const shown = attempt === 0 ? posted.filter(({ from, to }) => from < to).length : 0
  return { ...manner, maxParts: Math.max(manner.maxParts, shown) }
}

function inOrder({ posted }: AnswerLog): AnswerLog['posted'] {
  return posted.toSorted((a, b) => a.index - b.index)
}

/** All but the last part were frozen; what they show was journalled before. */
function resumed(answerLog: AnswerLog): SplitterState {
  const source = answerLog.generated
  const frozen = inOrder(answerLog)
    .slice(0, -1)
    .filter(({ from, to }) => from < to && to <= source.length)
  return { source, frozen: frozen.map(({ from, to }) => ({ from, to })) }
}
