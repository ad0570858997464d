import type { RecordedRequest } from './requests.ts'

/** What goes wrong with a request. `carriedOut`: Slack did it all the same, only the answer is lost. */
export type How =
  /** 429 with this `Retry-After`, never carried out. */
  | { readonly kind: 'ratelimited'; readonly retryAfterSeconds: number }
  /** An HTTP failure without JSON, such as 500 or 503. */
  | { readonly kind: 'status'; readonly status: number; readonly carriedOut?: boolean }
  /** 200 with `{ok: false, error}`, such as `internal_error`. */
  | { readonly kind: 'error'; readonly error: string; readonly carriedOut?: boolean }
  /** No answer until the client gives up or the fake closes. */
  | { readonly kind: 'hang'; readonly carriedOut?: boolean }
  /** The connection is cut. */
  | { readonly kind: 'reset'; readonly carriedOut?: boolean }
  /** The right answer, late. */
  | { readonly kind: 'slow'; readonly delayMs: number }

export interface Matcher {
  /** A method such as `chat.update`, or a pattern; every method when left out. */
  readonly method?: string | RegExp
  readonly channel?: string
  readonly where?: (request: RecordedRequest) => boolean
  /** Lets that many matching requests pass first. */
  readonly after?: number
  /** How many requests fail, 1 unless said. */
  readonly times?: number
}

export interface PlannedFault {
  /** How many requests it has hit. */
  readonly hits: number
  cancel(): void
}

export interface Faults {
  plan(matcher: Matcher, how: How | ((request: RecordedRequest) => How | undefined)): PlannedFault
  /** The fault for this request, used up. */
  next(request: RecordedRequest): How | undefined
  clear(): void
}

export function createFaults(): Faults {
  const plans = new Set<{
    readonly matcher: Matcher
    readonly how: (request: RecordedRequest) => How | undefined
    passed: number
    hits: number
  }>()
  return {
    plan(matcher, how) {
      const plan = { matcher, how: typeof how === 'function' ? how : () => how, passed: 0, hits: 0 }
      plans.add(plan)
      return {
        get hits() {
          return plan.hits
        },
        cancel: () => void plans.delete(plan),
      }
    },
    next(request) {
      for (const plan of plans) {
        if (!matches(plan.matcher, request) || plan.hits >= (plan.matcher.times ?? 1)) continue
        if (plan.passed < (plan.matcher.after ?? 0)) {
          plan.passed += 1
          continue
        }
        const how = plan.how(request)
        if (how === undefined) continue
        plan.hits += 1
        return how
      }
      return undefined
    },
    clear: () => plans.clear(),
  }
}

function matches(matcher: Matcher, request: RecordedRequest): boolean {
  const { method } = matcher
  if (typeof method === 'string' && method !== request.method) return false
  if (method instanceof RegExp && !method.test(request.method)) return false
  if (matcher.channel !== undefined && matcher.channel !== request.args.channel) return false
  return matcher.where?.(request) ?? true
}
