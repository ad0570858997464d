import { App } from '@slack/bolt'
import type { BlockAction, MessageShortcut, ViewSubmitAction, webApi } from '@slack/bolt'
import { menuEntries } from '../../core/commands/menu.ts'
import type { Logger } from '../../core/log.ts'
import { buttonIds } from './buttons.ts'
import { webClientOptions } from './calls.ts'
import { commandPrefix } from './command-buttons.ts'
import { askAboutWindowId, shortcutId } from './presses.ts'
import type { Routing } from './routing.ts'
import { commandWindowId } from './settings-view.ts'
import type { Workspace } from './workspace.ts'

export interface ListenDeps {
  /** The workspace of a team; undefined where Tanya is not installed. Never rejects. */
  find(team: string | undefined): Promise<Workspace | undefined>
  readonly routing: Routing
  /** The app was taken out of that team, or its token was revoked. */
  left(team: string | undefined): Promise<void>
  readonly isDraining: () => boolean
  /** Lets work run by itself. */
  readonly handled: (what: string, work: Promise<unknown>) => Promise<void>
  readonly apiUrl: string
  readonly log: Logger
  readonly sdkLogger: webApi.Logger
}

/**
 * A Bolt app that hands everything to the workspace it came from, beside Bolt: events are acknowledged before. Which
 * installation that is Bolt reads from each kind of payload; no token passes through it.
 */
export function createListener(deps: ListenDeps): App {
  const { handled, log, sdkLogger } = deps
  const app = new App({
    authorize: async ({ teamId }) => (teamId === undefined ? {} : { teamId }),
    receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
    clientOptions: webClientOptions(deps.apiUrl, sdkLogger),
    logger: sdkLogger,
    convoStore: false,
    // Our own are dropped with those of all other bots.
    ignoreSelf: false,
  })
  app.error(async (error) => log.error({ err: error }, 'an event could not be handled'))

  /** Lets a workspace do something; nothing where it is unknown. */
  async function inTeam(
    team: string | undefined,
    what: string,
    act: (workspace: Workspace) => unknown,
  ): Promise<void> {
    const work = async (): Promise<void> => {
      const workspace = await deps.find(team)
      if (workspace === undefined) log.warn({ team, what }, 'an event of a workspace without an installation')
      else await act(workspace)
    }
    await handled(what, work())
  }

  for (const type of ['app_mention', 'message'] as const) {
    app.event(type, async ({ event, body, context }) => {
      const { is_ext_shared_channel: isExternal } = body
      const team = await deps.routing.teamOf(event, context.teamId, isExternal === true)
      await inTeam(team, type, ({ hear }) => hear(event, isExternal))
    })
  }
  app.event('user_change', async ({ event, context }) =>
    inTeam(context.teamId, 'person', ({ personChanged }) => personChanged(event.user.id)),
  )
  for (const change of groupChanges) {
    app.event(change, async ({ context }) =>
      inTeam(context.teamId, 'groups', ({ groupsChanged }) => groupsChanged()),
    )
  }
  app.event('agent_session_stopped', async ({ event, context }) =>
    inTeam(context.teamId, 'stop', ({ stopped }) => stopped(event)),
  )
  app.event('app_home_opened', async ({ event, context }) => {
    if (event.tab !== 'home' || deps.isDraining()) return
    await inTeam(context.teamId, 'home', ({ refreshHome }) => refreshHome(event.user))
  })
  app.event('app_uninstalled', async ({ context }) => handled('uninstalled', deps.left(context.teamId)))
  app.event('tokens_revoked', async ({ event, context }) => {
    // Of people Tanya has no tokens.
    if (event.tokens.bot?.length) await handled('revoked', deps.left(context.teamId))
  })

  app.action<BlockAction>(buttonIds, async ({ ack, body, context }) => {
    await ack()
    void inTeam(context.teamId, 'button', ({ pressed }) => pressed(body))
  })
  app.action<BlockAction>(new RegExp(`^${commandPrefix}`, 'u'), async ({ ack, body, context }) => {
    await ack()
    // Within a window, Bolt's is the team of whoever pressed, as it was once for windows that were sent
    // (slackapi/bolt-js#1614).
    const team = body.view?.app_installed_team_id ?? context.teamId
    void inTeam(team, 'command button', ({ commandPressed }) => commandPressed(body))
  })
  for (const entry of menuEntries) {
    app.shortcut<MessageShortcut>(shortcutId(entry), async ({ ack, shortcut, context }) => {
      await ack()
      void inTeam(context.teamId, 'menu', ({ chosen }) => chosen(entry, shortcut))
    })
  }
  app.view<ViewSubmitAction>(askAboutWindowId, async ({ ack, body, context }) => {
    await ack()
    void inTeam(context.teamId, 'window', ({ askedAbout }) => askedAbout(body))
  })
  app.view<ViewSubmitAction>(commandWindowId, async ({ ack, body, context }) => {
    const answer = await (await deps.find(context.teamId))?.commandSubmitted(body)
    // Bolt's type knows the forms of answers, which are made here by hand.
    await (answer === undefined ? ack() : ack(answer as unknown as Parameters<typeof ack>[0]))
  })
  app.command(/^\//u, async ({ command, ack, context }) => {
    await ack()
    void inTeam(context.teamId, 'slash command', ({ slash }) => slash(command))
  })
  return app
}

/** Events after which somebody may be in other user groups. */
const groupChanges = ['subteam_created', 'subteam_members_changed', 'subteam_updated'] as const
