import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { SetupEnded } from './prompter.ts'
import type { Prompter } from './prompter.ts'

/** Asks by plain lines: for pipes, dumb terminals and screen readers. */
export function linePrompter(input: Readable, output: Writable): Prompter {
  const reader = createInterface({ input, terminal: false })
  const lines = reader[Symbol.asyncIterator]()
  const say = (text: string): void => void output.write(`${text}\n`)

  async function ask(question: string): Promise<string> {
    output.write(`${question}: `)
    const next = await lines.next()
    if (next.done) {
      output.write('\n')
      throw new SetupEnded('The input ended before everything was asked; nothing was written.', 130)
    }
    return next.value.trim()
  }

  return {
    say,
    async select(question, choices, initial) {
      for (const [index, { label, hint }] of choices.entries())
        say(`  ${index + 1}. ${label}${hint === undefined ? '' : ` (${hint})`}`)
      const standard = choices.findIndex(({ value }) => value === initial)
      for (;;) {
        const answer = await ask(`${question} [${standard + 1}]`)
        const chosen =
          answer === ''
            ? choices[standard]
            : (choices[Number(answer) - 1] ?? choices.find(({ value }) => value === answer))
        if (chosen !== undefined) return chosen.value
        say(`Type a number from 1 to ${choices.length}.`)
      }
    },
    async secret(question) {
      for (;;) {
        const answer = await ask(question)
        if (answer !== '') return answer
      }
    },
    async text(question, initial) {
      return (await ask(initial === '' ? question : `${question} [${initial}]`)) || initial
    },
    async confirm(question, initial) {
      for (;;) {
        const answer = (await ask(`${question} [${initial ? 'Y/n' : 'y/N'}]`)).toLowerCase()
        if (answer === '') return initial
        if (/^y(?:es)?$/u.test(answer)) return true
        if (/^no?$/u.test(answer)) return false
      }
    },
    during(what, work) {
      say(`${what} …`)
      return work
    },
    close: () => reader.close(),
  }
}
