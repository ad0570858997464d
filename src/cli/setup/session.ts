import type { Environment } from '../../config.ts'
import { toLines } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { SetupEnded } from './prompter.ts'
import type { Prompter } from './prompter.ts'

/** What all steps share. */
export interface SetupSession {
  readonly prompter: Prompter
  /** By variable, what the options say. */
  readonly given: ReadonlyMap<string, string>
  /** What is set already: by the environment, and by the file. */
  readonly before: Environment
  /** By variable, what the steps decided. */
  readonly decided: Map<string, string>
  /** Whether a question that an option answers may be asked again. */
  readonly isAsking: boolean
}

/** What a value was found to be; `result` is there when it can be used. */
export interface Checked<T> {
  readonly findings: readonly Finding[]
  readonly result?: T
}

/** Takes a variable from its option, from what is set already, or from the person, until a check finds it usable. */
export async function obtain<T>(
  session: SetupSession,
  variable: string,
  question: string,
  check: (value: string) => Promise<Checked<T>>,
): Promise<T> {
  const { prompter, given, before, isAsking } = session
  let candidate = given.get(variable)
  if (candidate === undefined && before[variable] !== undefined) {
    const isKept = await prompter.confirm(`${variable} is set already. Keep it?`, true)
    if (isKept) candidate = before[variable]
  }
  for (;;) {
    const value = bare(candidate ?? (await prompter.secret(question)))
    candidate = undefined
    const { findings, result } = await prompter.during('Checking', check(value))
    tell(session, findings)
    if (result !== undefined) {
      session.decided.set(variable, value)
      return result
    }
    if (!isAsking) throw new SetupEnded(`${variable} cannot be used; nothing was written.`)
  }
}

/** Out of a file of variables, it may come with its quotes. */
function bare(text: string): string {
  return /^(["'`])(.+)\1$/u.exec(text.trim())?.[2] ?? text
}

/** Shows what was found. */
export function tell({ prompter }: Pick<SetupSession, 'prompter'>, findings: readonly Finding[]): void {
  if (findings.length > 0) prompter.say(findings.map(toLines).join('\n'))
}
