import { sleep } from '../../../src/core/clock.ts'
import type { Core, EmitOptions, Emitted } from './core.ts'
import type { Json } from './json.ts'
import { str } from './json.ts'

/** Something on its way to the app. */
export interface Outgoing {
  readonly type: 'events_api' | 'slash_commands' | 'interactive'
  readonly payload: Json
  /** Whether the ack may carry an answer. */
  readonly acceptsResponse: boolean
}

export interface Retry {
  readonly num: number
  readonly reason: string
}

/** What became of one delivery. */
export type Attempt =
  /** Acknowledged in time, with the ack's payload. */
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly reason: string; readonly noRetry: boolean }

/** Socket Mode or signed HTTP. Never rejects. */
export interface Transport {
  send(outgoing: Outgoing, retry: Retry | undefined): Promise<Attempt>
}

/** How an event got on. */
export interface DeliveredEvent {
  readonly eventId: string
  readonly type: string
  readonly payload: Json
  /** Deliveries so far. */
  attempts: number
  acked: boolean
}

export interface Turbulence {
  /** The chance that an acknowledged event comes again. */
  readonly redeliver: number
  /** Each event waits a random time up to this, so that they overtake one another. */
  readonly delayMs: number
}

export interface Delivery {
  readonly events: readonly DeliveredEvent[]
  emit(event: Json, options?: EmitOptions): Emitted | undefined
  /** Slash commands, buttons, modals: once, never again. */
  interact(outgoing: Outgoing): Promise<Attempt>
  /** Sends these events again, as Slack does when an ack got lost: same event_id, `retry_num` 1. */
  redeliver(eventIds: readonly string[]): Promise<void>
  hold(): void
  /** Sends what was held, in order, reversed, or shuffled by the fake's `random`. */
  release(order: 'in-order' | 'reversed' | 'shuffled'): void
  setTurbulence(turbulence: Turbulence | undefined): void
}

export function createDelivery(core: Core, transport: () => Transport): Delivery {
  const events: DeliveredEvent[] = []
  let held: (() => void)[] | undefined
  let turbulence: Turbulence | undefined

  async function deliver(record: DeliveredEvent): Promise<boolean> {
    const outgoing: Outgoing = { type: 'events_api', payload: record.payload, acceptsResponse: false }
    let retry: Retry | undefined
    for (let num = 0; ; num += 1) {
      record.attempts += 1
      const attempt = await transport().send(outgoing, retry)
      if (attempt.ok) {
        record.acked = true
        core.changed()
        if (num === 0 && turbulence !== undefined && core.random() < turbulence.redeliver) {
          record.attempts += 1
          void transport().send(outgoing, { num: 1, reason: 'timeout' })
        }
        return true
      }
      const delay = core.timing.retryDelaysMs[num]
      if (delay === undefined || attempt.noRetry) return false
      retry = { num: num + 1, reason: attempt.reason }
      await sleep(core.clock, delay)
    }
  }

  function whenAllowed(): Promise<void> {
    const { delayMs } = turbulence ?? { delayMs: 0 }
    const gate = held === undefined ? Promise.resolve() : new Promise<void>((go) => held?.push(go))
    return delayMs === 0 ? gate : gate.then(() => sleep(core.clock, core.random() * delayMs))
  }

  return {
    events,
    emit(event, options = {}) {
      const { channel, subscription } = options
      const needed = subscription ?? str(event, 'type')
      if (!core.isInstalled || !core.switches.events.has(needed)) return undefined
      if (!mayHear(core, needed)) return undefined
      if (channel !== undefined && !channel.members.has(core.world.botUserId)) return undefined
      const eventId = core.world.nextId('Ev')
      const payload = envelope(core, eventId, event, channel?.isExtShared ?? false)
      const record: DeliveredEvent = { eventId, type: str(event, 'type'), payload, attempts: 0, acked: false }
      events.push(record)
      return { eventId, acked: whenAllowed().then(() => deliver(record)) }
    },
    interact: (outgoing) => transport().send(outgoing, undefined),
    async redeliver(eventIds) {
      const again = events.filter((one) => eventIds.includes(one.eventId))
      await Promise.all(
        again.map(async (record) => {
          record.attempts += 1
          const outgoing: Outgoing = { type: 'events_api', payload: record.payload, acceptsResponse: false }
          await transport().send(outgoing, { num: 1, reason: 'timeout' })
        }),
      )
    },
    hold() {
      held ??= []
    },
    release(order) {
      const waiting = held ?? []
      held = undefined
      if (order === 'reversed') waiting.reverse()
      if (order === 'shuffled') shuffle(waiting, core.random)
      for (const go of waiting) go()
    },
    setTurbulence(wanted) {
      turbulence = wanted
    },
  }
}

function shuffle(items: (() => void)[], random: () => number): void {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const [one, two] = [items[index], items[other]]
    if (one === undefined || two === undefined) continue
    items[index] = two
    items[other] = one
  }
}

const eventScopes: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
  member_joined_channel: 'channels:read',
  reaction_added: 'reactions:read',
  subteam_created: 'usergroups:read',
  subteam_members_changed: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  user_change: 'users:read',
}

function mayHear(core: Core, subscription: string): boolean {
  const scope = eventScopes[subscription]
  return scope === undefined || core.switches.scopes.has(scope)
}

function envelope(core: Core, eventId: string, event: Json, isExtShared: boolean): Json {
  const { world } = core
  return {
    token: 'verification-token',
    team_id: world.teamId,
    context_team_id: world.teamId,
    context_enterprise_id: null,
    api_app_id: world.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(core.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: world.teamId,
        user_id: world.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: isExtShared,
    event_context: `4-${eventId}`,
  }
}
