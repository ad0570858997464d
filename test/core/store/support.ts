import type { Logger } from '../../../src/core/log.ts'
import type { Place, Question } from '../../../src/core/question.ts'
import type { Turn } from '../../../src/core/store/ports/turns.ts'

export const silentLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
}

export const place: Place = { platform: 'slack', workspace: 'T1', channel: 'C1', kind: 'channel' }

export function aQuestion(id: string, more: Partial<Question> = {}): Question {
  return {
    id,
    place,
    asker: { id: 'U1', name: 'Ann', isAdmin: false, isOutsider: false },
    text: `why, ${id}?`,
    lineage: { kind: 'new' },
    locale: 'en-GB',
    askedAt: 1_700_000_000_000,
    private: false,
    ...more,
  }
}

export function aTurn(id: string, more: Partial<Turn> = {}): Turn {
  return {
    id,
    conversation: 'conversation',
    place,
    askerId: 'U1',
    prompt: `why, ${id}?`,
    answer: `because, ${id}`,
    model: 'deepseek/deepseek-chat',
    tokens: 10,
    at: 1_700_000_000_000,
    ...more,
  }
}
