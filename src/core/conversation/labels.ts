import type { Person } from '../question.ts'
import type { PathTurn } from '../store/ports/turns.ts'
import { labelIn, speakerName } from './speech.ts'

/**
 * What a person is called in the prompt. Two people of one name, or of names that look alike, are told apart by a
 * number, and so is whoever bears the name of a role. A person keeps their label while the history has it.
 */
export function labelOf(person: Person, history: readonly PathTurn[]): string {
  const name = speakerName(person.name)
  const others = new Set<string>()
  let own: string | undefined
  for (const turn of history) {
    const label = labelIn(turn.prompt)
    if (label === undefined) continue
    if (turn.askerId === person.id) own = label
    else others.add(skeleton(label))
  }
  const numbered = `${name} (${numberOf(person.id)})`
  if (own === name || own === numbered) return own
  const isPlain = !roles.has(skeleton(name)) && !others.has(skeleton(name))
  return isPlain ? name : numbered
}

/** Cyrillic, Greek and other signs that pass for Latin letters, each with its letter. */
const lookalikes = new Map(
  'аa еe оo рp сc уy хx іi јj ѕs ԁd һh кk мm тt вb нh αa βb εe ιi κk νv οo ρp τt υu χx ɡg ıi ⅼi li 1i 0o'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
)

/** Names that would speak for somebody who is no person of the chat; as skeletons. */
const roles = new Set(
  ['system', 'assistant', 'user', 'developer', 'tool', 'tanya', 'you', 'ai', 'model', 'chatprogram'].map(
    skeleton,
  ),
)

/** The same for names that look alike: letters only, in one case, of one script. */
function skeleton(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  return Array.from(plain, (letter) => lookalikes.get(letter) ?? letter).join('')
}

/** Four digits that are always the same for one person (FNV-1a). */
function numberOf(id: string): string {
  let hash = 0x81_1c_9d_c5
  for (let index = 0; index < id.length; index += 1)
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01_00_01_93)
  return String((hash >>> 0) % 10_000).padStart(4, '0')
}
