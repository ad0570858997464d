import { describe, expect, test } from 'vitest'
import { readAmendment, readMessage } from '../../../src/bots/slack/inbound.ts'
import type { MessageEvent } from '../../../src/bots/slack/inbound.ts'
import { escapeMarkdown, toMarkdown, toMrkdwn, unsettledTail } from '../../../src/bots/slack/mrkdwn.ts'
import { profileOf } from '../../../src/bots/slack/people.ts'

const self = { team: 'T1', userId: 'U0BOT', botId: 'B0BOT' }

function event(fields: Partial<MessageEvent>): MessageEvent {
  return {
    type: 'message',
    channel: 'C1',
    channel_type: 'channel',
    ts: '1700000001.000200',
    user: 'U1',
    text: 'hello',
    ...fields,
  }
}

describe('messages that are not for Tanya', () => {
  test.each<[string, Partial<MessageEvent>, string]>([
    ['an edit', { subtype: 'message_changed', text: '<@U0BOT> x' }, 'subtype'],
    ['a deletion', { subtype: 'message_deleted', channel_type: 'im', channel: 'D1' }, 'subtype'],
    ['a join', { subtype: 'channel_join', text: '<@U0BOT> has joined' }, 'subtype'],
    ['a hidden one', { hidden: true, text: '<@U0BOT> x' }, 'subtype'],
    ['another bot', { bot_id: 'B9', text: '<@U0BOT> x' }, 'bot'],
    ['an old-style bot', { subtype: 'bot_message', bot_id: 'B9', user: undefined }, 'subtype'],
    ['herself', { user: 'U0BOT', text: '<@U0BOT> x' }, 'bot'],
    ['somebody unknown', { user: undefined, text: '<@U0BOT> x' }, 'bot'],
    ['a longer id', { text: '<@U0BOTTLE> hello' }, 'to-somebody-else'],
    ['to another person in a channel', { text: '<@U2> hello' }, 'to-somebody-else'],
    [
      'to another person in a thread',
      { thread_ts: '1.1', text: '<@U2> what do you think?' },
      'to-somebody-else',
    ],
    ['nothing in a thread', { thread_ts: '1.1', text: '  ' }, 'no-content'],
  ])('%s', (_what, fields, reason) => {
    expect(readMessage(event(fields), self)).toEqual({ kind: 'dropped', reason })
  })
})

describe('messages that are', () => {
  test.each<[string, Partial<MessageEvent>, object]>([
    ['talk in a channel, where she answers everything', {}, { addressed: false, place: { kind: 'channel' } }],
    ['the name as a word', { text: 'Tanya, hello @U0BOT' }, { addressed: false }],
    [
      'a mention',
      { type: 'app_mention', channel_type: undefined, text: '<@U0BOT>, why?' },
      { text: 'why?', addressed: true, place: { thread: '1700000001.000200', kind: 'channel' } },
    ],
    [
      'a mention as a message',
      { text: 'so <@U0BOT|tanya> why?' },
      { text: 'so why?', addressed: true, id: 'slack:T1:C1:1700000001.000200' },
    ],
    [
      'a mention in a thread',
      { thread_ts: '1.1', text: '<@U2> ask <@U0BOT>' },
      { addressed: true, conversation: 'slack:T1:C1:1.1', place: { thread: '1.1', kind: 'thread' } },
    ],
    ['a follow-up', { thread_ts: '1.1' }, { addressed: false, conversation: 'slack:T1:C1:1.1' }],
    ['a broadcast', { subtype: 'thread_broadcast', thread_ts: '1.1' }, { addressed: false }],
    [
      'an upload',
      {
        subtype: 'file_share',
        text: '<@U0BOT>',
        files: [
          {
            id: 'F1',
            name: 'a.pdf',
            mimetype: 'application/pdf',
            size: 5,
            url_private: 'https://files.slack.com/a',
          },
          { id: 'F2', name: null, title: 'shared elsewhere' },
        ],
      },
      {
        addressed: true,
        text: '',
        files: [
          {
            id: 'F1',
            name: 'a.pdf',
            mediaType: 'application/pdf',
            bytes: 5,
            url: 'https://files.slack.com/a',
          },
          { id: 'F2', name: 'shared elsewhere', url: '' },
        ],
      },
    ],
    [
      'a direct message',
      { channel: 'D1', channel_type: 'im' },
      { addressed: true, text: 'hello', place: { kind: 'dm', thread: '1700000001.000200' } },
    ],
    ['an empty mention', { type: 'app_mention', text: '<@U0BOT>' }, { addressed: true, text: '' }],
    ['a stranger', { text: '<@U0BOT> x', user_team: 'T9', team: 'T1' }, { userTeam: 'T9' }],
  ])('%s', (_what, fields, expected) => {
    expect(readMessage(event(fields), self)).toMatchObject({
      kind: 'heard',
      askedAt: 1700000001000,
      ...expected,
    })
  })
})

const names = { person: (id: string) => ({ U2: 'Bo' })[id], channel: () => undefined }

test.each([
  ['a *bold* and _it_ and ~no~', 'a **bold** and _it_ and ~~no~~'],
  ['2 * 3 * 4 and a*b*c', '2 * 3 * 4 and a*b*c'],
  ['&lt;b&gt; &amp;amp;', '<b> &amp;'],
  ['<@U2> and <@U3> and <@U4|cy>', '@Bo and @U3 and @cy'],
  ['<#C1|general> <!here> <!subteam^S1|@devs> <!date^1^{date}|today>', '#general @here @devs today'],
  ['<https://x.org/a?b=1&amp;c=2> <https://x.org|site>', 'https://x.org/a?b=1&c=2 [site](https://x.org)'],
  ['<mailto:a@b.c|a@b.c>', 'a@b.c'],
  ['`a *b* &lt;` and ```x = *y*\n<https://x.org>```', '`a *b* <` and ```x = *y*\nhttps://x.org```'],
  ['&gt; quoted', '> quoted'],
])('reads %j', (mrkdwn, markdown) => {
  expect(toMarkdown(mrkdwn, names)).toBe(markdown)
})

test.each([
  ['**bold** *it* ~~no~~ `a<b`', '*bold* _it_ ~no~ `a&lt;b`'],
  ['# Title\ntext & <!channel> <@U1>', '*Title*\ntext &amp; &lt;!channel&gt; &lt;@U1&gt;'],
  [
    '[a](https://x.org/?a=1&b=2) ![i](https://x.org/i.png)',
    '<https://x.org/?a=1&amp;b=2|a> <https://x.org/i.png|i>',
  ],
  ['- one\n* two\n> q', '• one\n• two\n> q'],
  ['```ts\nconst a = 1 * 2 * 3\n```', '```\nconst a = 1 * 2 * 3\n```'],
])('writes %j', (markdown, mrkdwn) => {
  expect(toMrkdwn(markdown)).toBe(mrkdwn)
})

test('escapes what Slack would act on or decode, and nothing else', () => {
  expect(escapeMarkdown('<!here> a & b &lt; &#60; > q')).toBe('&lt;!here> a & b &amp;lt; &amp;#60; > q')
  expect(unsettledTail('a &l')).toBe(2)
  expect(unsettledTail('a &lt;')).toBe(0)
  expect(unsettledTail('a & b')).toBe(0)
})

test.each([
  ['a member', { is_admin: false }, { isAdmin: false, isOutsider: false }],
  ['an admin', { is_admin: true }, { isAdmin: true, isOutsider: false }],
  ['an owner', { is_owner: true }, { isAdmin: true, isOutsider: false }],
  ['a guest', { is_restricted: true, is_admin: true }, { isAdmin: false, isOutsider: true }],
  ['a single-channel guest', { is_ultra_restricted: true }, { isOutsider: true }],
  ['a stranger', { is_stranger: true }, { isOutsider: true }],
  ['somebody of another team', { team_id: 'T9' }, { isOutsider: true }],
  [
    'a colleague in the same organisation',
    { team_id: 'T9', enterprise_user: { teams: ['T9', 'T1'] } },
    { isOutsider: false },
  ],
])('knows %s', (_what, user, expected) => {
  expect(profileOf({ id: 'U1', team_id: 'T1', name: 'ann', ...user }, 'T1')).toMatchObject({
    name: 'ann',
    ...expected,
  })
})

test('what is left of a deleted message that has replies is a deletion', () => {
  const left = { ts: '1.2', subtype: 'tombstone', user: 'USLACKBOT', text: 'This message was deleted.' }
  const before = { ts: '1.2', user: 'U1', text: 'why?' }
  const changed = event({ subtype: 'message_changed', message: left, previous_message: before })
  expect(readAmendment(changed, self)).toMatchObject({ message: { message: '1.2' }, text: undefined })
})
