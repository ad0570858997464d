import { ChannelType, GuildMemberFlags, MessageReferenceType, MessageType } from 'discord.js'
import type { APIMessage, APIUser, GatewayMessageCreateDispatchData } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { hear, mentions } from '../../../src/bots/discord/inbound.ts'
import type { Heard, Setting } from '../../../src/bots/discord/inbound.ts'
import type { Place } from '../../../src/core/question.ts'

const me = { userId: '1000', roleId: '2000' }
const tanya = user('1000', 'tanya', { bot: true })
const ann = user('11', 'ann', { global_name: 'Ann' })
const bob = user('12', 'bob')

const channel: Place = { platform: 'discord', workspace: '1', channel: '5', kind: 'channel' }
const thread: Place = { platform: 'discord', workspace: '1', channel: '6', kind: 'thread', parent: '5' }
const dm: Place = { platform: 'discord', workspace: 'dm', channel: '7', kind: 'dm' }

type Fields = Partial<GatewayMessageCreateDispatchData>

describe('whom a message is for', () => {
  const cases: readonly (readonly [string, Place, Fields, string])[] = [
    ['a mention', channel, { content: '<@1000> hi', mentions: [tanya] }, 'question'],
    ['a mention by nickname', channel, { content: 'hi <@!1000>', mentions: [tanya] }, 'question'],
    ['the own role', channel, { content: '<@&2000> hi', mention_roles: ['2000'] }, 'question'],
    ['another role', channel, { content: '<@&2001> hi', mention_roles: ['2001'] }, 'not-addressed'],
    ['@everyone', channel, { content: '@everyone hi', mention_everyone: true }, 'not-addressed'],
    ['somebody else', channel, { content: '<@12> hi', mentions: [bob] }, 'not-addressed'],
    [
      'her id in a code block, which Discord does not resolve',
      channel,
      { content: '`<@1000>`' },
      'not-addressed',
    ],
    ['no mention', channel, { content: 'hi' }, 'not-addressed'],
    ['a reply to her without a ping', channel, replyTo(tanya, { content: 'and?' }), 'question'],
    [
      'a reply to her with a ping',
      channel,
      replyTo(tanya, { content: 'and?', mentions: [tanya] }),
      'question',
    ],
    ['a reply to her, content withheld', channel, replyTo(tanya, { content: '' }), 'no-content'],
    ['a reply to another', channel, replyTo(bob, { content: 'and?' }), 'not-addressed'],
    [
      'a reply to a deleted message',
      channel,
      { ...replyTo(bob, {}), referenced_message: null },
      'not-addressed',
    ],
    ['a thread', thread, { content: 'go on' }, 'follow-up'],
    ['a thread, with a mention', thread, { content: '<@1000> go on', mentions: [tanya] }, 'question'],
    ['a thread, to another', thread, { content: '<@12> look', mentions: [bob] }, 'to-somebody-else'],
    ['a thread, naming another later', thread, { content: 'is <@12> right?', mentions: [bob] }, 'follow-up'],
    ['a thread, a reply to another', thread, replyTo(bob, { content: 'no' }), 'to-somebody-else'],
    ['a thread, content withheld', thread, { content: '' }, 'no-content'],
    ['a DM', dm, { content: 'hi' }, 'question'],
    ['a sticker in a DM', dm, { content: '' }, 'no-content'],
    ['another bot', dm, { author: user('13', 'beep', { bot: true }), content: 'hi' }, 'bot'],
    ['herself', channel, { author: tanya, content: '<@1000> hi', mentions: [tanya] }, 'bot'],
    ['a webhook', channel, { webhook_id: '14', content: '<@1000> hi', mentions: [tanya] }, 'webhook'],
    ['a system message', channel, { type: MessageType.UserJoin, content: '' }, 'system'],
    ['a pin', thread, { type: MessageType.ChannelPinnedMessage, content: '' }, 'system'],
  ]
  it.each(cases)('%s', (_name, place, fields, expected) => {
    expect(outcome(hear(message(place, fields), me, setting(place)))).toBe(expected)
  })

  it('knows no role in a DM', () => {
    expect(mentions(message(dm, { content: 'hi' }), { userId: '1000' })).toBe(false)
  })
})

describe('the text of a question', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['<@1000> hi', 'hi'],
    ['<@1000>, hi', 'hi'],
    ['<@1000>: hi', 'hi'],
    ['hey <@1000> what', 'hey what'],
    ['what is up <@1000>', 'what is up'],
    ['<@1000> <@1000> twice', 'twice'],
    ['<@1000>\n```py\n  x = 1\n```', '```py\n  x = 1\n```'],
    ['<@1000> is <@12> here? <:ok:99>', 'is @bob here? :ok:'],
    ['<@1000> not <@77>', 'not <@77>'],
    ['<@1000>', ''],
  ]
  it.each(cases)('%j is %j', (content, expected) => {
    const said = heard(hear(message(channel, { content, mentions: [tanya, bob] }), me, setting(channel)))
    expect(said.question.text).toBe(expected)
  })

  it('drops the own role, too', () => {
    const said = message(channel, { content: '<@&2000> hi', mention_roles: ['2000'] })
    expect(heard(hear(said, me, setting(channel))).question.text).toBe('hi')
  })

  it('has the files that came along', () => {
    const said = message(dm, { content: '', attachments: [file('a.png'), file('b.pdf')] })
    const { question } = heard(hear(said, me, setting(dm)))
    expect(question.text).toBe('')
    expect(question.attachments).toEqual([
      { id: '1', name: 'a.png', mediaType: 'image/png', bytes: 1, url: 'https://cdn.discordapp.com/a.png' },
      { id: '1', name: 'b.pdf', bytes: 1, url: 'https://cdn.discordapp.com/b.pdf' },
    ])
  })
})

describe('what a question continues', () => {
  it('is new without a reply', () => {
    const said = heard(
      hear(message(channel, { content: '<@1000> hi', mentions: [tanya] }), me, setting(channel)),
    )
    expect(said.question).toEqual({
      id: 'discord:1:5:100',
      place: channel,
      asker: { id: '11', name: 'Ann', isAdmin: true, isOutsider: false },
      text: 'hi',
      lineage: { kind: 'new' },
      message: { channel: '5', message: '100' },
      locale: 'id',
      askedAt: Date.parse('2026-11-23T10:00:00Z'),
      private: false,
    })
    expect(said.quoted).toBeUndefined()
  })

  it('branches with the message replied to, and quotes it whoever wrote it', () => {
    const said = heard(
      hear(
        message(channel, replyTo(bob, { content: '<@1000> true?', mentions: [tanya] })),
        me,
        setting(channel),
      ),
    )
    expect(said.question.lineage).toEqual({ kind: 'branch', message: { channel: '5', message: '90' } })
    expect(said.quoted).toEqual({ author: 'bob', fromTanya: false, text: 'before' })
    expect(said.replyTo).toEqual({ channel: '5', message: '90' })
  })

  it('is the thread there, and the DM there', () => {
    const inThread = heard(hear(message(thread, { content: 'go on' }), me, setting(thread)))
    expect(inThread.question.lineage).toEqual({ kind: 'linear', conversation: 'discord:1:6' })
    expect(inThread.follows).toBe('discord:1:6')
    const inDm = heard(hear(message(dm, { content: 'go on' }), me, setting(dm)))
    expect(inDm.question.lineage).toEqual({ kind: 'linear', conversation: 'discord:dm:7' })
    expect(inDm.follows).toBeUndefined()
  })

  it('quotes a forwarded message and is no reply to it', () => {
    const forward: Fields = {
      content: '',
      message_reference: { type: MessageReferenceType.Forward, channel_id: '8', message_id: '80' },
      message_snapshots: [
        {
          message: {
            content: 'news',
            attachments: [],
            embeds: [],
            mentions: [],
            mention_roles: [],
            timestamp: '2026-11-23T09:00:00Z',
            edited_timestamp: null,
            type: MessageType.Default,
          },
        },
      ],
    }
    const said = heard(hear(message(dm, forward), me, setting(dm)))
    expect(said.quoted?.text).toBe('news')
    expect(said.replyTo).toBeUndefined()
  })

  it('prefers the name people see in that guild', () => {
    const said = message(channel, {
      content: '<@1000> hi',
      mentions: [tanya],
      member: {
        nick: 'Annie',
        roles: [],
        deaf: false,
        mute: false,
        flags: GuildMemberFlags.DidRejoin,
        joined_at: '2026-01-01T00:00:00Z',
      },
    })
    expect(heard(hear(said, me, setting(channel))).question.asker.name).toBe('Annie')
  })
})

describe('where Tanya answers everything', () => {
  it.each<[string, Place, Fields, string]>([
    ['talk in a channel', channel, { content: 'hi' }, 'question'],
    ['talk in a thread', thread, { content: 'hi' }, 'question'],
    ['to another', channel, { content: '<@12> hi', mentions: [bob] }, 'to-somebody-else'],
    ['a reply to another', channel, replyTo(bob, { content: 'and?' }), 'to-somebody-else'],
    ['content withheld', channel, { content: '' }, 'no-content'],
    ['another bot', channel, { author: user('13', 'beep', { bot: true }), content: 'hi' }, 'bot'],
  ])('%s', (_what, place, fields, expected) => {
    const result = hear(message(place, fields), me, setting(place, true))
    expect(outcome(result)).toBe(expected)
    if (result.kind === 'heard') expect(result.addressed).toBe(false)
  })
})

function outcome(result: Heard): string {
  if (result.kind === 'dropped') return result.reason
  return result.follows === undefined ? 'question' : 'follow-up'
}

function heard(result: Heard): Heard & { kind: 'heard' } {
  if (result.kind === 'dropped') throw new Error(`dropped: ${result.reason}`)
  return result
}

function setting(place: Place, hearsAll = false): Setting {
  return { place, locale: 'id', isAdmin: true, hearsAll }
}

function replyTo(author: APIUser, fields: Fields): Fields {
  const target: APIMessage = { ...message(channel, { author, content: 'before' }), id: '90' }
  return {
    type: MessageType.Reply,
    message_reference: {
      type: MessageReferenceType.Default,
      channel_id: '5',
      message_id: '90',
      guild_id: '1',
    },
    referenced_message: target,
    ...fields,
  }
}

function message(place: Place, fields: Fields): GatewayMessageCreateDispatchData {
  return {
    id: '100',
    channel_id: place.channel,
    channel_type: place.kind === 'dm' ? ChannelType.DM : ChannelType.GuildText,
    ...(place.kind === 'dm' ? {} : { guild_id: place.workspace }),
    author: ann,
    content: '',
    timestamp: '2026-11-23T10:00:00Z',
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: MessageType.Default,
    ...fields,
  }
}

function file(filename: string): APIMessage['attachments'][number] {
  const type = filename.endsWith('.png') ? { content_type: 'image/png' } : {}
  return { id: '1', filename, size: 1, url: `https://cdn.discordapp.com/${filename}`, proxy_url: '', ...type }
}

function user(id: string, username: string, fields: Partial<APIUser> = {}): APIUser {
  return { id, username, discriminator: '0', global_name: null, avatar: null, ...fields }
}
