/** A repetition shorter than this may be what the answer wants to say. */
const SHORTEST = 16

/** How far back a repetition is looked for; one that starts over is found at any distance. */
const FARTHEST = 600

export interface OverlapFilter {
  /** More of the continuation; what may still be a repetition is held back. */
  push(text: string): string
  end(): string
}

/**
 * Takes out what a continuation repeats of the text it continues: its last words, or all of it, for models that were
 * told to go on and began again all the same.
 */
export function createOverlapFilter(before: string): OverlapFilter {
  let held = ''
  let isOpen = before.length >= SHORTEST
  let starts: readonly number[] = startsOf(before)

  return {
    push(text) {
      if (!isOpen) return text
      held += text
      starts = starts.filter((start) => before.startsWith(held.slice(0, before.length - start), start))
      const longest = starts[0]
      if (longest !== undefined && held.length < before.length - longest) return ''
      return release(longest)
    },
    end: () => (isOpen ? release(starts.find((start) => held.length >= before.length - start)) : ''),
  }

  function release(start: number | undefined): string {
    isOpen = false
    return start === undefined ? held : held.slice(before.length - start)
  }
}

/** Where the continuation could have begun to repeat, the farthest back first. */
function startsOf(before: string): readonly number[] {
  const from = Math.max(0, before.length - FARTHEST)
  const count = Math.max(0, before.length - SHORTEST - from + 1)
  const near = Array.from({ length: count }, (_, index) => from + index)
  return from > 0 ? [0, ...near] : near
}
