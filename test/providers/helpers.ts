import { Failure, type Fault } from '../../src/core/fault.ts'
import type { Logger } from '../../src/core/log.ts'
import type { CallReport, ChatRequest, Delta, Provider } from '../../src/core/provider.ts'
import { hostsFromEnvironment } from '../../src/providers/hosts.ts'
import { createProviders, type Providers } from '../../src/providers/create-providers.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

export interface LogLine {
  readonly level: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly message: string
}

export function createTestLog(): { readonly log: Logger; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = []
  function logWith(bound: Readonly<Record<string, unknown>>): Logger {
    const write = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) => {
      lines.push({ level, fields: { ...bound, ...fields }, message })
    }
    return {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (fields) => logWith({ ...bound, ...fields }),
    }
  }
  return { log: logWith({}), lines }
}

/** Providers as the environment would make them, on a clock that stands still. */
export function fromEnvironment(
  environment: Readonly<Record<string, string>>,
  clock: TestClock = createTestClock(),
) {
  const { hosts, problems } = hostsFromEnvironment(environment)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const { log, lines } = createTestLog()
  const providers: Providers = createProviders({ hosts, clock, random: () => 0.5, log })
  return { providers, clock, lines }
}

export function request(model: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    model,
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello?' },
    ],
    cacheKey: 'conversation-1',
    ...more,
  }
}

export interface Answered {
  readonly text: string
  readonly reasoning: string
  readonly ends: readonly Extract<Delta, { kind: 'end' }>[]
  readonly reports: readonly CallReport[]
  readonly fault: Fault | undefined
}

/** Reads an answer to its end, or to its failure. */
export async function readAnswer(
  provider: Provider,
  chatRequest: ChatRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Answered> {
  let text = ''
  let reasoning = ''
  let fault: Fault | undefined
  const ends: Extract<Delta, { kind: 'end' }>[] = []
  const reports: CallReport[] = []
  try {
    for await (const delta of provider.chat(chatRequest, signal, (report) => reports.push(report))) {
      if (ends.length > 0) throw new Error('a delta after the end')
      if (delta.kind === 'text') text += delta.text
      else if (delta.kind === 'reasoning') reasoning += delta.text
      else ends.push(delta)
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    fault = error.fault
  }
  return { text, reasoning, ends, reports, fault }
}

/** Lets time pass, a bit at a time, until the promise settles. */
export async function letTimePass<T>(clock: TestClock, promise: Promise<T>, stepMs = 100): Promise<T> {
  const state = { isSettled: false }
  const settled = promise.finally(() => {
    state.isSettled = true
  })
  while (!state.isSettled) {
    clock.advance(stepMs)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return settled
}
