import { describe, expect, it } from 'vitest'
import type { HostFault } from '../../src/core/fault.ts'
import { type Breaker, createBreaker, type Pass } from '../../src/providers/breaker.ts'
import { createTestClock } from './test-clock.ts'

const down: HostFault = { kind: 'unreachable', host: 'h' }

function admitted(breaker: Breaker): Pass {
  const pass = breaker.admit()
  if (!('succeeded' in pass)) throw new Error(`not admitted: ${pass.kind}`)
  return pass
}

function fail(breaker: Breaker, times: number, fault: HostFault = down): void {
  for (let count = 0; count < times; count += 1) admitted(breaker).failed(fault)
}

describe('a breaker', () => {
  it('opens after five failures in a row, and says why', () => {
    const breaker = createBreaker(createTestClock())
    fail(breaker, 4)
    admitted(breaker).succeeded()
    fail(breaker, 5)
    expect(breaker.admit()).toEqual(down)
  })

  it('lets one probe through at a time, and doubles the pause when it fails', () => {
    const clock = createTestClock()
    const breaker = createBreaker(clock)
    fail(breaker, 5)
    clock.advance(15_000)
    const probe = admitted(breaker)
    expect(breaker.admit()).toEqual(down)
    probe.failed(down)
    clock.advance(29_999)
    expect(breaker.admit()).toEqual(down)
    clock.advance(1)
    admitted(breaker).succeeded()
    fail(breaker, 4)
    admitted(breaker)
  })

  it('gives the probe to the next when it was stopped', () => {
    const clock = createTestClock()
    const breaker = createBreaker(clock)
    fail(breaker, 5)
    clock.advance(15_000)
    admitted(breaker).released()
    admitted(breaker).released()
  })

  it('does not take a bad request for a bad host', () => {
    const breaker = createBreaker(createTestClock())
    fail(breaker, 20, { kind: 'too-long', host: 'h' })
    fail(breaker, 20, { kind: 'filtered', host: 'h' })
    admitted(breaker)
  })

  it('waits as long as the host asked for', () => {
    const clock = createTestClock()
    const breaker = createBreaker(clock)
    const limited: HostFault = { kind: 'host-rate-limited', host: 'h', until: clock.now() + 120_000 }
    fail(breaker, 5, limited)
    clock.advance(119_999)
    expect(breaker.admit()).toEqual(limited)
    clock.advance(1)
    admitted(breaker)
  })
})
