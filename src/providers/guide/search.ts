import MiniSearch from 'minisearch'
import type { Section } from './documents.ts'

/** The sections that fit a question best, best first. */
export type Search = (question: string, most: number) => readonly Section[]

/** Words that say nothing of what is asked for, in the languages that the guide is asked in. */
const empty = new Set(
  (
    'a an and are as at be by can could do does for from have hello hey hi how i in into is it its me my of on or ' +
    'please should tanya tell that the then there this to us was we what when where which who why will with would ' +
    'you your about ' +
    'ada adalah anda apa apakah atau bagaimana bisa dan dari dengan di hai halo itu ini ke kamu saya siapa untuk yang'
  ).split(' '),
)

/**
 * Full-text search over the documentation; words count more in a heading, and are found though misspelt a little. Whoever
 * asks for nothing in particular, as in "what can you do?", gets its beginning.
 */
export function createSearch(sections: readonly Section[]): Search {
  const index = new MiniSearch<{ id: number; title: string; page: string; text: string }>({
    fields: ['title', 'page', 'text'],
    processTerm(term) {
      const word = term.toLowerCase()
      return empty.has(word) ? null : stemmed(word)
    },
    searchOptions: {
      boost: { title: 4, page: 2 },
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
    },
  })
  index.addAll(
    sections.map(({ page, headings, text }, id) => ({ id, page, title: headings.join(' '), text })),
  )
  return (question, most) => {
    const words = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    if (words.every((word) => empty.has(word))) return sections.slice(0, most)
    // Whoever asks how to back up, or to set up, means the backup and the setup.
    const pairs = words.slice(1).map((word, at) => `${words[at]}${word}`)
    return index
      .search({
        combineWith: 'OR',
        queries: [question, { queries: pairs, combineWith: 'OR', prefix: false, fuzzy: false }],
      })
      .slice(0, most)
      .flatMap(({ id }) => sections[Number(id)] ?? [])
  }
}

/** Just enough that `settings` finds `setting`, and `upgrade` finds `upgrading`. */
function stemmed(word: string): string {
  const one = word.length > 4 ? word.replace(/(?:ies|es|s)$/u, (end) => (end === 'ies' ? 'y' : '')) : word
  return one.length > 5 ? one.replace(/(?:ing|ed|e)$/u, '') : one
}
