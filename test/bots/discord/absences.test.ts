import { expect, it } from 'vitest'
import { createAbsences } from '../../../src/bots/discord/absences.ts'

/** What was heard is one message more each time somebody asks. */
function setUp() {
  let count = 0
  const marks = (message: string) => Promise.resolve([{ place: '1/2', message }])
  const absences = createAbsences({
    earlier: () => marks('earlier'),
    latest: () => marks(String((count += 1))),
  })
  const renewed = async (shard: number) => (await absences.renewed(shard))?.[0]?.message
  return { absences, renewed }
}

it('looks back to an earlier process once for each shard', async () => {
  const { renewed } = setUp()
  expect(await renewed(0)).toBe('earlier')
  expect(await renewed(1)).toBe('earlier')
  expect(await renewed(0)).toBeUndefined()
})

it('looks back to when the connection was lost first, and not beyond one that was resumed', async () => {
  const { absences, renewed } = setUp()
  await renewed(0)
  await renewed(1)
  absences.lost(0)
  absences.lost(0)
  absences.resumed(0)
  absences.lost(0)
  absences.lost(1)
  expect(await renewed(0)).toBe('2')
  expect(await renewed(1)).toBe('3')
})

it('loses all at once where all are made anew', async () => {
  const { absences, renewed } = setUp()
  await renewed(0)
  await renewed(1)
  absences.lost(1)
  absences.lost()
  expect(await renewed(0)).toBe('2')
  expect(await renewed(1)).toBe('1')
})
