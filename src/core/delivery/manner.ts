import { messagesFor } from '../i18n/messages.ts'
import type { Messages } from '../i18n/messages.ts'

/** How the settings of its place want an answer shown. */
export interface Manner {
  /** What is shown of what the model thinks: nothing, for how long, or that and all of it in a file. */
  readonly reasoning: 'hidden' | 'summary' | 'attached'
  /** So many messages an answer may have; the rest follows as a file. */
  readonly maxParts: number
  /** The asker's language. */
  readonly say: Messages
}

/** All of it as messages, and nothing of what was thought. */
export const plainly: Manner = { reasoning: 'hidden', maxParts: Infinity, say: messagesFor('en') }
