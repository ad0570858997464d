/** What happens in the recorded-shape conversation, in order. */
export type Step =
  | {
      readonly kind: 'turn'
      readonly turn: number
      readonly asker: string
      readonly text: string
      readonly answer: string
      readonly afterMs: number
    }
  /** An author changes an earlier question. */
  | { readonly kind: 'edit'; readonly turn: number; readonly text: string; readonly afterMs: number }
  | { readonly kind: 'delete'; readonly turn: number; readonly afterMs: number }

export const people = ['Ann', 'Budi', 'Chika', 'Dewi'] as const

/** Hours between one turn and the next: a lunch and a night. */
const idle: ReadonlyMap<number, number> = new Map([
  [60, 1.5],
  [130, 12],
])

const hourMs = 3_600_000

/**
 * 200 turns of four people with questions of about 120 tokens and answers of about 300, as long ones and short ones
 * come in chats; every twentieth question is edited and every fiftieth deleted some turns later. The same for the
 * same seed.
 */
export function writeScript(turns = 200, seed = 20_261_123): readonly Step[] {
  const random = randomFrom(seed)
  const steps: Step[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    const afterMs = (idle.get(turn) ?? 0) * hourMs + Math.floor(15_000 + random() ** 3 * 900_000)
    const asker = people[Math.floor(random() * people.length)] ?? people[0]
    const text = words(random, 110)
    steps.push({ kind: 'turn', turn, asker, text, answer: words(random, 300), afterMs })
    if (turn % 20 === 7) {
      steps.push({
        kind: 'edit',
        turn: turn - 1 - Math.floor(random() * 4),
        text: words(random, 110),
        afterMs: 20_000,
      })
    }
    if (turn % 50 === 22)
      steps.push({ kind: 'delete', turn: turn - 1 - Math.floor(random() * 7), afterMs: 20_000 })
  }
  return steps
}

/** Between a third and five thirds of so many tokens, in words of one or two of them. */
export function words(random: () => number, tokens: number): string {
  const wanted = tokens * (1 / 3 + (4 / 3) * random())
  let text = ''
  for (let count = 0; count < wanted;) {
    const length = 2 + Math.floor(random() * 7)
    for (let letter = 0; letter < length; letter += 1)
      text += String.fromCharCode(97 + Math.floor(random() * 26))
    text += random() < 0.1 ? '. ' : ' '
    count += length > 5 ? 2.1 : 1.1
  }
  return text.trimEnd()
}

/** Mulberry32: 0 to below 1, the same row of numbers for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
