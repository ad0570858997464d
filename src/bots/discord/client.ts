import { Client, GatewayIntentBits, Options, SimpleShardingStrategy } from 'discord.js'
import type { Shards } from './shards.ts'

/** A guild that Discord cannot serve right now must not hold up the others. */
const waitForGuildsMs = 5000

/**
 * A gateway that takes a connection and does not speak is left after so long. The library's own 60 s would be a minute
 * in which nobody is heard.
 */
const helloMs = 10_000

/**
 * A client that is not logged in yet. It keeps guilds, channels and roles, which are all that is looked up;
 * messages and people come with each event.
 */
export function createClient(options: {
  readonly apiUrl: string
  readonly shards: Shards
  readonly seesContent: boolean
}): Client {
  const { apiUrl, shards, seesContent } = options
  const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits
  return new Client({
    intents: [Guilds, GuildMessages, DirectMessages, ...(seesContent ? [MessageContent] : [])],
    ...(shards.ids === 'auto' ? { shards: 'auto' } : { shards: shards.ids, shardCount: shards.count }),
    allowedMentions: { parse: [], repliedUser: false },
    waitGuildTimeout: waitForGuildsMs,
    rest: { api: apiUrl.replace(/\/+$/u, '') },
    ws: {
      buildStrategy(manager) {
        // The one way to it: the client passes no time-outs on.
        Object.assign(manager.options, { helloTimeout: helloMs })
        return new SimpleShardingStrategy(manager)
      },
    },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ApplicationCommandManager: 0,
      ApplicationEmojiManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildForumThreadManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      GuildTextThreadManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
      VoiceStateManager: 0,
    }),
    sweepers: { threads: { interval: 3600, lifetime: 3600 } },
  })
}
