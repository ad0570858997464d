import type { Clock } from '../core/clock.ts'
import type { ListedModel } from './openai-client.ts'

const FRESH_MS = 10 * 60_000
/** After a list could not be had. */
const RETRY_MS = 30_000
const DEADLINE_MS = 5_000

/** What hosts list under `GET /models`, kept for a while. */
export interface Catalogue {
  /** Undefined when the host gives no list. An older list is better than none. Never rejects. */
  list(host: string): Promise<readonly ListedModel[] | undefined>
}

export function createCatalogue(
  clock: Clock,
  fetchList: (host: string, deadlineMs: number) => Promise<readonly ListedModel[]>,
): Catalogue {
  const entries = new Map<string, { list: Promise<readonly ListedModel[] | undefined>; until: number }>()
  return {
    list(host) {
      const known = entries.get(host)
      if (known !== undefined && clock.now() < known.until) return known.list
      const entry = { list: fetched(host, known?.list), until: clock.now() + FRESH_MS }
      entries.set(host, entry)
      return entry.list
    },
  }

  async function fetched(host: string, older: Promise<readonly ListedModel[] | undefined> | undefined) {
    try {
      return await fetchList(host, DEADLINE_MS)
    } catch {
      // Not every host has a list, and none is needed to ask for a model by its name.
      const entry = entries.get(host)
      if (entry !== undefined) entry.until = clock.now() + RETRY_MS
      return older
    }
  }
}
