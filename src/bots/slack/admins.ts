import { z } from 'zod'
import type { Logger } from '../../core/log.ts'
import { metadataOf, quiet } from './body.ts'
import type { SlackCalls } from './calls.ts'
import { limits } from './limits.ts'
import { escapeMarkdown } from './mrkdwn.ts'

/** What is read of https://docs.slack.dev/reference/methods/users.list. */
const answer = z.object({
  members: z.array(
    z.object({
      id: z.string(),
      deleted: z.boolean().optional(),
      is_bot: z.boolean().optional(),
      is_admin: z.boolean().optional(),
      is_primary_owner: z.boolean().optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

/** Tells the admins of the workspace, each by a direct message, the primary owner first. Never rejects. */
export function createTellAdmins({ calls, log }: { readonly calls: SlackCalls; readonly log: Logger }) {
  async function admins(): Promise<readonly string[]> {
    const found: { readonly id: string; readonly isFirst: boolean }[] = []
    let cursor = ''
    for (let page = 0; page < limits.peoplePages; page += 1) {
      const args = { limit: limits.peoplePage, ...(cursor !== '' && { cursor }) }
      const { members, response_metadata: more } = answer.parse(await calls.call('users.list', args))
      for (const { id, deleted, is_bot: isBot, is_admin: isAdmin, is_primary_owner: isFirst } of members)
        if (isAdmin === true && deleted !== true && isBot !== true)
          found.push({ id, isFirst: isFirst === true })
      cursor = more?.next_cursor ?? ''
      if (cursor === '') break
    }
    return found
      .toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst))
      .slice(0, limits.toldAdmins)
      .map(({ id }) => id)
  }

  return async function tellAdmins(workspace: string, text: string): Promise<void> {
    try {
      const ids = await admins()
      for (const channel of ids) {
        const body = { channel, markdown_text: escapeMarkdown(text).slice(0, limits.messageChars), ...quiet }
        const result = await calls.attempt('chat.postMessage', {
          ...body,
          metadata: metadataOf('admins/told'),
        })
        if (!result.ok)
          log.warn({ workspace, admin: channel, trouble: result.trouble }, 'an admin was not told')
      }
      if (ids.length === 0) log.warn({ workspace }, 'there is no admin to tell')
    } catch (error) {
      log.warn({ err: error, workspace }, 'admins were not told')
    }
  }
}
