import { platformNames } from '../question.ts'
import type { Place } from '../question.ts'
import type { Journal } from './ports/journal.ts'
import type { PathTurn, Turn, Turns } from './ports/turns.ts'
import type { Store } from './store.ts'

export interface VolatileOptions {
  /** Where everything is kept. */
  readonly kept: Store
  /** Ends with the process. */
  readonly volatile: Store
  /** Whether nothing that is said there may be written to `kept`. */
  isVolatile(place: Place): Promise<boolean>
}

/** A store that keeps the conversations of some places in memory alone. */
export interface VolatileStore extends Store {
  /** Lets go of what is kept in memory and older than this, epoch ms. */
  sweep(before: number): Promise<void>
}

/**
 * What was accepted and spent stays counted in `kept`, without a word of it, so that nothing is answered twice. What
 * is being answered when the process dies is lost: that is the price of storing nothing.
 */
export function keepInMemory(options: VolatileOptions): VolatileStore {
  const { kept, volatile } = options
  return {
    ...kept,
    turns: createTurns(options),
    journal: createJournal(options),
    async forget(what) {
      const turns = await Promise.all([kept.forget(what), volatile.forget(what)])
      return turns[0] + turns[1]
    },
    upkeep: {
      ...kept.upkeep,
      async erase(platform, workspace) {
        await Promise.all([
          kept.upkeep.erase(platform, workspace),
          volatile.upkeep.erase(platform, workspace),
        ])
      },
      async settleIdle(before) {
        const settled = await Promise.all([
          kept.upkeep.settleIdle(before),
          volatile.upkeep.settleIdle(before),
        ])
        return settled[0] + settled[1]
      },
    },
    async sweep(before) {
      for (const platform of platformNames) await volatile.forget({ platform, before })
    },
    async close() {
      await Promise.all([kept.close(), volatile.close()])
    },
  }
}

function createTurns({ kept, volatile, isVolatile }: VolatileOptions): Turns {
  /** The store that has the turn. */
  async function having(id: string): Promise<Turns> {
    return (await volatile.turns.get(id)) === undefined ? kept.turns : volatile.turns
  }

  return {
    async record(turn) {
      const turns = (await isVolatile(turn.place)) ? volatile.turns : kept.turns
      await turns.record(await joined(turn, turns))
    },
    async latest(conversation) {
      return newer(await Promise.all([volatile.turns.latest(conversation), kept.turns.latest(conversation)]))
    },
    async begun(conversations) {
      const both = [volatile.turns.begun(conversations), kept.turns.begun(conversations)]
      return [...new Set((await Promise.all(both)).flat())]
    },
    get: async (id) => (await volatile.turns.get(id)) ?? kept.turns.get(id),
    path: async (id, fromTokens) => (await having(id)).path(id, fromTokens),
    amend: async (id, amendment) => (await having(id)).amend(id, amendment),
    async amended(conversation) {
      const both = [kept.turns.amended(conversation), volatile.turns.amended(conversation)]
      return (await Promise.all(both)).flat()
    },
    async settle(conversation) {
      await Promise.all([kept.turns.settle(conversation), volatile.turns.settle(conversation)])
    },
    summarize: async (summary) => (await having(summary.turn)).summarize(summary),
    async summary(turns) {
      return newer(await Promise.all([volatile.turns.summary(turns), kept.turns.summary(turns)]))
    },
  }

  /** A turn whose parent is in the other store begins anew, and its prompts with it. */
  async function joined(turn: Turn, turns: Turns): Promise<Turn> {
    if (turn.parent === undefined || (await turns.get(turn.parent)) !== undefined) return turn
    const { parent: _elsewhere, cut: _ofElsewhere, ...first } = turn
    return first
  }
}

function newer<T extends Pick<PathTurn, 'at'>>(found: readonly (T | undefined)[]): T | undefined {
  return found.reduce(
    (newest, each) => (newest === undefined || (each !== undefined && each.at > newest.at) ? each : newest),
    undefined,
  )
}

function createJournal({ kept, volatile, isVolatile }: VolatileOptions): Journal {
  /** The store that has what the question said. */
  async function having(id: string): Promise<Journal> {
    return (await volatile.journal.question(id)) === undefined ? kept.journal : volatile.journal
  }

  return {
    async accept(question, at, answer) {
      if (!(await isVolatile(question.place))) return kept.journal.accept(question, at, answer)
      const isNew = await kept.journal.note(question.id, question.place, at)
      return isNew && volatile.journal.accept(question, at, answer)
    },
    note: (id, place, at) => kept.journal.note(id, place, at),
    reopen: async (id, reopening) => (await having(id)).reopen(id, reopening),
    open: async (id) => (await having(id)).open(id),
    settle: async (id, outcome, at) => (await having(id)).settle(id, outcome, at),
    async unfinished(platform) {
      const both = [kept.journal.unfinished(platform), volatile.journal.unfinished(platform)]
      return (await Promise.all(both)).flat()
    },
    async questionOf(message) {
      return (await volatile.journal.questionOf(message)) ?? kept.journal.questionOf(message)
    },
    question: async (id) => (await volatile.journal.question(id)) ?? kept.journal.question(id),
  }
}
