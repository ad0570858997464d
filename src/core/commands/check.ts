import { Failure } from '../fault.ts'
import type { Messages } from '../i18n/messages.ts'
import type { Command, OptionSpec, OptionValue } from './command.ts'

/**
 * The values of a call as the definition wants them: text commands carry everything as strings. Throws a
 * `bad-input` failure that names the option and what it takes.
 */
export function checkOptions(
  command: Command,
  raw: Readonly<Record<string, OptionValue>>,
  say: Messages,
): Readonly<Record<string, OptionValue>> {
  const checked: Record<string, OptionValue> = {}
  for (const name of Object.keys(raw)) {
    if (!command.options.some((option) => option.name === name)) {
      throw new Failure({
        kind: 'bad-input',
        // A word too many becomes a name, and may be a key.
        field: /^[a-z]{1,32}$/u.test(name) ? name : '…',
        problem: say.text('input.unknown-option'),
      })
    }
  }
  for (const option of command.options) {
    const value = raw[option.name]
    if (value === undefined || value === '') {
      if (option.required) throw badInput(option, say.text('input.missing'))
      continue
    }
    checked[option.name] = checkValue(option, value, say)
  }
  return checked
}

function checkValue(option: OptionSpec, value: OptionValue, say: Messages): OptionValue {
  switch (option.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value
      if (/^(true|yes|on)$/iu.test(String(value))) return true
      if (/^(false|no|off)$/iu.test(String(value))) return false
      throw badInput(option, say.text('input.not-a-boolean'))
    case 'integer':
      if (/^-?\d{1,15}$/u.test(String(value))) return Number(value)
      throw badInput(option, say.text('input.not-a-number'))
    case 'string': {
      const text = meant(option, String(value))
      if (option.choices !== undefined && !option.choices.includes(text)) {
        const choices = new Intl.ListFormat(say.locale, { type: 'disjunction' }).format(option.choices)
        throw badInput(option, say.text('input.not-a-choice', { choices }))
      }
      if (option.maxLength !== undefined && text.length > option.maxLength) {
        throw badInput(option, say.text('input.too-long', { max: option.maxLength }))
      }
      return text
    }
  }
}

/** A choice however it is written; other text as it is. */
function meant({ choices, synonyms }: OptionSpec, text: string): string {
  if (choices === undefined) return text
  const word = text.trim().toLowerCase()
  return synonyms?.[word] ?? choices.find((choice) => choice.toLowerCase() === word) ?? text
}

function badInput(option: OptionSpec, problem: string): Failure {
  return new Failure({ kind: 'bad-input', field: option.name, problem })
}
