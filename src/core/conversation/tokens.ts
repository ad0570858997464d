/**
 * Tokens of a text, estimated: a token is about four characters of Latin text, and one or two of most others.
 * Errs high, as a prompt must fit; exactness is not needed.
 */
export function estimateTokens(text: string): number {
  let narrow = 0
  let wide = 0
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) < 0x02_80) narrow += 1
    else wide += 1
  }
  return Math.ceil(narrow / 3.5 + wide * 0.9) + 4
}
