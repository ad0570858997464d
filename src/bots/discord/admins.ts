import { RequestMethod, Routes } from 'discord.js'
import type { Client } from 'discord.js'
import { Failure } from '../../core/fault.ts'
import type { Logger } from '../../core/log.ts'
import { createBody } from './message-body.ts'
import type { DiscordRest } from './rest.ts'
import { pieces } from './whisper.ts'
import type { Whisper } from './whisper.ts'

/**
 * Tells the admins of a guild: in the channel that Discord itself uses to tell its moderators, where the guild has one,
 * else its owner by direct message. Never rejects.
 */
export function createTellAdmins(deps: {
  readonly rest: DiscordRest
  readonly whisper: Pick<Whisper, 'openDm'>
  readonly log: Logger
  client(): Client | undefined
}) {
  const { rest, log } = deps

  async function post(channel: string, text: string): Promise<void> {
    for (const [index, piece] of pieces(text).entries()) {
      const body = createBody(piece, `admins:${channel}:${index}:${text}`)
      await rest.call('tell admins', RequestMethod.Post, Routes.channelMessages(channel), { body })
    }
  }

  return async function tellAdmins(workspace: string, text: string): Promise<void> {
    const guild = deps.client()?.guilds.cache.get(workspace)
    if (guild === undefined) {
      log.warn({ workspace }, 'the guild whose admins were to be told is not known')
      return
    }
    const { publicUpdatesChannelId: channel, ownerId } = guild
    // In direct messages nothing else says which guild it is.
    const name = guild.name.replaceAll(/[\\*_~`|<>#[\]\s]+/gu, ' ').trim()
    const ways = [
      ...(channel === null ? [] : [() => post(channel, text)]),
      async () => post(await deps.whisper.openDm(ownerId), `**${name}**\n${text}`),
    ]
    for (const way of ways) {
      try {
        return await way()
      } catch (error) {
        const why = error instanceof Failure ? error.fault : 'unexpected'
        log.warn({ workspace, why }, 'admins could not be told this way')
      }
    }
  }
}
