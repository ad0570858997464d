import type { FetchedFile } from '../../core/bot.ts'
import type { Logger } from '../../core/log.ts'
import type { Attachment } from '../../core/question.ts'
import { download, originOf } from '../download.ts'
import { fileOrigins } from './limits.ts'

/** Downloads files from Discord's own hosts, or from the host of another API that stands for Discord. */
export function createFiles({ apiUrl, log }: { readonly apiUrl: string; readonly log: Logger }) {
  const api = originOf(apiUrl)
  const isDiscord = api !== undefined && /^https:\/\/(?:[\w-]+\.)?discord\.com$/u.test(api)
  const origins = new Set([...fileOrigins, ...(api === undefined || isDiscord ? [] : [api])])

  return async function fetchFile(
    { url }: Attachment,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<FetchedFile> {
    const got = await download({ url, origins, maxBytes, signal })
    if (got.kind !== 'redirect') {
      // The address is signed for a day; what is refused was signed earlier.
      return got.kind === 'none' && got.why === 'refused' ? { kind: 'none', why: 'gone' } : got
    }
    log.warn({ host: originOf(got.to) ?? 'unknown' }, 'a file was redirected to another host and is not read')
    return { kind: 'none', why: 'elsewhere' }
  }
}
