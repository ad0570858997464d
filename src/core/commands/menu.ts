import type { Messages } from '../i18n/messages.ts'
import type { PartRef, PastMessage, Question } from '../question.ts'

/** What the menu of any message offers; the answer is for whoever chose it alone. */
export const menuEntries = ['ask-about', 'summarize', 'translate'] as const
export type MenuEntry = (typeof menuEntries)[number]

/** The message whose menu it is. */
export interface MenuTarget {
  readonly message: PartRef
  /** What it says, where the platform told. */
  readonly said?: PastMessage
}

/** Characters of a question about a message. */
export const maxMenuQuestion = 2000

/** What an entry asks. `asked` is what somebody wrote to *Ask about this*. */
export function menuQuestion(
  entry: MenuEntry,
  { message, said }: MenuTarget,
  say: Messages,
  asked = '',
): Pick<Question, 'text' | 'quoted' | 'from' | 'lineage' | 'private'> {
  const shared = { lineage: { kind: 'new' }, private: true } as const
  const quoted = said === undefined ? {} : { quoted: said }
  switch (entry) {
    case 'ask-about':
      return { ...shared, ...quoted, text: asked }
    case 'summarize':
      return { ...shared, ...quoted, text: say.text('menu.summarize.question'), from: message }
    case 'translate':
      return {
        ...shared,
        ...quoted,
        text: say.text('menu.translate.question', { language: languageOf(say) }),
      }
  }
}

/** The language of the reader by its own name. */
function languageOf({ locale }: Messages): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale
}
