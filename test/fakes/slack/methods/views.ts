import { Refusal, blame, needText, textArg } from '../api-call.ts'
import type { Answer, Call, Method } from '../api-call.ts'
import { viewProblem } from '../blocks.ts'
import type { Trigger } from '../core.ts'
import { slackFileProblem } from '../files.ts'
import { isJson, objects } from '../json.ts'
import type { Json } from '../json.ts'
import { putView, wireView } from '../views.ts'
import type { OpenView } from '../world.ts'

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': (call) => {
    const view = viewArg(call, 'modal')
    const trigger = triggerArg(call)
    return answer(call, putView(call.core, { user: trigger.user, kind: 'modal', view }))
  },

  'views.push': (call) => {
    const view = viewArg(call, 'modal')
    const trigger = triggerArg(call)
    const below = trigger.viewId === undefined ? undefined : call.core.world.views.get(trigger.viewId)
    if (below === undefined) throw new Refusal('invalid_trigger_id')
    const stack = [...call.core.world.views.values()].filter(
      (one) => one.rootId === below.rootId && !one.closed,
    )
    if (stack.length >= 3) throw new Refusal('push_limit_reached')
    return answer(call, putView(call.core, { user: trigger.user, kind: 'modal', view, below }))
  },

  'views.update': (call) => {
    const view = viewArg(call, undefined)
    const id = textArg(call, 'view_id')
    const external = textArg(call, 'external_id')
    const found = [...call.core.world.views.values()].find(
      (one) =>
        !one.closed && (one.id === id || (external !== undefined && one.view.external_id === external)),
    )
    if (found === undefined) throw new Refusal('not_found')
    return answer(call, change(call, found, view))
  },

  'views.publish': (call) => {
    const view = viewArg(call, 'home')
    const user = needText(call, 'user_id')
    if (!call.core.world.users.has(user)) throw new Refusal('user_not_found')
    const found = [...call.core.world.views.values()].find((one) => one.kind === 'home' && one.user === user)
    if (found !== undefined) return answer(call, change(call, found, view))
    return answer(call, putView(call.core, { user, kind: 'home', view }))
  },
}

function viewArg(call: Call, kind: OpenView['kind'] | undefined): Json {
  const view = call.args.view
  if (!isJson(view))
    throw blame(call, 'invalid_arguments', 'invalid_arguments', 'missing required field: view')
  if (kind !== undefined && view.type !== kind)
    throw blame(call, 'invalid_blocks', 'invalid_arguments', `not a ${kind}`)
  const problem = viewProblem(view)
  if (problem !== undefined) throw blame(call, 'invalid_blocks', 'invalid_arguments', problem)
  const unseen = slackFileProblem(call.core, objects(view.blocks))
  if (unseen !== undefined) throw new Refusal('invalid_blocks', [`[ERROR] ${unseen}`])
  return view
}

/** The person behind a `trigger_id`: valid for 3 s, and once. */
function triggerArg(call: Call): Trigger {
  const { core } = call
  const trigger = core.triggers.get(needText(call, 'trigger_id'))
  if (trigger === undefined)
    throw blame(call, 'invalid_arguments', 'invalid_trigger_id', 'unknown trigger_id')
  if (trigger.used) throw blame(call, 'expired_trigger', 'exchanged_trigger_id', 'trigger_id used twice')
  const age = Math.round(core.awake.now() - trigger.at)
  if (age > core.timing.triggerMs)
    throw blame(call, 'expired_trigger', 'expired_trigger_id', `after ${age} ms`)
  trigger.used = true
  return trigger
}

function change(call: Call, found: OpenView, view: Json): OpenView {
  const hash = textArg(call, 'hash')
  if (hash !== undefined && hash !== found.hash) throw new Refusal('hash_conflict')
  found.view = view
  found.hash = call.core.world.nextId('hash')
  found.versions.push({ at: call.core.clock.now(), view })
  return found
}

function answer(call: Call, open: OpenView): Answer {
  return { view: wireView(call.core, open, {}) }
}
