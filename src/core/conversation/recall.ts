import { layOutFiles } from '../attachments/layout.ts'
import type { FileRead } from '../attachments/layout.ts'
import { fileLimits } from '../attachments/limits.ts'
import type { FileRoom, ReadFiles } from '../attachments/read-files.ts'
import type { Surface } from '../bot.ts'
import type { Clock } from '../clock.ts'
import type { HostFault } from '../fault.ts'
import type { Logger } from '../log.ts'
import type { PastMessage, Question } from '../question.ts'
import type { Cut, PathTurn, Summary } from '../store/ports/turns.ts'
import type { Store } from '../store/store.ts'
import { cutTo, endOf, nextCut, wholeHistory } from './cut.ts'
import type { FactsOf, ModelFacts } from './facts.ts'
import { labelOf } from './labels.ts'
import type { Lineages } from './lineage.ts'
import { marksFor } from './marks.ts'
import type { Marks } from './marks.ts'
import { estimatePrompt, layOut } from './prompt.ts'
import type { Layers } from './prompt.ts'
import { speak } from './speech.ts'
import type { Speech } from './speech.ts'
import type { TokenCounts } from './tokens.ts'

/** What the model is to see before and as the question. */
export interface Recalled extends Speech, Layers {
  readonly conversation: string
  readonly parentId?: string
  readonly history: readonly PathTurn[]
  /** As configured: an alias, a name or a list of them. */
  readonly modelSpec: string
  /** The name under which is kept how the model counts: its own, or the spec where that cannot be resolved. */
  readonly model: string
  readonly cut: Cut
  readonly marks: Marks
  /** What the model counts for a token of the estimate. */
  readonly ratio: number
  /** Tokens of the whole prompt, by the estimate and the ratio. */
  readonly tokens: number
  /** What came with the question. */
  readonly files: readonly FileRead[]
}

export interface RecallDeps {
  readonly store: Pick<Store, 'turns'>
  readonly lineages: Lineages
  readonly factsOf: FactsOf
  readonly counts: TokenCounts
  readonly clock: Clock
  readonly readFiles: ReadFiles
  modelFor(question: Question, conversation: string): Promise<string>
  personaFor(question: Question): Promise<string>
}

/** The conversation so far: from the store, and where it has nothing, from the platform's own history. */
export async function recall(
  deps: RecallDeps,
  question: Question,
  conversation: string,
  surface: Surface,
  signal: AbortSignal,
  logger: Logger,
): Promise<Recalled> {
  const { parent, unseen } = await deps.lineages.ancestryOf(question)
  const model = await modelOf(deps, question, conversation)
  const system = await deps.personaFor(question)
  const read = await deps.readFiles(question, surface, roomFor(model), signal, logger)
  const known = { conversation, system, ...model, ...read }
  if (parent !== undefined) return continued(deps, withoutParent(question), known, parent)
  const past =
    unseen || question.recent !== undefined ? await platformHistory(question, surface, signal, logger) : []
  const label = labelOf(question.asker, [])
  const speech = speak(question, { label, dayOf: question.askedAt, past, files: layOutFiles(read.files) })
  return measured({ ...known, ...speech, history: [], cut: wholeHistory })
}

/** Of a prompt that the host found too long, what its own numbers say it takes; undefined when nothing can go. */
export function cutHarder(
  recalled: Recalled,
  { limit, requested }: HostFault & { readonly kind: 'too-long' },
): Recalled | undefined {
  const { history, tokens } = recalled
  const last = history.at(-1)
  if (last === undefined) return undefined
  const scale = requested === undefined ? 1 : tokens / requested
  const fits = Math.min(tokens * mostKept, limit === undefined ? Infinity : limit * scale * mostFilled)
  const besides = tokens - (endOf(last) - (history[0]?.tokensBefore ?? 0))
  const fromTokens = Math.max(cutTo(endOf(last), Math.max(0, fits - besides)), endOf(history[0] ?? last))
  return measured({
    ...recalled,
    history: history.filter((turn) => turn.tokensBefore >= fromTokens),
    cut: { ...recalled.cut, fromTokens },
  })
}

/** Of the host's limit: an answer needs room, and so do the next turns, lest they be cut again. */
const mostFilled = 0.5

/** Of the prompt that was refused. */
const mostKept = 0.5

type Model = Pick<Recalled, 'modelSpec' | 'model' | 'marks' | 'ratio'> & { readonly takesPictures: boolean }

/** Files leave room for what was said before and, in a later prompt, for what is said about them. */
function roomFor({ marks, ratio, takesPictures }: Model): FileRoom {
  const tokens = Math.min(fileLimits.tokens, (marks.high * 0.75) / ratio, (marks.room * 0.5) / ratio)
  return { tokens: Math.floor(tokens), takesPictures }
}

async function modelOf(
  { factsOf, counts, ...deps }: RecallDeps,
  question: Question,
  conversation: string,
): Promise<Model> {
  const modelSpec = await deps.modelFor(question, conversation)
  const facts = await factsOf(modelSpec, question.place)
  const model = facts?.model ?? modelSpec
  const [ratio, limit] = await Promise.all([counts.ratio(model), counts.limit(model)])
  return {
    modelSpec,
    model,
    ratio,
    takesPictures: facts?.takesImages ?? false,
    marks: marksFor(limit === undefined ? facts : limitedTo(limit, model, facts)),
  }
}

function limitedTo(limit: number, model: string, facts: ModelFacts | undefined): ModelFacts {
  return { model, ...facts, context: Math.min(limit, facts?.context ?? Infinity) }
}

/** After a turn of the store: only what the prompt needs of the conversation is read. */
async function continued(
  { store: { turns }, clock }: RecallDeps,
  question: Question,
  known: Model & Pick<Recalled, 'conversation' | 'system' | 'files'>,
  parent: PathTurn,
): Promise<Recalled> {
  const current = parent.cut ?? wholeHistory
  const [history, inUse] = await Promise.all([
    turns.path(parent.id, current.fromTokens),
    current.summary === undefined ? undefined : turns.summary([current.summary]),
  ])
  const layers = (kept: readonly PathTurn[], cut: Cut, summary: Summary | undefined): Recalled => {
    const isNewDay = dayOf(parent.at) !== dayOf(question.askedAt) || cut.fromTokens !== current.fromTokens
    const files = layOutFiles(known.files)
    const label = labelOf(question.asker, kept)
    const heading = { label, ...(isNewDay && { dayOf: question.askedAt }), files }
    const shared = { parentId: parent.id, history: kept, cut, ...(summary && { summary }) }
    return measured({ ...known, ...speak(question, heading), ...shared })
  }
  const whole = layers(history, current, inUse)
  const besides = whole.tokens - tokensOf(history)
  const ready = await readySummary(turns, whole)
  const standing = { parent, history, besides, now: clock.now(), ...(ready && { ready }) }
  const cut = nextCut(standing, known.marks)
  if (cut.fromTokens === current.fromTokens && cut.summary === current.summary) return whole
  const amended = await turns.amended(known.conversation)
  await turns.settle(known.conversation)
  const kept = await turns.path(parent.id, cut.fromTokens)
  if (cut.summary === ready?.turn) return layers(kept, cut, ready)
  // It may tell what somebody has deleted since.
  const isStale = inUse === undefined || amended.some(({ turn }) => turn.at <= inUse.at)
  return isStale ? layers(kept, { fromTokens: cut.fromTokens }, undefined) : layers(kept, cut, inUse)
}

/** So many turns back a summary is looked for: it is made shortly before it is needed. */
const lookedBack = 12

/** A summary of one of the last turns that is not in use yet, where the prompt is about to be cut. */
export async function readySummary(
  turns: Pick<Store['turns'], 'summary'>,
  { history, cut, marks, tokens }: Pick<Recalled, 'history' | 'cut' | 'marks' | 'tokens'>,
  newest: readonly string[] = [],
): Promise<Summary | undefined> {
  if (marks.compaction === undefined || tokens < marks.compaction.at) return undefined
  const found = await turns.summary([...history.slice(-lookedBack).map((turn) => turn.id), ...newest])
  return found?.turn === cut.summary ? undefined : found
}

function measured(layers: Omit<Recalled, 'tokens'>): Recalled {
  const { history } = layers
  const besides = estimatePrompt(layOut({ ...layers, history: [] })) * layers.ratio
  return { ...layers, tokens: Math.ceil(besides) + tokensOf(history) }
}

function tokensOf(history: readonly PathTurn[]): number {
  return history.reduce((tokens, turn) => tokens + turn.tokens, 0)
}

function dayOf(at: number): number {
  return Math.floor(at / 86_400_000)
}

async function platformHistory(
  question: Question,
  surface: Surface,
  signal: AbortSignal,
  logger: Logger,
): Promise<readonly PastMessage[]> {
  try {
    return await surface.history(question, signal)
  } catch (error) {
    // Better an answer without what was said before than none.
    logger.warn({ err: error }, 'platform history not read')
    return []
  }
}

/** A reply whose turn is in the history needs no quote of it. */
function withoutParent(question: Question): Question {
  if (question.lineage.kind !== 'branch') return question
  const { quoted: _inHistory, ...rest } = question
  return rest
}
