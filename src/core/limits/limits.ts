import type { Clock } from '../clock.ts'
import { Failure } from '../fault.ts'
import type { Place, Question } from '../question.ts'
import { createLanes } from './lanes.ts'
import type { SharedLimits } from './shared.ts'
import { createWindows } from './windows.ts'

export type Admittance =
  | { readonly kind: 'ok' }
  /** `until`: epoch ms from which one more is taken. */
  | { readonly kind: 'limited'; readonly scope: 'person'; readonly until: number }

/** How much is taken at all, and how much at once. */
export interface Limits {
  /** Takes a place for one more question of this person, or says until when there is none. Never waits. */
  admit(question: Question): Promise<Admittance>
  /**
   * Runs `work` when it is the question's turn: one at a time in a conversation, in the order of the calls, and no
   * more at once in a workspace and in all than set. A signal that aborts before then takes the question out of the
   * queue at once (`cancelled`); after that, it is for `work` to heed. Rejects with `queue-full` above the bound.
   */
  run<T>(
    conversation: string,
    question: Question,
    signal: AbortSignal,
    work: () => Promise<T>,
    hooks: LimitHooks,
  ): Promise<T>
}

export interface LimitHooks {
  /** It has to wait; `ahead` others of its conversation come first, 0 when it is the workspace that is busy. */
  onWaiting(ahead: number): void
}

export interface LimitOptions {
  readonly perPersonPerMinute: number
  /** Answers at once in one workspace. */
  readonly perWorkspace: number
  /** Answers at once in all; unbounded when absent. */
  readonly inAll?: number
  /** Questions that may wait in one conversation, besides the one being answered. */
  readonly maxWaiting: number
  readonly clock: Clock
  /** What the replicas keep together; while it cannot be asked, each keeps its own limits alone. */
  readonly shared?: SharedLimits
}

const MINUTE_MS = 60_000

/** Nothing is remembered of whoever is idle. */
export function createLimits(options: LimitOptions): Limits {
  const { perPersonPerMinute, perWorkspace, inAll = Infinity, maxWaiting, clock, shared } = options
  const windows = createWindows({ most: perPersonPerMinute, windowMs: MINUTE_MS, clock })
  const conversations = createLanes(1)
  const workspaces = createLanes(perWorkspace)
  const everything = createLanes(inAll)

  async function take(person: string): Promise<number | undefined> {
    try {
      if (shared !== undefined) return await shared.take(person, perPersonPerMinute, MINUTE_MS)
    } catch {
      // Out of reach, which the connection has logged.
    }
    return windows.take(person)
  }

  async function holding<T>(
    key: string,
    atOnce: number,
    signal: AbortSignal,
    onWaiting: () => void,
    work: () => Promise<T>,
  ): Promise<T> {
    const release = await shared?.hold(key, atOnce, signal, onWaiting).catch((error: unknown) => {
      // Anything else is the server being out of reach, which the connection has logged.
      if (error instanceof Failure) throw error
    })
    try {
      return await work()
    } finally {
      release?.()
    }
  }

  return {
    async admit({ asker, place }) {
      const until = await take(keyOf(place.platform, place.workspace, asker.id))
      return until === undefined ? { kind: 'ok' } : { kind: 'limited', scope: 'person', until }
    },

    async run(conversation, question, signal, work, hooks) {
      const ahead = conversations.load(conversation)
      if (ahead > maxWaiting) throw new Failure({ kind: 'queue-full', waiting: ahead - 1 })
      const workspace = tenantOf(question.place)
      let told = false
      const tellOnce = (ahead: number): void => {
        if (!told) hooks.onWaiting(ahead)
        told = true
      }
      const tellBusy = (): void => tellOnce(0)

      if (ahead > 0) tellOnce(ahead)
      return conversations.run(conversation, signal, () => {
        const inWorkspace = () => {
          if (workspaces.load(workspace) >= perWorkspace) tellBusy()
          return workspaces.run(workspace, signal, () => {
            const inAllOfThem = () => {
              if (everything.load('') >= inAll) tellBusy()
              return everything.run('', signal, work)
            }
            return holding(`workspace:${workspace}`, perWorkspace, signal, tellBusy, inAllOfThem)
          })
        }
        return holding(`conversation:${conversation}`, 1, signal, () => tellOnce(1), inWorkspace)
      })
    },
  }
}

/** Discord's direct messages have no workspace: each person's is its own tenant, so that none waits for another. */
function tenantOf({ platform, workspace, kind, channel }: Place): string {
  return kind === 'dm' && workspace === 'dm'
    ? keyOf(platform, workspace, channel)
    : keyOf(platform, workspace)
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts)
}
