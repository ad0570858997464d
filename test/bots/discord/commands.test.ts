import { ApplicationCommandOptionType } from 'discord.js'
import { expect, it } from 'vitest'
import { commandBody } from '../../../src/bots/discord/commands.ts'
import type { Command } from '../../../src/core/commands/command.ts'
import { messagesFor } from '../../../src/core/i18n/messages.ts'
import { checkCommands } from '../../fakes/discord/command-checks.ts'

const ask: Command = {
  name: 'ask',
  summary: 'command.ask',
  access: 'member',
  options: [
    {
      name: 'question',
      summary: 'command.ask.question',
      type: 'string',
      required: true,
      rest: true,
      maxLength: 9000,
    },
    { name: 'private', summary: 'command.ask.private', type: 'boolean', required: false },
    { name: 'days', summary: 'command.about', type: 'integer', required: false },
    { name: 'scope', summary: 'command.about', type: 'string', required: false, choices: ['me', 'server'] },
  ],
  run: () => Promise.resolve({ kind: 'notice', text: '' }),
}

it('writes a command as Discord takes it', () => {
  const [body] = commandBody([ask], messagesFor)
  expect(body).toMatchObject({
    name: 'ask',
    description: 'Ask a question',
    default_member_permissions: null,
    contexts: [0, 1],
    integration_types: [0],
  })
  expect(body).toHaveProperty('description_localizations.id', messagesFor('id').text('command.ask'))
  expect(body).not.toHaveProperty('description_localizations.en-GB')
  expect(body).toHaveProperty('options.0.max_length', 6000)
  expect(body).toHaveProperty('options.1.type', ApplicationCommandOptionType.Boolean)
  expect(body).toHaveProperty('options.3.choices', [
    { name: 'me', value: 'me' },
    { name: 'server', value: 'server' },
  ])
})

it('hides what only admins may use from the others', () => {
  const [body] = commandBody([{ ...ask, access: 'admin' }], messagesFor)
  expect(body?.default_member_permissions).toBe('32')
})

it('passes the checks of a strict Discord', () => {
  const body = commandBody([ask], messagesFor)
  expect(checkCommands(JSON.parse(JSON.stringify(body)))).toHaveLength(1)
})
