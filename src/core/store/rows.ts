import { z } from 'zod'
import type { PostedPart } from '../delivery/answer-log.ts'
import { actions } from '../delivery/reply.ts'
import type { Ending } from '../delivery/reply.ts'
import { platformNames } from '../question.ts'
import type { Place, Question } from '../question.ts'
import type { Amendment, PathTurn, Summary } from './ports/turns.ts'

/**
 * What is read is checked: a row may have been written by another version. Texts that must come back byte for byte
 * are kept as JSON strings, because PostgreSQL's `text` has no NUL and neither engine keeps half a surrogate pair.
 */
const exactText = json(z.string())

export function toExactText(text: string): string {
  return JSON.stringify(text)
}

const platform = z.enum(platformNames)
const placeKind = z.enum(['channel', 'thread', 'dm'])
const count = z.int().nonnegative()

const turnRow = z
  .object({
    id: z.string(),
    conversation: z.string(),
    parent: z.string().nullable(),
    platform,
    workspace: z.string(),
    channel: z.string(),
    thread: z.string().nullable(),
    place_kind: placeKind,
    parent_channel: z.string().nullable(),
    asker_id: z.string(),
    prompt: exactText,
    answer: exactText,
    model: z.string(),
    tokens: count,
    tokens_before: count,
    at: z.int(),
    words_from: count,
    from_tokens: count,
    from_summary: z.string().nullable(),
  })
  .transform((row): PathTurn => ({
    id: row.id,
    conversation: row.conversation,
    ...(row.parent !== null && { parent: row.parent }),
    place: {
      platform: row.platform,
      workspace: row.workspace,
      channel: row.channel,
      ...(row.thread !== null && { thread: row.thread }),
      kind: row.place_kind,
      ...(row.parent_channel !== null && { parent: row.parent_channel }),
    },
    askerId: row.asker_id,
    prompt: row.prompt,
    ...(row.words_from > 0 && { wordsFrom: row.words_from }),
    answer: row.answer,
    model: row.model,
    tokens: row.tokens,
    ...((row.from_tokens > 0 || row.from_summary !== null) && {
      cut: {
        fromTokens: row.from_tokens,
        ...(row.from_summary !== null && { summary: row.from_summary }),
      },
    }),
    at: row.at,
    tokensBefore: row.tokens_before,
  }))

const amendmentRow = z
  .object({ amended_prompt: exactText.nullable(), amended_answer: exactText.nullable() })
  .transform((row): Amendment => ({
    ...(row.amended_prompt !== null && { prompt: row.amended_prompt }),
    ...(row.amended_answer !== null && { answer: row.amended_answer }),
  }))

const summaryRow = z.object({
  turn: z.string(),
  text: exactText,
  tokens: count,
  at: z.int(),
}) satisfies z.ZodType<Summary>

const ref = z.object({ channel: z.string(), message: z.string() })
const past = z.object({ author: z.string(), fromTanya: z.boolean(), text: z.string() })

/** Loose: a field that a newer version of the question has is kept for whoever knows it. */
const question = z.looseObject({
  id: z.string(),
  place: z.looseObject({
    platform,
    workspace: z.string(),
    channel: z.string(),
    thread: z.exactOptional(z.string()),
    kind: placeKind,
    parent: z.exactOptional(z.string()),
  }),
  asker: z.looseObject({ id: z.string(), name: z.string(), isAdmin: z.boolean(), isOutsider: z.boolean() }),
  text: z.string(),
  lineage: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('new') }),
    z.looseObject({ kind: z.literal('linear'), conversation: z.string() }),
    z.looseObject({ kind: z.literal('branch'), message: ref }),
  ]),
  from: z.exactOptional(ref),
  recent: z.exactOptional(count),
  overheard: z.exactOptional(z.boolean()),
  quoted: z.exactOptional(past),
  message: z.exactOptional(ref),
  locale: z.string(),
  askedAt: z.number(),
  private: z.boolean(),
  model: z.exactOptional(z.string()),
  via: z.exactOptional(z.record(z.string(), z.string())),
}) satisfies z.ZodType<Question>

const questionRow = json<Question>(question)

const offered = z.exactOptional(z.array(z.enum(actions)))

const ending = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), notice: z.exactOptional(z.string()), actions: offered }),
  z.object({ kind: z.literal('stopped'), notice: z.string(), actions: offered }),
  z.object({ kind: z.literal('failed'), notice: z.string(), actions: offered }),
  z.object({ kind: z.literal('withdrawn') }),
]) satisfies z.ZodType<Ending>

const endingRow = json<Ending>(ending)

const partRow = z
  .object({
    part_index: count,
    channel: z.string(),
    message: z.string(),
    from_unit: count,
    to_unit: count,
  })
  .transform((row): PostedPart => ({
    index: row.part_index,
    ref: { channel: row.channel, message: row.message },
    from: row.from_unit,
    to: row.to_unit,
  }))

export const fromRow = {
  turn: (row: unknown): PathTurn => turnRow.parse(row),
  amendment: (row: unknown): Amendment => amendmentRow.parse(row),
  summary: (row: unknown): Summary => summaryRow.parse(row),
  question: (json: unknown): Question => questionRow.parse(json),
  ending: (json: unknown): Ending => endingRow.parse(json),
  part: (row: unknown): PostedPart => partRow.parse(row),
  text: (json: unknown): string => exactText.parse(json),
}

/** A place as columns. */
export function placeColumns(place: Place) {
  return {
    platform: place.platform,
    workspace: place.workspace,
    channel: place.channel,
    thread: place.thread ?? null,
    place_kind: place.kind,
    parent_channel: place.parent ?? null,
  }
}

/** JSON in a text column. Its own errors are not passed on: they quote what people wrote. */
function json<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)
}
