import type { Assistant } from '../../core/bot.ts'
import type { Logger } from '../../core/log.ts'
import { conversationId } from './inbound.ts'
import type { MessageEvent } from './inbound.ts'
import type { Installations } from './installations.ts'
import type { Workspace } from './workspace.ts'

/** Which workspace a message is for, where several that Tanya is installed in share its channel. */
export interface Routing {
  /**
   * `told` is the one that Slack names: any that sees the message, and not always the one that is meant
   * (https://docs.slack.dev/reference/methods/apps.event.authorizations.list). Never rejects.
   */
  teamOf(event: MessageEvent, told: string | undefined, isExternal: boolean): Promise<string | undefined>
}

export interface RoutingDeps {
  readonly installations: Pick<Installations, 'teams' | 'known' | 'lookForNew'>
  find(team: string): Promise<Pick<Workspace, 'sees'> | undefined>
  readonly assistant: Pick<Assistant, 'takesPartIn'>
  readonly log: Logger
}

/** Nobody names more on purpose. */
const maxNamed = 20

export function createRouting({ installations, find, assistant, log }: RoutingDeps): Routing {
  /** In the order in which they are named. */
  function teamsOf(users: readonly string[]): readonly string[] {
    const byUser = new Map(installations.teams().map((team) => [installations.known(team)?.userId, team]))
    return users.flatMap((user) => byUser.get(user) ?? [])
  }

  /** Whose Tanya the message names. */
  async function named(event: MessageEvent, told: string): Promise<string | undefined> {
    const users = namesIn(event)
    if (users.length === 0) return undefined
    if (event.type === 'app_mention' && teamsOf(users).length === 0) await installations.lookForNew()
    for (const team of teamsOf(users)) {
      // Anybody can write the name of any bot; it is for one who reads it.
      if (team === told || (await (await find(team))?.sees(event.channel)) === true) return team
    }
    return undefined
  }

  /** Whose Tanya takes part in the thread. */
  async function takingPart({ channel, ...event }: MessageEvent, told: string): Promise<string | undefined> {
    const thread = event.thread_ts ?? event.message?.thread_ts ?? event.previous_message?.thread_ts
    const teams = [told, ...installations.teams().filter((team) => team !== told)]
    if (thread === undefined || teams.length < 2) return undefined
    const keyOf = (team: string): string => conversationId(team, channel, thread)
    const taken = new Set(await assistant.takesPartIn(teams.map(keyOf)))
    return teams.find((team) => taken.has(keyOf(team)))
  }

  return {
    async teamOf(event, told, isExternal) {
      if (told === undefined || event.channel.startsWith('D')) return told
      try {
        const taking = async () => (isExternal ? takingPart(event, told) : undefined)
        return (await named(event, told)) ?? (await taking()) ?? told
      } catch (error) {
        log.error({ err: error, team: told }, 'whose a message is cannot be read')
        return told
      }
    },
  }
}

/** Whom a message names, or named before it was changed or deleted. */
function namesIn({ text, message, previous_message: before }: MessageEvent): readonly string[] {
  const all = [text, message?.text, before?.text].join('\n')
  const users = new Set([...all.matchAll(/<@([UW]\w+)/gu)].map((match) => match[1] ?? ''))
  return [...users].slice(0, maxNamed)
}
