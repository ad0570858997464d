import { parse } from '@formatjs/icu-messageformat-parser'
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js'

/** The message as it is written for each platform. */
export function wordings(message: string): readonly string[] {
  const on =
    (platform: string) =>
    (node: Node): readonly Node[] => {
      const { type, value, options } = node
      // 5 is a select.
      if (type === 5 && value === 'platform')
        return (options?.[platform] ?? options?.['other'])?.value.flatMap(on(platform)) ?? []
      if (options === undefined) return [node]
      const inner = Object.entries(options).map(([form, option]) => [
        form,
        { ...option, value: option.value.flatMap(on(platform)) },
      ])
      return [{ ...node, options: Object.fromEntries(inner) as typeof options }]
    }
  const ast = parse(message, { ignoreTag: true })
  return ['discord', 'slack'].map((platform) => printAST((ast as Node[]).flatMap(on(platform)) as typeof ast))
}

interface Node {
  readonly type: number
  readonly value?: unknown
  readonly options?: Readonly<Record<string, { readonly value: readonly Node[] }>>
}
