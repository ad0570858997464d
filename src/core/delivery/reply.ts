import type { ResultFile } from '../commands/command.ts'
import type { PartRef } from '../question.ts'

/** What a person can do with an answer by a button below it, in the order in which they stand. */
export const actions = ['stop', 'retry', 'continue', 'share', 'good', 'bad'] as const
export type Action = (typeof actions)[number]

/**
 * How an answer ended. A notice is Markdown in the asker's language, shown after the text, never instead of it;
 * the actions are what is offered below it from then on.
 */
export type Ending =
  | { readonly kind: 'done'; readonly notice?: string; readonly actions?: readonly Action[] }
  | { readonly kind: 'stopped'; readonly notice: string; readonly actions?: readonly Action[] }
  | { readonly kind: 'failed'; readonly notice: string; readonly actions?: readonly Action[] }
  /** The question is gone: nothing of the answer stays. */
  | { readonly kind: 'withdrawn'; readonly notice?: undefined; readonly actions?: undefined }
  /** Another reply goes on with these parts: they stay as they are. Never journalled. */
  | { readonly kind: 'superseded'; readonly notice?: undefined; readonly actions?: undefined }

/** An answer being shown. */
export interface Reply {
  /** More of the model's Markdown. Resolves when the reply is ready for more, not when it is visible. */
  append(markdown: string): Promise<void>
  /** The model is thinking; what it thinks is shown as the settings say, and never among the answer's text. */
  reasoning(text: string): Promise<void>
  /** Resolves when everything is visible. Rejects with a `Failure` of kind `platform` when it cannot be made so. */
  close(ending: Ending): Promise<readonly PartRef[]>
}

/** What a platform shows as one message of an answer. */
export interface Part {
  /** From 0. */
  readonly index: number
  /** Rendered for the platform and within its limits; never empty except when only a notice is shown. */
  readonly text: string
  /** Shown after the text, set apart from it. Within the limits together with the text. */
  readonly notice?: string
  /** Nothing of this part will change any more. */
  readonly final: boolean
  /** The buttons below it: only the last part has any. */
  readonly actions?: readonly Action[]
  /** The only files it is to have, once nothing of it changes any more. Left out: it keeps those it has. */
  readonly files?: readonly ResultFile[]
}

/** How a platform that streams by editing shows parts. Each call is one write, already scheduled. */
export interface MessageEditor {
  /**
   * `key` is the same for every attempt to create this part: a platform that can refuses the second. `after` is the
   * part before it, for platforms where answers side by side would else not be told apart.
   */
  post(part: Part, key: string, after?: PartRef): Promise<PartRef>
  edit(ref: PartRef, part: Part): Promise<void>
  /** Takes a part away that an answer written anew no longer has. One that is gone already is no error. */
  remove?(ref: PartRef): Promise<void>
}
