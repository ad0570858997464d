import type { Random } from './random.ts'

/**
 * What the model says to a question. Each sentence names the question and its own place, so that whatever is read
 * anywhere tells where it came from and whether it was read before.
 */
export function answerText(random: Random, n: number, size: 'line' | 'paragraph' | 'page' | 'long'): string {
  let count = 0
  const mark = (): string => `a${n}x${(count += 1)}`
  const sentence = (): string => `${mark()} ${random.pick(openings)} ${random.pick(endings)}.`
  const paragraph = (): string => Array.from({ length: random.between(2, 6) }, sentence).join(' ')
  const blocks: (() => string)[] = [
    paragraph,
    paragraph,
    () => `**${mark()}** is bold, \`${mark()}\` is code and *${mark()}* is said with a stress.`,
    () => Array.from({ length: random.between(2, 5) }, () => `- ${sentence()}`).join('\n'),
    () => Array.from({ length: random.between(2, 5) }, (_, at) => `${at + 1}. ${sentence()}`).join('\n'),
    () =>
      `\`\`\`ts\n${Array.from({ length: random.between(2, 20) }, (_, at) => `const line${at} = '${mark()}'`).join('\n')}\n\`\`\``,
    () => `Hey @everyone @here <!channel> <!here> <@U0000000001> <@100000000000000001>, ${sentence()}`,
    () => `東京 🌏 ${sentence()}`,
    () => `## ${sentence()}`,
    () => `> ${sentence()}`,
  ]
  if (size === 'line') return sentence()
  if (size === 'paragraph') return paragraph()
  const length = size === 'page' ? random.between(800, 2600) : random.between(4000, 14_000)
  const text: string[] = [paragraph()]
  while (text.join('\n\n').length < length) text.push(random.pick(blocks)())
  return text.join('\n\n')
}

/** What nobody may ever read. */
export function thoughtsOf(n: number): string {
  return Array.from({ length: 12 }, (_, at) => `Let me see, secret${n}thought${at}.`).join(' ')
}

export const thought = /secret\d+thought/u

/** The marks of sentences in a text, as `[question, place]`, in order. */
export function marksIn(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(/\ba(\d+)x(\d+)\b/gu)].map(([, n, at]) => [Number(n), Number(at)] as const)
}

/** As a person asks question `n`, and how the model finds it in a prompt. */
export const questionText = (n: number): string => `q${n}: tell me something about number ${n}`

export function questionIn(text: string): number | undefined {
  const last = [...text.matchAll(/\bq(\d+): tell me/gu)].at(-1)
  return last === undefined ? undefined : Number(last[1])
}

const openings = [
  'says that the first thing',
  'holds that a question of this kind',
  'shows how a small bridge over the river',
  'reports that most of what is known',
  'explains why an answer that is never lost',
]
const endings = [
  'is older than the rest of the town',
  'takes longer to read than to write',
  'depends on who is asking and when',
  'was measured twice, and found to be the same',
  'can be seen from far away on a clear day',
]
