import { afterEach, expect, test } from 'vitest'
import { startBot } from './harness.ts'
import type { Harness } from './harness.ts'

let harness: Harness
afterEach(() => harness.close())

test('tells the core of a workspace that it was uninstalled from', async () => {
  harness = await startBot()
  harness.fake.uninstall()
  await expect
    .poll(() => harness.assistant.departures, { timeout: 10_000 })
    .toEqual([harness.fake.world.teamId])
})
