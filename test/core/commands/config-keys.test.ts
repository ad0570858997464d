import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeyTrial } from '../../../src/core/commands/config-keys.ts'
import type { CommandResult, OptionValue } from '../../../src/core/commands/command.ts'
import { parseCommand } from '../../../src/core/commands/parse.ts'
import { createCommandRunner } from '../../../src/core/commands/run-command.ts'
import type { CommandRunner } from '../../../src/core/commands/run-command.ts'
import { createKeyring } from '../../../src/core/settings/keyring.ts'
import type { Person, Place } from '../../../src/core/question.ts'
import { openStore } from '../../../src/core/store/open-store.ts'
import type { Store } from '../../../src/core/store/store.ts'
import { commandsOn, policyOn } from '../../support/policy.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const place: Place = { platform: 'discord', workspace: 'g', channel: 'c', kind: 'channel' }
const elsewhere: Place = { ...place, workspace: 'h' }
const ann: Person = { id: 'ann', name: 'Ann', isAdmin: true, isOutsider: false }
const mod: Person = { ...ann, id: 'mod', name: 'Mod', isAdmin: false, roles: ['r1'] }
const bob: Person = { ...ann, id: 'bob', name: 'Bob', isAdmin: false }
const key = 'sk-XYZZY-0123456789'

let directory: string
let store: Store
let runner: CommandRunner
let trial: KeyTrial
let tried: string[]
let logged: string[]
let calls = 0

async function open(secretKey?: string): Promise<void> {
  const clock = createVirtualClock(Date.UTC(2026, 10, 23, 12))
  const url = `file:${path.join(directory, `${crypto.randomUUID()}.db`)}`
  store = await openStore({ url, log: quietLog, ...(secretKey !== undefined && { secretKey }) })
  const provider = { chat: () => Promise.reject(new Error('no model is asked here')) as never }
  const made = policyOn(store, clock, provider, { operators: new Set(['discord:op']) })
  const write = (fields: unknown, message: string) => void logged.push(JSON.stringify([fields, message]))
  const log = { debug: write, info: write, warn: write, error: write, child: () => log }
  runner = createCommandRunner({
    policy: made.policy,
    clock,
    log,
    newIncident: () => 'abc',
    commands: commandsOn(made, store, clock, undefined, {
      keyHosts: {
        names: ['deepseek', 'openai'],
        try(host, given) {
          tried.push(`${host} ${given}`)
          return Promise.resolve(trial)
        },
      },
    }),
  })
  commands = commandsOn(made, store, clock)
}
let commands: ReturnType<typeof commandsOn>

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-keys-'))
  trial = 'taken'
  tried = []
  logged = []
  await open('k'.repeat(44))
})
afterEach(async () => {
  await store.close()
  rmSync(directory, { recursive: true, force: true })
})

type Notice = CommandResult & { readonly kind: 'notice' }

async function give(
  name: string,
  options: Readonly<Record<string, OptionValue>>,
  by = ann,
  where = place,
): Promise<Notice> {
  calls += 1
  const result = await runner.run({ id: `${calls}`, name, options, by, place: where, locale: 'en' })
  if (result.kind !== 'notice') throw new Error('not a notice')
  return result
}

async function run(typed: string, by = ann, where = place): Promise<Notice> {
  const parsed = parseCommand(typed, commands)
  if (parsed === undefined) throw new Error(`no command: ${typed}`)
  return give(parsed.name, parsed.options, by, where)
}

/** As the form gives it. */
const enter = (host = 'openai', given = key, by = ann, where = place) =>
  give('config', { action: 'set', name: 'key', host, key: given }, by, where)

const kept = async (where = place) => (await store.keys.read(where)).keys.map((one) => one.key)

describe('a key', () => {
  it('is asked for in a form, tried at its host, kept, and never shown again', async () => {
    const { form, text } = await run('/config set key')
    expect(text).toContain('never in a message')
    expect(form).toMatchObject({
      command: 'config',
      options: { action: 'set', name: 'key' },
      fields: [
        { name: 'host', choices: ['deepseek', 'openai'], value: '' },
        { name: 'key', value: '', isSecret: true },
      ],
    })
    expect((await run('/config set key openai')).form?.fields[0]?.value).toBe('openai')
    const done = await enter()
    expect(done).toMatchObject({ text: expect.stringContaining('`/config set model openai`') })
    expect(tried).toEqual([`openai ${key}`])
    expect(await kept()).toEqual([key])
    expect((await enter()).text).toContain('Nothing to change')

    const shown = await Promise.all(
      ['/config show', '/config show key', '/config log', '/config export', '/config set key', '/about'].map(
        async (typed) => JSON.stringify(await run(typed)),
      ),
    )
    expect(shown.join()).not.toContain('XYZZY')
    expect(shown[0]).toContain('`key`: `openai` (openai: Ann, Nov 23, 2026)')
    expect(shown[1]).toContain('openai: Ann, Nov 23, 2026')
    expect(shown[2]).toContain('a key for openai was entered')
    expect(shown[3]).not.toContain('openai')
    expect(logged.join()).not.toContain('XYZZY')
  })

  it('may be one that only a question would prove, which is said', async () => {
    trial = 'untold'
    expect((await enter()).text).toContain('Only the first question will show')
    expect(await kept()).toEqual([key])
  })

  it.each([
    ['refused', 'openai refuses it'],
    ['silent', 'does not answer now'],
  ] as const)('is not kept when it is %s', async (made, expected) => {
    trial = made
    const result = await enter()
    expect(result).toMatchObject({ failed: true, text: expect.stringContaining(expected) })
    expect(result.text).not.toContain('XYZZY')
    expect(await kept()).toEqual([])
    expect(await store.settings.changes(place, 5)).toEqual([])
  })

  it.each([
    ['openai', 'two words XYZZY', 'a space or a character'],
    ['openai', 'schlüssel-XYZZY', 'a space or a character'],
    ['openai', `sk-XYZZY${'x'.repeat(600)}`, 'at most 512'],
    ['https://evil.example/v1', key, 'it must be one of'],
    ['ollama', key, 'it must be one of'],
    ['', key, 'it must be one of'],
  ])('for %j as %j is not even tried', async (host, given, expected) => {
    const result = await enter(host, given)
    expect(result).toMatchObject({ failed: true, text: expect.stringContaining(expected) })
    expect(result.text).not.toContain('XYZZY')
    expect(tried).toEqual([])
  })

  it.each([
    `/config set key ${key}`,
    `/config set key openai ${key}`,
    `/config set key ${key} scope:server`,
    `/config set name:key ${key}`,
    `/config set name:"key ${key}"`,
    `/config set key:${key}`,
    `/config set key=${key}`,
    `/config set key scope:everywhere ${key}`,
    `/config set key scope:here ${key}`,
  ])('that is typed in line is not taken: %s', async (typed) => {
    const result = await run(typed)
    expect(result.text).toContain('others can read it here. Revoke it')
    expect(result.failed).toBe(true)
    expect(JSON.stringify(result)).not.toContain('XYZZY')
    expect(await kept()).toEqual([])
    expect(tried).toEqual([])
    expect(logged.join()).not.toContain('XYZZY')
  })

  it.each([
    `/config reset key openai ${key}`,
    `/config show key ${key}`,
    `/config log ${key}`,
    `/config key ${key}`,
    `/config import tanya: 1\nworkspace:\n  key: ${key}`,
    `/config import tanya: 1\nworkspace:\n  key.openai: ${key}`,
    `/config import ${key}`,
  ])('is not repeated to whoever puts it elsewhere: %s', async (typed) => {
    const result = await run(typed)
    expect(JSON.stringify(result)).not.toContain('XYZZY')
    expect(await kept()).toEqual([])
    expect(logged.join()).not.toContain('XYZZY')
  })

  it('in a file of settings is refused with what to do', async () => {
    const { text } = await run(`/config import tanya: 1\nworkspace:\n  trigger: all\n  key: ${key}`)
    expect(text).toContain('no key is taken from a file')
    expect(text).toContain('`/config set key`')
  })

  it('is for admins: members give none, whoever was appointed removes one', async () => {
    await run('/config set access.admins r1')
    for (const result of [await enter('openai', key, bob), await run('/config set key', bob)])
      expect(result).toEqual({ kind: 'notice', failed: true, text: expect.stringContaining('Only an admin') })
    expect((await enter('openai', key, mod)).text).toContain('Only whoever the chat platform itself')
    expect(tried).toEqual([])
    await enter()
    expect((await run('/config reset key openai', bob)).text).toContain('Only an admin')
    expect((await run('/config reset key openai', mod)).text).toBe('Removed for good: the key for openai.')
    expect(await kept()).toEqual([])
  })

  it('is of one workspace, and of no channel, direct message or deployment', async () => {
    await enter()
    expect((await run('/config show key', ann, elsewhere)).text).toContain('no key of its own')
    expect((await run('/config reset key', ann, elsewhere)).text).toContain('no key of its own')
    const dm: Place = { platform: 'discord', workspace: 'dm', channel: 'd', kind: 'dm' }
    for (const typed of ['/config set key', '/config reset key', '/config show key'])
      expect((await run(typed, ann, dm)).text).toContain('belongs to no server')
    const inline = await run(`/config set key ${key}`, ann, dm)
    expect(inline.text).toContain('Revoke it')
    expect(inline.form).toBeUndefined()
    expect((await run('/config show', ann, dm)).text).not.toContain('`key`')
    expect((await run('/config set key scope:here')).text).toContain('the whole server')
    const op = { ...ann, id: 'op' }
    expect((await run('/config set key scope:everywhere', op)).text).toContain('the whole server')
    expect((await run('/config show scope:here')).text).not.toContain('`key`')
    expect(await kept()).toEqual([key])
  })

  it('is not taken back by undo, which says so; what was before it is, by its number', async () => {
    await run('/config set trigger all')
    await enter()
    const undone = await run('/config undo')
    expect(undone.text).toContain('keys are not taken back')
    expect((await run('/config undo 2')).text).toContain('keys are not taken back')
    expect(await kept()).toEqual([key])
    expect((await run('/config undo 1')).text).toContain('`trigger`: `all` → `not set`')
    await enter('openai', `${key}2`)
    await run('/config reset key')
    const { text } = await run('/config log')
    expect(text).toContain('the key for openai was replaced')
    expect(text).toContain('the key for openai was removed')
  })

  it('goes with the server that is forgotten, at once and by name', async () => {
    await enter()
    await enter('deepseek', `${key}2`)
    await enter('openai', key, ann, elsewhere)
    expect((await run('/forget here')).text).not.toContain('key')
    expect((await run('/forget server')).text).toContain('2 keys (deepseek and openai)')
    expect(await kept()).toEqual([])
    expect(await kept(elsewhere)).toEqual([key])
    expect((await run('/config log')).text).not.toContain('openai')
  })

  it('is seen by every replica with the next call', async () => {
    const [one, other] = [createKeyring(store), createKeyring(store)]
    expect(await other.of(place)).toEqual([])
    await enter()
    for (const ring of [one, other]) expect(await ring.of(place)).toMatchObject([{ host: 'openai', key }])
    expect(await other.of(elsewhere)).toEqual([])
    await run('/config reset key')
    for (const ring of [one, other]) expect(await ring.of(place)).toEqual([])
  })

  it('offers hosts while the command is typed', async () => {
    await enter()
    const complete = (option: string, typed: string, options: Readonly<Record<string, OptionValue>>) =>
      runner.complete({ id: 'c', name: 'config', options, by: ann, place, locale: 'en' }, option, typed)
    expect(await complete('name', 'ke', { action: 'set' })).toEqual(['key'])
    expect(await complete('value', '', { action: 'set', name: 'key' })).toEqual(['deepseek', 'openai'])
    expect(await complete('value', key, { action: 'set', name: 'key' })).toEqual([])
    expect(await complete('host', '', { action: 'reset', name: 'key' })).toEqual(['openai'])
  })
})

it('without SECRET_KEY no key is kept, and the operator is told what to set', async () => {
  await store.close()
  await open()
  for (const result of [await run('/config set key'), await enter()]) {
    expect(result).toMatchObject({ failed: true, text: expect.stringContaining('`SECRET_KEY`') })
    expect(result.form).toBeUndefined()
  }
  expect((await run(`/config set key ${key}`)).text).toMatch(/Revoke it.*`SECRET_KEY`/su)
  expect(tried).toEqual([])
  expect(await kept()).toEqual([])
})
