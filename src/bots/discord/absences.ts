import type { Watermark, Watermarks } from '../../core/conversation/watermarks.ts'

/** Up to where it was heard in each place. */
export type Heard = Promise<readonly Watermark[]>

/** Since when each shard has not listened: they are lost and come back one by one, and each has guilds of its own. */
export interface Absences {
  /** The connection of a shard, or of all, was lost: what is heard from now on may not be all. */
  lost(shard?: number): void
  /** The shard goes on with the session that it had, and is sent what it missed. */
  resumed(shard: number): void
  /** The shard has a new session. What had been heard before it was lost; undefined where it was not. */
  renewed(shard: number): Heard | undefined
}

/** At first no shard listens: what had been heard is what an earlier process heard. */
export function createAbsences(marks: Pick<Watermarks, 'earlier' | 'latest'>): Absences {
  const earlier = marks.earlier()
  const listening = new Set<number>()
  const heardBefore = new Map<number, Heard>()
  return {
    lost(shard) {
      const gone = [...listening].filter((one) => shard === undefined || one === shard)
      if (gone.length === 0) return
      const heard = marks.latest()
      for (const one of gone) {
        listening.delete(one)
        heardBefore.set(one, heard)
      }
    },
    resumed(shard) {
      listening.add(shard)
    },
    renewed(shard) {
      if (listening.has(shard)) return undefined
      listening.add(shard)
      return heardBefore.get(shard) ?? earlier
    },
  }
}
