import { expect, test } from 'vitest'
import { differenceOf } from './read-back.ts'

const fence = '```'

test('joins what was split, and sees what is missing, more or other', () => {
  expect(differenceOf(['one two', 'three'], 'one two three')).toBeUndefined()
  expect(differenceOf(['one two'], 'one two three')).toMatch(/missing from character 8/u)
  expect(differenceOf(['one two three', 'three'], 'one two three')).toMatch(/message 1/u)
  expect(differenceOf(['one 2 three'], 'one two three')).toMatch(/character 4/u)
})

test('joins a block that was closed and opened again, however often', () => {
  const markdown = `${fence}ts\na\nb\nc\n${fence}`
  const piece = (line: string): string => `${fence}ts\n${line}\n${fence}`
  expect(differenceOf([piece('a'), piece('b'), piece('c')], markdown)).toBeUndefined()
  expect(differenceOf([piece('a'), piece('c')], markdown)).toBeDefined()
})

test('keeps two blocks apart where one message ends with the first', () => {
  const blocks = [`${fence}ts\na\n${fence}`, `${fence}ts\nb\n${fence}`]
  expect(differenceOf(blocks, blocks.join('\n\n'))).toBeUndefined()
})
