/** How many writes a platform takes in how long. */
export interface WriteLimit {
  readonly limit: number
  readonly windowMs: number
}

/** What a platform said about its limit with one of its responses. */
export interface LearntLimit {
  /** Writes in a window. */
  readonly limit: number
  /** Writes left in this window. */
  readonly remaining: number
  /** Until the window ends. */
  readonly resetAfterMs: number
  /** Names the bucket: two kinds of write with different names do not count against each other. */
  readonly bucket?: string
}

/** The writes of one bucket: at most `limit` in a window that opens with its first write. */
export interface WriteBudget {
  /** The name the platform gave it, once it has. */
  bucket: string | undefined
  readonly limit: number
  readonly windowMs: number
  /** When the newest window was opened, by the clock of this machine. */
  readonly openedAt: number
  /** Writes that may be made now. */
  free(now: number): number
  /** When the window that is open ends, as far as is known; `now` when none is open. */
  endsAt(now: number): number
  /** When the next write may be made; Infinity while that hangs on an answer under way. */
  opensAt(now: number): number
  /** A write is on its way. */
  sent(now: number): void
  /** One that is on its way never reached this budget. */
  uncarried(): void
  /** It was answered, or failed. */
  answered(now: number): void
  learn(now: number, learnt: LearntLimit): void
  /** The platform refused a write for so long. */
  delay(now: number, retryAfterMs: number): void
}

/**
 * Added to the end of a window: platforms round the reset to a millisecond, and theirs is measured from when
 * they answered, which is before we hear it; so this much is enough.
 */
const marginMs = 10

interface State {
  limit: number
  windowMs: number
  bucket: string | undefined
  /** Writes counted in the open window. */
  used: number
  inFlight: number
  openedAt: number
  /** Undefined until the write that opened the window was answered: only then is it known when it began. */
  endsAt: number | undefined
}

/** A budget about which nothing has been learnt yet. */
export function createWriteBudget(initial: WriteLimit): WriteBudget {
  const state: State = {
    ...initial,
    bucket: undefined,
    used: 0,
    inFlight: 0,
    openedAt: -Infinity,
    endsAt: -Infinity,
  }

  function isOpen(now: number): boolean {
    return state.endsAt === undefined || now < state.endsAt
  }

  /** Two ends that are this close belong to one window: a later one is at least a window's length away. */
  function isSameWindow(now: number, endsAt: number): boolean {
    return state.endsAt !== undefined && isOpen(now) && Math.abs(state.endsAt - endsAt) < state.windowMs / 4
  }

  return {
    get bucket() {
      return state.bucket
    },
    set bucket(name) {
      state.bucket = name
    },
    get limit() {
      return state.limit
    },
    get windowMs() {
      return state.windowMs
    },
    get openedAt() {
      return state.openedAt
    },
    free: (now) => Math.max(0, state.limit - (isOpen(now) ? state.used : state.inFlight)),
    endsAt: (now) => (isOpen(now) ? (state.endsAt ?? Math.max(now, state.openedAt + state.windowMs)) : now),
    opensAt(now) {
      if (state.used < state.limit) return now
      if (isOpen(now)) return state.endsAt ?? Infinity
      return state.inFlight < state.limit ? now : Infinity
    },
    sent(now) {
      if (!isOpen(now)) {
        state.used = state.inFlight
        state.openedAt = now
        state.endsAt = undefined
      }
      state.used += 1
      state.inFlight += 1
    },
    uncarried() {
      state.used = Math.max(0, state.used - 1)
    },
    answered(now) {
      state.inFlight = Math.max(0, state.inFlight - 1)
      state.endsAt ??= now + state.windowMs + marginMs
    },
    learn(now, { limit, remaining, resetAfterMs, bucket }) {
      const endsAt = now + resetAfterMs + marginMs
      const told = Math.max(0, limit - remaining)
      // An answer to an earlier write may come after that to a later one and knows nothing of it.
      const same = state.endsAt === undefined || isSameWindow(now, endsAt)
      state.used = same ? Math.max(state.used, told) : told + Math.max(0, state.inFlight - 1)
      if (told === 1 && resetAfterMs > 0) state.windowMs = resetAfterMs
      if (!same) state.openedAt = now + resetAfterMs - state.windowMs
      state.endsAt = endsAt
      state.limit = Math.max(1, limit)
      state.bucket = bucket ?? state.bucket
    },
    delay(now, retryAfterMs) {
      state.endsAt = Math.max(now + retryAfterMs + marginMs, isOpen(now) ? (state.endsAt ?? 0) : 0)
      state.used = Math.max(state.used, state.limit)
    },
  }
}
