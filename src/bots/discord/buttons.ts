import { ButtonStyle, ComponentType } from 'discord.js'
import type { APIActionRowComponent, APIButtonComponentWithCustomId, APIMessage } from 'discord.js'
import { actions } from '../../core/delivery/reply.ts'
import type { Action } from '../../core/delivery/reply.ts'
import type { Messages } from '../../core/i18n/messages.ts'

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>

/** What people think of an answer: a sign says it in every language. */
const signs: Partial<Record<Action, string>> = { good: '👍', bad: '👎' }

/** The buttons below an answer; none is also what takes those away that were there. */
export function buttonsFor(
  questionId: string,
  offered: readonly Action[] | undefined,
  say: Messages,
): readonly ButtonRow[] {
  if (offered === undefined || offered.length === 0) return []
  const components = offered.map((action): APIButtonComponentWithCustomId => {
    const emoji = signs[action]
    return {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      custom_id: `${action}:${questionId}`,
      ...(emoji === undefined ? { label: say.text(`action.${action}`) } : { emoji: { name: emoji } }),
    }
  })
  return [{ type: ComponentType.ActionRow, components }]
}

/** Which button of ours a custom id is; undefined for others. */
export function readButton(customId: string): { action: Action; questionId: string } | undefined {
  const colon = customId.indexOf(':')
  const action = actions.find((candidate) => candidate === customId.slice(0, colon))
  return action === undefined ? undefined : { action, questionId: customId.slice(colon + 1) }
}

/** Whether a message has these buttons, as Discord gives it back. */
export function hasButtons({ components = [] }: Pick<APIMessage, 'components'>, rows: readonly ButtonRow[]) {
  const ids = components.flatMap((row) =>
    'components' in row ? row.components.map((one) => ('custom_id' in one ? one.custom_id : '')) : [],
  )
  const wanted = rows.flatMap((row) => row.components.map((one) => one.custom_id))
  return ids.join() === wanted.join()
}
