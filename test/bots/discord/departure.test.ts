import { afterEach, beforeEach, expect, it } from 'vitest'
import { startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let h: Harness

beforeEach(async () => {
  h = await startBot()
})
afterEach(async () => {
  await h.close()
  expect(h.fake.violations).toEqual([])
})

it('tells the core of a guild that it was taken out of', async () => {
  const guild = h.fake.guild()
  h.fake.kickBot(guild)
  await h.fake.until(() => h.assistant.departures.length > 0, 'the departure')
  expect(h.assistant.departures).toEqual([guild.id])
})
