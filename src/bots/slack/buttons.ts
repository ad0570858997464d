import { actions } from '../../core/delivery/reply.ts'
import type { Action } from '../../core/delivery/reply.ts'
import type { Messages } from '../../core/i18n/messages.ts'
import type { Answer } from './calls.ts'

/** What people think of an answer: a sign says it in every language. */
const signs: Partial<Record<Action, string>> = { good: '👍', bad: '👎' }

/** The ids of our buttons, followed by the action. */
const prefix = 'tanya:'

/** As Bolt listens for them. */
export const buttonIds = new RegExp(`^${prefix}`, 'u')

/** The buttons below an answer as a block; undefined for none. */
export function buttonsBlock(
  questionId: string,
  offered: readonly Action[] | undefined,
  say: Messages,
): Answer | undefined {
  if (offered === undefined || offered.length === 0) return undefined
  const elements = offered.map((action) => ({
    type: 'button',
    action_id: `${prefix}${action}`,
    value: questionId,
    text: { type: 'plain_text', text: signs[action] ?? say.text(`action.${action}`), emoji: true },
    accessibility_label: say.text(`action.${action}`),
  }))
  return { type: 'actions', elements }
}

/** Which button of ours it is; undefined for others. */
export function actionOf(actionId: string): Action | undefined {
  return actions.find((action) => actionId === `${prefix}${action}`)
}
