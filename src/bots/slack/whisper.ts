import type { Clock } from '../../core/clock.ts'
import type { ResultFile } from '../../core/commands/command.ts'
import { createSplitter } from '../../core/delivery/parts/splitter.ts'
import { Failure } from '../../core/fault.ts'
import type { Logger } from '../../core/log.ts'
import type { Person, Place } from '../../core/question.ts'
import { bodyOf, metadataOf, quiet } from './body.ts'
import type { Answer, SlackCalls } from './calls.ts'
import { whisperFormat } from './format.ts'
import { limits } from './limits.ts'
import { escapeMarkdown, toMrkdwn } from './mrkdwn.ts'
import { shareFiles } from './upload.ts'

/** To whom something is said, and about what. */
export interface Hearer {
  /** Of the question or the command. */
  readonly id: string
  readonly to: Person
  readonly place: Place
  readonly responseUrl?: string
}

/** Says something to one person alone. */
export interface Whisper {
  /** Markdown, in pieces that Slack takes, `buttons` below the last. False when it could not be said. Never rejects. */
  tell(hearer: Hearer, pieces: readonly string[], buttons?: Answer): Promise<boolean>
  /** Shows files in the direct messages with them. False when that could not be done. Never rejects. */
  show(hearer: Hearer, files: readonly ResultFile[]): Promise<boolean>
}

export interface WhisperDeps {
  readonly calls: SlackCalls
  readonly clock: Clock
  readonly log: Logger
}

export function createWhisper({ calls, clock, log }: WhisperDeps): Whisper {
  /** What each response_url still takes. */
  const urls = new Map<string, { posts: number; readonly until: number }>()

  function mayRespond(url: string): boolean {
    const now = clock.now()
    for (const [other, { until }] of urls) if (until <= now) urls.delete(other)
    const entry = urls.get(url) ?? { posts: limits.responsePosts, until: now + limits.responseMs }
    if (entry.posts === 0) return false
    entry.posts -= 1
    urls.set(url, entry)
    return true
  }

  async function respond(url: string, markdown: string, buttons: Answer | undefined): Promise<boolean> {
    if (!mayRespond(url)) return false
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          response_type: 'ephemeral',
          replace_original: false,
          text: toMrkdwn(markdown),
          // Blocks of the message itself would take the place of its text.
          ...(buttons === undefined ? {} : { attachments: [{ blocks: [buttons] }] }),
          unfurl_links: false,
          unfurl_media: false,
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(limits.callTimeoutMs),
      })
      await response.body?.cancel()
      if (!response.ok) log.info({ status: response.status }, 'Slack did not take a response')
      return response.ok
    } catch (error) {
      // Its message would hold the address, which is a ticket.
      log.info({ name: error instanceof Error ? error.name : 'unknown' }, 'a response did not reach Slack')
      return false
    }
  }

  async function post({ id, to, place }: Hearer, markdown: string, buttons?: Answer): Promise<boolean> {
    const body = bodyOf(escapeMarkdown(markdown), undefined, buttons)
    const { channel } = place
    const where = { channel, ...(place.thread === undefined ? {} : { thread_ts: place.thread }) }
    const directly = (there: Answer) =>
      calls.attempt('chat.postMessage', { ...there, ...body, ...quiet, metadata: metadataOf(`${id}/told`) })
    let result =
      place.kind === 'dm'
        ? await directly(where)
        : await calls.attempt('chat.postEphemeral', { ...where, ...body, user: to.id })
    // Where Tanya may not write she may not even say so.
    if (!result.ok && place.kind !== 'dm' && result.trouble.kind === 'refused')
      result = await directly({ channel: to.id })
    if (!result.ok) log.info({ question: id, trouble: result.trouble }, 'somebody could not be told')
    return result.ok
  }

  return {
    async tell(hearer, pieces, buttons) {
      const { responseUrl } = hearer
      let all = true
      for (const [index, piece] of pieces.entries()) {
        const below = index === pieces.length - 1 ? buttons : undefined
        const responded = responseUrl !== undefined && (await respond(responseUrl, piece, below))
        all = (responded || (await post(hearer, piece, below))) && all
      }
      return all
    },
    async show(hearer, files) {
      try {
        await shareFiles(calls, hearer, files)
        return true
      } catch (error) {
        const why =
          error instanceof Failure ? error.fault : { name: error instanceof Error ? error.name : '' }
        log.info({ question: hearer.id, why }, 'somebody could not be shown a file')
        return false
      }
    },
  }
}

/** Markdown of any length in pieces for `tell`. */
export function piecesOf(markdown: string): readonly string[] {
  const splitter = createSplitter(whisperFormat)
  splitter.append(markdown)
  splitter.end()
  return splitter.parts().map((part) => part.text)
}
