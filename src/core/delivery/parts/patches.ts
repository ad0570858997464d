/** A stretch [from, to) of a text and what replaces it. */
export interface Patch {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Applies patches in order of place; one that overlaps an earlier one is left out. */
export function applyPatches(source: string, patches: readonly Patch[]): string {
  if (patches.length === 0) return source
  const inOrder = patches.map((patch, index) => ({ patch, index }))
  inOrder.sort((a, b) => a.patch.from - b.patch.from || a.index - b.index)
  let text = ''
  let done = 0
  for (const { patch } of inOrder) {
    if (patch.from < done) continue
    text += source.slice(done, patch.from) + patch.text
    done = patch.to
  }
  return text + source.slice(done)
}
