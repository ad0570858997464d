import { slackFormat, whisperFormat } from '../../src/bots/slack/format.ts'
import { toMrkdwn } from '../../src/bots/slack/mrkdwn.ts'
import { startFakeSlack } from '../fakes/slack/fake-slack.ts'
import type { How, PlannedFault } from '../fakes/slack/faults.ts'
import type { Said } from '../fakes/slack/people.ts'
import type { Seen } from '../fakes/slack/reading.ts'
import type { PlannedQuestion, RestFault } from './plan.ts'
import type { Random } from './random.ts'
import { failureIn, isOurs } from './side.ts'
import type { SeenPart, Side } from './side.ts'
import { marksIn, questionIn, questionText } from './texts.ts'

/** A workspace of 20 channels and everybody's direct messages. */
export async function startSlackSide(random: Random): Promise<Side> {
  const fake = await startFakeSlack({
    timeScale: 20,
    random: random.next,
    // A silent connection is noticed by the pings, which do not scale, and Slack's last attempt comes after that. Nor
    // does the half hour scale for which Tanya takes an address to be good.
    timing: { pingMs: 2_000, retryDelaysMs: [1_000, 4_000, 30_000], responseUrlMs: 1_800_000 },
  })
  fake.delivery.setTurbulence({ redeliver: 0.1, delayMs: 200 })
  const { world } = fake
  const people = new Map<string, string>()
  const channels = new Map<string, Set<string>>()
  const threads = new Map<string, Said>()
  const asked = new Map<number, Said>()
  /** Slash commands that nobody acknowledged. */
  const unheard = new Set<number>()
  let underway = 0
  const faults: PlannedFault[] = []

  function person(name: string): string {
    const id = people.get(name) ?? fake.addUser({ name: `${name}-person` }).id
    people.set(name, id)
    return id
  }

  function channelOf(name: string, member: string): string {
    const members =
      channels.get(name) ?? fake.addChannel({ name: `${name}-channel`, members: [world.botUserId] }).members
    channels.set(name, members)
    members.add(member)
    return `${name}-channel`
  }

  function say(question: PlannedQuestion, text: string, thread?: Said): Said {
    const user = person(question.person)
    const channel = thread?.channel ?? (question.how === 'dm' ? 'dm' : channelOf(question.channel, user))
    if (thread !== undefined) world.channels.get(thread.channel)?.members.add(user)
    const said = fake.say({ user, channel, text, ...(thread && { threadTs: thread.threadTs }) })
    underway += 1
    void said.acked.then(() => (underway -= 1))
    return said
  }

  function slash({ n, person: name, channel, how }: PlannedQuestion): void {
    const user = person(name)
    const words = how === 'private' ? `ask private:true ${questionText(n)}` : `ask ${questionText(n)}`
    const { acked } = fake.slash({
      user,
      channel: channelOf(channel, user),
      command: '/tanya',
      text: words,
    })
    void acked.then(({ ok }) => {
      if (!ok) unheard.add(n)
    })
  }

  function ask(question: PlannedQuestion): void {
    const mention = `${fake.mention} ${questionText(question.n)}`
    const bare = questionText(question.n)
    const { n, how } = question
    switch (how) {
      case 'mention':
        asked.set(n, say(question, mention))
        return
      case 'goOn': {
        const thread = question.after === undefined ? undefined : asked.get(question.after)
        asked.set(n, say(question, mention, thread))
        return
      }
      case 'thread': {
        const thread = threads.get(question.channel)
        const said = say(question, mention, thread)
        threads.set(question.channel, thread ?? said)
        asked.set(n, said)
        return
      }
      case 'dm':
        asked.set(n, say(question, bare))
        return
      case 'slash':
      case 'private':
        return slash(question)
      default:
        how satisfies never
    }
  }

  function partOf(message: Seen): SeenPart {
    const failure = message.text.split('\n').map(plain).map(failureIn).find(Boolean)
    const all = message.markdown === '' ? message.text : message.markdown
    const text = all
      .split('\n')
      .filter((line) => !isOurs(plain(line)))
      .join('\n')
    const payload = message.metadata?.['event_payload'] as { readonly key?: string } | undefined
    const marked = marksIn(text)[0]?.[0]
    const repeated = marked === undefined ? questionIn(text) : undefined
    return {
      question: marked ?? repeated ?? byKey(payload?.key),
      text,
      rest: message.files.find(({ name }) => /^answer\b.*\.md$/u.test(name))?.content.toString(),
      echo: repeated !== undefined,
      failure,
      versions: message.versions.map((version) => version.text),
      pings: message.pings.mass.length + message.pings.groups.length + message.pings.users.length > 0,
      open: message.streaming,
    }
  }

  /** Keys of parts begin with the question's id, which ends in its channel and ts. */
  function byKey(key: string | undefined): number | undefined {
    if (key === undefined) return undefined
    return [...asked].find(([, { channel, ts }]) => key.includes(`:${channel}:${ts}/`))?.[0]
  }

  return {
    platform: 'slack',
    environment: {
      SLACK_BOT_TOKEN: fake.botToken,
      SLACK_APP_TOKEN: fake.appToken,
      SLACK_API_URL: fake.apiUrl,
    },
    ask,
    disturb(step) {
      if (step.kind === 'rest') {
        const method = /^(?:chat|conversations|users|assistant|agents)\./u
        faults.push(fake.fail({ method, after: step.skip }, howOf(step.fault, step.carriedOut, random)))
        return
      }
      switch (step.how) {
        case 'drop':
          return void fake.sockets.drop('random')
        case 'new-session':
          return void fake.sockets.drop('all')
        case 'polite':
          return fake.sockets.refresh('oldest', 'refresh_requested')
        case 'redeliver': {
          const recent = fake.delivery.events.slice(-random.between(1, 6))
          return void fake.delivery.redeliver(recent.map(({ eventId }) => eventId))
        }
        case 'reorder':
          fake.delivery.hold()
          setTimeout(() => fake.delivery.release('shuffled'), random.between(100, 800))
          return
        case 'silent':
          return fake.sockets.silence()
        default:
          return step.how satisfies never
      }
    },
    calm() {
      for (const fault of faults) fault.cancel()
      fake.delivery.release('in-order')
      fake.delivery.setTurbulence(undefined)
    },
    parts() {
      const whispered = [...people].flatMap(([name, user]) =>
        fake.ephemerals(user).map((message) => ({ ...partOf(message), person: name })),
      )
      const visible = fake.botMessages()
      // A command is answered below its own question.
      const roots = new Map(visible.map((message) => [message.ts, partOf(message)]))
      const below = (message: Seen): SeenPart => {
        const part = partOf(message)
        const root = roots.get(message.threadTs ?? '')
        return part.question === undefined && root?.echo === true
          ? { ...part, question: root.question }
          : part
      }
      return [
        ...visible.map(below),
        // "Others are before you" is no answer.
        ...whispered.filter(({ failure, question }) => failure !== undefined || question !== undefined),
      ]
    },
    unheard: (n) => unheard.has(n),
    rendered: (markdown, how) =>
      how === 'private'
        ? unescaped(toMrkdwn(whisperFormat.render(markdown)).replaceAll('&gt;', '>'))
        : unescaped(slackFormat.render(markdown)),
    violations: () =>
      fake.violations
        // What comes to a process that was killed is acknowledged by nobody, and what may have been carried out is
        // rightly written again.
        .filter(({ kind }) => kind !== 'late_ack' && kind !== 'identical_update')
        .map((violation) => JSON.stringify(violation)),
    get underway() {
      return underway
    },
    get activity() {
      return fake.requests.length
    },
    close: () => fake.close(),
  }
}

/** Without Slack's own marks around a line. */
function plain(line: string): string {
  return line.replace(/^[_*\s]+|[_*\s]+$/gu, '')
}

function howOf(fault: RestFault, carriedOut: boolean, random: Random): How {
  switch (fault) {
    case '429':
      return { kind: 'ratelimited', retryAfterSeconds: random.between(1, 3) }
    case '500':
      return { kind: 'status', status: 500, carriedOut }
    case '503':
      return random.chance(0.5)
        ? { kind: 'status', status: 503, carriedOut }
        : { kind: 'error', error: 'internal_error', carriedOut }
    case 'hang':
    case 'reset':
      return { kind: fault, carriedOut }
    case 'late':
      return { kind: 'slow', delayMs: random.between(500, 3_000) }
    default:
      return fault satisfies never
  }
}

/** As people read what was escaped for Slack. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
