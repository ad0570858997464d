import { remarkOn } from '../attachments/remarks.ts'
import type { Clock } from '../clock.ts'
import type { AnswerLog } from '../delivery/answer-log.ts'
import type { Ending, Reply } from '../delivery/reply.ts'
import { Failure, toFault } from '../fault.ts'
import type { Fault } from '../fault.ts'
import { explain } from '../i18n/explain.ts'
import { messagesFor } from '../i18n/messages.ts'
import { sentences } from '../i18n/sentences.ts'
import type { Logger } from '../log.ts'
import type { CallReport, ChatMessage, ChatRequest, Finish, Provider } from '../provider.ts'
import type { Question } from '../question.ts'
import type { Store } from '../store/store.ts'
import { cacheKeyOf } from './cache-key.ts'
import { offersAfter } from './offers.ts'
import { estimatePrompt, layOut } from './prompt.ts'
import { cutHarder } from './recall.ts'
import type { Recalled } from './recall.ts'
import { estimateTokens } from './tokens.ts'
import type { TokenCounts } from './tokens.ts'
import { usageRecorder } from './usage.ts'

/** Reasons for which a running answer is aborted. `superseded`: its question was changed or deleted. */
export type AbortReason = 'stopped' | 'shutdown' | 'superseded'

export interface AnswerDeps {
  readonly store: Store
  readonly provider: Provider
  readonly counts: TokenCounts
  readonly clock: Clock
  newIncident(): string
}

/** What came of generating; without an ending, the process is to shut down and the journal keeps the question. */
export interface Generated {
  readonly ending?: Ending
  readonly outcome: 'answered' | 'stopped' | 'failed'
  readonly fault?: Fault
  /** That one, and what kept others of the list from answering. */
  readonly met: readonly Fault[]
  /** What the model was shown in the end, and what it said. */
  readonly recalled: Recalled
  readonly markdown: string
}

/**
 * Streams the model's answer into the reply, then journals its end and stores the turn. Never rejects for what
 * the model host does: that becomes the ending. Store failures reject.
 */
export async function generate(
  deps: AnswerDeps,
  question: Question,
  recalled: Recalled,
  log: AnswerLog,
  reply: Reply,
  abort: AbortSignal,
  logger: Logger,
): Promise<Generated> {
  const usage = usageRecorder(deps, question, logger)
  let markdown = log.generated
  let { model } = recalled
  let laid = recalled
  let finish: Finish | undefined
  let passedOver: readonly Fault[] = []
  let fault: Fault | undefined
  for (let attempt = 0; finish === undefined && fault === undefined; attempt += 1) {
    const messages = layOut(laid)
    const request: ChatRequest = {
      model: recalled.modelSpec,
      messages,
      cacheKey: cacheKeyOf(recalled.conversation),
      question: question.id,
      ...(log.generated === '' ? {} : { prefix: log.generated }),
    }
    try {
      for await (const delta of deps.provider.chat(request, abort, usage.report)) {
        if (delta.kind === 'text') {
          markdown += delta.text
          await reply.append(delta.text)
        } else if (delta.kind === 'reasoning') {
          await reply.reasoning(delta.text)
        } else {
          finish = delta.reason
          ;({ model } = delta.report)
          passedOver = delta.passedOver ?? []
          if (log.generated === '' && !laid.pictures?.length) await learn(deps, delta.report, messages)
        }
      }
      if (finish === undefined) throw new Failure({ kind: 'truncated', host: model })
    } catch (error) {
      const failed = toFault(error, deps.newIncident())
      const shorter = await shortened(deps, failed, laid)
      if (attempt === 0 && markdown === log.generated && shorter !== undefined) {
        logger.warn(
          { fault: failed, tokens: laid.tokens, cutTo: shorter.tokens },
          'prompt too long, cut harder',
        )
        laid = shorter
        continue
      }
      fault = failed
      passedOver = error instanceof Failure ? error.passedOver : []
      if (fault.kind !== 'cancelled') logger[levelOf(fault)]({ err: error, fault }, 'answer failed')
    }
  }
  await usage.done()
  if (abort.aborted && abort.reason === 'shutdown' && finish === undefined) {
    await log.textGenerated(markdown)
    return { outcome: 'failed', fault: { kind: 'interrupted' }, met: [], recalled: laid, markdown }
  }
  if (abort.aborted && abort.reason === 'superseded') {
    return { ending: { kind: 'superseded' }, outcome: 'stopped', met: [], recalled: laid, markdown }
  }
  const ending = endingOf(fault, finish, question, laid, model, deps.clock.now())
  await Promise.all([log.answerEnded(markdown, ending), recordTurn(deps, question, laid, markdown, model)])
  const outcome = fault === undefined ? 'answered' : fault.kind === 'cancelled' ? 'stopped' : 'failed'
  const met = fault === undefined ? passedOver : [...passedOver, fault]
  return { ending, outcome, met, recalled: laid, markdown, ...(fault === undefined ? {} : { fault }) }
}

/** Stores question and answer for the prompts to come; an answer without text leaves no turn. */
export async function recordTurn(
  deps: Pick<AnswerDeps, 'store' | 'clock'>,
  question: Question,
  recalled: Recalled,
  markdown: string,
  model: string,
): Promise<void> {
  if (markdown === '') return
  await deps.store.turns.record({
    id: question.id,
    conversation: recalled.conversation,
    ...(recalled.parentId === undefined ? {} : { parent: recalled.parentId }),
    place: question.place,
    askerId: question.asker.id,
    prompt: recalled.prompt,
    wordsFrom: recalled.wordsFrom,
    answer: markdown,
    model,
    tokens: Math.ceil((estimateTokens(recalled.prompt) + estimateTokens(markdown)) * recalled.ratio),
    cut: recalled.cut,
    at: deps.clock.now(),
  })
}

function endingOf(
  fault: Fault | undefined,
  finish: Finish | undefined,
  question: Question,
  { files, model: expected, modelSpec }: Recalled,
  model: string,
  now: number,
): Ending {
  const say = messagesFor(question.locale, question.place.platform)
  if (fault === undefined) {
    const lines = [
      finish === 'length' ? say.text('notice.length') : undefined,
      remarkOn(files, say),
      // Another of the list than the first answered.
      modelSpec.includes(',') && !expected.includes(',') && model !== expected ? `↪ \`${model}\`` : undefined,
    ]
    const notice = sentences(say, ...lines.filter((line) => line !== undefined))
    const offered = offersAfter(finish === 'length' ? 'length' : 'done', question)
    return { kind: 'done', ...(notice !== '' && { notice }), actions: offered }
  }
  const notice = explain(fault, say, now) ?? say.text('fault.interrupted')
  const kind = fault.kind === 'cancelled' ? 'stopped' : 'failed'
  return { kind, notice, actions: offersAfter(kind, question) }
}

/** What an operator has to mend is an error; what passes by itself, or is an admin's to mend, is not. */
function levelOf(fault: Fault): 'error' | 'warn' {
  if (fault.kind === 'bad-key' || fault.kind === 'out-of-credit')
    return fault.isOwnKey === true ? 'warn' : 'error'
  return fault.kind === 'bug' ? 'error' : 'warn'
}

/** A prompt that was too long is cut by what the host said; undefined for other faults, and when nothing can go. */
async function shortened(
  { counts }: Pick<AnswerDeps, 'counts'>,
  fault: Fault,
  laid: Recalled,
): Promise<Recalled | undefined> {
  if (fault.kind !== 'too-long') return undefined
  const shorter = cutHarder(laid, fault)
  if (shorter === undefined) return undefined
  // Another model of the list may have refused it.
  if (laid.model.startsWith(`${fault.host}/`)) await counts.refused(laid.model, fault.limit ?? laid.tokens)
  return shorter
}

async function learn(
  { counts }: Pick<AnswerDeps, 'counts'>,
  { model, usage, measured }: CallReport,
  messages: readonly ChatMessage[],
): Promise<void> {
  if (measured) await counts.observe(model, estimatePrompt(messages), usage.input)
}
