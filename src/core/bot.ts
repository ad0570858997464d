import type { CommandCall, CommandResult } from './commands/command.ts'
import type { Action, Reply } from './delivery/reply.ts'
import type { AnswerLog } from './delivery/answer-log.ts'
import type { Manner } from './delivery/manner.ts'
import type { Attachment, PartRef, PastMessage, Person, Place, PlatformName, Question } from './question.ts'

/** A connection to one platform. It starts, hands questions to the `Assistant` and ends. */
export interface Bot {
  readonly platform: PlatformName
  readonly surface: Surface
  /** Resolves once connected and listening. Rejects with a sentence for the operator when it never can be. */
  start(): Promise<void>
  /**
   * Throws its connection away, whatever state that is in, and makes another; what is being answered goes on.
   * Rejects when that did not work. Left out where there is no connection.
   */
  restart?(): Promise<void>
  /** Takes no new questions; what is being answered may still be delivered until `stop`. */
  drain(): void
  /** Disconnects. */
  stop(): Promise<void>
  /** The connections that events arrive on, such as shards or sockets; a few, named by their place alone. */
  connections?(): readonly Connection[]
}

/** One of a bot's connections to its platform. */
export interface Connection {
  readonly name: string
  readonly isUp: boolean
}

/** What a person who does not get an answer right away is told, without an edit of the channel. */
export type Notice =
  /** Their question waits; `ahead` others of the conversation come first. */
  | { readonly kind: 'waiting'; readonly ahead: number }
  /** The wait is over: take the sign of waiting away. */
  | { readonly kind: 'started' }
  /** They get no answer, and why. `text` is Markdown in their language. */
  | { readonly kind: 'refused'; readonly text: string }

/** A file as the platform gave it, or why it did not. */
export type FetchedFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'none'; readonly why: 'too-large' | 'elsewhere' | 'refused' | 'gone' | 'unreachable' }

/** Somebody pressed a button below an answer. */
export interface ActCall {
  readonly action: Action
  readonly questionId: string
  readonly by: Person
  readonly place: Pick<Place, 'platform' | 'workspace'>
  /** Of whoever pressed it. */
  readonly locale: string
  /** For answers that only the asker sees: how to reach them now, in place of the question's own `via`. */
  readonly via?: Readonly<Record<string, string>>
}

export type ActResult =
  /** It is done, or under way; `text` is to be told to whoever pressed. */
  | { readonly kind: 'done'; readonly text?: string }
  /** `text` says why not, in their language. */
  | { readonly kind: 'refused'; readonly text: string }

/** How the core makes things visible on one platform. Everything it needs of a question is in the question. */
export interface Surface {
  /** A reply to that question. `log` tells what an earlier process has already posted, and is told what is. */
  openReply(question: Question, log: AnswerLog, manner?: Manner): Reply
  /** Shows that somebody is at work, until the returned function is called. Never throws. */
  showWorking(question: Question): () => void
  /** Tells the asker alone, as quietly as the platform can. Never rejects. */
  notify(question: Question, notice: Notice): Promise<void>
  /**
   * What was said before the question and the store has not seen, oldest first; empty where none can be read. For a
   * question that is asked `from` a message on: that and all after it, bounded.
   */
  history(question: Question, signal: AbortSignal): Promise<readonly PastMessage[]>
  /**
   * The question as it is answered in a thread of its own; undefined where there can be none. Left out where there are
   * no threads, or always.
   */
  inThread?(question: Question): Question | undefined
  /**
   * The place for all to see where the answer to a private question is shown, as `asked` with what it takes there;
   * undefined where Tanya may not write. Left out where `asked` will do.
   */
  shareIn?(asked: Question): Promise<Question | undefined>
  /** Tells the admins of a workspace, where the platform has a way to. Never rejects. */
  tellAdmins?(workspace: string, text: string): Promise<void>
  /**
   * Downloads a file of the question, `maxBytes` at most, from the platform's own hosts alone; left out where
   * questions have none. Rejects only when the signal aborts.
   */
  fetchFile?(
    question: Question,
    attachment: Attachment,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<FetchedFile>
}

/** What a bot may ask of the core. */
export interface Assistant {
  /**
   * Whether a message of that place is to be looked at: one that names Tanya, one that follows in a conversation she
   * takes part in, or any at all. Where she is turned off, those who name her are told so by `ask`.
   */
  listensTo(place: Place, how: 'mention' | 'follow' | 'any'): Promise<boolean>
  /** Whether Tanya has answered in this linear conversation: follow-ups need no mention there. */
  takesPart(conversation: string): Promise<boolean>
  /** Those of these linear conversations in which she does. */
  takesPartIn(conversations: readonly string[]): Promise<readonly string[]>
  /** Whether this platform message is a part of an answer of Tanya's. */
  isOurs(message: PartRef): Promise<boolean>
  /**
   * Answers the question through the bot's surface. A question whose id was accepted before is dropped: call it
   * only once the event is known to be for Tanya. Never rejects; resolves when the answer is delivered.
   */
  ask(question: Question): Promise<void>
  /** Ends the answer to that question, keeping what is shown. False when it is not being answered. */
  stop(questionId: string, by: Person): Promise<boolean>
  /** Does what the button says, also after a restart, for whoever may. Never rejects; what takes longer goes on. */
  act(call: ActCall): Promise<ActResult>
  /** The question whose answer this message is a part of, or the one it asked. */
  questionOf(message: PartRef): Promise<string | undefined>
  /**
   * The author of a message changed its text (Markdown, the mention removed) or, without one, deleted it; for a part
   * of an answer only deletion counts. Messages that are none of a conversation's are ignored. Never rejects.
   */
  amended(message: PartRef, text: string | undefined): Promise<void>
  /**
   * Tanya was taken out of that workspace: what is being answered there ends, and what is stored of it is deleted in 30
   * days. Never rejects.
   */
  left(workspace: Pick<Place, 'platform' | 'workspace'>): Promise<void>
  /** Runs a command; problems come back as a notice. */
  run(call: CommandCall): Promise<CommandResult>
  /** Values to offer for an option that is being typed, the likeliest first. Never rejects. */
  complete(call: CommandCall, option: string, typed: string): Promise<readonly string[]>
}
