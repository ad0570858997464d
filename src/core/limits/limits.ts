import type { Clock } from '../clock.ts'
import { Failure } from '../fault.ts'
import type { Person, Question } from '../question.ts'
import { createLanes } from './lanes.ts'
import { asClaims } from './rules.ts'
import type { RateRule } from './rules.ts'
import type { SharedLimits } from './shared.ts'
import { tenantOf } from './tenant.ts'
import { createWindows } from './windows.ts'
import type { Claim, Refusal, Taken } from './windows.ts'

export type Admittance =
  | { readonly kind: 'ok' }
  /** `until`: epoch ms from which one more is taken. */
  | { readonly kind: 'limited'; readonly scope: RateRule['scope']; readonly until: number }

/** Who asks where. */
export type Asking = Pick<Question, 'place'> & { readonly asker: Pick<Person, 'id'> }

/** How much is taken at all, and how much at once. */
export interface Limits {
  /** Takes a place for one more question under each rule, or says until when one has none. Never waits. */
  admit(asking: Asking, rules: readonly RateRule[]): Promise<Admittance>
  /** What is taken under each rule. */
  taken(asking: Asking, rules: readonly RateRule[]): Promise<readonly Taken[]>
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

/** Nothing is remembered of whoever is idle. */
export function createLimits(options: LimitOptions): Limits {
  const { perWorkspace, inAll = Infinity, maxWaiting, clock, shared } = options
  const windows = createWindows({ clock })
  const conversations = createLanes(1)
  const workspaces = createLanes(perWorkspace)
  const everything = createLanes(inAll)

  async function take(claims: readonly Claim[]): Promise<Refusal | undefined> {
    try {
      if (shared !== undefined) return await shared.take(claims)
    } catch {
      // Out of reach, which the connection has logged.
    }
    return windows.take(claims)
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
    async admit(asking, rules) {
      const refused = await take(asClaims(asking, rules))
      const rule = refused === undefined ? undefined : rules[refused.index]
      return refused === undefined || rule === undefined
        ? { kind: 'ok' }
        : { kind: 'limited', scope: rule.scope, until: refused.until }
    },

    async taken(asking, rules) {
      const claims = asClaims(asking, rules)
      try {
        if (shared !== undefined) return await shared.taken(claims)
      } catch {
        // Out of reach, which the connection has logged.
      }
      return windows.taken(claims)
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
