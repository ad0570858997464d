import type { Core } from './core.ts'
import type { Json } from './json.ts'
import type { OpenView } from './world.ts'

export interface NewView {
  readonly user: string
  readonly kind: OpenView['kind']
  readonly view: Json
  readonly below?: OpenView
}

/** Shows a view to a person. */
export function putView(core: Core, wanted: NewView): OpenView {
  const id = core.world.nextId('V')
  const open: OpenView = {
    id,
    user: wanted.user,
    kind: wanted.kind,
    view: wanted.view,
    hash: core.world.nextId('hash'),
    rootId: wanted.below?.rootId ?? id,
    previousId: wanted.below?.id,
    closed: false,
    versions: [{ at: core.clock.now(), view: wanted.view }],
  }
  core.world.views.set(id, open)
  core.changed()
  return open
}

/** The view as answers and interactions carry it. */
export function wireView(core: Core, open: OpenView, values: Json): Record<string, unknown> {
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    ...open.view,
    id: open.id,
    team_id: core.world.teamId,
    state: { values },
    hash: open.hash,
    root_view_id: open.rootId,
    previous_view_id: open.previousId ?? null,
    app_id: core.world.appId,
    app_installed_team_id: core.world.teamId,
    bot_id: core.world.botId,
  }
}
