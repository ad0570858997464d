import { randomBytes } from 'node:crypto'
import type { Clock } from './core/clock.ts'

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Short enough to be read out to an operator. */
export function newIncident(): string {
  return randomBytes(4).toString('hex')
}
