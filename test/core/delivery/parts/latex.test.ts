import { expect, it } from 'vitest'
import { isDollarMath, latexToText } from '../../../../src/core/delivery/parts/latex.ts'

it.each([
  ['E=mc^2', 'E = mc²'],
  ['\\frac{a_1}{\\sqrt{2}} \\le \\mathbb{R}', 'a₁/(√2) ≤ ℝ'],
  ['x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}', 'x = (−b ± √(b² − 4ac))/(2a)'],
  ['\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}', '∑ᵢ₌₁ⁿ i = (n(n + 1))/2'],
  ['\\int_0^\\infty e^{-x^2}\\,dx', '∫₀^∞ e^(−x²) dx'],
  ['\\lim_{x \\to 0} \\sin x', 'lim_(x → 0) sin x'],
  ['O(n \\log n)', 'O(n log n)'],
  ['\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}', '(a  b; c  d)'],
  ['\\begin{aligned} x &= 1 \\\\ y &= -2 \\end{aligned}', 'x = 1\ny = −2'],
  ['\\vec{v}\\cdot\\hat{n}', 'v⃗ ⋅ n̂'],
  ['\\mathcal{L}(\\theta)', 'ℒ(θ)'],
  ['\\text{if } x > 0', 'if x > 0'],
  ['\\sqrt[3]{27}=3', '∛27 = 3'],
  ['\\binom{n}{k}', '(n choose k)'],
  ['90^\\circ', '90°'],
  ['|x| < \\varepsilon', '|x| < ε'],
])('reads %s', (tex, text) => {
  expect(latexToText(tex)).toBe(text)
})

it.each(['\\frac{', '\\unknown', '', '\\def\\a{\\a\\a}\\a', '{'.repeat(3_000)])('gives up on %j', (tex) => {
  expect(latexToText(tex)).toBeUndefined()
})

it('tells formulas from money', () => {
  const isMath = (text: string): boolean => isDollarMath(text, text.indexOf('$'), text.lastIndexOf('$') + 1)
  expect(['$x$', 'is $a + b$.', '$$x$$'].map(isMath)).toEqual([true, true, true])
  expect(['$5 and $10', '$HOME and $', 'US$5 or US$6', '$5-$10'].map(isMath)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
