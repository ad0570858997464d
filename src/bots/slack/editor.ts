import { Failure } from '../../core/fault.ts'
import type { MessageEditor, Part } from '../../core/delivery/reply.ts'
import type { PartRef } from '../../core/question.ts'
import type { AnswerFiles } from './answer-files.ts'
import { bodyOf, metadataOf, plainBodyOf, quiet, sumOf } from './body.ts'
import type { Answer, SlackCalls } from './calls.ts'
import { toFailure } from './faults.ts'
import type { Trouble } from './faults.ts'
import type { Posted } from './posted.ts'
import type { Target } from './target.ts'

export interface EditorDeps {
  readonly calls: SlackCalls
  readonly posted: Posted
  readonly target: Target
  readonly files: AnswerFiles
  /** An earlier process may have posted parts that were never journalled: looked for before each is made. */
  readonly resumed: boolean
  /** What that process journalled, in order; the last may still be an open stream. */
  readonly known: readonly PartRef[]
  /** The block of buttons below a part. */
  readonly buttons: (offered: Part['actions']) => Answer | undefined
  /** Tells that the deletion of this message, of which Slack will tell, is our own. */
  removing(message: PartRef): void
  /** The key of a part. */
  readonly keyOf: (index: number) => string
}

/** Blocks or text that Slack does not take, whatever we do. */
const badContent =
  /^(?:invalid_blocks|invalid_blocks_format|msg_blocks_too_long|invalid_arguments|block_mismatch|markdown_text_conflict)/u

/** Posts and edits parts as plain messages. What is posted twice with one key is made once. */
export function createEditor(deps: EditorDeps): MessageEditor {
  const { calls, posted, target } = deps
  const known: PartRef[] = [...deps.known]
  /** Parts that may be an open stream, or may show what was last written to them. */
  const unclearRefs = new Set(deps.known.map((ref) => ref.message))
  const unclearKeys = new Set<string>()
  /** What was found by a key, and may still have to be brought up to date: it is not looked for again. */
  const found = new Map<string, PartRef>()

  async function write(
    method: 'chat.postMessage' | 'chat.update',
    part: Part,
    key: string,
    where: Answer,
  ): Promise<Answer> {
    const urgent = part.final
    const { text, notice, actions } = part
    const args = { ...where, metadata: metadataOf(key, sumOf(text, notice, actions)) }
    let result = await calls.attempt(
      method,
      { ...args, ...bodyOf(text, notice, deps.buttons(actions)) },
      { urgent },
    )
    if (!result.ok && result.trouble.kind === 'refused' && badContent.test(result.trouble.code)) {
      result = await calls.attempt(method, { ...args, ...plainBodyOf(text, notice) }, { urgent })
    }
    if (!result.ok) throw new Unwritten(result.trouble, toFailure(result.trouble, method))
    return result.answer
  }

  async function edit(ref: PartRef, part: Part): Promise<void> {
    await editText(ref, part)
    if (part.files !== undefined) await deps.files.show(part.files)
  }

  async function editText(ref: PartRef, part: Part): Promise<void> {
    const key = deps.keyOf(part.index)
    if (unclearRefs.has(ref.message)) {
      const mark = await posted.look(target, ref)
      // An open stream takes no edit, and carries no mark.
      if (mark === undefined) await endStream(calls, ref, 'active', metadataOf(key))
      unclearRefs.delete(ref.message)
      if (mark?.sum === sumOf(part.text, part.notice, part.actions)) return
    }
    try {
      await write('chat.update', part, key, { channel: ref.channel, ts: ref.message, link_names: false })
    } catch (error) {
      if (!(error instanceof Unwritten)) throw error
      if (error.trouble.kind === 'unknown') unclearRefs.add(ref.message)
      throw error.failure
    }
  }

  async function adopt(ref: PartRef, part: Part, key: string): Promise<PartRef> {
    known.push(ref)
    found.set(key, ref)
    unclearRefs.add(ref.message)
    await edit(ref, part)
    return ref
  }

  return {
    async post(part, key) {
      const before = found.get(key)
      if (before !== undefined) {
        await edit(before, part)
        return before
      }
      if (deps.resumed || unclearKeys.has(key)) {
        const made = await posted.find(target, key, known)
        if (made !== undefined) return adopt(made, part, key)
      }
      try {
        const where = { channel: target.channel, thread_ts: target.thread, ...quiet }
        const ref = refOf(await write('chat.postMessage', part, key, where), target)
        known.push(ref)
        // What comes now may fail, and the message is not to be posted again for that.
        unclearKeys.add(key)
        if (part.files !== undefined) await deps.files.show(part.files)
        return ref
      } catch (error) {
        if (!(error instanceof Unwritten)) throw error
        if (error.trouble.kind !== 'unknown') throw error.failure
        unclearKeys.add(key)
        const made = await posted.find(target, key, known)
        if (made === undefined) throw error.failure
        return adopt(made, part, key)
      }
    },
    edit,
    async remove(ref) {
      deps.removing(ref)
      if (ref.message === known[0]?.message) await deps.files.remove()
      const result = await calls.attempt('chat.delete', { channel: ref.channel, ts: ref.message })
      const isGone =
        !result.ok && result.trouble.kind === 'refused' && result.trouble.code === 'message_not_found'
      if (!result.ok && !isGone) throw toFailure(result.trouble, 'chat.delete')
    },
  }
}

/** A write that did not succeed, on its way to whoever knows what to do about it. */
class Unwritten extends Error {
  readonly trouble: Trouble
  readonly failure: Failure

  constructor(trouble: Trouble, failure: Failure) {
    super(trouble.kind)
    this.trouble = trouble
    this.failure = failure
  }
}

/**
 * Stops a stream, keeping its text. A refusal means that it was none any more. Throws a `Failure` where it may still
 * be one: then Slack takes no edit of it.
 */
export async function endStream(
  calls: SlackCalls,
  ref: PartRef,
  session: 'active' | 'processing',
  metadata: Answer,
): Promise<void> {
  const { channel, message: ts } = ref
  const args = { channel, ts, session_status: session, metadata }
  const result = await calls.attempt('chat.stopStream', args)
  if (!result.ok && result.trouble.kind !== 'refused') throw toFailure(result.trouble, 'chat.stopStream')
}

/** The message a write made. */
export function refOf(answer: Answer, target: Pick<Target, 'channel'>): PartRef {
  const { ts, channel } = answer
  if (typeof ts !== 'string') {
    throw new Failure({
      kind: 'platform',
      platform: 'slack',
      reason: 'rejected',
      what: 'an answer without ts',
    })
  }
  return { channel: typeof channel === 'string' ? channel : target.channel, message: ts }
}
