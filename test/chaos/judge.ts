import { DatabaseSync } from 'node:sqlite'
import { differenceOf } from '../support/read-back.ts'
import type { PlannedQuestion } from './plan.ts'
import type { SeenPart, Side } from './side.ts'
import { marksIn, questionIn, thought } from './texts.ts'

/** What Tanya's own journal says of a question. */
export interface Journalled {
  readonly generated: string
  readonly settled: boolean
}

export type Verdict =
  | { readonly kind: 'whole' }
  /** Says why there is no answer, or no more of it. */
  | { readonly kind: 'failed'; readonly sentence: string }
  /** The platform told the asker at once that it reached nobody. */
  | { readonly kind: 'unheard' }
  /** Whole or failed, but a piece that one person alone sees came twice: docs/reliability.md, "What cannot be kept". */
  | { readonly kind: 'repeated' }
  /** Never came to Tanya's journal: asked while she was away. */
  | { readonly kind: 'missed' }
  | { readonly kind: 'lost'; readonly why: string }
  | { readonly kind: 'doubled'; readonly why: string }
  | { readonly kind: 'different'; readonly why: string }

/** Everything accepted so far, by the number of the question. */
export function readJournal(file: string): ReadonlyMap<number, Journalled> {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const rows = database.prepare('select question, generated, outcome from questions').all()
    return new Map(
      rows.flatMap(({ question, generated, outcome }) => {
        const n = questionIn(String(question))
        if (n === undefined) return []
        return [[n, { generated: textOf(generated), settled: outcome !== null }] as const]
      }),
    )
  } finally {
    database.close()
  }
}

/** Texts are kept as JSON strings. */
function textOf(stored: unknown): string {
  return stored === '' ? '' : String(JSON.parse(String(stored)))
}

/** What became of one question. `parts` are those that belong to it, in the order of reading. */
export function judge(
  question: PlannedQuestion,
  parts: readonly SeenPart[],
  side: Side,
  journalled: Journalled | undefined,
): Verdict {
  const texts = parts.filter(({ text, echo }) => !echo && text.trim() !== '').map(({ text }) => text)
  const failures = parts.flatMap(({ failure }) => failure ?? [])
  const seen = texts.flatMap(marksIn).map(([n, at]) => `${n}x${at}`)
  const twice = seen.find((mark, index) => seen.indexOf(mark) !== index)
  if (twice !== undefined) {
    const once = parts.filter(({ text }, index) => parts.findIndex((part) => part.text === text) === index)
    const isAllowed = question.how === 'private' && once.length < parts.length
    const verdict = isAllowed ? judge(question, once, side, journalled).kind : 'doubled'
    if (verdict === 'whole' || verdict === 'failed') return { kind: 'repeated' }
    return { kind: 'doubled', why: `sentence ${twice} is read twice` }
  }
  if (parts.filter(({ echo }) => echo).length > 1) return { kind: 'doubled', why: 'the question is repeated' }
  if (failures.length > 1) return { kind: 'doubled', why: failures.join(' | ') }
  const [failure] = failures
  if (parts.some(({ open }) => open)) {
    // Killed between the first sign of life and the journal: Discord says so to the asker when it gives up.
    if (journalled === undefined && texts.length === 0) return { kind: 'unheard' }
    return { kind: 'lost', why: 'left open' }
  }
  if (texts.length === 0 && failure === undefined) {
    if (journalled !== undefined) return { kind: 'lost', why: journalled.settled ? 'settled' : 'unsettled' }
    return { kind: side.unheard(question.n) ? 'unheard' : 'missed' }
  }
  const said = failure === undefined ? question.answer.text : (journalled?.generated ?? '')
  if (!question.answer.text.startsWith(said))
    return { kind: 'different', why: 'the journal has another text' }
  // What cannot be shown to all is told to the asker alone, and is rendered otherwise.
  const how = parts.some(({ person }) => person !== undefined) ? 'private' : question.how
  const rests = parts.flatMap(({ rest }) => (rest === undefined ? [] : side.rendered(rest, how)))
  const difference = differenceOf([...texts, ...rests], side.rendered(said, how))
  if (difference !== undefined) {
    const isHalf = failure === undefined && difference.startsWith('missing')
    return { kind: isHalf ? 'lost' : 'different', why: `${failure ?? ''} ${difference}` }
  }
  return failure === undefined ? { kind: 'whole' } : { kind: 'failed', sentence: failure }
}

export function leaks(parts: readonly SeenPart[]): number {
  return parts.filter(({ versions }) => versions.some((version) => thought.test(version))).length
}
