import type { MessageKey, Messages } from '../i18n/messages.ts'
import type { SettingName } from './schema.ts'

/** What people are told of a setting, and who may set it where. */
export interface SettingSpec {
  /** The smallest thing it can be set for; it can be set for the larger ones, too. */
  readonly where: 'channel' | 'workspace' | 'deployment'
  readonly allowed: Allowed
  /** Set by those alone whom the platform made admins, and by operators. */
  readonly decidesAdmins?: true
  /** Names models, which have to exist. */
  readonly namesModels?: true
}

type Allowed =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | {
      readonly kind:
        | 'model'
        | 'models'
        | 'persona'
        | 'language'
        | 'rate'
        | 'money'
        | 'over'
        | 'channels'
        | 'roles'
        | 'admins'
    }

const words = (...some: readonly string[]): Allowed => ({ kind: 'words', words: some })
const between = (min: number, max: number): Allowed => ({ kind: 'number', min, max })

export const settingSpecs: Readonly<Record<SettingName, SettingSpec>> = {
  model: { where: 'channel', allowed: { kind: 'model' }, namesModels: true },
  models: { where: 'channel', allowed: { kind: 'models' } },
  persona: { where: 'channel', allowed: { kind: 'persona' } },
  language: { where: 'channel', allowed: { kind: 'language' } },
  trigger: { where: 'channel', allowed: words('mention', 'follow', 'all', 'off') },
  thread: { where: 'channel', allowed: words('never', 'auto', 'always') },
  context: { where: 'channel', allowed: words('chain', 'channel', 'user') },
  'context.recent': { where: 'channel', allowed: between(0, 50) },
  reasoning: { where: 'channel', allowed: words('hidden', 'summary', 'attached') },
  'limits.user': { where: 'workspace', allowed: { kind: 'rate' } },
  'limits.channel': { where: 'channel', allowed: { kind: 'rate' } },
  'limits.workspace': { where: 'workspace', allowed: { kind: 'rate' } },
  'budget.user': { where: 'workspace', allowed: { kind: 'money' } },
  'budget.channel': { where: 'channel', allowed: { kind: 'money' } },
  'budget.workspace': { where: 'workspace', allowed: { kind: 'money' } },
  'budget.deployment': { where: 'deployment', allowed: { kind: 'money' } },
  'budget.over': { where: 'channel', allowed: { kind: 'over' }, namesModels: true },
  'access.channels': { where: 'workspace', allowed: { kind: 'channels' } },
  'access.roles': { where: 'channel', allowed: { kind: 'roles' } },
  'access.outsiders': { where: 'channel', allowed: words('refused', 'allowed') },
  'access.admins': { where: 'workspace', allowed: { kind: 'admins' }, decidesAdmins: true },
  retention: { where: 'channel', allowed: between(0, 3_650) },
  attachments: { where: 'channel', allowed: words('all', 'text', 'off') },
  length: { where: 'channel', allowed: between(1, 20) },
}

/** What a setting is for, in a few words; its key is its name. */
export function summaryKey(name: SettingName): MessageKey {
  return `setting.${name}`
}

/** What a setting takes, in the reader's language. */
export function allowedText(name: SettingName, say: Messages): string {
  const { allowed } = settingSpecs[name]
  if (allowed.kind === 'words') {
    const format = new Intl.ListFormat(say.locale, { type: 'disjunction' })
    return format.format(allowed.words.map((word) => `\`${word}\``))
  }
  return allowed.kind === 'number'
    ? say.text('allowed.number', { min: allowed.min, max: allowed.max })
    : say.text(`allowed.${allowed.kind}`)
}
