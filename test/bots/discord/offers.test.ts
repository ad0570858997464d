import { expect, it } from 'vitest'
import type { Command, CommandCall } from '../../../src/core/commands/command.ts'
import { startBot } from './harness.ts'

const config: Command = {
  name: 'config',
  summary: 'command.about',
  access: 'member',
  options: [{ name: 'value', summary: 'command.about', type: 'string', required: true, completes: true }],
  run: () => Promise.resolve({ kind: 'notice', text: '' }),
}

it('offers the names of the channels that whoever types sees, and of no other', async () => {
  const h = await startBot({ commands: [config] })
  const { fake } = h
  const guild = fake.guild()
  const crew = fake.role(guild, { name: 'crew' })
  const muted = fake.role(guild, { name: 'muted' })
  const admins = fake.role(guild, { name: 'admins', permissions: ['Administrator'] })
  const ann = fake.user({ name: 'Ann', in: [guild] })
  const bob = fake.user({ name: 'Bob', in: [guild] })
  fake.setRoles(guild, ann, [crew, muted])
  fake.setRoles(guild, bob, [muted, admins])
  const [open, quiet, both, own, shut] = ['open', 'quiet', 'both', 'own', 'shut'].map((name) =>
    fake.channel(guild, { name }),
  )
  if (!open || !quiet || !both || !own || !shut) throw new Error('five channels')
  fake.overwrite(quiet, muted, { deny: ['ViewChannel'] })
  fake.overwrite(both, muted, { deny: ['ViewChannel'] })
  fake.overwrite(both, crew, { allow: ['ViewChannel'] })
  fake.overwrite(own, muted, { deny: ['ViewChannel'] })
  fake.overwrite(own, ann, { allow: ['ViewChannel'] })
  fake.overwrite(shut, 'everyone', { deny: ['ViewChannel'] })
  await fake.until(() => fake.commands().length > 0, 'the commands')

  const calls: CommandCall[] = []
  h.assistant.complete = (call) => Promise.resolve((calls.push(call), []))
  for (const user of [ann, bob]) {
    const typing = fake.autocomplete({
      user,
      channel: open,
      name: 'config',
      options: { value: '' },
      focused: 'value',
    })
    await fake.until(() => fake.response(typing).state === 'choices', 'the choices')
  }
  const names = calls.map(({ around }) => around?.channels.map(({ name }) => name).toSorted())
  expect(names).toEqual([
    ['both', 'open', 'own'],
    ['both', 'open', 'own', 'quiet', 'shut'],
  ])
  await h.close()
  expect(fake.violations).toEqual([])
})
