import { styleText } from 'node:util'

/** Something that was looked at, and what was found. */
export interface Finding {
  /** What was looked at: `discord`, `slack`, `model`, `database`, `redis`, `environment`, `process`. */
  readonly about: string
  /** `note`: nothing is wrong. `warning`: it works, with less than it could. `problem`: it does not work. */
  readonly level: 'ok' | 'note' | 'warning' | 'problem'
  readonly text: string
  /** How to mend it: an exact page, variable or command. */
  readonly mend?: string
}

/** What a check hands on beside its findings. */
export function findings(about: string): {
  readonly all: readonly Finding[]
  add(level: Finding['level'], text: string, mend?: string): void
} {
  const all: Finding[] = []
  return {
    all,
    add: (level, text, mend) => void all.push({ about, level, text, ...(mend !== undefined && { mend }) }),
  }
}

const signs = { ok: '✓', note: '·', warning: '!', problem: '✗' } as const
const colours = { ok: 'green', note: 'dim', warning: 'yellow', problem: 'red' } as const

/** One finding as lines for a terminal; coloured where the standard output takes colours. */
export function toLines({ about, level, text, mend }: Finding): string {
  const sign = styleText(colours[level], signs[level], { stream: process.stdout })
  const how = mend === undefined ? '' : `\n    → ${mend}`
  return `${sign} ${about}: ${text}${how}`
}
