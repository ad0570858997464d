import type { PastMessage, Question } from '../question.ts'
import { filesHeading } from '../attachments/layout.ts'
import { withoutKeys } from '../blot.ts'
import { defused } from './control-tokens.ts'

/** A question as the model reads it, and reads it ever after: stored and replayed byte for byte. */
export interface Speech {
  readonly prompt: string
  /** Where the asker's own words begin in it, in UTF-16 units. */
  readonly wordsFrom: number
}

/** What the chat program adds to a person's words. */
export interface Heading {
  /** Who speaks, told apart from all others in the history: see `labels.ts`. */
  readonly label: string
  /** Epoch ms; its day is told. Left out where the history tells it already. */
  readonly dayOf?: number
  /** Said before, and not in the history. */
  readonly past?: readonly PastMessage[]
  /** What came with the question, laid out by `layOutFiles`. */
  readonly files?: string
}

/**
 * A first line names the speaker, in quotation marks that no name can have; everything a person wrote comes after
 * it, and what others said is quoted line by line, so that no name or text can pass for another speaker, a turn or
 * the system.
 */
export function speak(question: Question, { label, dayOf, past = [], files = '' }: Heading): Speech {
  const isDm = question.place.kind === 'dm'
  const day = dayOf === undefined ? [] : [dayText(dayOf)]
  const first = isDm ? day.map((text) => `(${text})`) : [[`"${label}" says`, ...day].join(', ') + ':']
  const quoted = pastOf(question, past).map(quote)
  const said = quoted.length === 0 ? [] : [`Said before, as quoted by the chat:\n${quoted.join('\n')}\n`]
  const attached = files === '' ? [] : [files]
  const heading = [...first, ...said, ...attached].map((block) => `${block}\n`).join('')
  return { prompt: heading + defused(question.text), wordsFrom: heading.length }
}

/** The speech with other words in place of the asker's; deleted ones leave a note, and take their files along. */
export function respoken(speech: Speech, words: string | undefined): string {
  const heading = speech.prompt.slice(0, speech.wordsFrom)
  if (words !== undefined) return heading + defused(withoutKeys(words))
  const filesFrom = `\n${heading}`.indexOf(`\n${filesHeading}\n`)
  return (filesFrom === -1 ? heading : heading.slice(0, filesFrom)) + deletedNote
}

/** Stands in prompts for what its author deleted. */
export const deletedNote = '(This message was deleted.)'

/** The label in a prompt's first line; undefined where it names nobody. */
export function labelIn(prompt: string): string | undefined {
  return /^"([^"\n]+)" says(?:, [^\n"]*)?:\n/u.exec(prompt)?.[1]
}

/** `2026-11-23, a Monday (UTC)`: the same bytes all day. */
function dayText(at: number): string {
  const date = new Date(at)
  const weekday = date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
  return `on ${weekday} ${date.toISOString().slice(0, 10)} UTC`
}

function pastOf({ quoted, from }: Question, past: readonly PastMessage[]): readonly PastMessage[] {
  // What was read from a message on begins with it.
  if (from !== undefined && past.length > 0) return past
  return quoted === undefined || past.at(-1)?.text === quoted.text ? past : [...past, quoted]
}

/** Only Tanya's own words are quoted without quotation marks around the name. */
function quote(message: PastMessage): string {
  const author = message.fromTanya ? 'You' : `"${speakerName(message.author)}"`
  const lines = defused(withoutKeys(message.text)).split(lineBreak)
  return lines.map((line, index) => (index === 0 ? `> ${author}: ${line}` : `>   ${line}`)).join('\n')
}

/** Everything that some reader takes for the end of a line. */
const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u

/** A display name as one short line without control, formatting, bracketing or quoting characters. */
export function speakerName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>|｜[\]{}:"“”„‟«»＂`\s]+/gu, ' ')
    .trim()
  return (
    clean
      .slice(0, 60)
      .replace(/[\uD800-\uDBFF]$/u, '')
      .trim() || 'Somebody'
  )
}
