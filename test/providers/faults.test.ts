import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Failure } from '../../src/core/fault.ts'
import { createHostClient } from '../../src/providers/openai-client.ts'
import { refusedParameter } from '../../src/providers/refused-parameter.ts'
import { type FakeModelHost, startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { hostErrors, openai } from './host-errors.ts'
import { createTestClock } from './test-clock.ts'

let host: FakeModelHost
const clock = createTestClock()

beforeAll(async () => {
  host = await startFakeModelHost({ models: ['m'] })
})
afterAll(() => host.close())

/** The failure that the real client and our reading of it make of a response. */
async function failureOf(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Failure> {
  host.enqueue({ status, body, headers })
  const client = createHostClient({ host: 'h', baseUrl: host.baseUrl, clock })
  const deadlines = { firstTokenMs: 1_000, idleMs: 1_000, totalMs: 1_000 }
  const call = { body: { model: 'm', messages: [{ role: 'user', content: 'hi' }] }, deadlines }
  try {
    for await (const piece of client.stream(call, new AbortController().signal)) throw new Error(piece.kind)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('it answered')
}

describe('what hosts say means', () => {
  for (const [name, status, body, fault, headers] of hostErrors(clock.now())) {
    it(name, async () => {
      const failure = await failureOf(status, body, headers)
      expect(failure.fault).toEqual({ host: 'h', ...fault })
    })
  }
})

describe('a refused parameter', () => {
  const sent = [
    'model',
    'messages',
    'stream',
    'max_tokens',
    'user_id',
    'thinking',
    'reasoning',
    'stream_options',
  ]
  it.each([
    [
      400,
      openai(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        'unsupported_parameter',
        'x',
        'max_tokens',
      ),
      { field: 'max_tokens', instead: 'max_completion_tokens' },
    ],
    [
      400,
      [
        {
          error: {
            code: 400,
            status: 'INVALID_ARGUMENT',
            message: 'Invalid JSON payload received. Unknown name "user_id": Cannot find field.',
          },
        },
      ],
      { field: 'user_id' },
    ],
    [
      422,
      {
        detail: [
          { type: 'extra_forbidden', loc: ['body', 'user_id'], msg: 'Extra inputs are not permitted' },
        ],
      },
      { field: 'user_id' },
    ],
    [400, openai("property 'thinking' is unsupported", null), { field: 'thinking' }],
    [
      400,
      { error: { message: 'Reasoning is mandatory for this endpoint and cannot be disabled.', code: 400 } },
      { field: 'reasoning' },
    ],
    [
      400,
      openai('messages[0].role: unknown variant `developer`, expected one of `system`', null),
      { field: 'messages', path: 'messages.role' },
    ],
    [
      400,
      openai(
        "Unknown parameter: 'stream_options.include_usage'.",
        'unknown_parameter',
        'x',
        'stream_options.include_usage',
      ),
      { field: 'stream_options' },
    ],
  ])('%s %j', async (status: number, body: unknown, refused: object) => {
    expect(refusedParameter(await failureOf(status, body), sent)).toMatchObject(refused)
  })

  it.each([
    [400, openai("Unknown parameter: 'never_sent'.", 'unknown_parameter', 'x', 'never_sent')],
    [400, openai('Invalid value for model', null, 'x', 'messages')],
    [429, openai('Unknown parameter: user_id', 'rate_limit_exceeded')],
  ])('is none: %s %j', async (status: number, body: unknown) => {
    expect(refusedParameter(await failureOf(status, body), sent)).toBeUndefined()
  })
})
