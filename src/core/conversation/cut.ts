import type { Cut, PathTurn, Summary } from '../store/ports/turns.ts'
import type { Marks } from './marks.ts'

/** A host has forgotten a prefix that nobody asked for in this long. Milliseconds. */
export const coldAfterMs = 60 * 60 * 1000

/** What the newest question follows, and what its prompt would have if nothing were cut. Tokens. */
export interface Standing {
  readonly parent: PathTurn
  /** What the parent's own prompt began with, and then the parent: oldest first. */
  readonly history: readonly PathTurn[]
  /** System text, question, and the summary in use. */
  readonly besides: number
  /** A summary of part of `history`, made and not yet used. */
  readonly ready?: Summary
  /** Epoch ms. */
  readonly now: number
}

/** So many turns are kept however long they are, where they fit at all: a question is mostly about what is near. */
const keptAtLeast = { plain: 2, summed: 1 } as const

/**
 * What the prompt of the next question begins with. It is the parent's own cut as long as the prompt fits, so that
 * hosts find all of it in their cache; the cut is stored with the turn, and so binds every branch, process and
 * restart, whatever is estimated later. It moves when the prompt outgrows the high mark, when a summary is ready to
 * stand for what goes, and when the cache is cold, since then it moves for nothing.
 */
export function nextCut({ parent, history, besides, ready, now }: Standing, marks: Marks): Cut {
  const current = parent.cut ?? wholeHistory
  const end = endOf(parent)
  const kept = end - (history[0]?.tokensBefore ?? end)
  const tooLong = besides + kept > marks.high
  const cold = now - parent.at >= coldAfterMs && kept > marks.low * 1.25
  const due = ready !== undefined && marks.compaction !== undefined && besides + kept >= marks.compaction.at
  if (!tooLong && !cold && !due) return current
  const space = Math.max(0, marks.high - besides)
  const summed = history.find((turn) => turn.id === ready?.turn)
  if (marks.compaction !== undefined && summed !== undefined && end - endOf(summed) <= space) {
    // What the summary does not tell stays.
    const low = Math.max(Math.min(marks.compaction.low, space), end - endOf(summed))
    const near = nearest(history, keptAtLeast.summed, marks.room - besides)
    const fromTokens = Math.max(current.fromTokens, Math.min(cutTo(end, low), near, endOf(summed)))
    return { fromTokens, summary: summed.id }
  }
  const near = nearest(history, keptAtLeast.plain, marks.room - besides)
  return {
    ...current,
    fromTokens: Math.max(current.fromTokens, Math.min(cutTo(end, Math.min(marks.low, space)), near)),
  }
}

/** Nothing is left out. */
export const wholeHistory: Cut = { fromTokens: 0 }

/** Tokens of everything up to and with the turn. */
export function endOf(turn: PathTurn): number {
  return turn.tokensBefore + turn.tokens
}

/**
 * From where a history that ends at `end` has about `low` tokens, at most. It lies on a grid, so that branches which
 * part near their ends keep the same turns.
 */
export function cutTo(end: number, low: number): number {
  const step = Math.max(1, Math.ceil(low / 8))
  return Math.max(0, Math.ceil((end - low) / step) * step)
}

/** Where the nearest turns begin that are kept at all costs but the room's. */
function nearest(history: readonly PathTurn[], turns: number, room: number): number {
  let from = Infinity
  for (const turn of history.slice(-turns).toReversed()) {
    const last = history.at(-1)
    if (last === undefined || endOf(last) - turn.tokensBefore > room) break
    from = turn.tokensBefore
  }
  return from
}
