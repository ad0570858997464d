import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import type { SlackCalls } from './calls.ts'
import { limits } from './limits.ts'

/** The user groups of the workspace, believed for some minutes or until Slack tells of a change. */
export interface Groups {
  /** Ids of the groups that somebody is in; none where they cannot be read. Never rejects. */
  of(userId: string): Promise<readonly string[]>
  /** One of them changed: they are read again when somebody asks next. */
  forget(): void
}

/** What is read of https://docs.slack.dev/reference/methods/usergroups.list with its users. */
const answer = z.object({
  usergroups: z.array(z.object({ id: z.string(), users: z.array(z.string()).optional() })),
})

type Members = ReadonlyMap<string, ReadonlySet<string>>

export function createGroups({
  calls,
  clock,
  log,
}: {
  readonly calls: SlackCalls
  readonly clock: Clock
  readonly log: Logger
}): Groups {
  let held: { readonly at: number; readonly members: Promise<Members> } | undefined

  /** All at once: asking for each would be too often in a workspace with many. */
  async function read(): Promise<Members> {
    try {
      const { usergroups } = answer.parse(await calls.call('usergroups.list', { include_users: true }))
      return new Map(usergroups.map(({ id, users = [] }) => [id, new Set(users)]))
    } catch (error) {
      log.warn({ err: error }, 'user groups cannot be read; the app needs the scope usergroups:read')
      return new Map()
    }
  }

  return {
    async of(userId) {
      const now = clock.now()
      if (held === undefined || now - held.at > limits.groupsMs) held = { at: now, members: read() }
      return [...(await held.members)].filter(([, users]) => users.has(userId)).map(([id]) => id)
    },
    forget() {
      held = undefined
    },
  }
}
