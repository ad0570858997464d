import { expect, test } from 'vitest'
import { judge } from './judge.ts'
import type { Journalled } from './judge.ts'
import type { PlannedQuestion } from './plan.ts'
import { failureIn, isOurs } from './side.ts'
import type { SeenPart, Side } from './side.ts'
import { marksIn, questionIn, questionText } from './texts.ts'

const text = 'a7x1 says one thing. a7x2 says another.'
const question: PlannedQuestion = {
  n: 7,
  platform: 'discord',
  how: 'mention',
  person: 'p',
  channel: 'c',
  after: undefined,
  answer: {
    text,
    reasoning: undefined,
    style: 'think',
    tokensPerSecond: 60,
    trouble: undefined,
    troubles: 1,
    troubleAt: 0,
  },
}
const side: Side = {
  platform: 'discord',
  environment: {},
  ask: () => undefined,
  disturb: () => undefined,
  calm: () => undefined,
  parts: () => [],
  unheard: () => false,
  rendered: (markdown) => markdown,
  violations: () => [],
  underway: 0,
  activity: 0,
  close: async () => undefined,
}
const journalled: Journalled = { generated: text, settled: true }
const sentence = 'The model host cannot be reached. Ask again in a few minutes.'

function part(said: string, changes: Partial<SeenPart> = {}): SeenPart {
  const plain = {
    question: 7,
    rest: undefined,
    failure: undefined,
    versions: [said],
    pings: false,
    open: false,
    echo: false,
  }
  return { ...plain, text: said, ...changes }
}

const kindOf = (parts: readonly SeenPart[], known: Journalled | undefined = journalled): string =>
  judge(question, parts, side, known).kind

test('a whole answer is one that reads as it was written, in as many messages as it takes', () => {
  expect(kindOf([part(text)])).toBe('whole')
  expect(kindOf([part('a7x1 says one thing.'), part('a7x2 says another.')])).toBe('whole')
})

test('what is in the file belongs to the answer', () => {
  expect(kindOf([part('a7x1 says one thing.', { rest: 'a7x2 says another.' })])).toBe('whole')
  expect(kindOf([part('a7x1 says one thing.', { rest: 'a7x2 says' })])).toBe('lost')
})

test('a failure is one sentence below what was generated until then', () => {
  const generated = { generated: 'a7x1 says one', settled: true }
  expect(kindOf([part('a7x1 says one', { failure: sentence })], generated)).toBe('failed')
  expect(kindOf([part('', { failure: sentence })], { generated: '', settled: true })).toBe('failed')
  expect(kindOf([part('a7x1 says', { failure: sentence })], generated)).toBe('different')
})

test('nothing, a half and an open answer are lost', () => {
  expect(kindOf([])).toBe('lost')
  expect(kindOf([part('a7x1 says one thing.')])).toBe('lost')
  expect(kindOf([part(text, { open: true })])).toBe('lost')
})

test('a piece that has no key may come twice to one person, and nothing else', () => {
  const pieces = text.split(/(?<=thing\.) /u).map((piece) => part(piece))
  const [first, second] = pieces as [SeenPart, SeenPart]
  const told = (parts: readonly SeenPart[]): string =>
    judge({ ...question, how: 'private' }, parts, side, journalled).kind
  expect(told([first, first, second])).toBe('repeated')
  expect(told([first, second, part(`${second.text} And more.`)])).toBe('doubled')
  expect(told([first, first])).toBe('doubled')
  expect(kindOf([first, first, second])).toBe('doubled')
})

test('what was never accepted is missed, and not lost', () => {
  expect(judge(question, [], side, undefined).kind).toBe('missed')
  expect(judge(question, [], { ...side, unheard: () => true }, undefined).kind).toBe('unheard')
})

test('whatever is read twice is doubled', () => {
  expect(kindOf([part(text), part(text)])).toBe('doubled')
  expect(kindOf([part(text), part('a7x2 says another.')])).toBe('doubled')
  expect(kindOf([part('', { failure: sentence }), part('', { failure: sentence })])).toBe('doubled')
})

test('another text is different', () => {
  expect(kindOf([part('a7x1 says one thing. a7x2 says nothing.')])).toBe('different')
  expect(kindOf([part('a7x2 says another. a7x1 says one thing.')])).toBe('different')
})

test('knows the sentences of failures, and no others', () => {
  expect(failureIn(sentence)).toBe(sentence)
  expect(failureIn(`The rest is in the file answer.md. ${sentence}`)).toBe(sentence)
  const bug =
    'Something went wrong on my side (incident 4f). Ask again; if it stays, tell an operator that number.'
  expect(failureIn(bug)).toBe(bug)
  const full = '3 questions are already waiting in this conversation. Ask again once they are answered.'
  expect(failureIn(full)).toBe(full)
  expect(failureIn('a7x1 says one thing.')).toBeUndefined()
  expect(isOurs('The rest is in the file answer.md.')).toBe(true)
  expect(isOurs('[Retry] [Share] [👍] [👎]')).toBe(true)
  expect(isOurs('a7x1 says one thing.')).toBe(false)
})

test('finds questions and sentences by their marks', () => {
  expect(questionIn(`ann says: ${questionText(12)}`)).toBe(12)
  expect(marksIn('a1x2 and **a1x3**')).toEqual([
    [1, 2],
    [1, 3],
  ])
})
