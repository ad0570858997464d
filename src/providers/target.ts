import { DEFAULT_DEADLINES, type Deadlines } from './deadlines.ts'
import { familyOf } from './families.ts'
import type { Host } from './hosts.ts'
import type { ModelPreset, Prices, Wire } from './presets/preset.ts'

/** One model of one host, with all that is known of it: what a call is made with. */
export interface Target {
  /** `provider/model-id` as the host spells it. */
  readonly name: string
  readonly host: Host
  readonly id: string
  readonly wire: Wire
  readonly deadlines: Deadlines
  readonly thinks: NonNullable<ModelPreset['thinks']> | 'unknown'
  /** Set where the name that was asked for means thinking, or none. */
  readonly thinking?: boolean
  /** Tokens, where known. */
  readonly context?: number
  readonly maxOutput?: number
  readonly takesImages: boolean
  readonly takesTools: boolean
  readonly prices?: Prices
  readonly systemPrompt?: string
}

export interface TargetHints {
  readonly thinking?: boolean
  /** What the host's own list says of the context, in tokens. */
  readonly context?: number
}

/** Joins what the host's preset, the model's family and the host's own list know; the more particular one counts. */
export function toTarget(host: Host, id: string, hints: TargetHints = {}): Target {
  const { preset } = host
  // Hugging Face: `:provider` after the id chooses who serves it.
  const model = preset.models.find((known) => known.id === id || id.startsWith(`${known.id}:`))
  const family = familyOf(id)
  const thinks = model?.thinks ?? family?.thinks ?? 'unknown'
  const context = hints.context ?? model?.context ?? family?.context
  const maxOutput = model?.maxOutput ?? family?.maxOutput
  const thinking = templateSwitch(host, family?.templateSwitch) ?? preset.wire.thinking
  return {
    name: `${host.name}/${id}`,
    host,
    id,
    wire: {
      ...preset.wire,
      // Hosts that are paid part the thoughts themselves.
      ...(preset.isSelfHosted && family?.inlineThoughts && { inlineThoughts: family.inlineThoughts }),
      ...(family?.temperature !== undefined && { temperature: family.temperature }),
      ...(thinking && { thinking }),
      ...model?.wire,
    },
    deadlines: { ...DEFAULT_DEADLINES, ...preset.deadlines },
    thinks,
    takesImages: model?.takesImages ?? family?.takesImages ?? false,
    takesTools: model?.takesTools ?? family?.takesTools ?? false,
    ...(hints.thinking !== undefined && { thinking: hints.thinking }),
    ...(context !== undefined && { context }),
    ...(maxOutput !== undefined && { maxOutput }),
    ...(model?.prices && { prices: model.prices }),
    ...(family?.systemPrompt !== undefined && { systemPrompt: family.systemPrompt }),
  }
}

function templateSwitch(host: Host, variable: string | undefined): Wire['thinking'] | undefined {
  if (!host.preset.takesTemplateVariables || variable === undefined) return undefined
  return {
    on: { chat_template_kwargs: { [variable]: true } },
    off: { chat_template_kwargs: { [variable]: false } },
  }
}
