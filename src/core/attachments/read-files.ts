import type { Surface } from '../bot.ts'
import type { Clock } from '../clock.ts'
import { estimateTokens } from '../conversation/tokens.ts'
import type { Logger } from '../log.ts'
import type { Picture } from '../provider.ts'
import type { Attachment, Question } from '../question.ts'
import type { FileReader, ReadPicture, ReadText, Unread } from './file-reader.ts'
import { decodeText } from './file-text.ts'
import { isHopeless, kindOf, saysPicture } from './kind.ts'
import type { FileRead } from './layout.ts'
import { fileLimits } from './limits.ts'
import { beginningOf, shareOut } from './room.ts'

/** What is read in a place: everything, all but pictures, or nothing. */
export type FileMode = 'all' | 'text' | 'off'

/** What the prompt can take. */
export interface FileRoom {
  /** Tokens, by the estimate. */
  readonly tokens: number
  readonly takesPictures: boolean
}

export interface FilesRead {
  /** One for each attachment, in their order. */
  readonly files: readonly FileRead[]
  readonly pictures: readonly Picture[]
}

/** Reads the files of an accepted question. Rejects only when the signal aborts. */
export type ReadFiles = (
  question: Question,
  surface: Surface,
  room: FileRoom,
  signal: AbortSignal,
  logger: Logger,
) => Promise<FilesRead>

type OneRead = ReadText | ReadPicture

/**
 * Reads files one after the other and in their order, so that one question holds one of them in memory, and the same
 * files give the same prompt.
 */
export function createReadFiles({
  reader,
  clock,
  modeFor,
}: {
  readonly reader: FileReader
  readonly clock: Clock
  readonly modeFor: (question: Question) => Promise<FileMode>
}): ReadFiles {
  const turns = createTurns(fileLimits.atOnce)

  async function readAll(
    question: Question,
    surface: Surface,
    room: FileRoom,
    signal: AbortSignal,
    logger: Logger,
  ): Promise<readonly OneRead[]> {
    const mode = await modeFor(question)
    const until = clock.now() + fileLimits.totalMs
    const read: OneRead[] = []
    let pictures = 0
    for (const [index, attachment] of (question.attachments ?? []).entries()) {
      const why = unreadAtSight(attachment, index, room, mode)
      const one = why === undefined ? await readOne(attachment) : unread(why)
      if (one.kind === 'picture') pictures += 1
      read.push(one)
    }
    return read

    async function readOne(attachment: Attachment): Promise<OneRead> {
      try {
        const leftMs = until - clock.now()
        if (leftMs <= 0) return unread('slow')
        const fetched = await within(Math.min(fileLimits.downloadMs, leftMs), signal, (limited) =>
          surface.fetchFile === undefined
            ? Promise.resolve({ kind: 'none' as const, why: 'elsewhere' as const })
            : surface.fetchFile(question, attachment, fileLimits.bytes, limited),
        )
        if (fetched === 'slow') return unread('slow')
        if (fetched.kind === 'none') return unread(fetched.why)
        if (fetched.bytes.length > fileLimits.bytes) return unread('too-large')
        const bytesRead = await within(until - clock.now(), signal, (limited) =>
          readBytes(fetched.bytes, attachment, limited),
        )
        return bytesRead === 'slow' ? unread('slow') : bytesRead
      } catch (error) {
        if (signal.aborted) throw error
        logger.error({ err: error }, 'a file could not be read')
        return unread('broken')
      }
    }

    async function readBytes(
      bytes: Uint8Array,
      attachment: Attachment,
      limited: AbortSignal,
    ): Promise<OneRead> {
      const most = { pages: fileLimits.pages, chars: room.tokens * mostCharsPerToken }
      const kind = kindOf(bytes, attachment)
      if (kind === 'picture') {
        if (mode !== 'all') return unread('pictures-off')
        if (!room.takesPictures) return unread('no-pictures')
        if (pictures >= fileLimits.pictures) return unread('too-many-pictures')
        return reader.picture(bytes, limited)
      }
      const pdf = kind === 'pdf' ? await reader.pdf(bytes, most, limited) : undefined
      if (pdf !== undefined && (pdf.kind === 'text' || pdf.why !== 'broken')) return pdf
      const text = decodeText(bytes, fileLimits.textBytes)
      if (text === undefined) return pdf ?? unread('type')
      return kind === 'html' ? reader.html(text, most, limited) : { kind: 'text', text }
    }
  }

  async function within<T>(
    ms: number,
    signal: AbortSignal,
    work: (limited: AbortSignal) => Promise<T>,
  ): Promise<T | 'slow'> {
    const timeUp = new AbortController()
    const cancel = clock.after(Math.max(0, ms), () => timeUp.abort())
    try {
      return await work(AbortSignal.any([signal, timeUp.signal]))
    } catch (error) {
      if (timeUp.signal.aborted && !signal.aborted) return 'slow'
      throw error
    } finally {
      cancel()
    }
  }

  return async (question, surface, room, signal, logger) => {
    const { attachments = [] } = question
    if (attachments.length === 0) return { files: [], pictures: [] }
    const read = await turns(() => readAll(question, surface, room, signal, logger))
    const files = fitted(attachments, read, room)
    const reasons = files.flatMap((file) => (file.kind === 'unread' ? file.why : []))
    logger.info({ files: files.length, unread: reasons }, 'files read')
    return { files, pictures: read.flatMap((one) => (one.kind === 'picture' ? one.picture : [])) }
  }
}

/** A token of Latin text has about so many characters; no text has more. */
const mostCharsPerToken = 4

/** What can be told without downloading it. */
function unreadAtSight(
  attachment: Attachment,
  index: number,
  room: FileRoom,
  mode: FileMode,
): Unread | undefined {
  if (mode === 'off') return 'off'
  if (index >= fileLimits.files) return 'too-many'
  if (saysPicture(attachment) && mode !== 'all') return 'pictures-off'
  if (saysPicture(attachment) && !room.takesPictures) return 'no-pictures'
  if (isHopeless(attachment)) return 'type'
  return (attachment.bytes ?? 0) > fileLimits.bytes ? 'too-large' : undefined
}

/** The texts share the room; what has none of use left is told as unread. */
function fitted(
  attachments: readonly Attachment[],
  read: readonly OneRead[],
  room: FileRoom,
): readonly FileRead[] {
  const texts = read.map((one) => (one.kind === 'text' ? one.text.replace(/^\n+/u, '').trimEnd() : ''))
  const shares = shareOut(
    texts.map((text) => (text === '' ? 0 : estimateTokens(text))),
    room.tokens,
  )
  return attachments.map(({ name }, index): FileRead => {
    const one = read[index] ?? unread('slow')
    if (one.kind === 'picture') return { name, kind: 'picture' }
    if (one.kind === 'unread') return { name, ...one }
    const whole = texts[index] ?? ''
    if (whole === '') return { name, ...unread('no-text') }
    const text = beginningOf(whole, shares[index] ?? 0)
    const isCut = text.length < whole.length
    if (isCut && estimateTokens(text) < fileLimits.leastTokens) return { name, ...unread('no-room') }
    return { name, ...one, text, isCut }
  })
}

function unread(why: Unread): { readonly kind: 'unread'; readonly why: Unread } {
  return { kind: 'unread', why }
}

/** Lets so many work at the same moment; the others wait in the order in which they came. */
function createTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = atOnce
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((go) => void waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
