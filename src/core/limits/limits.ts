import type { Clock } from '../clock.ts'
import { Failure } from '../fault.ts'
import type { Place, Question } from '../question.ts'
import { createLanes } from './lanes.ts'
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
}

/** Limits that this process keeps by itself. Nothing is remembered of whoever is idle. */
export function createLimits(options: LimitOptions): Limits {
  const { perPersonPerMinute, perWorkspace, inAll = Infinity, maxWaiting, clock } = options
  const windows = createWindows({ most: perPersonPerMinute, windowMs: 60_000, clock })
  const conversations = createLanes(1)
  const workspaces = createLanes(perWorkspace)
  const everything = createLanes(inAll)

  return {
    async admit({ asker, place }) {
      const until = windows.take(key(place.platform, place.workspace, asker.id))
      return until === undefined ? { kind: 'ok' } : { kind: 'limited', scope: 'person', until }
    },

    async run(conversation, question, signal, work, hooks) {
      const ahead = conversations.load(conversation)
      if (ahead > maxWaiting) throw new Failure({ kind: 'queue-full', waiting: ahead - 1 })
      let told = false
      const tellOnce = (ahead: number): void => {
        if (!told) hooks.onWaiting(ahead)
        told = true
      }
      if (ahead > 0) tellOnce(ahead)
      return conversations.run(conversation, signal, () => {
        const workspace = tenantOf(question.place)
        if (workspaces.load(workspace) >= perWorkspace) tellOnce(0)
        return workspaces.run(workspace, signal, () => {
          if (everything.load('') >= inAll) tellOnce(0)
          return everything.run('', signal, work)
        })
      })
    },
  }
}

/** Discord's direct messages have no workspace: each person's is its own tenant, so that none waits for another. */
function tenantOf({ platform, workspace, kind, channel }: Place): string {
  return kind === 'dm' && workspace === 'dm' ? key(platform, workspace, channel) : key(platform, workspace)
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts)
}
