import { expect, test } from 'vitest'
import { createAwakeTime } from './awake-time.ts'

function block(ms: number): void {
  for (const from = performance.now(); performance.now() - from < ms;);
}

test('hardly any passes while nothing can be heard', async () => {
  const awake = createAwakeTime()
  const from = awake.now()
  block(300)
  expect(awake.now() - from).toBeLessThan(100)
  await new Promise<void>((done) => void awake.after(60, done))
  expect(awake.now() - from).toBeGreaterThanOrEqual(60)
  awake.stop()
})

test('what was set for later waits as long as nothing is heard, and can be taken back', async () => {
  const awake = createAwakeTime()
  const ran: string[] = []
  const cancel = awake.after(1, () => ran.push('never'))
  cancel()
  const later = new Promise<void>((done) => {
    awake.after(200, () => {
      ran.push('later')
      done()
    })
  })
  block(300)
  await new Promise((resolve) => setImmediate(resolve))
  expect(ran).toEqual([])
  await later
  expect(ran).toEqual(['later'])
  awake.stop()
})
