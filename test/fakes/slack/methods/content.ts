import { Refusal, arrayArg, blame, boolArg, textArg } from '../api-call.ts'
import type { Call } from '../api-call.ts'
import { blockProblem } from '../blocks.ts'
import { slackFileProblem } from '../files.ts'
import { isJson } from '../json.ts'
import type { Json } from '../json.ts'
import * as limits from '../limits.ts'
import { isMetadata } from '../message.ts'
import type { Content, Message } from '../message.ts'
import type { Channel } from '../world.ts'

/** What `chat.postMessage`, `chat.update`, `chat.postEphemeral` and `response_url` say, checked. */
export function contentArg(call: Call): Content {
  const text = textArg(call, 'text')
  const markdown = textArg(call, 'markdown_text')
  const blocks = blocksArg(call)
  const attachments = arrayArg(call, 'attachments', 'invalid_attachments') ?? []
  if (markdown !== undefined && (text !== undefined || blocks !== undefined)) {
    throw blame(call, 'invalid_arguments', 'markdown_text_conflict', 'markdown_text excludes text and blocks')
  }
  if (
    text === undefined &&
    markdown === undefined &&
    (blocks ?? []).length === 0 &&
    attachments.length === 0
  ) {
    throw blame(call, 'invalid_arguments', 'no_text', 'no text, markdown_text, blocks or attachments')
  }
  if (markdown !== undefined && markdown.length > limits.MARKDOWN_CHARS) {
    throw blame(call, 'too_long', 'msg_too_long', `markdown_text of ${markdown.length} characters`)
  }
  if (boolArg(call, 'mrkdwn') && call.args.mrkdwn !== undefined && markdown !== undefined)
    call.warnings.push('mrkdwn_ignored')
  return {
    text: cut(call, text ?? ''),
    markdown,
    blocks: blocks ?? [],
    attachments,
    linkNames: boolArg(call, 'link_names') || call.args.parse === 'full',
  }
}

/** `blocks`, checked against Block Kit's limits. */
export function blocksArg(call: Call): readonly Json[] | undefined {
  const blocks = arrayArg(call, 'blocks', 'invalid_blocks_format')
  if (blocks !== undefined) checkBlocks(call, blocks)
  return blocks
}

export function checkBlocks(call: Call, blocks: readonly Json[]): void {
  const problem = blockProblem(blocks, 'message')
  if (problem !== undefined) throw blame(call, 'invalid_blocks', problem.code, problem.detail)
  const unseen = slackFileProblem(call.core, blocks)
  if (unseen !== undefined) throw new Refusal('invalid_blocks', [`[ERROR] ${unseen}`])
}

export function metadataArg(call: Call): Json | undefined {
  const metadata = call.args.metadata
  if (metadata === undefined || metadata === '' || metadata === null) return undefined
  if (isJson(metadata) && Object.keys(metadata).length === 0) return undefined
  if (isMetadata(metadata)) return metadata
  throw blame(
    call,
    'invalid_arguments',
    'invalid_metadata_format',
    'metadata needs event_type and event_payload',
  )
}

/** The thread's root, for `thread_ts`. A reply's ts is taken for its root's, with a violation. */
export function threadArg(call: Call, channel: Channel): string | undefined {
  const ts = textArg(call, 'thread_ts')
  if (ts === undefined) return undefined
  if (typeof call.args.thread_ts === 'number') {
    throw blame(call, 'invalid_arguments', 'invalid_thread_ts', 'thread_ts is a number')
  }
  const root = findMessage(call, channel, ts)
  if (root === undefined) throw new Refusal('thread_not_found')
  if (root.threadTs === undefined || root.threadTs === root.ts) return root.ts
  call.core.violate('invalid_arguments', `${call.method}: thread_ts ${ts} is a reply, not the root`)
  return root.threadTs
}

/** A message people can still see in that channel. */
export function findMessage(call: Call, channel: Channel, ts: string): Message | undefined {
  return call.core.world.messages.findLast(
    (one) =>
      one.channel === channel.id &&
      one.ts === ts &&
      one.deletedAt === undefined &&
      one.ephemeralFor === undefined,
  )
}

function cut(call: Call, text: string): string {
  if (text.length <= limits.TEXT_CHARS) return text
  call.core.violate('truncated', `${call.method}: text of ${text.length} characters`)
  call.warnings.push('message_truncated')
  return text.slice(0, limits.TEXT_CHARS)
}
