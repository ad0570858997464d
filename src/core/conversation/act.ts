import type { ActCall, ActResult, Surface } from '../bot.ts'
import type { Clock } from '../clock.ts'
import { toFault } from '../fault.ts'
import type { Fault } from '../fault.ts'
import { explain } from '../i18n/explain.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Messages } from '../i18n/messages.ts'
import type { Logger } from '../log.ts'
import type { Person, Place, Question } from '../question.ts'
import type { Store } from '../store/store.ts'
import { offersAfter } from './offers.ts'
import { speakerName } from './speech.ts'

export interface ActDeps {
  readonly store: Pick<Store, 'journal' | 'feedback'>
  readonly clock: Clock
  readonly log: Logger
  newIncident(): string
  surfaceOf(platform: Question['place']['platform']): Pick<Surface, 'shareIn'>
  /** Why somebody may not use Tanya there. */
  barTo(person: Person, place: Place): Promise<Fault | undefined>
  /** Why this question may not be asked once more now. */
  refusalOf(question: Question): Promise<Fault | undefined>
  isRunning(questionId: string): boolean
  stop(questionId: string, by: Person): Promise<boolean>
  /** Answers a question that was taken up again, or shows its answer. */
  begin(question: Question): void
}

/** What a button below an answer does. Who may is read from the journal, so that buttons outlive the process. */
export function createAct(deps: ActDeps): (call: ActCall) => Promise<ActResult> {
  const { journal, feedback } = deps.store

  async function act(call: ActCall, say: Messages): Promise<ActResult> {
    const question = await journal.question(call.questionId)
    if (question === undefined || !isOf(question, call)) return refused('act.gone')
    const bar = call.by.isOutsider ? await deps.barTo(call.by, question.place) : undefined
    if (bar?.kind === 'not-allowed') return because(bar)
    if (call.action === 'good' || call.action === 'bad') return judge(question, call.by, call.action)
    if (!mayDirect(question, call.by)) return because({ kind: 'not-allowed', needs: 'asker' })
    switch (call.action) {
      case 'stop':
        return (await deps.stop(question.id, call.by)) ? { kind: 'done' } : refused('act.over')
      case 'retry':
      case 'continue':
        return again(question, call.action === 'continue')
      case 'share':
        return share(question)
    }

    function refused(key: 'act.gone' | 'act.over' | 'act.busy' | 'act.not-there'): ActResult {
      return { kind: 'refused', text: say.text(key) }
    }

    function because(fault: Fault): ActResult {
      return { kind: 'refused', text: explain(fault, say, deps.clock.now()) ?? '' }
    }

    async function judge(about: Question, by: Person, value: 'good' | 'bad'): Promise<ActResult> {
      const { id: questionId, place } = about
      await feedback.record({ questionId, place, personId: by.id, value, at: deps.clock.now() })
      return { kind: 'done', text: say.text('act.noted') }
    }

    async function again(asked: Question, goesOn: boolean): Promise<ActResult> {
      if (deps.isRunning(asked.id)) return refused('act.busy')
      const { generated, ending } = await journal.open(asked.id)
      if (goesOn && ending?.actions?.includes('continue') !== true) return refused('act.over')
      // Whoever asked may have lost since what allowed it.
      const anew = call.by.id === asked.asker.id ? { ...asked, asker: call.by } : asked
      const fault = await deps.refusalOf(anew)
      if (fault !== undefined) return because(fault)
      const via = call.via === undefined ? undefined : { ...asked, via: call.via }
      const reopened = await journal.reopen(asked.id, {
        ...(goesOn && { generated }),
        // What only one person sees can be reached through what they pressed, and where that shows it.
        ...(via !== undefined && { question: via, elsewhere: true }),
      })
      if (!reopened) return refused('act.busy')
      deps.begin(via ?? asked)
      return { kind: 'done' }
    }

    async function share(asked: Question): Promise<ActResult> {
      const { generated, ending } = await journal.open(asked.id)
      if (!asked.private || generated === '' || ending?.kind !== 'done') return refused('act.over')
      const id = `${asked.id}:shared`
      if ((await journal.question(id)) !== undefined) return refused('act.over')
      const { via: _forOneAlone, ...open } = asked
      const shown = await inPublic({ ...open, id, private: false, askedAt: deps.clock.now() })
      if (shown === undefined) return refused('act.not-there')
      const known = { generated, ending: sharedEnding(shown) }
      if (!(await journal.accept(shown, deps.clock.now(), known))) return refused('act.over')
      deps.begin(shown)
      return { kind: 'done', text: say.text('act.shared') }
    }

    async function inPublic(asked: Question): Promise<Question | undefined> {
      const surface = deps.surfaceOf(asked.place.platform)
      return surface.shareIn === undefined ? asked : surface.shareIn(asked)
    }
  }

  return async (call) => {
    const say = messagesFor(call.locale, call.place.platform)
    try {
      return await act(call, say)
    } catch (error) {
      const fault = toFault(error, deps.newIncident())
      deps.log.error({ err: error, fault, question: call.questionId, action: call.action }, 'button failed')
      return { kind: 'refused', text: explain(fault, say, deps.clock.now()) ?? '' }
    }
  }
}

/** Whoever asked, and admins. */
export function mayDirect(question: Question, by: Person): boolean {
  return by.id === question.asker.id || by.isAdmin
}

function isOf({ place }: Question, call: ActCall): boolean {
  return place.platform === call.place.platform && place.workspace === call.place.workspace
}

/** Characters of a question that are shown below its shared answer. */
const quotedLength = 200

/** Nobody else has seen what was asked: the answer says whose it is and to what. */
function sharedEnding(question: Question) {
  const words = question.text.replaceAll(/[\s*_~`|<>[\]\\]+/gu, ' ').trim()
  const text = words.length > quotedLength ? `${words.slice(0, quotedLength)}…` : words
  const say = messagesFor(question.locale, question.place.platform)
  const notice = say.text('act.shared-by', { name: speakerName(question.asker.name), text })
  const offered = offersAfter('done', question).filter((action) => action !== 'retry')
  return { kind: 'done', notice, actions: offered } as const
}
