import { createHash } from 'node:crypto'
import type { ResultFile } from '../../core/commands/command.ts'
import type { PartRef } from '../../core/question.ts'
import type { SlackCalls } from './calls.ts'
import type { Posted } from './posted.ts'
import type { Target } from './target.ts'
import { shareInChannel } from './upload.ts'

/**
 * The files of one answer: on Slack they are a message of their own in the thread. Their names tell whose they are and
 * what they hold, so that they are found again where nobody knows whether they were shared.
 */
export interface AnswerFiles {
  /** Makes these the answer's only files. Throws a `platform` failure; then it may be asked for again. */
  show(files: readonly ResultFile[]): Promise<void>
  /** Takes all away. Throws a `platform` failure. */
  remove(): Promise<void>
}

export interface AnswerFilesDeps {
  readonly calls: SlackCalls
  readonly posted: Posted
  readonly target: Target
  readonly questionId: string
  /** An earlier process, or an earlier attempt, may have shared some. */
  readonly resumed: boolean
  /** Tells that the deletion of this message, of which Slack will tell, is our own. */
  removing(message: PartRef): void
}

export function createAnswerFiles(deps: AnswerFilesDeps): AnswerFiles {
  const { calls, posted, target, questionId } = deps
  const ours = tagOf(questionId)
  let maybeShared = deps.resumed

  function named(file: ResultFile): ResultFile {
    const dot = file.name.lastIndexOf('.')
    return { ...file, name: `${file.name.slice(0, dot)}-${ours}${tagOf(file.data)}${file.name.slice(dot)}` }
  }

  /** The names of those that are shared and wanted; others go. */
  async function keepOnly(names: readonly string[]): Promise<readonly string[]> {
    if (!maybeShared) return []
    const kept: string[] = []
    for (const { ref, files } of await posted.withFiles(target)) {
      const known = files.filter(({ name }) => name.includes(`-${ours}`))
      if (known.length === 0) continue
      if (known.every(({ name }) => names.includes(name))) {
        kept.push(...known.map(({ name }) => name))
        continue
      }
      deps.removing(ref)
      // Without its message a file would still be among those of the workspace.
      for (const { id } of known) await calls.call('files.delete', { file: id })
      await calls.call('chat.delete', { channel: ref.channel, ts: ref.message })
    }
    return kept
  }

  return {
    async show(files) {
      const wanted = files.map(named)
      const kept = await keepOnly(wanted.map(({ name }) => name))
      const missing = wanted.filter(({ name }) => !kept.includes(name))
      if (missing.length === 0) return
      maybeShared = true
      await shareInChannel(calls, target, missing)
    },
    async remove() {
      await keepOnly([])
    },
  }
}

function tagOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex').slice(0, 8)
}
