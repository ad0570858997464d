/** One of several answers to choose from. */
export interface Choice<T extends string> {
  readonly value: T
  readonly label: string
  readonly hint?: string
}

/** Asks a person, one thing at a time. Every question rejects with `SetupEnded` when they leave. */
export interface Prompter {
  say(text: string): void
  select<T extends string>(question: string, choices: readonly Choice<T>[], initial: T): Promise<T>
  /** Not shown while it is typed, where that is possible. Never empty. */
  secret(question: string): Promise<string>
  /** Empty input is the `initial` text. */
  text(question: string, initial: string): Promise<string>
  confirm(question: string, initial: boolean): Promise<boolean>
  /** Says that something is being looked at until the promise settles. */
  during<T>(what: string, work: Promise<T>): Promise<T>
  close(): void
}

/** The setup goes no further; the message is for whoever runs it. */
export class SetupEnded extends Error {
  readonly status: number

  constructor(message: string, status = 1) {
    super(message)
    this.name = 'SetupEnded'
    this.status = status
  }
}

/** Asks nothing: whatever is not given as an option is an error that names the option. */
export function silentPrompter(say: (text: string) => void): Prompter {
  function missing(question: string): never {
    throw new SetupEnded(
      `Not asked, since --yes was given: ${question}. Give it as an option; --help lists them.`,
    )
  }
  return {
    say,
    select: async (_question, _choices, initial) => initial,
    secret: async (question) => missing(question),
    text: async (_question, initial) => initial,
    confirm: async (_question, initial) => initial,
    during: (_what, work) => work,
    close() {},
  }
}
