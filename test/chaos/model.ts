import type { FakeAnswer, Trouble } from '../fakes/model-host/answer.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost, FakeRequest } from '../fakes/model-host/fake-model-host.ts'
import type { Environment } from '../../src/config.ts'
import type { ModelTrouble, PlannedAnswer, PlannedQuestion } from './plan.ts'
import { questionIn, thought } from './texts.ts'

/** Two model hosts that say what was planned, each in its own dialect. */
export interface ChaosModel {
  readonly environment: Environment
  /** Requests so far. */
  readonly requests: number
  /** Requests that showed the model its own earlier thoughts. */
  readonly leaks: number
  /** Requests that asked to go on with a text already shown. */
  readonly continued: number
  close(): Promise<void>
}

export async function startChaosModel(questions: readonly PlannedQuestion[]): Promise<ChaosModel> {
  const planned = new Map(questions.map(({ n, answer }) => [n, answer]))
  const tried = new Map<number, number>()
  let leaks = 0
  let continued = 0
  const deepseek = await startFakeModelHost({ dialect: 'deepseek' })
  const vllm = await startFakeModelHost({
    dialect: 'vllm',
    models: ['deepseek-ai/DeepSeek-V3-0324', 'Qwen/QwQ-32B'],
  })
  const hosts: readonly FakeModelHost[] = [deepseek, vllm]

  function reply(request: FakeRequest): FakeAnswer {
    if (request.messages.some(({ content }) => thought.test(content))) leaks += 1
    const asked = request.messages.findLast(({ role }) => role === 'user')
    const n = questionIn(asked?.content ?? '')
    const answer = n === undefined ? undefined : planned.get(n)
    if (n === undefined || answer === undefined) return { text: 'What was that?' }
    const attempt = (tried.get(n) ?? 0) + 1
    tried.set(n, attempt)
    const last = request.messages.at(-1)
    const prefix = last?.role === 'assistant' ? last.content : ''
    if (prefix !== '') continued += 1
    const trouble = attempt <= answer.troubles ? answer.trouble : undefined
    return answerWith(answer, prefix, trouble, request.model)
  }

  for (const host of hosts) host.answer(reply)
  return {
    environment: {
      DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test',
      DEEPSEEK_BASE_URL: deepseek.baseUrl,
      VLLM_BASE_URL: vllm.baseUrl,
    },
    get requests() {
      return hosts.reduce((sum, host) => sum + host.requests.length, 0)
    },
    get leaks() {
      return leaks
    },
    get continued() {
      return continued
    },
    async close() {
      await Promise.all(hosts.map((host) => host.close()))
    },
  }
}

function answerWith(
  answer: PlannedAnswer,
  prefix: string,
  trouble: ModelTrouble | undefined,
  model: string,
): FakeAnswer {
  // A host that goes on with a text does not think again.
  const goesOn = prefix !== '' && answer.text.startsWith(prefix)
  const text = goesOn ? answer.text.slice(prefix.length) : answer.text
  const chunks = Math.ceil(text.length / 4)
  const unopened = model.includes('QwQ')
  const reasoning = goesOn ? undefined : unopened ? (answer.reasoning ?? 'Hm.') : answer.reasoning
  const whole: FakeAnswer = {
    text,
    tokensPerSecond: answer.tokensPerSecond,
    ...(reasoning !== undefined && {
      reasoning,
      reasoningStyle: unopened ? ('think-unopened' as const) : answer.style,
    }),
  }
  switch (trouble) {
    case undefined:
      return whole
    case 'empty':
      return { text: '' }
    case 'status-429':
      return { status: 429, headers: { 'retry-after': '1' }, body: errorOf('Rate limit reached') }
    case 'status-500':
    case 'status-503':
      return { status: Number(trouble.slice(-3)), body: errorOf('Service unavailable') }
    case 'no-done':
    case 'never-closes':
      return { ...whole, trouble: { kind: trouble } }
    case 'reset':
    case 'silent-end':
    case 'malformed':
    case 'stall':
    case 'error-chunk': {
      const afterChunks = Math.floor(chunks * answer.troubleAt)
      const body = errorOf('The engine died')
      const how: Trouble =
        trouble === 'error-chunk' ? { kind: trouble, afterChunks, body } : { kind: trouble, afterChunks }
      return { ...whole, trouble: how }
    }
    default:
      return trouble satisfies never
  }
}

function errorOf(message: string) {
  return { error: { message, type: 'server_error', param: null, code: null } }
}
