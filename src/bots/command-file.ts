import type { FetchedFile } from '../core/bot.ts'
import type { Command, CommandCall } from '../core/commands/command.ts'
import type { Attachment } from '../core/question.ts'
import { longestFile } from '../core/settings/settings-file.ts'

/** Bytes that are read of a file with that many characters. */
const maxBytes = longestFile * 4

/** Reading one takes no longer. Milliseconds. */
const withinMs = 15_000

/**
 * The text of the first file that came with a command, where the command takes one. A file that cannot be had is left
 * out, and the command says that it is missing. Never rejects.
 */
export async function fileTextFor(
  commands: readonly Command[],
  { name, options }: Pick<CommandCall, 'name' | 'options'>,
  attachments: readonly Attachment[] | undefined,
  fetchFile: (file: Attachment, maxBytes: number, signal: AbortSignal) => Promise<FetchedFile>,
): Promise<Pick<CommandCall, 'fileText'>> {
  const command = commands.find((candidate) => candidate.name === name)
  const action = command?.actions?.find((candidate) => candidate.name === options['action'])
  const [file] = attachments ?? []
  if (action?.file === undefined || file === undefined) return {}
  try {
    const fetched = await fetchFile(file, maxBytes, AbortSignal.timeout(withinMs))
    return fetched.kind === 'file' ? { fileText: new TextDecoder().decode(fetched.bytes) } : {}
  } catch {
    // Took too long.
    return {}
  }
}
