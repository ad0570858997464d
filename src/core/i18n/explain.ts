import type { Fault } from '../fault.ts'
import type { MessageKey, Messages } from './messages.ts'

/**
 * The sentence a person reads for a fault, in their language; undefined where nothing needs saying. The only
 * place that words faults. `now` is epoch ms: times are told from it.
 */
export function explain(fault: Fault, say: Messages, now: number): string | undefined {
  switch (fault.kind) {
    case 'cancelled':
      return say.text('notice.stopped')
    case 'host-rate-limited':
      return fault.until === undefined
        ? say.text('fault.host-rate-limited-soon')
        : say.text('fault.host-rate-limited', { when: timeUntil(fault.until, now, say.region) })
    case 'model-gone':
      return fault.available.length === 0
        ? say.text('fault.model-gone', { host: fault.host, model: fault.model })
        : say.text('fault.model-gone-try', {
            host: fault.host,
            model: fault.model,
            available: new Intl.ListFormat(say.locale, { type: 'disjunction' }).format(
              fault.available.slice(0, 3),
            ),
          })
    case 'out-of-credit':
    case 'bad-key':
      return fault.isOwnKey === true
        ? say.text(`fault.${fault.kind}-own`, { host: fault.host, command: '/config set key' })
        : say.text(`fault.${fault.kind}`, { host: fault.host })
    case 'stalled':
      return say.text('fault.stalled', { seconds: Math.max(1, Math.round(fault.waitedMs / 1000)) })
    case 'host-overloaded':
    case 'too-long':
    case 'filtered':
    case 'truncated':
    case 'unreachable':
    case 'malformed':
    case 'empty':
    case 'host-refused':
    case 'no-model':
    case 'store':
    case 'interrupted':
      return say.text(`fault.${fault.kind}`)
    case 'platform':
      return explainPlatform(fault.reason, say)
    case 'limited':
      return say.text(`fault.limited-${fault.scope}`, { when: timeUntil(fault.until, now, say.region) })
    case 'over-budget':
      return say.text(`fault.over-budget-${fault.scope}`, { when: timeUntil(fault.until, now, say.region) })
    case 'price-unknown':
      return say.text('fault.price-unknown', { model: fault.model })
    case 'not-here':
      return say.text(`fault.not-here-${fault.reason}`)
    case 'queue-full':
      return say.text('fault.queue-full', { waiting: fault.waiting })
    case 'not-allowed':
      return say.text(`fault.needs-${fault.needs}`)
    case 'bad-input':
      return say.text('fault.bad-input', { field: fault.field, problem: fault.problem })
    case 'bug':
      return say.text('fault.bug', { incident: fault.incident })
  }
}

const platformKeys = {
  'no-permission': 'fault.no-permission',
  rejected: 'fault.platform-rejected',
  'rate-limited': 'fault.platform-unreachable',
  unreachable: 'fault.platform-unreachable',
} as const satisfies Record<string, MessageKey>

function explainPlatform(reason: keyof typeof platformKeys | 'gone', say: Messages): string | undefined {
  // The place to say it in is what is gone.
  return reason === 'gone' ? undefined : say.text(platformKeys[reason])
}

/** "in 5 minutes", in the reader's language. Rounded up, so that asking then works. */
export function timeUntil(until: number, now: number, locale: string): string {
  const seconds = Math.max(1, Math.ceil((until - now) / 1000))
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  if (seconds < 90) return format.format(seconds, 'second')
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 90) return format.format(minutes, 'minute')
  const hours = Math.ceil(minutes / 60)
  return hours < 48 ? format.format(hours, 'hour') : format.format(Math.ceil(hours / 24), 'day')
}
