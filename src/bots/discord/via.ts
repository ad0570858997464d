import type { Question } from '../../core/question.ts'
import { interactionTokenMs } from './limits.ts'

/** What a question keeps of the interaction that asked it. Plain strings: it is journalled. */
export interface InteractionVia {
  readonly application: string
  readonly token: string
  /** Epoch ms after which the token is not to be used. */
  readonly until: number
  /** What was promised within the first three seconds: an answer for the asker alone. It cannot be changed. */
  readonly ephemeral: boolean
}

/** Room for a request that is under way when the token ends. */
const marginMs = 10_000

/** When to stop using the token of an interaction that came at `receivedAt`. */
export function tokenEnd(receivedAt: number): number {
  return receivedAt + interactionTokenMs - marginMs
}

/** As a question's `via`. */
export function toVia(interaction: InteractionVia): Readonly<Record<string, string>> {
  const { application, token, until, ephemeral } = interaction
  return { application, token, until: String(until), ephemeral: String(ephemeral) }
}

/** The interaction that asked, also when its token has ended. */
export function interactionOf(question: Pick<Question, 'via'>): InteractionVia | undefined {
  const { application, token, until, ephemeral } = question.via ?? {}
  if (application === undefined || token === undefined) return undefined
  return { application, token, until: Number(until), ephemeral: ephemeral === 'true' }
}

/** The scheduler's lane for the writes of a question: the channel's, or the interaction's own. */
export function laneOf(question: Pick<Question, 'via' | 'place'>): string {
  const interaction = interactionOf(question)
  return interaction === undefined ? question.place.channel : `interaction:${interaction.token}`
}

/** The lane a request's path falls into. */
export function laneOfPath(path: string): string | undefined {
  const channel = /^\/channels\/(\d+)\/messages(?:\/\d+)?$/u.exec(path)?.[1]
  if (channel !== undefined) return channel
  const token = /^\/webhooks\/\d+\/([^/?]+)/u.exec(path)?.[1]
  return token === undefined ? undefined : `interaction:${token}`
}
