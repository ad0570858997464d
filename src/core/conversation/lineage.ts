import type { Question } from '../question.ts'
import type { PathTurn } from '../store/ports/turns.ts'
import type { Store } from '../store/store.ts'

/** A DM that was idle this long starts afresh. Milliseconds. */
export const idleDmMs = 24 * 60 * 60 * 1000

/** How many failed questions in a row a reply looks through for the last answered one. */
const maxHops = 20

/** What a question continues. */
export interface Ancestry {
  /** The turn before it; undefined for a first one. */
  readonly parent?: PathTurn
  /** Nothing of it is in the store though something came before: the platform's history may tell. */
  readonly unseen: boolean
}

/** Finds the conversation a question belongs to, and its place in it. */
export interface Lineages {
  /** The conversation's id: what may be answered one at a time. */
  conversationOf(question: Question): Promise<string>
  /** Called when it is the question's turn, so that everything before it has been recorded. */
  ancestryOf(question: Question): Promise<Ancestry>
  startFresh(conversation: string): Promise<void>
}

export function createLineages(store: Pick<Store, 'turns' | 'journal' | 'memory'>): Lineages {
  /** The question that a reply continues: the one whose answer, or whose own message, was replied to. */
  async function repliedTo(question: Question): Promise<Question | undefined> {
    if (question.lineage.kind !== 'branch') return undefined
    const id = await store.journal.questionOf(question.lineage.message)
    return id === undefined || id === question.id ? undefined : store.journal.question(id)
  }

  async function conversationOf(question: Question, hops = 0): Promise<string> {
    if (question.lineage.kind === 'linear') return question.lineage.conversation
    const before = hops < maxHops ? await repliedTo(question) : undefined
    if (before === undefined) return question.id
    return (await store.turns.get(before.id))?.conversation ?? conversationOf(before, hops + 1)
  }

  async function ancestryOf(question: Question, hops = 0): Promise<Ancestry> {
    switch (question.lineage.kind) {
      case 'new':
        return { unseen: isPreceded(question) }
      case 'linear': {
        const { conversation } = question.lineage
        const parent = await store.turns.latest(conversation)
        if (parent === undefined) return { unseen: true }
        const fresh = (await store.memory.get(freshKey(conversation))) === parent.id
        const idle = question.place.kind === 'dm' && question.askedAt - parent.at > idleDmMs
        return fresh || idle ? { unseen: false } : { parent, unseen: false }
      }
      case 'branch': {
        const before = hops < maxHops ? await repliedTo(question) : undefined
        if (before === undefined) return { unseen: true }
        const parent = await store.turns.get(before.id)
        // A question that failed left no turn: go on from what it continued.
        return parent === undefined ? ancestryOf(before, hops + 1) : { parent, unseen: false }
      }
    }
  }

  /** One that is answered anew stays where it was, whatever was said since. */
  async function placeOf(question: Question): Promise<Ancestry> {
    const own = await store.turns.get(question.id)
    if (own === undefined) return ancestryOf(question)
    const parent = own.parent === undefined ? undefined : await store.turns.get(own.parent)
    return parent === undefined ? { unseen: isPreceded(question) } : { parent, unseen: false }
  }

  return {
    conversationOf: (question) => conversationOf(question),
    ancestryOf: placeOf,
    async startFresh(conversation) {
      const latest = await store.turns.latest(conversation)
      if (latest !== undefined) await store.memory.set(freshKey(conversation), latest.id)
    },
  }
}

/** Whether the platform may know something that was said before it. */
function isPreceded(question: Question): boolean {
  return question.lineage.kind !== 'new' || question.from !== undefined
}

function freshKey(conversation: string): string {
  return `fresh:${conversation}`
}
