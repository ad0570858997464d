import { createHash } from 'node:crypto'

/**
 * What keeps the host's cache to a conversation: the same for each of its calls, over restarts too, and nothing that
 * tells the host who talks where. `[A-Za-z0-9_-]`, 43 characters.
 */
export function cacheKeyOf(conversation: string): string {
  return createHash('sha256').update(conversation).digest('base64url')
}
