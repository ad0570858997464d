/** Which requests a fault meets; every field given must fit. */
export interface FaultMatcher {
  readonly method?: string
  /** A route as in `requests`, e.g. `/channels/:id/messages`, or a pattern on the path. */
  readonly route?: string | RegExp
  /** Looks at the parsed body. */
  readonly when?: (request: { readonly path: string; readonly body: unknown }) => boolean
  /** How many requests it meets before it is used up. Default 1. */
  readonly times?: number
  /** How many fitting requests pass first. Default 0. */
  readonly skip?: number
}

/** What goes wrong. `carriedOut` true: Discord does what was asked, but the bot does not hear so. Default false. */
export type Fault =
  | {
      readonly kind: 'status'
      readonly status: number
      readonly carriedOut?: boolean
      readonly body?: unknown
    }
  /** A 429 without a bucket of its own. */
  | {
      readonly kind: 'rate-limit'
      readonly retryAfterMs: number
      readonly scope?: 'user' | 'shared' | 'global'
    }
  /** No answer until the client gives up or `close()`. */
  | { readonly kind: 'hang'; readonly carriedOut?: boolean }
  /** The connection is reset. */
  | { readonly kind: 'reset'; readonly carriedOut?: boolean }
  /** Carried out, and answered that much later. */
  | { readonly kind: 'delay'; readonly ms: number }

export interface FaultHandle {
  /** How many requests it has met. */
  hits(): number
  cancel(): void
}

export interface Faults {
  add(matcher: FaultMatcher, fault: Fault): FaultHandle
  /** The fault for this request, used up by one. */
  take(request: { method: string; route: string; path: string; body: unknown }): Fault | undefined
}

interface Planned {
  readonly matcher: FaultMatcher
  readonly fault: Fault
  skipped: number
  hits: number
  cancelled: boolean
}

export function createFaults(): Faults {
  const planned: Planned[] = []
  return {
    add(matcher, fault) {
      const plan: Planned = { matcher, fault, skipped: 0, hits: 0, cancelled: false }
      planned.push(plan)
      return { hits: () => plan.hits, cancel: () => void (plan.cancelled = true) }
    },
    take(request) {
      for (const plan of planned) {
        if (plan.cancelled || plan.hits >= (plan.matcher.times ?? 1) || !fits(plan.matcher, request)) continue
        if (plan.skipped < (plan.matcher.skip ?? 0)) {
          plan.skipped += 1
          continue
        }
        plan.hits += 1
        return plan.fault
      }
      return undefined
    },
  }
}

function fits(
  matcher: FaultMatcher,
  request: { method: string; route: string; path: string; body: unknown },
): boolean {
  const { method, route, when } = matcher
  if (method !== undefined && method.toUpperCase() !== request.method) return false
  if (typeof route === 'string' && route !== request.route) return false
  if (route instanceof RegExp && !route.test(request.path)) return false
  return when === undefined || when({ path: request.path, body: request.body })
}
