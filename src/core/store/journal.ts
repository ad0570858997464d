import type { AnswerLog, PostedPart } from '../delivery/answer-log.ts'
import type { PartRef, Place, Question } from '../question.ts'
import type { Database } from './database.ts'
import { fromRow, toExactText } from './rows.ts'
import type { Journal, KnownAnswer, Outcome, Reopening, Unfinished } from './ports/journal.ts'
import type { QuestionsTable, Sql } from './tables.ts'

/** What was accepted, shown and ended. */
export function createJournal(database: Database): Journal {
  return {
    accept: (question, at, answer) => database.write((db) => accept(db, question, at, answer)),
    note: (questionId, place, at) => database.write((db) => note(db, questionId, place, at)),
    reopen: (questionId, reopening) => database.transact((db) => reopen(db, questionId, reopening)),
    open: (questionId) => open(database, questionId),
    settle: (questionId, outcome, at) => database.write((db) => settle(db, questionId, outcome, at)),
    unfinished: (platform) => database.read((db) => unfinished(db, platform)),
    questionOf: (message) => database.read((db) => questionOf(db, message)),
    question: (id) => database.read((db) => questionWith(db, id)),
  }
}

async function accept(
  db: Sql,
  question: Question,
  at: number,
  answer: KnownAnswer | undefined,
): Promise<boolean> {
  const { platform, workspace, channel } = question.place
  const inserted = await db
    .insertInto('questions')
    .values({
      id: question.id,
      platform,
      workspace,
      channel,
      parent_channel: question.place.parent ?? null,
      asker_id: question.asker.id,
      message_channel: question.message?.channel ?? null,
      message_id: question.message?.message ?? null,
      question: JSON.stringify(question),
      generated: toExactText(answer?.generated ?? ''),
      ending: answer === undefined ? null : JSON.stringify(answer.ending),
      outcome: null,
      attempt: 0,
      accepted_at: at,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

async function note(db: Sql, id: string, place: Place, at: number): Promise<boolean> {
  const { platform, workspace, channel, parent = null } = place
  const inserted = await db
    .insertInto('questions')
    .values({
      id,
      platform,
      workspace,
      channel,
      parent_channel: parent,
      asker_id: '',
      message_channel: null,
      message_id: null,
      question: null,
      generated: toExactText(''),
      ending: null,
      outcome: 'answered',
      attempt: 0,
      accepted_at: at,
      settled_at: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

async function reopen(
  db: Sql,
  questionId: string,
  { generated, ending, question, elsewhere = false, unsettled = false }: Reopening,
): Promise<boolean> {
  let update = db
    .updateTable('questions')
    .set((column) => ({
      generated: toExactText(generated ?? ''),
      ending: ending === undefined ? null : JSON.stringify(ending),
      outcome: null,
      settled_at: null,
      attempt: column('attempt', '+', generated === undefined ? 1 : 0),
      ...(question !== undefined && { question: JSON.stringify(question) }),
    }))
    .where('id', '=', questionId)
    .where('question', 'is not', null)
  if (!unsettled) update = update.where('outcome', 'is not', null)
  if ((await update.returning('id').executeTakeFirst()) === undefined) return false
  if (elsewhere) {
    await db.deleteFrom('parts').where('question_id', '=', questionId).execute()
  } else if (generated === undefined) {
    // What they show is no slice of the text to come.
    await db
      .updateTable('parts')
      .set({ from_unit: 0, to_unit: 0 })
      .where('question_id', '=', questionId)
      .execute()
  }
  return true
}

async function open(database: Database, questionId: string): Promise<AnswerLog> {
  const { platform, generated, ending, attempt, posted } = await database.read(async (db) => {
    const row = await db
      .selectFrom('questions')
      .select(['platform', 'generated', 'ending', 'attempt'])
      .where('id', '=', questionId)
      .executeTakeFirstOrThrow(() => new Error('opens the answer to a question that was not accepted'))
    return { ...row, posted: await partsOf(db, questionId) }
  })
  return {
    questionId,
    attempt,
    posted,
    generated: fromRow.text(generated),
    ...(ending !== null && { ending: fromRow.ending(ending) }),
    partShown: (part) => database.write((db) => showPart(db, questionId, platform, part)),
    partRemoved: (index) => database.write((db) => removePart(db, questionId, index)),
    textGenerated: (markdown) =>
      database.write((db) => setText(db, questionId, { generated: toExactText(markdown) })),
    answerEnded: (markdown, ending) =>
      database.write((db) =>
        setText(db, questionId, { generated: toExactText(markdown), ending: JSON.stringify(ending) }),
      ),
  }
}

type Text = Partial<Pick<QuestionsTable, 'generated' | 'ending'>>

async function setText(db: Sql, questionId: string, text: Text): Promise<void> {
  await db.updateTable('questions').set(text).where('id', '=', questionId).execute()
}

async function showPart(db: Sql, questionId: string, platform: string, part: PostedPart): Promise<void> {
  const shown = {
    channel: part.ref.channel,
    message: part.ref.message,
    from_unit: part.from,
    to_unit: part.to,
  }
  await db
    .insertInto('parts')
    .values({ question_id: questionId, part_index: part.index, platform, ...shown })
    .onConflict((conflict) => conflict.columns(['question_id', 'part_index']).doUpdateSet(shown))
    .execute()
}

async function removePart(db: Sql, questionId: string, index: number): Promise<void> {
  await db.deleteFrom('parts').where('question_id', '=', questionId).where('part_index', '=', index).execute()
}

async function settle(db: Sql, questionId: string, outcome: Outcome, at: number): Promise<void> {
  await db
    .updateTable('questions')
    .set({
      outcome,
      settled_at: at,
      // What its author took back is not kept.
      ...(outcome === 'withdrawn' && { question: null, generated: toExactText(''), ending: null }),
    })
    .where('id', '=', questionId)
    .where('outcome', 'is', null)
    .execute()
}

async function unfinished(db: Sql, platform: string): Promise<readonly Unfinished[]> {
  const rows = await db
    .selectFrom('questions')
    .select(['id', 'question', 'generated'])
    .where('platform', '=', platform)
    .where('outcome', 'is', null)
    .orderBy('accepted_at')
    .orderBy('id')
    .execute()
  const open: Unfinished[] = []
  for (const { id, question, generated } of rows) {
    open.push({
      question: fromRow.question(question),
      generated: fromRow.text(generated),
      posted: await partsOf(db, id),
    })
  }
  return open
}

async function partsOf(db: Sql, questionId: string): Promise<readonly PostedPart[]> {
  const rows = await db
    .selectFrom('parts')
    .select(['part_index', 'channel', 'message', 'from_unit', 'to_unit'])
    .where('question_id', '=', questionId)
    .orderBy('part_index')
    .execute()
  return rows.map(fromRow.part)
}

/** Where one message belongs to several, as after an answer in place of another, the newest has it. */
async function questionOf(db: Sql, { channel, message }: PartRef): Promise<string | undefined> {
  const shown = await db
    .selectFrom('parts')
    .innerJoin('questions', 'questions.id', 'parts.question_id')
    .select('questions.id')
    .where('parts.message', '=', message)
    .where('parts.channel', '=', channel)
    .orderBy('questions.accepted_at', 'desc')
    .executeTakeFirst()
  if (shown !== undefined) return shown.id
  const asked = await db
    .selectFrom('questions')
    .select('id')
    .where('message_id', '=', message)
    .where('message_channel', '=', channel)
    .orderBy('accepted_at', 'desc')
    .executeTakeFirst()
  return asked?.id
}

async function questionWith(db: Sql, id: string): Promise<Question | undefined> {
  const row = await db.selectFrom('questions').select('question').where('id', '=', id).executeTakeFirst()
  return row === undefined || row.question === null ? undefined : fromRow.question(row.question)
}
