import type { Messages } from '../i18n/messages.ts'
import { hostOfKeyChange } from '../settings/key-names.ts'
import type { SettingChange } from '../store/ports/settings.ts'
import { shown } from './config-value.ts'

/** Lines of a message that tell of more changes end with how many are left out. */
const mostLines = 40

/** Changes, a line each. */
export function changeLines(changes: readonly SettingChange[], say: Messages): readonly string[] {
  const none = say.text('config.not-set')
  const lines = changes.slice(0, mostLines).map(({ channel, name, before, after }) => {
    const host = hostOfKeyChange(name)
    if (host !== undefined) return `- ${keyLine(host, before !== undefined, after !== undefined, say)}`
    const values = { name: shown(name), before: shown(before ?? none), after: shown(after ?? none) }
    return channel === undefined
      ? `- ${say.text('config.line', values)}`
      : `- ${say.text('config.line-channel', { ...values, channel })}`
  })
  const left = changes.length - lines.length
  return left > 0 ? [...lines, `- … (${left})`] : lines
}

function keyLine(host: string, before: boolean, after: boolean, say: Messages): string {
  if (!after) return say.text('config.key-log-removed', { host })
  return say.text(before ? 'config.key-log-replaced' : 'config.key-log-entered', { host })
}
