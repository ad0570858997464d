import type { Environment } from '../../src/config.ts'

/** Something a person said or commanded. */
export interface Said {
  readonly by: string
  readonly where: 'channel' | 'dm'
  /** For the world that made it. */
  readonly ref: unknown
}

/** A file that comes with a message. */
export interface SharedFile {
  readonly name: string
  readonly type: string
  readonly content: Buffer
}

/** What people do besides writing. */
export interface Hands {
  /** The author changes the text of a message, Tanya's name aside. */
  edit(said: Said, text: string): void
  /** The author deletes it. */
  remove(said: Said): void
  /** What is offered below the answer. */
  offered(said: Said): readonly string[]
  /** Presses a button below the answer, such as `retry`. */
  press(person: string, said: Said, action: string): void
}

/** A file as people read it. */
export interface ShownFile {
  readonly name: string
  readonly text: string
}

/** A chat platform as people use it: the same conversations run on each. */
export interface World {
  readonly platform: 'discord' | 'slack' | 'playground'
  /** Points Tanya here. */
  readonly environment: Environment
  /** Called once Tanya listens on that port of this machine. */
  listening?(port: number): Promise<void>
  /** A member says something to Tanya in a channel of theirs. */
  mention(person: string, text: string, channel?: string, files?: readonly SharedFile[]): Said
  /** Goes on where that answer was given, without a mention. */
  goOn(person: string, after: Said, text: string): Said
  /** Says something in the channel that is not for Tanya. */
  chatter(person: string, text: string, channel?: string): Said
  direct(person: string, text: string): Said
  /** The platform's own command: `/ask` or `/tanya ask`. */
  command(person: string, name: string, text: string, channel?: string): Said
  /** Where people can do more than write. */
  readonly hands?: Hands
  /** Sends the events of that message once more. */
  redeliver(said: Said): void
  /** The texts of the messages that answer it, as people read them now, in order. */
  answers(said: Said): readonly string[]
  /** Everything that is on the screen as its answer, notices included. */
  screen(said: Said): string
  /** The files that came with its answer, in order. */
  files?(said: Said): readonly ShownFile[]
  /** What the model wrote, as this platform shows it. */
  rendered(markdown: string): string
  /** What only this person can read. */
  privately(person: string): readonly string[]
  /** Whether anybody was pinged by anything Tanya ever wrote. Left out where there are no pings. */
  pingedAnybody?(): boolean
  /** Writes to messages that changed nothing. */
  violations(): readonly string[]
  /** Every connection breaks; it comes back by itself. */
  dropConnections(): void
  /** An admin sets it for the place, by command; it holds from the next question on. */
  set?(setting: string, value: string): Promise<void>
  /** Slack: whether the token may read files. */
  allowFiles?(allowed: boolean): void
  /** Makes the next write of a message fail once with that status, carried out or not. */
  failNextWrite(status: number, carriedOut: boolean): void
  /** Resolves with the first value of `look` that is neither undefined nor false. */
  until<T>(look: () => T | undefined | false, what: string): Promise<T>
  close(): Promise<void>
}

/** Longer than any platform's window: what is written last in one waits for the next. Milliseconds. */
export const patienceMs = 70_000
