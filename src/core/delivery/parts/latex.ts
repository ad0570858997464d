import { createRequire } from 'node:module'
import type Katex from 'katex'
import { mathText, readMathMl } from './mathml.ts'

const load = createRequire(import.meta.url)
/** Loaded with the first formula: it is more than a megabyte, and most processes never see one. */
const katex = () => load('katex') as typeof Katex

/** KaTeX stops at this many expansions; a formula of a text needs a handful. */
const maxExpand = 200

const remembered = new Map<string, string | undefined>()

/**
 * LaTeX in readable Unicode: `\frac{a_1}{\sqrt 2} \le \mathbb{R}` becomes `a₁/√2 ≤ ℝ`. Rows become lines. Undefined
 * when KaTeX does not understand it, which is so for half a formula too.
 */
export function latexToText(tex: string): string | undefined {
  if (tex.length > 4_000) return undefined
  if (remembered.has(tex)) return remembered.get(tex)
  const text = convert(tex)
  if (remembered.size > 200) remembered.clear()
  remembered.set(tex, text)
  return text
}

function convert(tex: string): string | undefined {
  try {
    const xml = katex().renderToString(tex, {
      output: 'mathml',
      displayMode: true,
      strict: 'ignore',
      trust: false,
      maxExpand,
    })
    const lines = mathText(readMathMl(xml))
      .replace(/[\u00A0\u2000-\u200A\u202F\u205F]/g, ' ')
      .split('\n')
      .map((line) => line.replace(/ {3,}/g, '  ').trim())
    const text = lines.filter((line) => line !== '').join('\n')
    return text === '' ? undefined : text
  } catch {
    // A parse error says that this is no formula: the caller shows the source.
    return undefined
  }
}

/** Whether text between `\[` and `\]` is a formula rather than text in escaped brackets. */
export function looksLikeMath(tex: string): boolean {
  return /[\\^_=<>+*/{}\d]/.test(tex) || /^\s*\S{1,3}\s*$/.test(tex)
}

/**
 * Dollars as Pandoc reads them: no space inside at either end, no digit after the closing one. "$5 and $10" is money.
 */
export function isDollarMath(text: string, from: number, to: number): boolean {
  if (text.startsWith('$$', from)) return true
  const inside = text.slice(from + 1, to - 1)
  return (
    inside !== '' &&
    !/^\s|\s$/.test(inside) &&
    !/[\p{L}\p{N}]/u.test(text.charAt(to)) &&
    !/[\p{L}\p{N}]/u.test(text.charAt(from - 1))
  )
}
