import { expect, it } from 'vitest'
import { Failure } from '../src/core/fault.ts'
import { createLog, withoutSecrets } from '../src/log.ts'

function logged(format: 'json' | 'pretty', write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog({ level: 'debug', format, secrets: ['hunter2hunter2'], write: (line) => lines.push(line) }))
  return lines.join('')
}

it.each(['json', 'pretty'] as const)('blots secrets out, listed or by their shape (%s)', (format) => {
  const text = logged(format, (log) => {
    log.info({ url: 'https://x/webhooks/123/tOkEn_of-an-interaction/messages' }, 'hunter2hunter2')
    log.warn({ err: new Error('sent xoxb-12-34-abc and Bearer abc.def with sk-abcdefgh12') }, 'x')
    log.error(
      { answer: '{"access_token":"xoxe.xoxb-1-Mi0y/LTEx+A==","refresh_token":"xoxe-1-My0x.LTEy"}' },
      'z',
    )
    log.error({ token: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz12' }, 'y')
  })
  expect(text).not.toMatch(/hunter2|xoxb-12|abc\.def|sk-abcdefgh12|tOkEn|GabcdE|Mi0y|LTEx|My0x|LTEy/u)
  expect(text).toContain('•••')
})

it('writes one JSON object a line', () => {
  const [line] = logged('json', (log) =>
    log.child({ question: 'q' }).info({ bots: ['discord'] }, 'ready'),
  ).split('\n')
  expect(JSON.parse(line ?? '')).toMatchObject({
    level: 'info',
    question: 'q',
    bots: ['discord'],
    msg: 'ready',
  })
})

it('blots out what is a secret, and no parts of words', () => {
  const text = 'The database tanya of s3cret-word at tanya.db'
  expect(withoutSecrets(text, ['s3cret-word', 'tanya', 'a'])).toBe('The database tanya of ••• at tanya.db')
})

it('leaves out messages of errors that quote what somebody wrote', () => {
  const said = 'a private question'
  const fromHost = Object.assign(new Error(said), { status: 400, code: 'invalid' })
  const parsing = new SyntaxError(`Unexpected token in "${said}"`)
  const text = logged('json', (log) => {
    log.error(
      { err: new Failure({ kind: 'malformed', host: 'deepseek' }, { cause: parsing }) },
      'answer failed',
    )
    log.error({ err: fromHost }, 'refused')
  })
  expect(text).not.toContain(said)
  expect(text).toMatch(/malformed.*SyntaxError/u)
  expect(text).toMatch(/"status":400/u)
})

it('keeps what is needed to mend a bug', () => {
  const text = logged('json', (log) => log.error({ err: new TypeError('x is not a function') }, 'bug'))
  expect(text).toContain('x is not a function')
  expect(text).toContain('log.test.ts')
})
