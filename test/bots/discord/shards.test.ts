import { expect, it } from 'vitest'
import { readShards } from '../../../src/bots/discord/shards.ts'

const cases: readonly (readonly [string, ReturnType<typeof readShards>])[] = [
  ['auto', { ids: 'auto' }],
  ['1', { ids: [0], count: 1 }],
  ['3', { ids: [0, 1, 2], count: 3 }],
  ['0-3/16', { ids: [0, 1, 2, 3], count: 16 }],
  ['15-15/16', { ids: [15], count: 16 }],
  ['0', undefined],
  ['3-0/16', undefined],
  ['0-16/16', undefined],
  ['-1', undefined],
  ['all', undefined],
  ['', undefined],
]
it.each(cases)('%j', (text, expected) => {
  expect(readShards(text)).toEqual(expected)
})
