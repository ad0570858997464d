/** The last `size` ids, to tell a second event for one message from a first. */
export function recentlySeen(size: number): { add(id: string): boolean } {
  const ids = new Set<string>()
  return {
    /** False when it is among the last ones. */
    add(id) {
      if (ids.has(id)) return false
      ids.add(id)
      if (ids.size > size) for (const oldest of ids.values()) return ids.delete(oldest)
      return true
    },
  }
}
