/** What keeps the host's cache to a conversation, and never tells a person: `[A-Za-z0-9_-]`, as hosts want it. */
export function cacheKeyOf(conversation: string): string {
  return conversation.replaceAll(/[^A-Za-z0-9_-]/gu, '-').slice(-200)
}
