import type { Place } from '../question.ts'

/**
 * Whose place it is, as a key: the workspace. Discord's direct messages have none: each person's is its own tenant,
 * so that none waits or pays for another.
 */
export function tenantOf({ platform, workspace, kind, channel }: Place): string {
  return kind === 'dm' && workspace === 'dm'
    ? keyOf(platform, workspace, channel)
    : keyOf(platform, workspace)
}

export function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts)
}
