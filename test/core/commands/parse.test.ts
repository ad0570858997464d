import { describe, expect, it } from 'vitest'
import { checkOptions } from '../../../src/core/commands/check.ts'
import type { Command } from '../../../src/core/commands/command.ts'
import { parseCommand } from '../../../src/core/commands/parse.ts'
import type { Failure } from '../../../src/core/fault.ts'
import { messagesFor } from '../../../src/core/i18n/messages.ts'

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
      maxLength: 50,
    },
    {
      name: 'model',
      summary: 'command.ask.model',
      type: 'string',
      required: false,
      choices: ['flash', 'pro'],
    },
    { name: 'private', summary: 'command.ask.private', type: 'boolean', required: false },
    { name: 'count', summary: 'command.ask.model', type: 'integer', required: false },
  ],
  run: () => Promise.resolve({ kind: 'notice', text: '' }),
}
const usage: Command = {
  ...ask,
  name: 'usage',
  options: [
    { name: 'scope', summary: 'command.ask.model', type: 'string', required: false },
    { name: 'days', summary: 'command.ask.model', type: 'integer', required: false },
  ],
}
const commands = [ask, usage]

describe('parseCommand', () => {
  it.each([
    ['no command', undefined],
    ['what is /etc', undefined],
    ['/etc/passwd is a file', undefined],
    ['/help', { name: 'help', options: {} }],
    [' /ask why is the sky blue?', { name: 'ask', options: { question: 'why is the sky blue?' } }],
    [
      '/ask model:flash private:true why: is\n\nit',
      { name: 'ask', options: { model: 'flash', private: 'true', question: 'why: is\n\nit' } },
    ],
    ['/ask model:"a b" x', { name: 'ask', options: { model: 'a b', question: 'x' } }],
    ['/ask unknown:x y', { name: 'ask', options: { question: 'unknown:x y' } }],
    ['/ask', { name: 'ask', options: {} }],
    ['/usage channel 7', { name: 'usage', options: { scope: 'channel', days: '7' } }],
    ['/usage days:7 channel', { name: 'usage', options: { days: '7', scope: 'channel' } }],
    ['/usage a 1 surplus', { name: 'usage', options: { scope: 'a', days: '1', surplus: 'surplus' } }],
  ])('%j', (text, expected) => {
    expect(parseCommand(text, commands)).toEqual(expected)
  })
})

describe('checkOptions', () => {
  const say = messagesFor('en')

  it('gives each value its type', () => {
    expect(checkOptions(ask, { question: 'q', private: 'yes', count: '12' }, say)).toEqual({
      question: 'q',
      private: true,
      count: 12,
    })
  })

  it.each([
    [{}, 'question', 'missing'],
    [{ question: 'q', model: 'other' }, 'model', 'flash or pro'],
    [{ question: 'q', private: 'perhaps' }, 'private', 'true or false'],
    [{ question: 'q', count: '1.5' }, 'count', 'whole number'],
    [{ question: 'x'.repeat(51) }, 'question', '50'],
    [{ question: 'q', surplus: 'x' }, 'surplus', 'no such option'],
  ])('%j names %s', (raw, field, problem) => {
    const fault = faultOf(() => checkOptions(ask, raw, say))
    expect(fault).toMatchObject({ kind: 'bad-input', field, problem: expect.stringContaining(problem) })
  })
})

function faultOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return (error as Failure).fault
  }
  throw new Error('nothing was thrown')
}
