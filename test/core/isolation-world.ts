import { readFileSync } from 'node:fs'
import type { Surface } from '../../src/core/bot.ts'
import type { CommandCall, OptionValue } from '../../src/core/commands/command.ts'
import { createAssistant } from '../../src/core/conversation/assistant.ts'
import type { RunningAssistant } from '../../src/core/conversation/assistant.ts'
import { createLineages } from '../../src/core/conversation/lineage.ts'
import { Failure } from '../../src/core/fault.ts'
import { createLimits } from '../../src/core/limits/limits.ts'
import type { ChatRequest, Provider } from '../../src/core/provider.ts'
import type { Person, Place, Question, Workspace } from '../../src/core/question.ts'
import { createKeyring } from '../../src/core/settings/keyring.ts'
import type { Keyring } from '../../src/core/settings/keyring.ts'
import { openStore } from '../../src/core/store/open-store.ts'
import type { Store } from '../../src/core/store/store.ts'
import { commandsOn, policyOn } from '../support/policy.ts'
import { quietLog } from '../support/quiet-log.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

/** The same people are in every workspace, and the same channel ids in both platforms. */
export const people: readonly Person[] = ['ann', 'bob', 'cid'].map((id) => ({
  id,
  name: id,
  isAdmin: id === 'ann',
  isOutsider: false,
}))

export const places: readonly Place[] = (['discord', 'slack'] as const).flatMap((platform) => [
  ...['w1', 'w2'].flatMap((workspace) => [
    ...['c1', 'c2'].map((channel) => ({ platform, workspace, channel, kind: 'channel' as const })),
    { platform, workspace, channel: 't1', kind: 'thread', parent: 'c1' } as const,
  ]),
  ...['d1', 'd2'].map((channel) => ({
    platform,
    workspace: platform === 'discord' ? 'dm' : 'w1',
    channel,
    kind: 'dm' as const,
  })),
])

interface At {
  /** Index in `people`. */
  readonly by: number
  /** Index in `places`. */
  readonly at: number
}

export type Step =
  | (At & {
      readonly do: 'ask'
      readonly how: 'on' | 'new' | 'reply'
      readonly pick: number
      readonly ends: 'well' | 'badly' | 'bug'
    })
  | (At & { readonly do: 'set'; readonly isWide: boolean })
  | (At & { readonly do: 'reset' })
  | (At & { readonly do: 'look' | 'complete'; readonly pick: number })
  | (At & { readonly do: 'forget'; readonly what: 'me' | 'here' | 'server' })
  | (At & { readonly do: 'key'; readonly how: 'form' | 'typed' | 'reset' })
  | { readonly do: 'edit'; readonly pick: number; readonly isDeleted: boolean }

/** Something that somebody wrote, known again by its mark `<number>!`. */
interface Mark {
  readonly place: Place
  readonly kind: 'question' | 'persona' | 'past'
  /** Of a question: what it continued. */
  readonly question?: Question
  readonly before?: number
  readonly conversation?: string
  /** Of a persona: of the whole workspace. */
  readonly isWide?: boolean
  ends?: 'well' | 'badly' | 'bug'
  forgotten?: boolean
}

export interface IsolationWorld {
  /** Everything a step does at one moment, and all that follows from it. */
  moment(steps: readonly Step[]): Promise<void>
  restart(): Promise<void>
  /** What each person is told to have used in each workspace is what they did. */
  checkUsage(): Promise<void>
  close(): Promise<void>
  readonly leaks: readonly string[]
  readonly prompts: number
  readonly promptsWithHistory: number
  /** Calls that a key of the workspace's own paid for. */
  readonly ownCalls: number
}

const looks = [
  ['usage', { scope: 'me', csv: true }],
  ['usage', { scope: 'channel', csv: true }],
  ['usage', { scope: 'server', csv: true }],
  ['usage', { scope: 'all' }],
  ['about', {}],
  ['help', {}],
  ['model', {}],
  ['config', { action: 'show' }],
  ['config', { action: 'show', name: 'persona' }],
  ['config', { action: 'log' }],
  ['config', { action: 'export' }],
  ['config', { action: 'show', name: 'key' }],
  ['config', { action: 'set', name: 'key' }],
] as const satisfies readonly (readonly [string, Readonly<Record<string, OptionValue>>])[]

/** A key as that workspace brings it: in no text, and for no other's calls. */
const keyOf = ({ platform, workspace }: Workspace, number: number) => `key-${platform}-${workspace}-${number}`

const markOf = (number: number): string => `mark${number}!`

/** The core on a store in that folder, with a model that repeats what it is asked. */
export async function isolationWorld(folder: string): Promise<IsolationWorld> {
  const clock = createVirtualClock(Date.UTC(2026, 10, 23, 12))
  const url = `file:${folder}/tanya.db`
  const marks: Mark[] = []
  const leaks: string[] = []
  const cacheKeys = new Map<string, string>()
  let prompts = 0
  let promptsWithHistory = 0
  let ownCalls = 0
  let keyring: Keyring
  let calls = 0
  /** Nothing was taken back, so that what is told can be counted. */
  let isCountable = true
  let store: Store
  let assistant: RunningAssistant

  /** Each mark in the text has to be allowed. */
  function search(where: string, text: string, isAllowed: (mark: Mark, number: number) => boolean): void {
    if (/key-(?:discord|slack)/u.test(text)) leaks.push(`${where}: a key`)
    for (const [, digits] of text.matchAll(/mark(\d+)!/gu)) {
      const mark = marks[Number(digits)]
      if (mark === undefined || !isAllowed(mark, Number(digits)))
        leaks.push(`${where}: mark ${digits} of ${JSON.stringify(mark)}`)
    }
  }

  function checkPrompt({ messages, cacheKey }: ChatRequest): Mark {
    prompts += 1
    const newest = Number(/mark(\d+)!\s*$/u.exec(messages.at(-1)?.content ?? '')?.[1])
    const asked = marks[newest]
    if (asked?.conversation === undefined) throw new Error(`no question in ${messages.at(-1)?.content}`)
    const { place, conversation } = asked
    // No id of a person or a place is told to a host.
    if (!/^[\w-]{43}$/u.test(cacheKey)) leaks.push(`a cache key that is no hash: ${cacheKey}`)
    const owner = cacheKeys.get(cacheKey) ?? scopeOf(asked)
    cacheKeys.set(cacheKey, owner)
    if (owner !== scopeOf(asked)) leaks.push(`cache key of ${owner} used for ${scopeOf(asked)}`)
    if (messages.length > 2) promptsWithHistory += 1
    search(`prompt of ${newest}`, messages.map(({ content }) => content).join('\n'), (mark, number) => {
      if (mark.kind === 'persona') return governs(mark, place)
      if (mark.kind === 'past') return samePlace(mark.place, place)
      if (mark.forgotten === true && number !== newest) return false
      const way = ancestors(newest)
      if (way.includes(number)) return true
      // A branch of a thread has what the thread said before.
      const root = marks[way.at(-1) ?? newest]
      return root?.question?.lineage.kind === 'linear' && mark.conversation === conversation
    })
    return asked
  }

  function ancestors(number: number): readonly number[] {
    const before = marks[number]?.before
    return before === undefined ? [number] : [number, ...ancestors(before)]
  }

  /** As the hosts are called: with the keys of the workspace that the request names. */
  async function checkKeys({ workspace }: ChatRequest, { place }: Mark): Promise<void> {
    if (workspace === undefined || !sameWorkspace(workspace, place))
      leaks.push(`a call of ${JSON.stringify(place)} is made for ${JSON.stringify(workspace)}`)
    const keys = workspace === undefined ? [] : await keyring.of(workspace)
    if (keys.length > 0) ownCalls += 1
    for (const { key } of keys)
      if (!key.startsWith(`key-${place.platform}-${place.workspace}-`)) leaks.push(`${key} used elsewhere`)
  }

  const provider: Provider = {
    async *chat(request, _signal, onReport) {
      const asked = checkPrompt(request)
      await checkKeys(request, asked)
      const report = {
        model: `host/${asked.place.platform}-${asked.place.workspace}`,
        usage: { input: 10, cachedInput: 4, output: 2, reasoning: 0 },
        measured: true,
        priceNanoUsd: 5_000,
        uncachedPriceNanoUsd: 9_000,
      }
      await Promise.resolve()
      onReport?.(report)
      const all = request.messages.map(({ content }) => content).join(' ')
      if (asked.ends === 'bug') throw new Error(all)
      if (asked.ends === 'badly') throw new Failure({ kind: 'filtered', host: 'host' }, { cause: all })
      yield { kind: 'text', text: `You said ${markOf(marks.indexOf(asked))}` }
      yield { kind: 'end', reason: 'stop', report }
    },
  }

  const surface: Surface = {
    openReply(question, log) {
      const asked = marks.findIndex((mark) => mark.question?.id === question.id)
      let text = log.generated
      return {
        append(markdown) {
          text += markdown
          return Promise.resolve()
        },
        reasoning: () => Promise.resolve(),
        async close(ending) {
          search(`answer to ${asked}`, text, (_mark, number) => number === asked)
          search(`ending of ${asked}`, JSON.stringify(ending), () => false)
          const ref = { channel: question.place.channel, message: `a-${question.id}` }
          await log.partShown({ index: 0, ref, from: 0, to: text.length })
          return [ref]
        },
      }
    },
    showWorking: () => () => {},
    notify(question, notice) {
      search(`notice of ${question.id}`, JSON.stringify(notice), () => false)
      return Promise.resolve()
    },
    history(question) {
      marks.push({ place: question.place, kind: 'past' })
      const text = `Said before: ${markOf(marks.length - 1)}`
      return Promise.resolve([{ author: 'Zoe', fromTanya: false, text }])
    },
  }

  async function open(): Promise<void> {
    store = await openStore({ url, log: quietLog, secretKey: 'k'.repeat(44) })
    keyring = createKeyring(store)
    const lineages = createLineages(store)
    const limits = createLimits({ perWorkspace: 4, maxWaiting: 50, clock })
    const made = policyOn(store, clock, provider, { limits })
    assistant = createAssistant({
      policy: made.policy,
      store,
      clock,
      lineages,
      limits,
      provider,
      commands: commandsOn(made, store, clock, lineages.startFresh),
      factsOf: () => Promise.resolve(undefined),
      readFiles: () => Promise.resolve({ files: [], pictures: [] }),
      newIncident: () => 'incident',
      log: quietLog,
    })
    for (const platform of ['discord', 'slack'] as const) assistant.attach({ platform, surface })
  }

  async function restart(): Promise<void> {
    await assistant.idle()
    await store.close()
    await open()
  }

  function ask(step: Step & { readonly do: 'ask' }): Promise<void> {
    const place = places[step.at] as Place
    const asker = people[step.by] as Person
    const number = marks.length
    const id = `${place.platform}:${place.workspace}:${place.channel}:q${number}`
    const linear = `${place.platform}:${place.workspace}:${place.channel}`
    const message = { channel: place.channel, message: `m-${id}` }
    const here = marks.flatMap((mark, index) =>
      mark.kind === 'question' && samePlace(mark.place, place) ? [index] : [],
    )
    const before = step.how === 'reply' ? here[step.pick % Math.max(1, here.length)] : undefined
    const earlier = before === undefined ? undefined : marks[before]
    const isLinear = step.how === 'on' && place.kind !== 'channel'
    const question: Question = {
      id,
      place,
      asker,
      text: `I say ${markOf(number)}`,
      lineage: isLinear
        ? { kind: 'linear', conversation: linear }
        : earlier?.question === undefined
          ? { kind: 'new' }
          : { kind: 'branch', message: { channel: place.channel, message: `a-${earlier.question.id}` } },
      message,
      locale: 'en',
      askedAt: clock.now(),
      private: false,
    }
    const conversation = isLinear ? linear : (earlier?.conversation ?? id)
    marks.push({
      place,
      kind: 'question',
      question,
      conversation,
      ends: step.ends,
      ...(before !== undefined && { before }),
    })
    return assistant.ask(question)
  }

  function call({ by, at }: At, name: string, options: Readonly<Record<string, OptionValue>>): CommandCall {
    const place = places[at] as Place
    calls += 1
    return {
      id: `${place.platform}:${place.workspace}:${place.channel}:call${calls}`,
      name,
      options,
      by: people[by] as Person,
      place,
      locale: 'en',
    }
  }

  async function run(at: At, name: string, options: Readonly<Record<string, OptionValue>>): Promise<string> {
    const result = await assistant.run(call(at, name, options))
    const files = result.kind === 'notice' ? (result.files ?? []) : []
    const text = [JSON.stringify(result), ...files.map(({ data }) => new TextDecoder().decode(data))].join(
      '\n',
    )
    const place = places[at.at] as Place
    search(`/${name}`, text, (mark) => mark.kind === 'persona' && sameWorkspace(mark.place, place))
    for (const [, model] of text.matchAll(/host\/(\w+-\w+)/gu)) {
      if (model !== `${place.platform}-${place.workspace}`) leaks.push(`/${name} tells of ${model}`)
    }
    return text
  }

  async function take(step: Step): Promise<void> {
    if (step.do === 'forget' || step.do === 'edit') isCountable = false
    switch (step.do) {
      case 'ask':
        return ask(step)
      case 'set': {
        const isMine = people[step.by]?.isAdmin === true
        const number = marks.push({
          place: places[step.at] as Place,
          kind: 'persona',
          isWide: step.isWide,
          ...(!isMine && { forgotten: true }),
        })
        const value = `You are ${markOf(number - 1)}`
        const scope = step.isWide ? 'server' : 'channel'
        await run(step, 'config', { action: 'set', name: 'persona', value, scope })
        return
      }
      case 'key': {
        const key = keyOf(places[step.at] as Place, calls)
        const given = step.how === 'form' ? { host: 'openai', key } : { value: key }
        const options = step.how === 'reset' ? { action: 'reset' } : { action: 'set', ...given }
        await run(step, 'config', { ...options, name: 'key' })
        return
      }
      case 'reset':
        await run(step, 'config', { action: 'reset', name: 'persona' })
        return
      case 'look': {
        const [name, options] = looks[step.pick % looks.length] ?? looks[0]
        await run(step, name, options)
        return
      }
      case 'complete': {
        const option = ['name', 'value', 'scope', 'model'][step.pick % 4] ?? 'name'
        const offered = await assistant.complete(
          call(step, 'config', { action: 'set', name: 'persona' }),
          option,
          '',
        )
        const place = places[step.at] as Place
        search('completion', offered.join('\n'), (mark) => sameWorkspace(mark.place, place))
        return
      }
      case 'edit': {
        const mark = marks[step.pick % Math.max(1, marks.length)]
        if (mark?.question?.message === undefined) return
        const text = step.isDeleted ? undefined : `I meant ${markOf(marks.indexOf(mark))}`
        await assistant.amended(mark.question.message, text)
        return
      }
      case 'forget':
        await run(step, 'forget', { what: step.what })
    }
  }

  await open()
  return {
    leaks,
    get prompts() {
      return prompts
    },
    get promptsWithHistory() {
      return promptsWithHistory
    },
    get ownCalls() {
      return ownCalls
    },
    async moment(steps) {
      const known = marks.length
      await Promise.all(steps.map(take))
      await assistant.idle()
      // What was asked before it was forgotten must not be seen again.
      for (const step of steps) if (step.do === 'forget') markForgotten(step, marks.slice(0, known))
      await clock.advance(3 * 60_000)
    },
    restart,
    async checkUsage() {
      for (const place of places.filter(({ channel }) => channel === 'c1' || channel === 'd1')) {
        for (const [by, person] of people.entries()) {
          const mine = marks.filter(
            ({ question, ...mark }) => question?.asker.id === person.id && sameWorkspace(mark.place, place),
          )
          const told = await run({ by, at: places.indexOf(place) }, 'usage', { scope: 'me' })
          const count = Number(/- (\d+) questions?/u.exec(told)?.[1] ?? 0)
          if (count > mine.length || (isCountable && count < mine.length))
            leaks.push(`usage of ${person.id}: ${count} of ${mine.length}`)
        }
      }
    },
    async close() {
      await assistant.idle()
      await store.close()
      if (readFileSync(`${folder}/tanya.db`).includes('key-discord')) leaks.push('a key in the file')
    },
  }
}

function markForgotten(step: Step & { readonly do: 'forget' }, marks: readonly Mark[]): void {
  const place = places[step.at] as Place
  const by = people[step.by]
  if (step.what === 'server' && (by?.isAdmin !== true || place.workspace === 'dm')) return
  for (const mark of marks) {
    if (mark.kind !== 'question' || !sameWorkspace(mark.place, place)) continue
    const isMeant =
      step.what === 'server' ||
      (step.what === 'me' && mark.question?.asker.id === by?.id) ||
      (step.what === 'here' && channelOf(mark.place) === channelOf(place))
    if (isMeant) mark.forgotten = true
  }
}

function scopeOf({ place, conversation }: Mark): string {
  return `${place.platform} ${place.workspace} ${conversation}`
}

/** Whether a persona that was set there may head the prompts here. */
function governs(mark: Mark, place: Place): boolean {
  if (mark.forgotten === true || !sameWorkspace(mark.place, place)) return false
  return mark.isWide === true || channelOf(mark.place) === channelOf(place)
}

function sameWorkspace(a: Workspace, b: Workspace): boolean {
  return a.platform === b.platform && a.workspace === b.workspace
}

function samePlace(a: Place, b: Place): boolean {
  return sameWorkspace(a, b) && a.channel === b.channel
}

function channelOf(place: Place): string {
  return place.kind === 'thread' ? (place.parent ?? place.channel) : place.channel
}
