import { z } from 'zod'
import { allowance, choice, integer, language, list, modelSpec, rate, textOr } from './syntax.ts'

/** Ids as Discord and Slack have them, and the playground. */
const anId = /^[\w-]{1,64}$/u

const aModel = /^[\w.:@-]{1,100}(?:\/[\w./:@-]{1,100})?(?:\/\*)?$/u

/**
 * Every setting, by its name. Each is a codec between its text, which is what people write, what the database keeps
 * and what an exported file has, and its value. A patch has some of them.
 */
export const patchSchema = z.strictObject({
  /** What answers: an alias, `provider/model-id`, or several in the order of falling back. */
  model: z.exactOptional(modelSpec),
  /** What else members may choose: names, `provider/*`, or `any`. */
  models: z.exactOptional(list(aModel, 'none')),
  /** Who Tanya is: the text that heads each prompt. */
  persona: z.exactOptional(textOr('default', 4_000)),
  language: z.exactOptional(language),
  trigger: z.exactOptional(choice(['mention', 'follow', 'all', 'off'])),
  thread: z.exactOptional(choice(['never', 'auto', 'always'])),
  context: z.exactOptional(choice(['chain', 'channel', 'user'])),
  /** Earlier messages of the channel that a new conversation is shown. */
  'context.recent': z.exactOptional(integer(0, 50)),
  reasoning: z.exactOptional(choice(['hidden', 'summary', 'attached'])),
  'limits.user': z.exactOptional(rate),
  'limits.channel': z.exactOptional(rate),
  'limits.workspace': z.exactOptional(rate),
  'budget.user': z.exactOptional(allowance),
  'budget.channel': z.exactOptional(allowance),
  'budget.workspace': z.exactOptional(allowance),
  /** Of all workspaces together. */
  'budget.deployment': z.exactOptional(allowance),
  /** What happens over a budget: `refuse`, or the cheaper model that answers then. */
  'budget.over': z.exactOptional(modelSpec),
  /** Where Tanya answers: channel ids and `dm`, or `all`. */
  'access.channels': z.exactOptional(list(anId, 'all')),
  /** Who may ask: ids of roles or user groups, or `all`. */
  'access.roles': z.exactOptional(list(anId, 'all')),
  'access.outsiders': z.exactOptional(choice(['refused', 'allowed'])),
  /** Who besides the platform's admins may change settings: ids of roles or user groups, or `none`. */
  'access.admins': z.exactOptional(list(anId, 'none')),
  /** Days after which a conversation is deleted; 0 stores nothing. */
  retention: z.exactOptional(integer(0, 3_650)),
  /** What is read of what comes along: `text` takes text, code and PDF, `all` pictures too. */
  attachments: z.exactOptional(choice(['all', 'text', 'off'])),
  /** So many messages an answer may have; the rest follows as a file. */
  length: z.exactOptional(integer(1, 20)),
})

/** Some settings, as values. */
export type Patch = Readonly<z.output<typeof patchSchema>>
/** All settings, as values. */
export type Settings = Required<Patch>
export type SettingName = keyof Settings
/** Some settings, as texts. */
export type Texts = Readonly<Partial<Record<SettingName, string>>>

export const settingNames = Object.keys(patchSchema.shape) as readonly SettingName[]

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(patchSchema.shape, name)
}

/** What holds where nobody set anything, but for `model`, which the operator names. */
export const defaultTexts = {
  models: 'none',
  persona: 'default',
  language: 'auto',
  trigger: 'follow',
  thread: 'auto',
  context: 'chain',
  'context.recent': '0',
  reasoning: 'hidden',
  'limits.user': '10/minute',
  'limits.channel': 'off',
  'limits.workspace': 'off',
  'budget.user': 'off',
  'budget.channel': 'off',
  'budget.workspace': 'off',
  'budget.deployment': 'off',
  'budget.over': 'refuse',
  'access.channels': 'all',
  'access.roles': 'all',
  'access.outsiders': 'refused',
  'access.admins': 'none',
  retention: '90',
  attachments: 'all',
  length: '5',
} as const satisfies Required<Omit<Texts, 'model'>>

/** The value of a text, or undefined where the setting does not take it. */
export function readSetting<N extends SettingName>(name: N, text: string): Settings[N] | undefined {
  const read = patchSchema.safeDecode({ [name]: text })
  return read.success ? (read.data[name] as Settings[N]) : undefined
}

/** The value as its text, in one spelling. */
export function writeSetting<N extends SettingName>(name: N, value: Settings[N]): string {
  return String(patchSchema.encode({ [name]: value })[name])
}
