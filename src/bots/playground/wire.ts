import type { FormField } from '../../core/commands/command.ts'
import type { Action } from '../../core/delivery/reply.ts'

/** What the page and the server tell each other: JSON, and plain types that the page's checker reads too. */

export type Role = 'member' | 'admin' | 'outsider'

export interface PersonView {
  readonly id: string
  readonly name: string
  readonly role: Role
}

export interface ChannelView {
  readonly id: string
  readonly name: string
  readonly kind: 'channel' | 'thread' | 'dm'
  /** Of a thread: where it hangs, and at which message. */
  readonly parent?: string
  readonly root?: string
}

export interface FileView {
  readonly id: string
  readonly name: string
  readonly bytes: number
  /** Of Tanya's own, which can be looked at or saved: what it shows, in words. */
  readonly alt?: string
  readonly isPicture: boolean
}

/** What a message asks for. */
export interface FormView {
  readonly title: string
  /** Texts of the button that opens it, and of the one that sends it. */
  readonly open: string
  readonly save: string
  readonly fields: readonly FormField[]
}

export interface MessageView {
  readonly id: string
  readonly channel: string
  /** A person's id, or `tanya`. */
  readonly author: string
  /** Markdown as it was written or generated. */
  readonly text: string
  /** The same as HTML that holds no markup of the writer's. */
  readonly html: string
  readonly noticeHtml?: string
  /** Epoch ms. */
  readonly at: number
  readonly edited: boolean
  readonly replyTo?: string
  /** Only the person who is looking sees it. */
  readonly isPrivate: boolean
  /** Of a part of an answer: to what, and which. */
  readonly question?: string
  readonly part?: number
  readonly isFinal: boolean
  readonly actions: readonly Action[]
  readonly files: readonly FileView[]
  /** Of the button that confirms what the message proposes. */
  readonly confirm?: string
  readonly form?: FormView
  /** It waits for its turn. */
  readonly isWaiting: boolean
}

export interface CommandView {
  readonly name: string
  readonly summary: string
  readonly forAdmins: boolean
  /** What its first option names, each with the options that it takes. */
  readonly actions: readonly {
    readonly name: string
    readonly summary: string
    readonly options: readonly string[]
  }[]
  readonly options: readonly {
    readonly name: string
    readonly summary: string
    readonly type: 'string' | 'integer' | 'boolean'
    readonly required: boolean
    readonly choices: readonly string[]
    readonly takesRest: boolean
  }[]
}

/** Everything somebody sees, at the moment at which they begin to look. */
export interface Snapshot {
  readonly you: string
  /** What answers: an alias, `provider/model-id`, or the guide. */
  readonly model: string
  readonly people: readonly PersonView[]
  readonly channels: readonly ChannelView[]
  readonly messages: readonly MessageView[]
  readonly commands: readonly CommandView[]
  /** Texts of the buttons, by action. */
  readonly actionTexts: Readonly<Record<Action, string>>
  /** Channels in which Tanya is at work. */
  readonly working: readonly string[]
  readonly formats: readonly string[]
  readonly maxFileBytes: number
  readonly hasPassword: boolean
}

export type Happening =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'message'; readonly message: MessageView }
  | { readonly kind: 'gone'; readonly channel: string; readonly id: string }
  | { readonly kind: 'person'; readonly person: PersonView }
  | { readonly kind: 'channel'; readonly channel: ChannelView }
  | { readonly kind: 'working'; readonly channel: string; readonly on: boolean }
  | { readonly kind: 'cleared' }

/** An answer as another platform would show it. */
export interface Rendering {
  readonly format: string
  readonly maxLength: number
  readonly parts: readonly { readonly text: string; readonly html: string; readonly length: number }[]
}

/** One call to the model, made for a question. */
export interface CallView {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string; readonly pictures: number }[]
  /** Of the host; absent while it runs or where it told nothing. */
  readonly usage?: {
    readonly input: number
    readonly cachedInput: number
    readonly output: number
    readonly reasoning: number
  }
  readonly measured?: boolean
  /** US dollars; absent where the price is unknown. */
  readonly price?: number
  /** The same, had nothing been in the host's cache. */
  readonly uncachedPrice?: number
  /** Milliseconds. */
  readonly firstTextMs?: number
  readonly tookMs?: number
}

export interface AnswerView {
  readonly question: string
  readonly markdown: string
  readonly renderings: readonly Rendering[]
  readonly calls: readonly CallView[]
  /** Of all that was asked in this playground since it was started. */
  readonly total: {
    readonly calls: number
    readonly input: number
    readonly cachedInput: number
    readonly price: number
    readonly saved: number
  }
}
