import { slackFormat } from '../../src/bots/slack/format.ts'
import { install } from '../fakes/slack/browser.ts'
import { startFakeSlack } from '../fakes/slack/fake-slack.ts'
import type { Said as SlackSaid } from '../fakes/slack/people.ts'
import type { Seen } from '../fakes/slack/reading.ts'
import { patienceMs } from './world.ts'
import type { Said, SharedFile, World } from './world.ts'

type Ref =
  | { readonly kind: 'message'; readonly said: SlackSaid }
  /** `seen` counts the bot's messages in the channel at that time. */
  | { readonly kind: 'slash'; readonly channel: string; readonly seen: number }

export interface SlackWorldOptions {
  /** Makes native streams fail, so that answers are posted and edited. */
  readonly streams?: { readonly error: string }
  /** Events come as signed requests instead of over sockets. */
  readonly http?: boolean
  /** The app is installed by a browser, in this workspace and in another. */
  readonly many?: boolean
}

/** A workspace with as many channels and members as the conversation names, over Socket Mode or HTTP. */
export async function slackWorld({
  http = false,
  many = false,
  ...options
}: SlackWorldOptions = {}): Promise<World> {
  const fake = await startFakeSlack({ timeScale: 20, installed: !many, ...options })
  const { world } = fake
  const { clientId, clientSecret } = fake.oauth
  const people = new Map<string, string>()
  const channels = new Map<string, Set<string>>()

  function person(name: string): string {
    const id = people.get(name) ?? fake.addUser({ name: `${name}-person` }).id
    people.set(name, id)
    return id
  }

  function channelOf(name: string, member: string): string {
    let members = channels.get(name)
    if (members === undefined) {
      const channel = fake.addChannel({ name: `${name}-channel`, members: [world.botUserId] })
      members = channel.members
      channels.set(name, members)
    }
    members.add(member)
    return `${name}-channel`
  }

  function say(
    by: string,
    where: Said['where'],
    channel: string,
    text: string,
    threadTs?: string,
    shared: readonly SharedFile[] = [],
  ): Said {
    const files = shared.map(({ name, type: mimetype, content }) => ({ name, mimetype, content }))
    const said = fake.say({
      user: person(by),
      channel,
      text,
      files,
      ...(threadTs !== undefined && { threadTs }),
    })
    return { by, where, ref: { kind: 'message', said } satisfies Ref }
  }

  function threadOf(said: Said): { channel: string; threadTs: string; after: string } | undefined {
    const ref = said.ref as Ref
    if (ref.kind === 'message') return { ...ref.said, after: ref.said.ts }
    const root = fake.messages(ref.channel).filter((message) => message.fromBot)[ref.seen]
    return root && { channel: root.channel, threadTs: root.ts, after: root.ts }
  }

  /** What the bot said in the thread between that message and the next of a person. */
  function partsOf(said: Said): readonly Seen[] {
    const thread = threadOf(said)
    if (thread === undefined) return []
    const { channel, threadTs, after } = thread
    const later = fake.messages(channel, threadTs).filter((message) => message.ts > after)
    const next = later.findIndex((message) => !message.fromBot)
    return next === -1 ? later : later.slice(0, next)
  }

  return {
    platform: 'slack',
    environment: {
      ...(many
        ? { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SECRET_KEY: 'ab'.repeat(32) }
        : { SLACK_BOT_TOKEN: fake.botToken }),
      ...(http ? { SLACK_SIGNING_SECRET: fake.signingSecret } : { SLACK_APP_TOKEN: fake.appToken }),
      SLACK_API_URL: fake.apiUrl,
    },
    async listening(port) {
      const origin = `http://127.0.0.1:${port}`
      if (http) await fake.deliverTo(`${origin}/slack/events`)
      if (!many || fake.botToken !== '') return
      await install(fake, origin)
      await install(fake, origin, { team: fake.addTeam(another).world.teamId })
    },
    mention: (by, text, channel = 'general', files = []) =>
      say(by, 'channel', channelOf(channel, person(by)), `${fake.mention} ${text}`, undefined, files),
    goOn(by, after, text) {
      const thread = threadOf(after)
      if (thread === undefined) throw new Error('there is nothing to go on from')
      world.channels.get(thread.channel)?.members.add(person(by))
      return say(by, after.where, thread.channel, text, thread.threadTs)
    },
    chatter: (by, text, channel = 'general') => say(by, 'channel', channelOf(channel, person(by)), text),
    direct: (by, text) => say(by, 'dm', 'dm', text),
    command(by, name, text, channelName = 'general') {
      const channel = channelOf(channelName, person(by))
      const seen = fake.messages(channel).filter((message) => message.fromBot).length
      fake.slash({ user: person(by), channel, command: '/tanya', text: `${name} ${text}`.trim() })
      return { by, where: 'channel', ref: { kind: 'slash', channel, seen } satisfies Ref }
    },
    hands: {
      edit(said, text) {
        const ref = said.ref as Ref
        if (ref.kind === 'message') fake.edit(ref.said, `${fake.mention} ${text}`)
      },
      remove(said) {
        const ref = said.ref as Ref
        if (ref.kind === 'message') fake.remove(ref.said)
      },
      offered: (said) =>
        partsOf(said)
          .flatMap(actionsOf)
          .map((id) => id.split(':')[1] ?? ''),
      press(by, said, action) {
        const actionId = `tanya:${action}`
        const part = partsOf(said).find((one) => actionsOf(one).includes(actionId))
        if (part === undefined) throw new Error(`nothing offers to ${action}`)
        world.channels.get(part.channel)?.members.add(person(by))
        fake.click({ user: person(by), channel: part.channel, ts: part.ts, actionId })
      },
    },
    redeliver(said) {
      const ref = said.ref as Ref
      if (ref.kind === 'message') void fake.delivery.redeliver(ref.said.eventIds)
    },
    answers: (said) => partsOf(said).map((part) => part.markdown || part.text),
    screen: (said) =>
      partsOf(said)
        .map((part) => part.text)
        .join('\n'),
    files: (said) =>
      partsOf(said).flatMap(({ files }) =>
        files.map(({ name, content }) => ({ name, text: content.toString() })),
      ),
    rendered: (markdown) => unescaped(slackFormat.render(markdown)),
    privately: (name) => fake.ephemerals(person(name)).map((message) => message.text),
    pingedAnybody: () =>
      fake
        .botMessages()
        .some(({ pings }) => pings.mass.length + pings.groups.length + pings.users.length > 0),
    violations: () => fake.violations.map((violation) => JSON.stringify(violation)),
    dropConnections: () => void fake.sockets.drop('all'),
    async set(name, value) {
      const before = fake.ephemerals('admin').length
      fake.slash({
        user: 'admin',
        channel: 'general',
        command: '/tanya',
        text: `config set ${name} ${value}`,
      })
      await fake.until(() => fake.ephemerals('admin')[before]?.text.includes(`\`${value}\``), patienceMs)
    },
    allowFiles: (allowed) => void fake.switches.scopes[allowed ? 'add' : 'delete']('files:read'),
    failNextWrite(status, carriedOut) {
      const method = /^chat\.(?:startStream|postMessage)$/u
      fake.fail({ method }, { kind: 'status', status, carriedOut })
    },
    until: (look, what) =>
      fake.until(look, patienceMs).catch((error: unknown) => {
        throw new Error(`waited in vain for ${what}`, { cause: error })
      }),
    close: () => fake.close(),
  }
}

const another = { id: 'T0BETA000', name: 'Beta', domain: 'beta' }

/** As people read what was escaped for Slack. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}

function actionsOf({ blocks }: Seen): readonly string[] {
  return blocks.flatMap((block) =>
    block.type === 'actions' && Array.isArray(block.elements)
      ? block.elements.map((one: { readonly action_id: string }) => one.action_id)
      : [],
  )
}
