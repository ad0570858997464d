import { z } from 'zod'
import type { FetchedFile } from '../../core/bot.ts'
import type { Logger } from '../../core/log.ts'
import type { Attachment, Question } from '../../core/question.ts'
import { download, originOf } from '../download.ts'
import type { SlackCalls } from './calls.ts'
import { fileOrigins, limits } from './limits.ts'
import type { Tokens } from './tokens.ts'

/** The fields read of a file in events and answers. */
export const slackFile = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
})

export type SlackFile = z.infer<typeof slackFile>

/** Without an address where Slack leaves it out: in channels shared with others it is asked for by the id. */
export function toAttachment(file: SlackFile): Attachment {
  const { id, mimetype, size } = file
  return {
    name: file.name ?? file.title ?? 'file',
    url: file.url_private_download ?? file.url_private ?? '',
    ...(typeof id === 'string' && { id }),
    ...(typeof mimetype === 'string' && { mediaType: mimetype }),
    ...(typeof size === 'number' && { bytes: size }),
  }
}

const replies = z.object({
  messages: z.array(z.object({ ts: z.string(), files: z.array(slackFile).nullish() })),
})

/**
 * The files of one message of a thread; none where it cannot be read in time. Never rejects.
 */
export async function filesOfMessage(
  calls: SlackCalls,
  where: { readonly channel: string; readonly thread: string; readonly ts: string },
): Promise<readonly Attachment[]> {
  const result = await calls.attempt(
    'conversations.replies',
    {
      channel: where.channel,
      ts: where.thread,
      oldest: where.ts,
      latest: where.ts,
      inclusive: true,
      limit: 2,
    },
    { patienceMs: limits.lookUpMs },
  )
  const read = replies.safeParse(result.ok ? result.answer : undefined)
  const message = read.data?.messages.find((one) => one.ts === where.ts)
  return (message?.files ?? []).map(toAttachment)
}

export interface FilesDeps {
  readonly calls: SlackCalls
  readonly apiUrl: string
  readonly tokens: Pick<Tokens, 'current'>
  readonly log: Logger
}

/** Downloads files with the bot's token, from Slack's own host or that of another API that stands for Slack. */
export function createFiles({ calls, apiUrl, tokens, log }: FilesDeps) {
  const api = originOf(apiUrl)
  const isSlack = api !== undefined && isSlacks(api)
  const origins = new Set([...fileOrigins, ...(api === undefined || isSlack ? [] : [api])])

  async function fetchFile(
    question: Question,
    attachment: Attachment,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<FetchedFile> {
    const known = attachment.url === '' ? await lookUp(question, attachment) : attachment
    if ('kind' in known) return known
    const token = await tokens.current()
    if (token === undefined) return { kind: 'none', why: 'refused' }
    const headers = { authorization: `Bearer ${token}` }
    const got = await download({ url: known.url, origins, headers, maxBytes, signal })
    if (got.kind === 'redirect') {
      const to = URL.canParse(got.to, known.url) ? new URL(got.to, known.url).origin : undefined
      return to !== undefined && (isSlacks(to) || origins.has(to)) ? refused(question) : elsewhere
    }
    if (got.kind === 'none') return got.why === 'refused' ? refused(question) : got
    return isLoginPage(got, known) ? refused(question) : got
  }

  async function lookUp(
    question: Question,
    { id, ...attachment }: Attachment,
  ): Promise<Attachment | FetchedFile> {
    if (id === undefined) return { kind: 'none', why: 'gone' }
    const result = await calls.attempt('files.info', { file: id })
    if (result.ok) {
      const file = slackFile.safeParse(result.answer['file']).data
      const found = file === undefined ? undefined : toAttachment(file)
      return found === undefined || found.url === ''
        ? { kind: 'none', why: 'gone' }
        : { ...attachment, ...found }
    }
    const { trouble } = result
    if (trouble.kind !== 'refused') return { kind: 'none', why: 'unreachable' }
    return trouble.code === 'missing_scope' ? refused(question) : { kind: 'none', why: 'gone' }
  }

  function refused(question: Question): FetchedFile {
    log.error(
      { question: question.id, scope: 'files:read' },
      'Slack does not give files to the bot: its token lacks the scope files:read. Add it under OAuth & Permissions ' +
        'and install the app to the workspace again',
    )
    return { kind: 'none', why: 'refused' }
  }

  return { fetchFile }
}

const elsewhere: FetchedFile = { kind: 'none', why: 'elsewhere' }

function isSlacks(origin: string): boolean {
  return /^https:\/\/(?:[\w-]+\.)*slack(?:-gov)?\.com$/u.test(origin)
}

/**
 * Slack answers a token that may not read files with its login page, and status 200. A page that somebody uploaded is
 * as long as Slack said.
 */
function isLoginPage(
  got: { readonly bytes: Uint8Array; readonly type: string },
  { mediaType = '', bytes }: Attachment,
): boolean {
  if (got.type !== 'text/html') return false
  return !mediaType.startsWith('text/html') || got.bytes.length !== bytes
}
