import { afterEach, expect, it } from 'vitest'
import type { Command, CommandResult } from '../../../src/core/commands/command.ts'
import { realClock, startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let h: Harness
afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

it('answers a press in time, in words, where the command takes too long for a window', async () => {
  const result = (text: string): CommandResult => ({
    kind: 'notice',
    text,
    form: { title: 'Settings', command: 'config', options: { action: 'set' }, fields: [] },
  })
  const slow = Promise.withResolvers<CommandResult>()
  let runs = 0
  const config: Command = {
    name: 'config',
    summary: 'command.about',
    access: 'member',
    options: [],
    run: () => ((runs += 1) === 1 ? Promise.resolve(result('Settings.')) : slow.promise),
  }
  // What is waited for takes a hundredth of its time.
  const clock = { ...realClock, after: (ms: number, run: () => void) => realClock.after(ms / 100, run) }
  h = await startBot({ commands: [config], clock })
  const guild = h.fake.guild()
  const channel = h.fake.channel(guild)
  const ann = h.fake.user({ name: 'Ann', in: [guild] })
  await h.fake.until(() => h.fake.commands().length > 0, 'the commands')
  const asked = h.fake.slash({ user: ann, channel, name: 'config' })
  const shown = await h.fake.until(() => {
    const { state, message } = h.fake.response(asked)
    return state === 'answered' ? message : undefined
  }, 'the settings')
  const pressed = h.fake.click({ user: ann, message: shown, customId: 'open:config?action=set' })
  await h.fake.until(() => h.fake.response(pressed).state === 'acknowledged', 'the first answer')
  slow.resolve(result('Later.'))
  await h.fake.until(() => h.fake.message(shown).content === 'Later.', 'the answer in words')
  expect(runs).toBe(2)
})
