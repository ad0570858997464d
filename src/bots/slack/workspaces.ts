import type { Surface } from '../../core/bot.ts'
import type { Place } from '../../core/question.ts'
import { toFailure } from './faults.ts'
import type { Self } from './inbound.ts'
import type { Installations } from './installations.ts'
import type { Workspace } from './workspace.ts'

/** The workspaces that Tanya is installed in, each made when it is needed first. */
export interface Workspaces {
  /** The one of that team; undefined where she is not installed. Never rejects. */
  find(team: string | undefined): Promise<Workspace | undefined>
  /** Those that were needed so far. */
  all(): readonly Workspace[]
  /** Of each question, the surface of its workspace. */
  readonly surface: Surface
}

export function createWorkspaces(options: {
  readonly installations: Installations
  create(team: string, self: () => Self): Workspace
}): Workspaces {
  const { installations } = options
  const made = new Map<string, Workspace>()

  function open(team: string): Workspace | undefined {
    const self = installations.known(team)
    if (self === undefined) {
      // What is under way there ends by itself: without a token every call is refused.
      made.delete(team)
      return undefined
    }
    const found = made.get(team)
    if (found !== undefined) return found
    const workspace = options.create(team, () => installations.known(team) ?? self)
    made.set(team, workspace)
    return workspace
  }

  const of = ({ place }: { readonly place: Pick<Place, 'workspace'> }) => open(place.workspace)?.surface

  /** The surface of a question. Throws a failure where Tanya was taken out since. */
  function needed(question: { readonly place: Pick<Place, 'workspace'> }): Surface {
    const surface = of(question)
    if (surface === undefined)
      throw toFailure({ kind: 'refused', code: 'account_inactive' }, 'chat.postMessage')
    return surface
  }

  return {
    async find(team) {
      if (team === undefined) return undefined
      await installations.look(team)
      return open(team)
    },
    all: () => [...made.values()],
    surface: {
      openReply: (question, ...more) => needed(question).openReply(question, ...more),
      showWorking: (question) => of(question)?.showWorking(question) ?? (() => undefined),
      notify: async (question, notice) => of(question)?.notify(question, notice),
      tellAdmins: async (workspace, text) => of({ place: { workspace } })?.tellAdmins?.(workspace, text),
      history: async (question, signal) => needed(question).history(question, signal),
      fetchFile: async (question, ...more) =>
        (await of(question)?.fetchFile?.(question, ...more)) ?? { kind: 'none', why: 'refused' },
      shareIn: async (asked) => of(asked)?.shareIn?.(asked),
    },
  }
}
