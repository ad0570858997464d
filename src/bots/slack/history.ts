import { z } from 'zod'
import type { PartRef, PastMessage, Question } from '../../core/question.ts'
import type { CallOptions, SlackCalls } from './calls.ts'
import type { Self } from './inbound.ts'
import { limits } from './limits.ts'
import { toMarkdown } from './mrkdwn.ts'
import type { People } from './people.ts'

/** What is read of a message of https://docs.slack.dev/reference/methods/conversations.replies. */
const message = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  username: z.string().optional(),
  bot_profile: z.object({ name: z.string().optional() }).optional(),
  subtype: z.string().optional(),
  thread_ts: z.string().optional(),
  user_team: z.string().optional(),
  team: z.string().optional(),
  text: z.string().optional(),
  files: z.array(z.object({ id: z.string().optional(), name: z.string().nullish() })).optional(),
  attachments: z.array(z.object({ text: z.string().optional(), fallback: z.string().optional() })).optional(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
})

export type ThreadMessage = z.infer<typeof message>

const page = z.object({
  messages: z.array(message),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

/** Messages of a thread, its root first, that are at least as new as `oldest`; a few pages of them. */
export async function readThread(
  calls: SlackCalls,
  where: {
    readonly channel: string
    readonly thread: string
    readonly oldest?: string
    readonly latest?: string
  },
  options: CallOptions = {},
): Promise<readonly ThreadMessage[]> {
  const found: ThreadMessage[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < limits.historyPages; pages += 1) {
    const answer = page.parse(
      await calls.call(
        'conversations.replies',
        {
          channel: where.channel,
          ts: where.thread,
          limit: limits.historyPage,
          include_all_metadata: true,
          ...(where.oldest === undefined ? {} : { oldest: where.oldest, inclusive: true }),
          ...(where.latest === undefined ? {} : { latest: where.latest, inclusive: true }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        options,
      ),
    )
    found.push(...answer.messages)
    cursor = answer.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') break
  }
  return found
}

export interface HistoryDeps {
  readonly calls: SlackCalls
  readonly people: People
  readonly self: () => Self
  /** Whether the store holds this message as a question or an answer. */
  readonly isStored: (message: PartRef) => Promise<boolean>
}

/** What was said in the thread before the question and is in no stored turn, oldest first, bounded. */
export async function readHistory(deps: HistoryDeps, question: Question): Promise<readonly PastMessage[]> {
  const { channel, thread } = question.place
  if (question.from !== undefined) return readOnward(deps, question, question.from)
  const asked = question.message?.message
  if (question.recent !== undefined) return readRecent(deps, question, question.recent)
  // A message that opens a thread has nothing before it.
  if (thread === undefined || asked === undefined || thread === asked) return []
  const before = (
    await readThread(deps.calls, { channel, thread, latest: asked }, { patienceMs: limits.historyPatienceMs })
  )
    .filter((one) => Number(one.ts) < Number(asked))
    .slice(-limits.historyMessages)
  const unseen: ThreadMessage[] = []
  for (const one of before) {
    if (!(await deps.isStored({ channel, message: one.ts }))) unseen.push(one)
  }
  return newest(await asPast(deps, unseen), limits.historyChars)
}

async function asPast(deps: HistoryDeps, unseen: readonly ThreadMessage[]): Promise<readonly PastMessage[]> {
  const names = await deps.people.namesIn([
    ...unseen.map((one) => one.text ?? ''),
    ...unseen.flatMap((one) =>
      one.user === undefined || one.bot_id !== undefined ? [] : [`<@${one.user}>`],
    ),
  ])
  const self = deps.self()
  return unseen.flatMap((one): PastMessage[] => {
    const text = textOf(one)
    if (text === '') return []
    return [
      {
        author: authorOf(one, names.person),
        fromTanya: one.user === self.userId || (one.bot_id !== undefined && one.bot_id === self.botId),
        text: toMarkdown(text, names),
      },
    ]
  })
}

/** The channel's latest messages before the question, which opens a thread there. */
async function readRecent(
  deps: HistoryDeps,
  { place: { channel }, message }: Question,
  most: number,
): Promise<readonly PastMessage[]> {
  const latest = message === undefined ? {} : { latest: message.message }
  const { messages } = page.parse(
    await deps.calls.call(
      'conversations.history',
      { channel, limit: most, ...latest },
      { patienceMs: limits.historyPatienceMs },
    ),
  )
  const spoken = messages.toSorted((a, b) => Number(a.ts) - Number(b.ts)).slice(-most)
  return newest(await asPast(deps, spoken), limits.historyChars)
}

/** That message and what was said after it, in its thread or its channel, the newest of it where it is too much. */
async function readOnward(
  deps: HistoryDeps,
  { place }: Question,
  { channel, message: oldest }: PartRef,
): Promise<readonly PastMessage[]> {
  const { thread } = place
  const patience = { patienceMs: limits.historyPatienceMs }
  const found =
    place.kind === 'channel' || thread === undefined
      ? await readChannel(deps.calls, channel, oldest, patience)
      : await readThread(deps.calls, { channel, thread, oldest }, patience)
  const later = found.filter((one) => Number(one.ts) >= Number(oldest))
  return newest(await asPast(deps, later), limits.onwardChars)
}

/** Messages of a channel that are at least as new as `oldest`, oldest first; the newest pages of them. */
export async function readChannel(
  calls: SlackCalls,
  channel: string,
  oldest: string,
  options: CallOptions = {},
): Promise<readonly ThreadMessage[]> {
  const found: ThreadMessage[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < limits.historyPages; pages += 1) {
    const args = { channel, oldest, inclusive: true, limit: limits.historyPage }
    const answer = page.parse(
      await calls.call(
        'conversations.history',
        { ...args, ...(cursor === undefined ? {} : { cursor }) },
        options,
      ),
    )
    found.push(...answer.messages)
    cursor = answer.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') break
  }
  return found.toSorted((a, b) => Number(a.ts) - Number(b.ts))
}

function textOf(one: ThreadMessage): string {
  const files = (one.files ?? []).map((file) => `[${file.name ?? 'file'}]`)
  const texts = [one.text ?? '']
  if (texts[0] === '') texts.push(...(one.attachments ?? []).map((a) => a.text ?? a.fallback ?? ''))
  return [...texts, ...files].filter((text) => text.trim() !== '').join('\n')
}

function authorOf(one: ThreadMessage, nameOf: (id: string) => string | undefined): string {
  if (one.bot_id !== undefined) return one.username ?? one.bot_profile?.name ?? 'bot'
  return (one.user === undefined ? undefined : nameOf(one.user)) ?? one.username ?? one.user ?? 'somebody'
}

/** The newest messages that fit, the oldest of them cut at its beginning. */
function newest(past: readonly PastMessage[], maxChars: number): readonly PastMessage[] {
  const kept: PastMessage[] = []
  let left = maxChars
  for (const one of past.toReversed()) {
    if (left <= 0) break
    const text = one.text.length <= left ? one.text : `… ${one.text.slice(-left)}`
    kept.unshift({ ...one, text })
    left -= one.text.length
  }
  return kept
}
