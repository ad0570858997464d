import type { Clock } from '../clock.ts'
import type { AnswerLog } from '../delivery/answer-log.ts'
import type { Ending, Reply } from '../delivery/reply.ts'
import { Failure, toFault } from '../fault.ts'
import type { Fault } from '../fault.ts'
import { explain } from '../i18n/explain.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Logger } from '../log.ts'
import type { ChatRequest, Finish, Provider } from '../provider.ts'
import type { Question } from '../question.ts'
import type { Store } from '../store/store.ts'
import { layOut } from './prompt.ts'
import { estimateTokens } from './tokens.ts'
import type { Recalled } from './recall.ts'

/** Reasons for which a running answer is aborted. */
export type AbortReason = 'stopped' | 'shutdown'

export interface AnswerDeps {
  readonly store: Store
  readonly provider: Provider
  readonly clock: Clock
  newIncident(): string
  /** Model and system text for a question, by the settings of its place. */
  modelFor(question: Question): string
  personaFor(question: Question): string
}

/** What came of generating; without an ending, the process is to shut down and the journal keeps the question. */
export interface Generated {
  readonly ending?: Ending
  readonly outcome: 'answered' | 'stopped' | 'failed'
  readonly fault?: Fault
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
  const request: ChatRequest = {
    model: question.model ?? deps.modelFor(question),
    messages: layOut(deps.personaFor(question), recalled.history, recalled.prompt),
    cacheKey: cacheKeyOf(recalled.conversation),
    ...(log.generated === '' ? {} : { prefix: log.generated }),
  }
  let markdown = log.generated
  let model = request.model
  let finish: Finish | undefined
  let fault: Fault | undefined
  const records: Promise<void>[] = []
  try {
    const deltas = deps.provider.chat(request, abort, (report) => {
      const entry = { ...report, questionId: question.id, place: question.place }
      const record = deps.store.usage.record({ ...entry, askerId: question.asker.id, at: deps.clock.now() })
      records.push(record.catch((error: unknown) => logger.error({ err: error }, 'usage not recorded')))
    })
    for await (const delta of deltas) {
      if (delta.kind === 'text') {
        markdown += delta.text
        await reply.append(delta.text)
      } else if (delta.kind === 'reasoning') {
        await reply.reasoning(delta.text)
      } else {
        finish = delta.reason
        model = delta.report.model
      }
    }
    if (finish === undefined) throw new Failure({ kind: 'truncated', host: model })
  } catch (error) {
    const incident = deps.newIncident()
    fault = toFault(error, incident)
    if (fault.kind !== 'cancelled') logger[levelOf(fault)]({ err: error, fault }, 'answer failed')
  }
  await Promise.all(records)
  if (abort.aborted && abort.reason === 'shutdown' && finish === undefined) {
    await log.textGenerated(markdown)
    return { outcome: 'failed', fault: { kind: 'interrupted' } }
  }
  const ending = endingOf(fault, finish, question, deps.clock.now())
  await Promise.all([
    log.answerEnded(markdown, ending),
    recordTurn(deps, question, recalled, markdown, model),
  ])
  const outcome = fault === undefined ? 'answered' : fault.kind === 'cancelled' ? 'stopped' : 'failed'
  return { ending, outcome, ...(fault === undefined ? {} : { fault }) }
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
    answer: markdown,
    model,
    tokens: estimateTokens(recalled.prompt) + estimateTokens(markdown),
    at: deps.clock.now(),
  })
}

function endingOf(
  fault: Fault | undefined,
  finish: Finish | undefined,
  question: Question,
  now: number,
): Ending {
  const say = messagesFor(question.locale)
  if (fault === undefined) {
    return finish === 'length' ? { kind: 'done', notice: say.text('notice.length') } : { kind: 'done' }
  }
  const notice = explain(fault, say, now) ?? say.text('fault.interrupted')
  return { kind: fault.kind === 'cancelled' ? 'stopped' : 'failed', notice }
}

/** What an operator has to mend is an error; what passes by itself is not. */
function levelOf(fault: Fault): 'error' | 'warn' {
  return fault.kind === 'bug' || fault.kind === 'bad-key' || fault.kind === 'out-of-credit' ? 'error' : 'warn'
}

/** `[A-Za-z0-9_-]`, as hosts want it. */
function cacheKeyOf(conversation: string): string {
  return conversation.replaceAll(/[^A-Za-z0-9_-]/gu, '-').slice(-200)
}
