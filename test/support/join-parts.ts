/** The Markdown that parts were made of. */
export function joinParts(
  source: string,
  parts: readonly { readonly from: number; readonly to: number }[],
): string {
  return parts.map((part) => source.slice(part.from, part.to)).join('')
}
