import type { RefusedParameter } from './refused-parameter.ts'
import type { Wire } from './presets/preset.ts'

/** What a host taught about one model, for as long as the process runs. */
export interface Lesson {
  readonly wire: Partial<Wire>
  readonly dropped: ReadonlySet<string>
}

export interface Lessons {
  of(target: string): Lesson
  /** Learns from a refusal. False when it had been learnt before: another try would be refused as well. */
  learn(target: string, wire: Wire, refused: RefusedParameter): boolean
}

const NONE: Lesson = { wire: {}, dropped: new Set() }

/** Remembers the parameters that hosts refuse, by `provider/model-id`. */
export function createLessons(): Lessons {
  const lessons = new Map<string, Lesson>()
  const of = (target: string): Lesson => lessons.get(target) ?? NONE
  return {
    of,
    learn(target, wire, refused) {
      const known = of(target)
      const lesson = improve(known, { ...wire, ...known.wire }, refused)
      if (lesson === undefined) return false
      lessons.set(target, lesson)
      return true
    },
  }
}

function improve(known: Lesson, wire: Wire, { field, path, instead }: RefusedParameter): Lesson | undefined {
  if (field === 'messages') {
    if (path.endsWith('name')) return wire.names ? withWire(known, { names: false }) : undefined
    if (known.wire.systemRole !== undefined) return undefined
    return withWire(known, { systemRole: wire.systemRole === 'developer' ? 'system' : 'developer' })
  }
  if (
    (instead === 'max_tokens' || instead === 'max_completion_tokens') &&
    known.wire.outputLimit === undefined
  ) {
    return withWire(known, { outputLimit: instead })
  }
  if (known.dropped.has(field)) return undefined
  return { ...known, dropped: new Set([...known.dropped, field]) }
}

function withWire(known: Lesson, wire: Partial<Wire>): Lesson {
  return { ...known, wire: { ...known.wire, ...wire } }
}
