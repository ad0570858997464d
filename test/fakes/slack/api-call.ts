import type { Core } from './core.ts'
import { isJson } from './json.ts'
import type { Json } from './json.ts'
import type { ViolationKind } from './requests.ts'
import type { Channel } from './world.ts'

/** A method's answer without `ok: true`. */
export type Answer = Readonly<Record<string, unknown>>

/** One call of a Web API method. */
export interface Call {
  readonly core: Core
  readonly method: string
  readonly args: Json
  /** Warnings for the answer's `response_metadata`. */
  readonly warnings: string[]
}

export type Method = (call: Call) => Answer

/** A call Slack refuses with 200 and `{ok: false, error}`. */
export class Refusal extends Error {
  readonly code: string
  readonly messages: readonly string[]
  readonly fields: Answer

  constructor(code: string, messages: readonly string[] = [], fields: Answer = {}) {
    super(code)
    this.code = code
    this.messages = messages
    this.fields = fields
  }
}

/** Refuses, and notes what the app did wrong. */
export function blame(call: Call, kind: ViolationKind, code: string, detail: string): Refusal {
  call.core.violate(kind, `${call.method}: ${detail}`)
  return new Refusal(code, [`[ERROR] ${detail}`])
}

/** A string argument, `undefined` when absent or empty. */
export function textArg(call: Call, name: string): string | undefined {
  const value = call.args[name]
  if (value === undefined || value === null || value === '') return undefined
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

/** A string argument that must be there: else `invalid_arguments`. */
export function needText(call: Call, name: string): string {
  const value = textArg(call, name)
  if (value === undefined)
    throw blame(call, 'invalid_arguments', 'invalid_arguments', `missing required field: ${name}`)
  return value
}

export function boolArg(call: Call, name: string): boolean {
  const value = call.args[name]
  return value === true || value === 'true' || value === '1' || value === 1
}

export function intArg(call: Call, name: string): number | undefined {
  const value = Number(call.args[name] ?? Number.NaN)
  return Number.isInteger(value) ? value : undefined
}

/** An array of objects, `undefined` when absent. Anything else is `code`. */
export function arrayArg(call: Call, name: string, code: string): readonly Json[] | undefined {
  const value = call.args[name]
  if (value === undefined || value === null || value === '') return undefined
  if (Array.isArray(value) && value.every(isJson)) return value
  throw blame(call, 'invalid_arguments', code, `${name} is no array of objects`)
}

/** The channel of `channel`, which the bot must be able to see. Users' ids are refused here. */
export function channelArg(call: Call, name = 'channel'): Channel {
  const id = needText(call, name)
  const channel = call.core.world.channels.get(id)
  if (channel === undefined) throw new Refusal('channel_not_found')
  if (channel.kind !== 'public' && !channel.members.has(call.core.world.botUserId))
    throw new Refusal('channel_not_found')
  return channel
}

/** The same, for writing: the bot must be a member, the channel alive, the Messages tab on. */
export function writableChannel(call: Call, channel: Channel): Channel {
  const { switches, world } = call.core
  if (channel.isArchived) throw new Refusal('is_archived')
  if (
    !channel.members.has(world.botUserId) &&
    !(channel.kind === 'public' && switches.scopes.has('chat:write.public'))
  ) {
    throw new Refusal('not_in_channel')
  }
  if (channel.kind === 'im' && !switches.messagesTab) throw new Refusal('messages_tab_disabled')
  return channel
}
