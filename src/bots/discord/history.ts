import { MessageType, RequestMethod, Routes } from 'discord.js'
import type { APIMessage } from 'discord.js'
import type { PartRef, PastMessage, Question } from '../../core/question.ts'
import { pastMessage } from './inbound.ts'
import type { Me } from './inbound.ts'
import { maxMessagesPerRead } from './limits.ts'
import type { DiscordRest } from './rest.ts'

/** Longest reply chain that is read from Discord; each read gives two of its messages. */
const maxChainReads = 10
/** Reads and characters of what was said from a message on. */
const maxOnwardReads = 4
const maxOnwardChars = 40_000
/** Messages of a thread read before a question. */
const threadMessages = 50

/**
 * What was said before the question where no store knows it: the thread's latest messages, or the reply chain up
 * to the first message `isKnown` recognises. Oldest first. For a question `from` a message on: that
 * and what came after it. In a DM Tanya has seen everything herself.
 * Rejects with a `Failure`.
 */
export async function readHistory(options: {
  readonly rest: DiscordRest
  readonly question: Question
  readonly me: Me
  readonly isKnown: (message: PartRef) => Promise<boolean>
  readonly signal: AbortSignal
}): Promise<readonly PastMessage[]> {
  const { question } = options
  if (question.from !== undefined) return readOnward({ ...options, from: question.from })
  if (question.place.kind === 'thread') return readLatest(options, threadMessages)
  if (question.lineage.kind === 'branch') return readChain({ ...options, from: question.lineage.message })
  return question.recent === undefined ? [] : readLatest(options, question.recent)
}

/** The channel's or thread's latest messages before the question. */
async function readLatest(
  { rest, question, me, signal }: Parameters<typeof readHistory>[0],
  most: number,
): Promise<readonly PastMessage[]> {
  const query = new URLSearchParams({ limit: String(Math.min(most, maxMessagesPerRead)) })
  if (question.message !== undefined) query.set('before', question.message.message)
  const messages = await rest.call<APIMessage[]>(
    'read messages',
    RequestMethod.Get,
    Routes.channelMessages(question.place.channel),
    { query, signal },
  )
  return messages
    .toReversed()
    .map((message) =>
      // A thread made from a message opens with a pointer to it.
      message.type === MessageType.ThreadStarterMessage ? (message.referenced_message ?? message) : message,
    )
    .flatMap((message) => pastMessage(message, me) ?? [])
}

/** That message and what was said after it, the newest of it where it is too much. */
async function readOnward({
  rest,
  me,
  from,
  signal,
}: Parameters<typeof readHistory>[0] & { readonly from: PartRef }): Promise<readonly PastMessage[]> {
  const found: APIMessage[] = []
  let after = String(BigInt(from.message) - 1n)
  for (let reads = 0; reads < maxOnwardReads; reads += 1) {
    const query = new URLSearchParams({ limit: String(maxMessagesPerRead), after })
    const route = Routes.channelMessages(from.channel)
    const page = await rest.call<APIMessage[]>('read on', RequestMethod.Get, route, { query, signal })
    found.push(...page.toReversed())
    after = page[0]?.id ?? after
    if (page.length < maxMessagesPerRead) break
  }
  const past = found.flatMap((message) => pastMessage(message, me) ?? [])
  let left = maxOnwardChars
  return past.slice(past.findLastIndex((one) => (left -= one.text.length) < 0) + 1)
}

async function readChain({
  rest,
  question,
  me,
  isKnown,
  from,
  signal,
}: Parameters<typeof readHistory>[0] & { readonly from: PartRef }): Promise<readonly PastMessage[]> {
  const newestFirst: PastMessage[] = []
  let next: PartRef | undefined = from
  for (let reads = 0; next !== undefined && reads < maxChainReads; reads += 1) {
    if (await isKnown(next)) break
    const message: APIMessage = await rest.call<APIMessage>(
      'read message',
      RequestMethod.Get,
      Routes.channelMessage(next.channel, next.message),
      { signal },
    )
    // The first is what the question replies to: the question itself carries it as `quoted`.
    if (reads > 0 || question.quoted === undefined) newestFirst.push(...said(message, me))
    next = parentOf(message)
    const parent = message.referenced_message
    if (next !== undefined && parent !== undefined && parent !== null) {
      if (await isKnown(next)) break
      newestFirst.push(...said(parent, me))
      next = parentOf(parent)
    }
  }
  return newestFirst.toReversed()
}

function said(message: APIMessage, me: Me): readonly PastMessage[] {
  const past = pastMessage(message, me)
  return past === undefined ? [] : [past]
}

function parentOf(message: APIMessage): PartRef | undefined {
  const reference = message.message_reference
  if (message.type !== MessageType.Reply || reference?.message_id === undefined) return undefined
  return { channel: reference.channel_id, message: reference.message_id }
}
