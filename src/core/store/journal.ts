import type { AnswerLog, PostedPart } from '../delivery/answer-log.ts'
import type { PartRef, Question } from '../question.ts'
import type { Database } from './database.ts'
import { fromRow, toExactText } from './rows.ts'
import type { Journal, Outcome, Unfinished } from './store.ts'
import type { QuestionsTable, Sql } from './tables.ts'

/** What was accepted, shown and ended. */
export function createJournal(database: Database): Journal {
  return {
    accept: (question, at) => database.write((db) => accept(db, question, at)),
    open: (questionId) => open(database, questionId),
    settle: (questionId, outcome, at) => database.write((db) => settle(db, questionId, outcome, at)),
    unfinished: (platform) => database.read((db) => unfinished(db, platform)),
    questionOf: (message) => database.read((db) => questionOf(db, message)),
    question: (id) => database.read((db) => questionWith(db, id)),
  }
}

async function accept(db: Sql, question: Question, at: number): Promise<boolean> {
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
      generated: toExactText(''),
      ending: null,
      outcome: null,
      accepted_at: at,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

async function open(database: Database, questionId: string): Promise<AnswerLog> {
  const { platform, generated, ending, posted } = await database.read(async (db) => {
    const row = await db
      .selectFrom('questions')
      .select(['platform', 'generated', 'ending'])
      .where('id', '=', questionId)
      .executeTakeFirstOrThrow(() => new Error('opens the answer to a question that was not accepted'))
    return { ...row, posted: await partsOf(db, questionId) }
  })
  return {
    questionId,
    posted,
    generated: fromRow.text(generated),
    ...(ending !== null && { ending: fromRow.ending(ending) }),
    partShown: (part) => database.write((db) => showPart(db, questionId, platform, part)),
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

async function settle(db: Sql, questionId: string, outcome: Outcome, at: number): Promise<void> {
  await db
    .updateTable('questions')
    .set({ outcome, settled_at: at })
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
