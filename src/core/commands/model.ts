import type { Picks } from '../conversation/picks.ts'
import type { Messages } from '../i18n/messages.ts'
import { sentences } from '../i18n/sentences.ts'
import type { Workspace } from '../question.ts'
import { mayChoose } from '../settings/access.ts'
import type { Effective, SettingsReader } from '../settings/settings.ts'
import type { Command, CommandCall } from './command.ts'
import { badInput } from './config-scope.ts'
import { shown } from './config-value.ts'
import type { ModelDirectory } from './config-value.ts'

export interface ModelCommandDeps {
  readonly settings: SettingsReader
  readonly picks: Picks
  readonly models: ModelDirectory
}

/** Names that a sentence lists. */
const mostListed = 15

/** Shows which model answers, or chooses another for the conversation among those that are allowed. */
export function createModelCommand({ settings, picks, models }: ModelCommandDeps): Command {
  async function choices(effective: Effective, place: Workspace): Promise<readonly string[]> {
    const { model, models: allowed } = effective.settings
    const isOpen = allowed.some((name) => name === 'any' || name.endsWith('/*'))
    const named = [model, ...allowed.filter((name) => name !== 'any' && !name.endsWith('/*'))]
    const listed = isOpen ? await models.list(place) : []
    return [...new Set([...named, ...listed])].filter((name) => mayChoose(name, effective))
  }

  async function show(call: CommandCall, effective: Effective, say: Messages): Promise<string> {
    const picked = call.conversation === undefined ? undefined : await picks.get(call.conversation)
    const isAllowed = picked !== undefined && mayChoose(picked, effective)
    const model = isAllowed ? picked : effective.settings.model
    return sentences(
      say,
      say.text('model.is', { model }),
      choiceText(await choices(effective, call.place), say),
    )
  }

  return {
    name: 'model',
    summary: 'command.model',
    access: 'member',
    options: [
      {
        name: 'name',
        summary: 'command.model.name',
        type: 'string',
        required: false,
        maxLength: 100,
        completes: true,
      },
    ],
    async complete(_option, typed, call) {
      const offered = await choices(await settings.in(call.place), call.place)
      const begun = typed.trim().toLowerCase()
      return ['default', ...offered].filter((name) => name.toLowerCase().includes(begun)).slice(0, 25)
    },
    async run(call, say) {
      const effective = await settings.in(call.place)
      const name = String(call.options['name'] ?? '').trim()
      if (name === '') return { kind: 'notice', text: await show(call, effective, say) }
      if (call.conversation === undefined)
        return {
          kind: 'notice',
          text: say.text('model.no-conversation', { example: `/ask model:${shown(name)}` }),
        }
      if (name.toLowerCase() === 'default') {
        await picks.set(call.conversation, undefined)
        return { kind: 'notice', text: say.text('model.default', { model: effective.settings.model }) }
      }
      if (!mayChoose(name, effective)) {
        const allowed = namesText(await choices(effective, call.place), say)
        throw badInput('name', say.text('model.not-allowed', { model: shown(name), allowed }))
      }
      const [unknown] = await models.unknown(name, call.place)
      if (unknown !== undefined)
        throw badInput('name', say.text('config.unknown-model', { model: shown(unknown) }))
      await picks.set(call.conversation, name)
      return { kind: 'notice', text: say.text('model.picked', { model: shown(name) }) }
    },
  }
}

function choiceText(names: readonly string[], say: Messages): string {
  return names.length < 2 ? '' : say.text('model.choices', { models: namesText(names, say) })
}

function namesText(names: readonly string[], say: Messages): string {
  const listed = names.slice(0, mostListed).map((name) => `\`${name}\``)
  const rest = names.length > listed.length ? ['…'] : []
  return new Intl.ListFormat(say.locale, { type: 'disjunction' }).format([...listed, ...rest])
}
