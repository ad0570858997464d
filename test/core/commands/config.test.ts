import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandCall, CommandResult } from '../../../src/core/commands/command.ts'
import { parseCommand } from '../../../src/core/commands/parse.ts'
import { createAssistant } from '../../../src/core/conversation/assistant.ts'
import type { RunningAssistant } from '../../../src/core/conversation/assistant.ts'
import { createLineages } from '../../../src/core/conversation/lineage.ts'
import type { OpenPolicy } from '../../../src/core/conversation/open-policy.ts'
import { createLimits } from '../../../src/core/limits/limits.ts'
import type { Provider } from '../../../src/core/provider.ts'
import type { Person, Place } from '../../../src/core/question.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { commandsOn, policyOn } from '../../support/policy.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import type { VirtualClock } from '../../support/virtual-clock.ts'

const place: Place = { platform: 'discord', workspace: 'g', channel: 'c', kind: 'channel' }
const thread: Place = { ...place, channel: 't', kind: 'thread', parent: 'c' }
const elsewhere: Place = { ...place, workspace: 'h' }
const ann: Person = { id: 'ann', name: 'Ann', isAdmin: true, isOutsider: false }
const mod: Person = { ...ann, id: 'mod', name: 'Mod', isAdmin: false, roles: ['r1', 'r2'] }
const bob: Person = { ...ann, id: 'bob', name: 'Bob', isAdmin: false, roles: ['r9'] }
const eve: Person = { ...bob, id: 'eve', isOutsider: true, roles: ['r1'] }
const op: Person = { ...bob, id: 'op', name: 'Op' }

const provider: Provider = {
  chat: () => {
    throw new Error('no model is asked here')
  },
}

let directory: string
let store: Store
let clock: VirtualClock
let open: OpenPolicy
let assistant: RunningAssistant
let calls = 0

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-config-'))
  clock = createVirtualClock(Date.UTC(2026, 10, 23, 12))
  store = await openStore({ url: `file:${path.join(directory, 'tanya.db')}`, log: quietLog })
  ;({ open, assistant } = aReplica())
})
afterEach(async () => {
  await store.close()
  rmSync(directory, { recursive: true, force: true })
})

/** What another process on the same store would have. */
function aReplica(): { open: OpenPolicy; assistant: RunningAssistant } {
  const limits = createLimits({ perWorkspace: 4, maxWaiting: 2, clock })
  const lineages = createLineages(store)
  const made = policyOn(store, clock, provider, { limits, operators: new Set(['discord:op']) })
  return {
    open: made,
    assistant: createAssistant({
      policy: made.policy,
      store,
      clock,
      lineages,
      limits,
      provider,
      commands: commandsOn(made, store, clock, lineages.startFresh),
      factsOf: () => Promise.resolve(undefined),
      readFiles: () => Promise.resolve({ files: [], pictures: [] }),
      newIncident: () => 'abc',
      log: quietLog,
    }),
  }
}

function call(typed: string, by: Person, where: Place): CommandCall {
  const parsed = parseCommand(typed, commandsOn(open, store, clock))
  if (parsed === undefined) throw new Error(`no command: ${typed}`)
  calls += 1
  return { id: `${calls}`, ...parsed, by, place: where, conversation: `of:${where.channel}`, locale: 'en' }
}

type NoticeOf = CommandResult & { readonly kind: 'notice' }

async function run(typed: string, by = ann, where = place): Promise<NoticeOf> {
  const result = await assistant.run(call(typed, by, where))
  if (result.kind !== 'notice') throw new Error('not a notice')
  return result
}

async function said(typed: string, by = ann, where = place): Promise<string> {
  return (await run(typed, by, where)).text
}

async function set(where: Place = place) {
  return (await open.settings.in(where)).settings
}

describe('config', () => {
  it('sets for the server or a channel, and a thread has its channel’s', async () => {
    expect(await said('/config set limits.user 5/minute')).toContain('now `5/minute` for this server')
    expect(await said('/config set trigger all scope:here', ann, thread)).toContain('for the channel `c`')
    expect(await said('/config set scope:<#d> persona You are\nCarl, a pirate.')).toContain('channel `d`')
    expect(await set(thread)).toMatchObject({
      trigger: 'all',
      'limits.user': { most: 5, windowMs: 60_000 },
      persona: 'default',
    })
    expect((await set({ ...place, channel: 'd' })).persona).toBe('You are\nCarl, a pirate.')
    expect(await set({ ...place, channel: 'x' })).toMatchObject({ trigger: 'follow', persona: 'default' })
    const shown = await said('/config show scope:here', ann, thread)
    expect(shown).toContain('`trigger`: `all` (set for the channel)')
    expect(shown).toContain('`limits.user`: `5/minute` (set for the server)')
    expect(shown).toContain('`thread`: `auto` (default)')
    expect(await said('/config reset trigger scope:here')).toContain('`follow` holds now')
    expect((await set(thread)).trigger).toBe('follow')
  })

  it('is seen by other replicas with the next question', async () => {
    const other = aReplica()
    expect((await other.open.settings.in(place)).settings.trigger).toBe('follow')
    await said('/config set trigger mention')
    expect((await other.open.settings.in(place)).settings.trigger).toBe('mention')
    await said('/config undo')
    expect((await other.open.settings.in(place)).settings.trigger).toBe('follow')
  })

  it.each([
    ['/config set trigger loud', '`trigger`: `loud` is not possible; it takes `mention`'],
    ['/config set limits.user 10 a minute', '`limits.user`: `10 a minute` is not possible'],
    ['/config set budget.user $5', '`budget.user`: `$5` is not possible'],
    ['/config set budget.user $9999999/day', 'is not possible'],
    [
      '/config set retention -1',
      '`retention`: `-1` is not possible; it takes a whole number from 0 to 3,650',
    ],
    ['/config set context.recent 51', 'from 0 to 50'],
    ['/config set language qqq', '`language`: `qqq` is not possible'],
    ['/config set model nobodys/model', 'no model host here has `nobodys/model`'],
    ['/config set colour red', 'there is no such setting'],
    ['/config set', 'it is missing'],
    ['/config set limits.user 5/minute scope:here', 'only be set for the whole server'],
    ['/config set budget.deployment $5/day', 'only an operator sets it'],
    ['/config set trigger all scope:"no channel!"', '`server`, `here` or a channel'],
    ['/config paint', 'it must be one of'],
    ['/config undo nine', 'whole number'],
  ])('%s is refused with what is allowed', async (typed, expected) => {
    expect(await said(typed)).toContain(expected)
    expect((await store.settings.read({ platform: 'discord', workspace: 'g' })).settings).toEqual([])
  })

  it('asks for the value in a form, and says what it takes where there are none', async () => {
    const { text, form } = await run('/config set trigger scope:here')
    expect(text).toContain('It takes `mention`, `follow`, `all`, or `off`')
    expect(form).toMatchObject({
      command: 'config',
      options: { action: 'set', name: 'trigger', scope: 'here' },
      fields: [{ name: 'value', value: 'follow', choices: ['mention', 'follow', 'all', 'off'] }],
    })
  })

  it('keeps who changed what, and takes it back', async () => {
    await said('/config set trigger all')
    await said('/config set language id')
    await said('/config set trigger off', mod).then((text) => expect(text).toContain('Only an admin'))
    await said('/config set trigger mention')
    const log = await said('/config log')
    expect(log).toMatch(/#3.*Ann\n- `trigger`: `all` → `mention`\n\n.*#2[\s\S]*`not set` → `id`/u)
    expect(await said('/config undo')).toContain('`mention` → `all`')
    expect(await said('/config undo')).toContain('`language`: `id` → `not set`')
    expect(await set()).toMatchObject({ trigger: 'all', language: 'auto' })
    expect(await said('/config log')).toContain('(takes back #2)')
    expect(await said('/config undo 3')).toContain('`trigger` was changed again since then')
    expect(await said('/config undo 1')).toContain('Change #1 was taken back')
    expect(await said('/config undo')).toBe('There is nothing to take back.')
  })

  it('takes nothing back that somebody set again since, though it is the same', async () => {
    await said('/config set trigger all')
    await said('/config set trigger off')
    await said('/config set trigger all')
    expect(await said('/config undo 1')).toContain('`trigger` was changed again since then')
    expect((await set()).trigger).toBe('all')
    await said('/config undo')
    expect((await set()).trigger).toBe('off')
    await said('/config undo')
    expect(await said('/config undo 1')).toContain('Change #1 was taken back')
  })

  it('says that nothing changes when it is so already', async () => {
    await said('/config set trigger ALL')
    expect(await said('/config set trigger all')).toContain('Nothing to change')
    expect(await said('/config reset language')).toContain('Nothing to change')
  })

  it('offers what can be typed', async () => {
    const complete = (option: string, typed: string, given: string) =>
      assistant.complete(call(given, ann, place), option, typed)
    expect(await complete('name', 'bud', '/config set')).toEqual([
      'budget.user',
      'budget.channel',
      'budget.workspace',
      'budget.deployment',
      'budget.over',
    ])
    expect(await complete('value', '', '/config set trigger')).toEqual(['mention', 'follow', 'all', 'off'])
    expect(await complete('value', 'oth', '/config set model')).toEqual(['other'])
    expect(await assistant.complete(call('/config set', bob, place), 'name', '')).toEqual([])
    const around = {
      channels: [
        { id: '11', name: 'general' },
        { id: '12', name: 'Team-General' },
      ],
      roles: [{ id: '21', name: 'Helpers' }],
    }
    const among = (option: string, typed: string, given: string) =>
      assistant.complete({ ...call(given, ann, place), around }, option, typed)
    expect(await among('scope', '', '/config show')).toEqual(['server', 'here', '11', '12'])
    expect(await among('scope', 'gen', '/config show')).toEqual(['11', '12'])
    const ofAll = await assistant.complete({ ...call('/config show', op, place), around }, 'scope', '')
    expect(ofAll).toEqual(['server', 'here', 'everywhere', '11', '12'])
    expect(await among('value', '', '/config set access.channels')).toEqual(['all', 'dm', '11', '12'])
    expect(await among('value', '11, #team', '/config set access.channels')).toEqual(['11, 12'])
    expect(await among('value', 'help', '/config set access.admins')).toEqual(['21'])
    expect(await among('value', 'deepseek-v3,o', '/config set model')).toEqual(['deepseek-v3, other'])
  })
})

describe('whoever is no admin', () => {
  const everything = [
    '/config show',
    '/config show trigger scope:here',
    '/config set trigger all',
    '/config set access.admins r9',
    '/config set trigger all scope:everywhere',
    '/config reset trigger',
    '/config export',
    '/config import tanya: 1',
    '/config import confirm:abc',
    '/config log',
    '/config undo',
    '/config undo 1',
  ]
  it('shows the settings where nothing else is asked', async () => {
    const result = await run('/config')
    expect(result).toMatchObject({ settings: { scope: 'server' } })
    expect(result).toEqual(await run('/config show'))
    expect(await run('/config', bob)).toMatchObject({ failed: true })
  })

  it.each(everything)('is refused %s', async (typed) => {
    await said('/config set access.admins r1')
    const before = await store.settings.read({ platform: 'discord', workspace: 'g' })
    for (const who of [bob, eve]) {
      const result = await run(typed, who)
      const text = 'Only an admin of this server may do that.'
      expect(result).toEqual({ kind: 'notice', text, failed: true })
      // Elsewhere a role of that id is another role.
      expect(await said(typed, mod, elsewhere)).toContain('Only an admin')
    }
    expect(await store.settings.read({ platform: 'discord', workspace: 'g' })).toEqual(before)
  })

  it('loses a right at once that was taken away', async () => {
    await said('/config set access.admins r1')
    expect(await said('/config set trigger all', mod)).toContain('now `all`')
    expect(await said('/config set trigger off', { ...mod, roles: [] })).toContain('Only an admin')
    await said('/config set access.admins r9')
    expect(await said('/config set trigger off', mod)).toContain('Only an admin')
    expect((await set()).trigger).toBe('all')
  })

  it('cannot be raised by whoever was appointed, by any way', async () => {
    await said('/config set access.admins r1')
    const refusal = 'Only whoever the chat platform itself made an admin'
    expect(await said('/config set access.admins r1,r2', mod)).toContain(refusal)
    expect(await said('/config reset access.admins', mod)).toContain(refusal)
    expect(await said('/config undo', mod)).toContain(refusal)
    expect(await said('/config import tanya: 1\nworkspace:\n  access.admins: r2', mod)).toContain(refusal)
    expect(await said('/config import tanya: 1\nworkspace: {}', mod)).toContain(refusal)
    expect(await said('/config set trigger all scope:everywhere', mod)).toContain('Only an operator')
    expect(await said('/config show scope:everywhere', ann)).toContain('Only an operator')
    expect((await set())['access.admins']).toEqual(['r1'])
  })
})

describe('an operator', () => {
  it('sets for all workspaces what holds where no admin says otherwise, and bounds that none can raise', async () => {
    await said('/config set trigger mention scope:everywhere', op)
    await said('/config set limits.user 3/minute scope:everywhere', op)
    await said('/config set models deepseek-v3 scope:everywhere', op)
    expect(await set(elsewhere)).toMatchObject({ trigger: 'mention' })
    expect(await said('/config show trigger', ann, elsewhere)).toContain('(set by the operator)')
    await said('/config set trigger all', ann)
    expect((await set()).trigger).toBe('all')
    expect(await said('/config set model other', ann)).toContain('the operator does not allow')
    await said('/config set limits.user 100/minute', ann)
    const remaining = await open.policy.remaining(bob, place)
    expect(remaining.map(({ rule, left }) => [rule.scope, left])).toEqual([
      ['person', 100],
      ['person', 3],
    ])
    expect(await said('/config log scope:everywhere', op)).toContain('`models`: `not set` → `deepseek-v3`')
    expect(await said('/config log', ann, elsewhere)).toBe('Nothing was changed yet.')
  })
})

describe('export and import', () => {
  const idOf = (result: NoticeOf) => String(result.confirm?.options['confirm'])

  async function fill(): Promise<void> {
    await said('/config set persona Line one\n\n```js\nline: "two" # `three`\n```')
    await said('/config set models deepseek-v3, openrouter/*')
    await said('/config set retention 30')
    await said('/config set budget.user $0.05/day')
    await said('/config set trigger off scope:d')
    await said('/config set language pt-br scope:here')
  }

  it('what is exported comes back the same, in another workspace, too', async () => {
    await fill()
    const exported = await run('/config export')
    const yaml = new TextDecoder().decode(exported.files?.[0]?.data)
    expect(exported.text).toContain(yaml)
    expect(await said(`/config import ${yaml}`)).toContain('Nothing to change')
    const shown = await run(
      `/config import ${exported.text.slice(exported.text.indexOf('````'))}`,
      ann,
      elsewhere,
    )
    expect(shown.text).toContain('`trigger` in `d`: `not set` → `off`')
    expect((await store.settings.read({ platform: 'discord', workspace: 'h' })).settings).toEqual([])
    expect(await said(`/config import confirm:${idOf(shown)}`, ann, elsewhere)).toBe(
      '6 settings were changed.',
    )
    const [one, two] = await Promise.all(
      ['g', 'h'].map((workspace) => store.settings.read({ platform: 'discord', workspace })),
    )
    expect(two?.settings).toEqual(one?.settings)
    const again = await run('/config export', ann, elsewhere)
    expect(new TextDecoder().decode(again.files?.[0]?.data)).toBe(yaml)
  })

  it('resets what the file leaves out of a section it has, and nothing else', async () => {
    await fill()
    const { text, ...shown } = await run('/config import tanya: 1\nworkspace:\n  retention: 7')
    expect(text).toContain('`retention`: `30` → `7`')
    expect(text).toContain('`budget.user`: `$0.05/day` → `not set`')
    expect(text).not.toContain('trigger')
    await said(`/config import confirm:${idOf({ text, ...shown })}`)
    expect(await set()).toMatchObject({ retention: 7, 'budget.user': 'off', language: 'pt-BR' })
    await said('/config undo')
    expect(await set()).toMatchObject({ retention: 30, 'budget.user': { period: 'day' } })
  })

  it.each([
    ['deployment:\n  trigger: all\nworkspace:\n  trigger: off', 'deployment: it stands in a file of its own'],
    [
      'channel:\n  trigger: all\nchannels:\n  c:\n    trigger: off',
      'channel: it stands beside no `channels`',
    ],
  ])('applies all of a file or nothing: %j', async (sections, problem) => {
    expect(await said(`/config import tanya: 1\n${sections}`, op)).toContain(problem)
    expect((await store.settings.read({ platform: 'discord', workspace: 'g' })).settings).toEqual([])
  })

  it('is applied once, in time, by whoever asked, with the rights they still have', async () => {
    await said('/config set access.admins r1')
    const file = '/config import tanya: 1\nchannel:\n  trigger: all'
    const first = idOf(await run(file, mod))
    expect(await said(`/config import confirm:${first}`, ann)).toContain('no longer there')
    const second = idOf(await run(file, mod))
    expect(await said(`/config import confirm:${second}`, mod, elsewhere)).toContain('Only an admin')
    expect(await said(`/config import confirm:${second}`, { ...mod, roles: [] })).toContain('Only an admin')
    expect(await said(`/config import confirm:${second}`, mod)).toContain('1 setting was changed')
    expect(await said(`/config import confirm:${second}`, mod)).toContain('no longer there')
    const late = idOf(await run('/config import tanya: 1\nchannel:\n  trigger: off', mod))
    await clock.advance(15 * 60_000)
    expect(await said(`/config import confirm:${late}`, mod)).toContain('no longer there')
    const stale = idOf(await run('/config import tanya: 1\nchannel:\n  trigger: off', mod))
    await said('/config set language id')
    expect(await said(`/config import confirm:${stale}`, mod)).toContain('changed meanwhile')
    expect((await set()).trigger).toBe('all')
  })

  it.each([
    ['tanya: 2', 'tanya'],
    ['hello', 'file'],
    ['tanya: 1\nother: {}', 'Unrecognized key'],
    ['tanya: 1\nworkspace: [', 'at line 2'],
    ['tanya: 1\nworkspace: &a {retention: 1}\nchannel: *a', 'aliases'],
    ['tanya: 1\nworkspace:\n  retention: yes', '`retention`: `yes` is not possible'],
    ['tanya: 1\nworkspace:\n  colour: red', '`colour`: there is no such setting'],
    ['tanya: 1\nchannel:\n  limits.user: 5/minute', 'only be set for the whole server'],
    ['tanya: 1\nworkspace:\n  budget.deployment: $1/day', 'only an operator'],
    ['tanya: 1\ndeployment:\n  trigger: all', 'Only an operator'],
    ['tanya: 1\nworkspace:\n  model: {a: 1}', 'workspace.model'],
    ['tanya: 1\nworkspace:\n  constructor: 1', '`constructor`: there is no such setting'],
  ])('%j changes nothing and says why', async (yaml, expected) => {
    expect(await said(`/config import ${yaml}`)).toContain(expected)
    expect((await store.settings.read({ platform: 'discord', workspace: 'g' })).revision).toBe(0)
  })
})

describe('model', () => {
  const picked = (by: Person, where: Place = thread) =>
    open.policy.modelFor({ ...question(by), place: where }, `of:${where.channel}`)
  const question = (asker: Person) =>
    ({
      id: 'q',
      asker,
      text: '',
      lineage: { kind: 'new' },
      locale: 'en',
      askedAt: 0,
      private: false,
    }) as const

  it('is chosen for a conversation among those that are allowed, until a fresh one', async () => {
    expect(await said('/model', bob, thread)).toContain('`deepseek-v3` answers here.')
    expect(await said('/model other', bob, thread)).toContain('not allowed here; choose one of `deepseek-v3`')
    await said('/config set models any')
    expect(await said('/model', bob, thread)).toContain('You can choose `deepseek-v3` or `other`')
    expect(await said('/model other', bob, thread)).toContain('From now on `other`')
    expect(await said('/model nobodys', bob, thread)).toContain('no model host')
    expect(await picked(bob)).toBe('other')
    expect(await picked(bob, place)).toBe('deepseek-v3')
    await said('/config reset models')
    expect(await picked(bob)).toBe('deepseek-v3')
    await said('/config undo')
    await said('/new', bob, thread)
    expect(await picked(bob)).toBe('deepseek-v3')
  })
})
