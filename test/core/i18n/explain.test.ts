import { expect, it } from 'vitest'
import type { Fault } from '../../../src/core/fault.ts'
import { explain, timeUntil } from '../../../src/core/i18n/explain.ts'
import { messagesFor } from '../../../src/core/i18n/messages.ts'

const now = Date.UTC(2026, 0, 1)

it('words a fault for the reader, with what to do and when', () => {
  const fault: Fault = { kind: 'limited', scope: 'person', until: now + 30_400 }
  expect(explain(fault, messagesFor('en'), now)).toBe(
    'You have asked as often as you may for now. Ask again in 31 seconds.',
  )
  expect(explain(fault, messagesFor('id'), now)).toContain('dalam 31 detik')
})

it('names other models where the host told them', () => {
  const fault: Fault = { kind: 'model-gone', host: 'sglang', model: 'x', available: ['a', 'b', 'c', 'd'] }
  expect(explain(fault, messagesFor('en'), now)).toContain('such as a, b, or c')
})

it('says nothing where there is no place left to say it', () => {
  const fault: Fault = { kind: 'platform', platform: 'discord', reason: 'gone', what: 'POST' }
  expect(explain(fault, messagesFor('en'), now)).toBeUndefined()
})

it.each([
  [0, 'in 1 second'],
  [89_000, 'in 89 seconds'],
  [90_000, 'in 2 minutes'],
  [3 * 3_600_000, 'in 3 hours'],
  [3 * 86_400_000, 'in 3 days'],
])('%d ms is %s', (ms, text) => {
  expect(timeUntil(now + ms, now, 'en')).toBe(text)
})
