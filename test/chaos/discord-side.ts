import { discordFormat } from '../../src/bots/discord/format.ts'
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts'
import type { Fault, FaultHandle } from '../fakes/discord/faults.ts'
import type { SeenMessage } from '../fakes/discord/reading.ts'
import type { FakeChannel, FakeInteraction, FakeUser } from '../fakes/discord/types.ts'
import type { PlannedQuestion, RestFault } from './plan.ts'
import type { Random } from './random.ts'
import { failureIn } from './side.ts'
import type { SeenPart, Side } from './side.ts'
import { marksIn, questionText } from './texts.ts'

type Asked =
  | { readonly kind: 'message'; readonly channel: FakeChannel; readonly id: string }
  | { readonly kind: 'slash'; readonly channel: FakeChannel; readonly interaction: FakeInteraction }
  /** The client refused: no command is registered yet. */
  | { readonly kind: 'refused' }

/** A guild of 20 channels and everybody's direct messages. */
export async function startDiscordSide(random: Random): Promise<Side> {
  const fake = await startFakeDiscord({
    messageWindowMs: 1_000,
    windowScale: 0.2,
    // A silent connection is noticed by the heartbeats.
    heartbeatIntervalMs: 2_000,
  })
  const guild = fake.guild({ name: 'Guild' })
  const people = new Map<string, FakeUser>()
  const channels = new Map<string, FakeChannel>()
  const threads = new Map<string, FakeChannel>()
  const places = new Map<string, FakeChannel>()
  const asked = new Map<number, Asked>()
  const faults: FaultHandle[] = []

  function person(name: string): FakeUser {
    const user = people.get(name) ?? fake.user({ name, in: [guild] })
    people.set(name, user)
    // Failures that cannot be told elsewhere come here.
    places.set(fake.dm(user).id, fake.dm(user))
    return user
  }

  function channelOf(name: string): FakeChannel {
    const channel = channels.get(name) ?? fake.channel(guild, { name })
    channels.set(name, channel)
    return channel
  }

  function threadOf(name: string, user: FakeUser): FakeChannel {
    const thread =
      threads.get(name) ?? fake.openThread({ user, channel: channelOf(name), name: `thread-${name}` })
    threads.set(name, thread)
    return thread
  }

  function say(question: PlannedQuestion, channel: FakeChannel, replyTo?: SeenMessage): Asked {
    const { n, how } = question
    const content = how === 'dm' ? questionText(n) : `${fake.mention} ${questionText(n)}`
    const user = person(question.person)
    const message = fake.say({ user, channel, content, ...(replyTo && { replyTo }) })
    return { kind: 'message', channel, id: message.id }
  }

  function askOf(question: PlannedQuestion): Asked {
    const user = person(question.person)
    const channel = channelOf(question.channel)
    switch (question.how) {
      case 'mention':
        return say(question, channel)
      case 'goOn': {
        const before = question.after === undefined ? undefined : answerTo(question.after).at(-1)
        return say(question, channel, before)
      }
      case 'thread':
        return say(question, threadOf(question.channel, user))
      case 'dm':
        return say(question, fake.dm(user))
      case 'slash':
      case 'private': {
        if (!fake.commands().some(({ definition }) => definition.name === 'ask')) return { kind: 'refused' }
        const options = {
          question: questionText(question.n),
          ...(question.how === 'private' && { private: true }),
        }
        return { kind: 'slash', channel, interaction: fake.slash({ user, channel, name: 'ask', options }) }
      }
      default:
        return question.how satisfies never
    }
  }

  /** The messages that answer, each after what it replies to. */
  function answerTo(n: number): readonly SeenMessage[] {
    const one = asked.get(n)
    if (one === undefined || one.kind === 'refused') return []
    const ours = fake.botMessages(one.channel)
    const response = one.kind === 'slash' ? fake.response(one.interaction) : undefined
    const roots =
      one.kind === 'message'
        ? ours.filter(({ replyTo }) => replyTo === one.id)
        : [response?.message, ...(response?.followUps ?? [])].filter((message) => message !== undefined)
    const below = (message: SeenMessage): readonly SeenMessage[] => [
      message,
      ...ours.filter(({ replyTo }) => replyTo === message.id).flatMap(below),
    ]
    const ids = new Map(roots.flatMap(below).map((message) => [message.id, message]))
    return [...ids.values()]
  }

  function partOf(message: SeenMessage, question: number | undefined): SeenPart {
    const lines = message.content.split('\n')
    const told = lines.filter((line) => line.startsWith('-# ')).map((line) => line.slice(3))
    const failure = told.map(failureIn).find(Boolean) ?? lines.find((line) => failureIn(line) === line)
    const text = lines.filter((line) => !line.startsWith('-# ') && line !== failure).join('\n')
    return {
      question: question ?? marksIn(text)[0]?.[0],
      text,
      rest: message.attachments.find(({ filename }) => filename === 'answer.md')?.text,
      failure,
      versions: message.versions.map(({ content }) => content),
      pings: message.pingsAnybody,
      open: message.loading,
      echo: false,
    }
  }

  /** A failure that was told apart from the question says by a link which one it is about. */
  function linked(message: SeenMessage): number | undefined {
    const id = /channels\/\S+\/(\d+)/u.exec(message.content)?.[1]
    return [...asked].find(([, one]) => one.kind === 'message' && one.id === id)?.[0]
  }

  return {
    platform: 'discord',
    environment: { DISCORD_TOKEN: fake.token, DISCORD_API_URL: fake.url },
    ask(question) {
      const one = askOf(question)
      asked.set(question.n, one)
      if (one.kind !== 'refused') places.set(one.channel.id, one.channel)
    },
    disturb(step) {
      if (step.kind === 'rest') {
        const route = /messages|webhooks|callback|channels|users/u
        faults.push(fake.fail({ route, skip: step.skip }, faultOf(step.fault, step.carriedOut, random)))
        return
      }
      const { gateway } = fake
      switch (step.how) {
        case 'drop':
          return gateway.drop({ resumable: true })
        case 'polite':
          return gateway.drop({ politely: true })
        case 'new-session':
          return gateway.drop({ resumable: false })
        case 'redeliver':
          return gateway.redeliver(random.between(1, 6))
        case 'reorder': {
          const { release } = gateway.hold()
          setTimeout(() => release((events) => events.toReversed()), random.between(100, 800))
          return
        }
        case 'silent':
          gateway.setSilent(true)
          setTimeout(() => gateway.setSilent(false), 5_000)
          return
        default:
          return step.how satisfies never
      }
    },
    calm() {
      for (const fault of faults) fault.cancel()
      fake.gateway.setSilent(false)
    },
    parts() {
      const owned = new Map<string, number>()
      const inOrder: SeenPart[] = []
      for (const n of asked.keys()) {
        for (const message of answerTo(n)) {
          owned.set(message.id, n)
          inOrder.push(partOf(message, n))
        }
      }
      const others = [...places.values()].flatMap((channel) => fake.botMessages(channel))
      const stray = others.filter(({ id }) => !owned.has(id))
      return [...inOrder, ...stray.map((message) => partOf(message, linked(message)))]
    },
    unheard(n) {
      const one = asked.get(n)
      if (one?.kind === 'refused') return true
      return one?.kind === 'slash' && fake.response(one.interaction).state === 'failed'
    },
    rendered: (markdown) => discordFormat.render(markdown),
    // What may have been carried out is rightly written again.
    violations: () =>
      fake.violations.filter((violation) => !/that changes nothing|answered twice/u.test(violation)),
    underway: 0,
    get activity() {
      return fake.requests.length
    },
    close: () => fake.close(),
  }
}

function faultOf(fault: RestFault, carriedOut: boolean, random: Random): Fault {
  switch (fault) {
    case '429':
      return {
        kind: 'rate-limit',
        retryAfterMs: random.between(200, 2_000),
        scope: random.pick(['user', 'shared', 'global'] as const),
      }
    case '500':
    case '503':
      return { kind: 'status', status: Number(fault), carriedOut }
    case 'hang':
    case 'reset':
      return { kind: fault, carriedOut }
    case 'late':
      return { kind: 'delay', ms: random.between(500, 3_000) }
    default:
      return fault satisfies never
  }
}
