import type { Messages } from '../i18n/messages.ts'
import type { Workspace } from '../question.ts'
import { withinCeilings } from '../settings/access.ts'
import { readSetting, writeSetting } from '../settings/schema.ts'
import type { Patch, SettingName } from '../settings/schema.ts'
import { allowedText, settingSpecs } from '../settings/specs.ts'
import { badInput } from './config-scope.ts'

/** What the commands need to know of the models that a workspace can have. */
export interface ModelDirectory {
  /** Those of a model spec that no host has, or that none is set up for. */
  unknown(spec: string, workspace: Workspace): Promise<readonly string[]>
  /** `provider/model-id` of everything there is. */
  list(workspace: Workspace): Promise<readonly string[]>
}

/**
 * The text of a setting as somebody wrote it, in its one spelling. Throws a `bad-input` failure that names the
 * setting, the value and what is allowed.
 */
export async function checkedText(
  name: SettingName,
  text: string,
  context: {
    readonly models: ModelDirectory
    /** Where it is to hold: its hosts count. */
    readonly workspace: Workspace
    readonly ceilings: Patch
    readonly say: Messages
  },
): Promise<string> {
  const { models, workspace, ceilings, say } = context
  const value = readSetting(name, text)
  if (value === undefined) {
    const allowed = allowedText(name, say)
    throw badInput(name, say.text('config.bad-value', { value: shown(text), allowed }))
  }
  const written = writeSetting(name, value)
  const namesModels = settingSpecs[name].namesModels === true && written !== 'refuse'
  if (namesModels && !withinCeilings(written, ceilings))
    throw badInput(name, say.text('config.beyond-ceiling', { model: shown(written) }))
  const [unknown] = namesModels ? await models.unknown(written, workspace) : []
  if (unknown !== undefined) throw badInput(name, say.text('config.unknown-model', { model: shown(unknown) }))
  return written
}

/** Longest part of a value within a sentence, in UTF-16 units. */
const longestShown = 120

/** A value on one line, fit to stand between backticks. */
export function shown(text: string): string {
  const line = text.replaceAll(/[\s`]+/gu, ' ').trim()
  return line.length <= longestShown ? line : `${line.slice(0, longestShown)}…`
}
