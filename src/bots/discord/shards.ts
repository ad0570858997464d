/** Which part of the bot's guilds this process serves. `auto`: all of them, in as many shards as Discord advises. */
export type Shards = { readonly ids: 'auto' } | { readonly ids: readonly number[]; readonly count: number }

/** Reads `auto`, a count such as `4`, or the shards of this process such as `0-3/16`. Undefined when it is none. */
export function readShards(text: string): Shards | undefined {
  if (text === 'auto') return { ids: 'auto' }
  if (/^[1-9]\d{0,4}$/u.test(text)) return { ids: range(0, Number(text) - 1), count: Number(text) }
  const match = /^(\d{1,5})-(\d{1,5})\/(\d{1,5})$/u.exec(text)
  if (match === null) return undefined
  const [first, last, count] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return first <= last && last < count ? { ids: range(first, last), count } : undefined
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
