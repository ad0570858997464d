import type { Clock } from '../core/clock.ts'
import type { Host } from './hosts.ts'
import { createHostClient } from './openai-client.ts'
import { presets } from './presets/all.ts'

const DEADLINE_MS = 1_000

/**
 * The servers of one's own that answer on this machine where such servers listen by default, and list a model. For
 * when the environment names no host. Takes a second at most; never rejects.
 */
export async function findLocalHosts(clock: Clock, known = presets): Promise<readonly Host[]> {
  const found = await Promise.all(
    known.map(async (preset): Promise<readonly Host[]> => {
      const { name, localUrl: baseUrl } = preset
      if (baseUrl === undefined) return []
      const client = createHostClient({ host: name, baseUrl, clock })
      // Nobody listens there, or something else does.
      const listed = await client.models(DEADLINE_MS).catch(() => [])
      return listed.length > 0 ? [{ name, baseUrl, preset }] : []
    }),
  )
  return found.flat()
}
