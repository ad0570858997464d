import type { PartRef } from '../question.ts'

/** How an answer ended. A notice is Markdown in the asker's language, shown after the text, never instead of it. */
export type Ending =
  | { readonly kind: 'done'; readonly notice?: string }
  | { readonly kind: 'stopped'; readonly notice: string }
  | { readonly kind: 'failed'; readonly notice: string }

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
}

/** How a platform that streams by editing shows parts. Each call is one write, already scheduled. */
export interface MessageEditor {
  /**
   * `key` is the same for every attempt to create this part: a platform that can refuses the second. `after` is the
   * part before it, for platforms where answers side by side would else not be told apart.
   */
  post(part: Part, key: string, after?: PartRef): Promise<PartRef>
  edit(ref: PartRef, part: Part): Promise<void>
  /** Takes a part away that an answer written anew after a crash no longer has. */
  remove?(ref: PartRef): Promise<void>
}
