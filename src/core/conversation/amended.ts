import { withoutKeys } from '../blot.ts'
import type { Clock } from '../clock.ts'
import type { Command } from '../commands/command.ts'
import { parseCommand } from '../commands/parse.ts'
import type { Fault } from '../fault.ts'
import type { Logger } from '../log.ts'
import type { PartRef, Question } from '../question.ts'
import type { Store } from '../store/store.ts'
import { amend } from './amend.ts'

/** A question that is changed so soon after it was asked is answered as it is now. Milliseconds. */
export const reaskWithinMs = 60_000

export interface AmendedDeps {
  readonly store: Pick<Store, 'journal' | 'turns'>
  readonly clock: Clock
  readonly log: Logger
  readonly commands: readonly Command[]
  /** Why this question may not be asked once more now. */
  refusalOf(question: Question): Promise<Fault | undefined>
  /** Lets the answer that is under way, if there is one, end where it is. */
  supersede(questionId: string): Promise<void>
  isRunning(questionId: string): boolean
  /** Lets work run by itself; what goes wrong with it is logged. */
  later(work: Promise<void>): void
  /** Resolves when the answer that is under way, if there is one, has ended. */
  ended(questionId: string): Promise<void>
  /** Answers a question that was taken up again, or shows its answer. */
  begin(question: Question): void
}

/** What follows when somebody changes or deletes a message: see `Assistant.amended`. */
export function createAmended(
  deps: AmendedDeps,
): (message: PartRef, text: string | undefined) => Promise<void> {
  const { store, clock } = deps
  const { journal } = store

  /** The answer goes with its question, also when this process ends before it is gone. */
  async function withdraw(question: Question): Promise<void> {
    const gone = { ending: { kind: 'withdrawn' }, unsettled: true } as const
    await journal.reopen(question.id, gone)
    await deps.supersede(question.id)
    // What was under way may have journalled its own end.
    if (await journal.reopen(question.id, gone)) deps.begin(question)
  }

  async function askAnew(question: Question): Promise<void> {
    await deps.supersede(question.id)
    if (await journal.reopen(question.id, { question, unsettled: true })) deps.begin(question)
  }

  /** What the message asks now: a command's words where it is one. */
  function wordsOf(text: string): string | undefined {
    const typed = parseCommand(text, deps.commands)
    const words = typed === undefined ? text : typed.options['question']
    return typeof words === 'string' ? withoutKeys(words) : undefined
  }

  async function mayAskAnew(question: Question): Promise<boolean> {
    if (clock.now() - question.askedAt > reaskWithinMs) return false
    return (await deps.refusalOf(question)) === undefined
  }

  async function amended(message: PartRef, text: string | undefined): Promise<void> {
    const id = await journal.questionOf(message)
    const question = id === undefined ? undefined : await journal.question(id)
    if (question === undefined) return
    if (sameMessage(question.message, message)) {
      const words = text === undefined ? undefined : wordsOf(text)
      if (words === question.text) return
      const anew = words === undefined ? undefined : { ...question, text: words }
      if (anew !== undefined && (await mayAskAnew(anew))) return askAnew(anew)
      if (text === undefined) {
        await withdraw(question)
        return amend(store, question, message, text)
      }
    }
    // The turn is stored when its answer has ended, for which nobody who listens should wait.
    const noted = async (): Promise<void> => amend(store, question, message, text)
    if (deps.isRunning(question.id)) deps.later(deps.ended(question.id).then(noted))
    else await noted()
  }

  return async (message, text) => {
    try {
      await amended(message, text)
    } catch (error) {
      deps.log.error({ err: error }, 'changed message not noted')
    }
  }
}

export function sameMessage(a: PartRef | undefined, b: PartRef): boolean {
  return a !== undefined && a.channel === b.channel && a.message === b.message
}
