import type { InlineThoughts } from './presets/preset.ts'

/** A stretch of an answer, told apart from the thoughts that came in the same text. */
export interface Stretch {
  readonly kind: 'text' | 'reasoning'
  readonly text: string
}

export interface ThoughtFilter {
  /** More of the text as it came. What may still become a tag is held back. */
  push(text: string): readonly Stretch[]
  /** No more comes. `isWhole`: the host said that the model stopped by itself. */
  end(isWhole: boolean): readonly Stretch[]
}

/** Opening tag to the tags that close it. */
const THOUGHTS: Readonly<Record<string, readonly string[]>> = {
  '<think>': ['</think>'],
  '<thinking>': ['</thinking>'],
  '<seed:think>': ['</seed:think>'],
  '[THINK]': ['[/THINK]'],
  '◁think▷': ['◁/think▷'],
  // Sky-T1; its training data also has the second form, by mistake.
  '<|begin_of_thought|>': ['<|end_of_thought|>', '<|begin_of_solution|>'],
  '<|begin_of_slow_thought|>': ['<|end_of_slow_thought|>', '<|end_of_thought|>', '<|begin_of_solution|>'],
}
const OPENERS = Object.keys(THOUGHTS)
const CLOSERS = [...new Set(Object.values(THOUGHTS).flat())]
const SOLUTION = '<|begin_of_solution|>'
const SOLUTION_END = '<|end_of_solution|>'

/**
 * Takes the thoughts out of a text that begins with them. Tags count at the very beginning alone, so that an answer
 * may speak of them; a thought that is never closed never becomes text.
 */
export function createThoughtFilter(inline: InlineThoughts): ThoughtFilter {
  let state: 'start' | 'thought' | 'text' = inline === 'unopened' ? 'thought' : 'start'
  let closers: readonly string[] = CLOSERS
  let held = ''
  let hadTag = false
  let isSolution = false
  /** What an unopened thought said, in case it turns out to be none. */
  let unopened: string | undefined = inline === 'unopened' ? '' : undefined

  return { push, end }

  function push(text: string): readonly Stretch[] {
    if (state === 'text' && !isSolution) return text === '' ? [] : [{ kind: 'text', text }]
    held += text
    const stretches: Stretch[] = []
    while (step(stretches)) {
      // Each step takes one tag, or all that can be told apart so far.
    }
    return stretches
  }

  function end(isWhole: boolean): readonly Stretch[] {
    const rest = held
    held = ''
    if (state === 'thought') {
      // The model stopped by itself and never closed a thought that nobody saw it open: it was none.
      if (unopened !== undefined && isWhole) return stretch('text', (unopened + rest).trimStart())
      return stretch('reasoning', rest)
    }
    return stretch('text', hadTag && state === 'start' ? rest.trimStart() : rest)
  }

  function step(stretches: Stretch[]): boolean {
    switch (state) {
      case 'start':
        return stepAtStart()
      case 'thought':
        return stepInThought(stretches)
      case 'text':
        return stepInText(stretches)
      default:
        return state satisfies never
    }
  }

  function stepAtStart(): boolean {
    const trimmed = held.trimStart()
    const tag = [...OPENERS, SOLUTION].find((opener) => trimmed.startsWith(opener))
    if (tag !== undefined) {
      held = trimmed.slice(tag.length)
      hadTag = true
      if (tag === SOLUTION) isSolution = true
      else {
        state = 'thought'
        closers = THOUGHTS[tag] ?? CLOSERS
      }
      return true
    }
    if (trimmed === '' || [...OPENERS, SOLUTION].some((opener) => opener.startsWith(trimmed))) return false
    state = 'text'
    // What stood between a thought and the answer belongs to neither.
    if (hadTag) held = trimmed
    return true
  }

  function stepInThought(stretches: Stretch[]): boolean {
    if (unopened === '' && takeOpener()) return true
    const found = firstOf(held, closers)
    if (found === undefined) {
      const safe = held.length - partialTag(held, closers)
      // An opening tag may still come first.
      if (unopened === '' && OPENERS.some((opener) => opener.startsWith(held.trimStart()))) return false
      think(held.slice(0, safe), stretches)
      held = held.slice(safe)
      return false
    }
    think(held.slice(0, found.at), stretches)
    held = held.slice(found.at + found.tag.length)
    if (found.tag === SOLUTION) isSolution = true
    unopened = undefined
    hadTag = true
    state = 'start'
    return true
  }

  function takeOpener(): boolean {
    const trimmed = held.trimStart()
    const tag = OPENERS.find((opener) => trimmed.startsWith(opener))
    if (tag === undefined) return false
    held = trimmed.slice(tag.length)
    closers = THOUGHTS[tag] ?? CLOSERS
    unopened = undefined
    return true
  }

  function think(text: string, stretches: Stretch[]): void {
    if (unopened !== undefined) unopened += text
    stretches.push(...stretch('reasoning', text))
  }

  function stepInText(stretches: Stretch[]): boolean {
    if (!isSolution) {
      stretches.push(...stretch('text', held))
      held = ''
      return false
    }
    const found = firstOf(held, [SOLUTION_END])
    if (found !== undefined) {
      // The line breaks before the tag are the tag's.
      stretches.push(...stretch('text', held.slice(0, found.at).trimEnd()))
      held = held.slice(found.at + SOLUTION_END.length).trimStart()
      isSolution = false
      return true
    }
    const partial = partialTag(held, [SOLUTION_END])
    const safe = held.slice(0, held.length - partial).trimEnd().length
    stretches.push(...stretch('text', held.slice(0, safe)))
    held = held.slice(safe)
    return false
  }
}

function stretch(kind: Stretch['kind'], text: string): readonly Stretch[] {
  return text === '' ? [] : [{ kind, text }]
}

function firstOf(
  text: string,
  tags: readonly string[],
): { readonly at: number; readonly tag: string } | undefined {
  let first: { readonly at: number; readonly tag: string } | undefined
  for (const tag of tags) {
    const at = text.indexOf(tag)
    if (at !== -1 && (first === undefined || at < first.at)) first = { at, tag }
  }
  return first
}

/** How much of the end of the text may be the beginning of a tag. */
function partialTag(text: string, tags: readonly string[]): number {
  let longest = 0
  for (const tag of tags) {
    for (let length = Math.min(tag.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(tag.slice(0, length))) longest = length
    }
  }
  return longest
}
