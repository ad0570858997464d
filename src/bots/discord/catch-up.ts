import { RequestMethod, Routes } from 'discord.js'
import type { APIMessage, Client, GatewayMessageCreateDispatchData } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import { catchUpMessages, catchUpMs, catchUpPlaces } from '../../core/conversation/watermarks.ts'
import { Failure } from '../../core/fault.ts'
import type { Logger } from '../../core/log.ts'
import type { Heard } from './absences.ts'
import type { DiscordRest } from './rest.ts'

type Incoming = GatewayMessageCreateDispatchData

/** Milliseconds of a snowflake. https://docs.discord.com/developers/reference#snowflakes */
const snowflakeEpoch = 1_420_070_400_000n

/** The place of a message as a key: a read message does not tell its guild. */
export function placeKey({
  guild_id: guild,
  channel_id: channel,
}: Pick<Incoming, 'guild_id' | 'channel_id'>) {
  return `${guild ?? ''}/${channel}`
}

/**
 * Hands on what was said while a shard did not listen, oldest first in each channel: later than the last message that
 * was heard there, and not too long ago. Never rejects.
 */
export async function catchUp(deps: {
  readonly rest: DiscordRest
  readonly shard: number
  readonly heard: Heard
  readonly client: () => Client | undefined
  readonly clock: Clock
  readonly log: Logger
  take(message: Incoming): void
}): Promise<void> {
  const { rest, log } = deps
  const oldest = (BigInt(deps.clock.now() - catchUpMs) - snowflakeEpoch) << 22n
  /** Direct messages come by the first. A guild that was left is none's. */
  const shardOf = (guild: string) => (guild === '' ? 0 : deps.client()?.guilds.cache.get(guild)?.shardId)
  const places = (await deps.heard).map(({ place, message }) => {
    const [guild = '', channel = ''] = place.split('/')
    return { guild, channel, message }
  })
  const own = places.filter(({ guild }) => shardOf(guild) === deps.shard).slice(0, catchUpPlaces)
  for (const { guild, channel, message } of own) {
    const known = deps.client()?.channels.cache.get(channel)
    const newest = known !== undefined && 'lastMessageId' in known ? known.lastMessageId : undefined
    // Nothing was said there since.
    if (newest !== undefined && newest !== null && BigInt(newest) <= BigInt(message)) continue
    const after = BigInt(message) > oldest ? message : String(oldest)
    try {
      const query = new URLSearchParams({ after, limit: String(catchUpMessages) })
      const route = Routes.channelMessages(channel)
      const missed = await rest.call<APIMessage[]>('catch up', RequestMethod.Get, route, { query })
      for (const one of missed.toReversed()) {
        deps.take({ ...one, ...(guild === '' ? {} : { guild_id: guild }) })
      }
      if (missed.length > 0) log.info({ channel, missed: missed.length }, 'looked through what was missed')
    } catch (error) {
      const why = error instanceof Failure ? error.fault : 'unexpected'
      log.info({ channel, why }, 'what was missed cannot be read')
    }
  }
}
