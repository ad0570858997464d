import { confirm, isCancel, log, password, select, spinner, text } from '@clack/prompts'
import { SetupEnded } from './prompter.ts'
import type { Prompter } from './prompter.ts'

const leaving = 'Left; nothing was written.'

/** Asks on a terminal, with arrow keys and hidden secrets. */
export function terminalPrompter(): Prompter {
  async function answered<T>(answer: Promise<T | symbol>): Promise<T> {
    const given = await answer
    if (isCancel(given)) throw new SetupEnded(leaving, 130)
    return given as T
  }
  return {
    say: (message) => log.message(message),
    async select(message, choices, initial) {
      const options = choices.map(({ value, label, hint }) => ({
        value: value as string,
        label,
        ...(hint !== undefined && { hint }),
      }))
      const chosen = await answered(select<string>({ message, options, initialValue: initial }))
      return choices.find(({ value }) => value === chosen)?.value ?? initial
    },
    secret: (message) =>
      answered<string>(
        password({ message, validate: (given) => (given?.trim() ? undefined : 'Paste it here.') }),
      ).then((given) => given.trim()),
    text: (message, initial) =>
      answered<string>(
        text({ message, defaultValue: initial, ...(initial !== '' && { placeholder: initial }) }),
      ).then((given) => given.trim() || initial),
    confirm: (message, initial) => answered<boolean>(confirm({ message, initialValue: initial })),
    async during(what, work) {
      // Ctrl-C meanwhile ends the process there and then, as if all were well unless told otherwise.
      const leave = (): void => {
        process.exitCode = 130
      }
      const sign = spinner({ cancelMessage: leaving })
      process.once('exit', leave)
      sign.start(what)
      try {
        return await work
      } finally {
        sign.stop(what)
        process.off('exit', leave)
      }
    },
    close() {},
  }
}
