/** A JSON object whose fields nobody has checked yet. */
export type Json = Readonly<Record<string, unknown>>

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects of an array; anything else is left out. */
export function objects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter((one): one is Json => isJson(one)) : []
}

/** The string under `key`, `''` when there is none. */
export function str(value: unknown, key: string): string {
  const found = isJson(value) ? value[key] : undefined
  return typeof found === 'string' ? found : ''
}

/** The object without the fields that are `undefined`. */
export function defined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))
}
