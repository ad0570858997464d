/** Time, passed in so that tests own it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs `run` once, after at least `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void
}

/** Resolves after `delayMs`, or at once when the signal aborts: the caller looks at the signal. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve()
      return
    }
    const cancel = clock.after(delayMs, done)
    signal?.addEventListener('abort', done, { once: true })
    function done(): void {
      cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}

/** What the work comes to, or undefined after `ms` without it, while it goes on; rejects with it. No timer is left. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  const over = new AbortController()
  try {
    return await Promise.race([work, sleep(clock, ms, over.signal).then(() => undefined)])
  } finally {
    over.abort()
  }
}
