import { playgroundFormat } from '../../src/bots/playground/index.ts'
import type { Happening, MessageView } from '../../src/bots/playground/wire.ts'
import { patienceMs } from './world.ts'
import type { Said, SharedFile, World } from './world.ts'

interface Ref {
  readonly channel: string
  /** Undefined until the server has taken it. */
  id?: string
  readonly body: object
}

/** A page that is open: what one person sees, by the server's own events. */
interface Page {
  readonly messages: Map<string, MessageView>
  drop(): void
  close(): void
}

/** The playground as its page uses it: over HTTP, with an event stream for each person. */
export async function playgroundWorld(): Promise<World> {
  let base = ''
  const people = new Map<string, Promise<string>>()
  const channels = new Map<string, Promise<string>>()
  const pages = new Map<string, Page>()
  const violations: string[] = []
  /** What the page shows to whoever pressed a button. */
  const told: { readonly to: string; readonly text: string }[] = []
  /** One after the other, as one person types them. */
  let sending: Promise<unknown> = Promise.resolve()
  let nonce = 0

  async function post(what: string, body: object): Promise<Record<string, string>> {
    const response = await fetch(`${base}/playground/api/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tanya-playground': '1', origin: base },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as Record<string, string>
    if (!response.ok) throw new Error(`${what}: ${response.status} ${answer['error']}`)
    return answer
  }

  function person(name: string): Promise<string> {
    const known = people.get(name) ?? post('people', { name, role: 'member' }).then(({ id = '' }) => id)
    people.set(name, known)
    return known
  }

  function channelOf(name: string): Promise<string> {
    const known = channels.get(name) ?? post('channels', { as: 'ann', name }).then(({ id = '' }) => id)
    channels.set(name, known)
    return known
  }

  /** What that person sees; opened when they are first looked at. */
  function pageOf(id: string): Page {
    const known = pages.get(id)
    if (known !== undefined) return known
    const page = openPage(() => base, id, violations)
    pages.set(id, page)
    return page
  }

  async function upload({ name, type, content }: SharedFile): Promise<string> {
    const url = `${base}/playground/api/files?name=${encodeURIComponent(name)}`
    const headers = { 'content-type': type, 'x-tanya-playground': '1' }
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(content) })
    return ((await response.json()) as { id: string }).id
  }

  /** Once everything before it has been sent. */
  function then(work: () => Promise<unknown>): void {
    sending = sending.then(work)
    sending.catch((error: unknown) => violations.push(String(error)))
  }

  function say(
    by: string,
    where: Said['where'],
    text: string,
    at: (id: string) => Promise<object & { channel: string }>,
  ): Said {
    nonce += 1
    const body = { text, nonce: `n${nonce}`, locale: 'en' }
    const ref: { -readonly [K in keyof Ref]: Ref[K] } = { channel: '', body }
    then(async () => {
      const as = await person(by)
      const { channel, ...rest } = await at(as)
      ref.channel = channel
      ref.body = { ...body, as, channel, ...rest }
      pageOf(as)
      ref.id = (await post('messages', ref.body))['id'] ?? ''
    })
    return { by, where, ref }
  }

  function partsOf(said: Said): readonly MessageView[] {
    const { channel, id } = said.ref as Ref
    const question = `playground:playground:${channel}:${id}`
    const seen = new Map([...pages.values()].flatMap(({ messages }) => [...messages]))
    return [...seen.values()]
      .filter((message) => message.question === question)
      .sort((a, b) => (a.part ?? 0) - (b.part ?? 0))
  }

  function tanyas(): readonly MessageView[] {
    return [...pages.values()].flatMap(({ messages }) =>
      [...messages.values()].filter(({ author }) => author === 'tanya'),
    )
  }

  return {
    platform: 'playground',
    environment: { PLAYGROUND: 'on' },
    listening(port) {
      base = `http://127.0.0.1:${port}`
      for (const page of pages.values()) page.drop()
      return Promise.resolve()
    },
    mention: (by, text, channel = 'general', files = []) =>
      say(by, 'channel', `@Tanya ${text}`, async () => ({
        channel: await channelOf(channel),
        ...(files.length > 0 && { files: await Promise.all(files.map(upload)) }),
      })),
    goOn(by, after, text) {
      const last = partsOf(after).at(-1)
      const { channel } = after.ref as Ref
      return after.where === 'dm'
        ? say(by, 'dm', text, () => Promise.resolve({ channel }))
        : say(by, 'channel', text, () => Promise.resolve({ channel, replyTo: last?.id }))
    },
    chatter: (by, text, channel = 'general') =>
      say(by, 'channel', text, async () => ({ channel: await channelOf(channel) })),
    direct: (by, text) => say(by, 'dm', text, (as) => Promise.resolve({ channel: `dm-${as}` })),
    command: (by, name, text, channel = 'general') =>
      say(by, 'channel', `/${name} ${text}`, async () => ({ channel: await channelOf(channel) })),
    hands: {
      edit: (said, text) =>
        then(async () => {
          const { channel, id: message } = said.ref as Ref
          await post('edit', { as: await person(said.by), channel, message, text: `@Tanya ${text}` })
        }),
      remove: (said) =>
        then(async () => {
          const { channel, id: message } = said.ref as Ref
          await post('delete', { as: await person(said.by), channel, message })
        }),
      offered: (said) => partsOf(said).at(-1)?.actions ?? [],
      press: (by, said, action) =>
        then(async () => {
          const { question } = partsOf(said)[0] ?? {}
          const as = await person(by)
          const result = await post('acts', { as, question, action, locale: 'en' })
          if (result['text'] !== undefined) told.push({ to: by, text: result['text'] })
        }),
    },
    redeliver: (said) => then(() => post('messages', (said.ref as Ref).body)),
    answers: (said) => partsOf(said).map(({ text }) => text),
    screen: (said) =>
      partsOf(said)
        .map(({ text, noticeHtml = '' }) => `${text}\n${noticeHtml}`)
        .join('\n'),
    rendered: (markdown) => playgroundFormat.render(markdown),
    privately: (name) => [
      ...told.flatMap(({ to, text }) => (to === name ? [text] : [])),
      ...tanyas().flatMap(({ isPrivate, replyTo, channel, text }) => {
        const asked = [...pages.values()].flatMap(
          ({ messages }) => messages.get(`${channel} ${replyTo}`) ?? [],
        )
        const isTheirs = asked.some(({ author }) => nameOf(people, author) === name)
        return isPrivate && isTheirs ? [text] : []
      }),
    ],
    // Nothing on the page pings anybody; the sequences that would elsewhere are disarmed here, too.
    violations: () => violations,
    dropConnections() {
      for (const page of pages.values()) page.drop()
    },
    // A write cannot fail between the core and the page; what can is the page's connection while it is made.
    failNextWrite() {
      for (const page of pages.values()) page.drop()
    },
    async until(look, what) {
      for (const end = Date.now() + patienceMs; Date.now() < end;) {
        await remember(people)
        const seen = look()
        if (seen !== undefined && seen !== false) return seen
        await new Promise((resolve) => setTimeout(resolve, 15))
      }
      throw new Error(`waited in vain for ${what}`)
    },
    async close() {
      for (const page of pages.values()) page.close()
    },
  }
}

/** Names by id, as far as the server has given ids. */
const ids = new WeakMap<Map<string, Promise<string>>, Map<string, string>>()

async function remember(people: Map<string, Promise<string>>): Promise<void> {
  const known = new Map<string, string>()
  for (const [name, id] of people) known.set(await id, name)
  ids.set(people, known)
}

function nameOf(people: Map<string, Promise<string>>, id: string): string | undefined {
  return ids.get(people)?.get(id)
}

/** Reads the events as a browser does: what breaks is opened again, and begins with all there is. */
function openPage(base: () => string, as: string, violations: string[]): Page {
  const messages = new Map<string, MessageView>()
  const life = new AbortController()
  let connection = new AbortController()

  function take(happening: Happening): void {
    switch (happening.kind) {
      case 'snapshot':
        messages.clear()
        for (const message of happening.snapshot.messages)
          messages.set(`${message.channel} ${message.id}`, message)
        break
      case 'message': {
        const { message } = happening
        const key = `${message.channel} ${message.id}`
        if (JSON.stringify(messages.get(key)) === JSON.stringify(message))
          violations.push('a write changed nothing')
        messages.set(key, message)
        break
      }
      case 'gone':
        messages.delete(`${happening.channel} ${happening.id}`)
        break
      case 'person':
      case 'channel':
      case 'working':
      case 'cleared':
    }
  }

  async function read(): Promise<void> {
    const { signal } = connection
    const response = await fetch(`${base()}/playground/api/events?as=${as}&locale=en`, { signal })
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (text + chunk).split('\n\n')
      text = events.pop() ?? ''
      for (const event of events)
        if (event.startsWith('data: ')) take(JSON.parse(event.slice(6)) as Happening)
    }
  }

  async function stay(): Promise<void> {
    while (!life.signal.aborted) {
      await read().catch(() => undefined)
      if (life.signal.aborted) return
      connection = new AbortController()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  void stay()
  return {
    messages,
    drop: () => connection.abort(),
    close() {
      life.abort()
      connection.abort()
    },
  }
}
