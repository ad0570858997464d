import { subscript, superscript } from './scripts.ts'

/** An element of the presentation MathML that KaTeX writes, or its text. */
export interface MathNode {
  readonly name: string
  readonly attributes: string
  readonly children: MathNode[]
  readonly text: string
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** Reads KaTeX's well-formed output; it is no parser for XML of other origin. */
export function readMathMl(xml: string): MathNode {
  const root: MathNode = { name: 'root', attributes: '', children: [], text: '' }
  const open = [root]
  for (const [, close, name, attributes, text] of xml.matchAll(/<(\/?)([a-z]+)([^>]*)>|([^<]+)/g)) {
    const parent = open.at(-1) ?? root
    if (text !== undefined)
      parent.children.push({ name: '', attributes: '', children: [], text: decode(text) })
    else if (close === '/') open.pop()
    else {
      const node: MathNode = { name: name ?? '', attributes: attributes ?? '', children: [], text: '' }
      parent.children.push(node)
      if (!(attributes ?? '').endsWith('/')) open.push(node)
    }
  }
  return root
}

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|([a-z]+));/gi,
    (whole, hex: string | undefined, name: string | undefined) =>
      hex === undefined ? (entities[name ?? ''] ?? whole) : String.fromCodePoint(Number.parseInt(hex, 16)),
  )
}

const binary = /^[=<>≤≥≠≈≡∼≃≅≪≫∝∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔↦⟶⟹⟺∪∩∖∧∨+−±∓×÷⋅·∘⊕⊗∗:≔≜⊢⊨⊥∥]$/u
const opening = /(?:^|[\s(=])\|$|[([{⟨⌊⌈=<>≤≥≠≈≡∈→⇒,;\s]$/u
const bigOperator = /^[∑∏∐⋃⋂∫∬∭∮⨁⨂]$/u

const fractions: Readonly<Record<string, string>> = {
  '1/2': '½',
  '1/3': '⅓',
  '2/3': '⅔',
  '1/4': '¼',
  '3/4': '¾',
  '1/5': '⅕',
  '1/6': '⅙',
  '1/8': '⅛',
}

const accents: Readonly<Record<string, string>> = {
  '^': '\u0302',
  ˆ: '\u0302',
  '~': '\u0303',
  '˜': '\u0303',
  ˉ: '\u0304',
  '‾': '\u0305',
  '¯': '\u0305',
  '˙': '\u0307',
  '¨': '\u0308',
  '⃗': '\u20D7',
  '→': '\u20D7',
  ˇ: '\u030C',
  '´': '\u0301',
  '`': '\u0300',
}

/** The formula in one line of text, or a line a row where it has rows. */
export function mathText(node: MathNode): string {
  const [first, second, third] = node.children
  switch (node.name) {
    case '':
      return node.text.replace(/∣/g, '|')
    case 'semantics':
      return textOf(first)
    case 'annotation':
    case 'mphantom':
      return ''
    case 'mi':
      return styled(sequence(node.children), node.attributes)
    case 'mn':
    case 'mtext':
      return sequence(node.children).replace(/\u00A0/g, ' ')
    case 'mo':
      return sequence(node.children)
    case 'mspace':
      return space(node.attributes)
    case 'mfrac':
      return fraction(textOf(first), textOf(second), node.attributes)
    case 'msqrt':
      return `√${grouped(sequence(node.children))}`
    case 'mroot':
      return root(textOf(first), textOf(second))
    case 'msup':
      return textOf(first) + raised(textOf(second))
    case 'msub':
      return textOf(first) + low(textOf(second))
    case 'msubsup':
      return textOf(first) + low(textOf(second)) + raised(textOf(third))
    case 'munder':
      return under(textOf(first), textOf(second))
    case 'mover':
      return over(textOf(first), textOf(second), node.attributes)
    case 'munderover':
      return textOf(first) + low(textOf(second)) + raised(textOf(third))
    case 'mtable':
      return table(node)
    default:
      return sequence(node.children)
  }
}

const textOf = (node: MathNode | undefined): string => (node === undefined ? '' : mathText(node))

function sequence(nodes: readonly MathNode[]): string {
  let line = ''
  for (const [index, node] of nodes.entries()) {
    const text = mathText(node)
    const before = nodes[index - 1]
    if (node.name === 'mtable' && before !== undefined) line = fenced(line, text)
    else if (isOperator(node) && binary.test(text)) {
      line =
        line === '' || opening.test(line)
          ? line + (text === '−' || text === '+' ? text : `${text} `)
          : `${line} ${text} `
    } else if (text === ',' || text === ';') line += `${text} `
    else if (text === '\u2061')
      line += nodes[index + 1] !== undefined && startsTight(nodes[index + 1]) ? '' : ' '
    else if (before !== undefined && bigOperator.test(headOf(before)) && !/^[\s()]/.test(text))
      line += ` ${text}`
    else if (/[\p{L}\p{N})]$/u.test(line) && /^[A-Za-z]{2,}$/.test(headOf(node)) && node.name !== 'mtext')
      line += ` ${text}`
    else if (text.startsWith(' ')) line += line.endsWith(' ') ? text.trimStart() : text
    else line += text
  }
  return line
}

function isOperator(node: MathNode): boolean {
  return (
    node.name === 'mo' ||
    ((node.name === 'mrow' || node.name === 'mpadded') &&
      node.children.length === 1 &&
      isOperator(node.children[0] ?? node))
  )
}

const startsTight = (node: MathNode | undefined): boolean => /^[()[\]{}]/.test(textOf(node))

function headOf(node: MathNode): string {
  return node.children.length === 0 || node.name === 'mo' ? textOf(node) : headOf(node.children[0] ?? node)
}

/** Rows after an opening bracket are a matrix; after a brace, cases; else lines of an alignment. */
function fenced(line: string, rows: string): string {
  return /[([|‖]$/u.test(line) ? line + rows.replace(/\n/g, '; ') : line + rows
}

function table(node: MathNode): string {
  const rows = node.children.filter((row) => row.name === 'mtr')
  const isAlignment = /columnspacing="(?:0em ?)+"|columnalign="right left/.test(node.attributes)
  return rows
    .map((row) =>
      row.children
        .map(mathText)
        .filter((cell) => cell !== '')
        .join(isAlignment ? ' ' : '  ')
        .replace(isAlignment ? / +/g : /$^/, ' ')
        .trim(),
    )
    .filter((row) => row !== '')
    .join('\n')
}

function space(attributes: string): string {
  if (attributes.includes('linebreak="newline"')) return '\n'
  const width = /width="([\d.]+)em"/.exec(attributes)
  return width !== null && Number(width[1]) >= 0.5 ? '  ' : ''
}

function grouped(text: string): string {
  return /^(?:\p{N}[\p{N}.]*|.)$/u.test(text) ? text : `(${text})`
}

function fraction(top: string, bottom: string, attributes: string): string {
  if (attributes.includes('linethickness="0px"')) return `${top} choose ${bottom}`
  const known = fractions[`${top}/${bottom}`]
  if (known !== undefined) return known
  const part = (text: string): string =>
    /^[\p{L}\p{N}\p{M}₀-₉⁰¹²³⁴-⁹√∂∞′.]+$/u.test(text) ? text : `(${text.trim()})`
  const simple = /^(?:\p{N}+|\p{L}\p{M}*[₀-₉⁰¹²³⁴-⁹′]*|[√∂]\p{L}\p{M}*)$/u.test(bottom)
  return `${part(top)}/${simple ? bottom : `(${bottom.trim()})`}`
}

function root(base: string, degree: string): string {
  const sign = ({ '2': '√', '3': '∛', '4': '∜' } as Readonly<Record<string, string>>)[degree]
  return (sign ?? `${superscript(degree) ?? degree}√`) + grouped(base)
}

function raised(text: string): string {
  if (/^[′″‴⁗∘]+$/u.test(text)) return text.replace('∘', '°')
  return script('^', text, superscript(text.replace(/ /g, '')))
}

const low = (text: string): string => script('_', text, subscript(text.replace(/ /g, '')))

function script(mark: string, text: string, mapped: string | undefined): string {
  if (text === '') return ''
  return mapped ?? (Array.from(text).length === 1 ? `${mark}${text}` : `${mark}(${text.trim()})`)
}

function under(base: string, label: string): string {
  if (/^[_⏟‾¯]$/u.test(label)) return base
  // A named operator (lim, max) brings its space, which belongs after the label.
  return base.endsWith(' ') ? `${base.trimEnd()}${low(label)} ` : base + low(label)
}

function over(base: string, mark: string, attributes: string): string {
  const accent = accents[mark]
  if (accent !== undefined && Array.from(base).length === 1) return base + accent
  if (accent !== undefined || /^[⏞^~]$/u.test(mark))
    return attributes.includes('accent') ? base : base + raised(mark)
  return base + raised(mark)
}

/** Letters of the other alphabets of mathematics: where each starts in Unicode, and what older blocks hold. */
const alphabets: Readonly<
  Record<string, { capital: number; small?: number; digit?: number; holes: Readonly<Record<string, string>> }>
> = {
  'double-struck': {
    capital: 0x1d538,
    small: 0x1d552,
    digit: 0x1d7d8,
    holes: { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' },
  },
  script: { capital: 0x1d49c, holes: { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ' } },
  fraktur: { capital: 0x1d504, small: 0x1d51e, holes: { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' } },
}

function styled(text: string, attributes: string): string {
  const alphabet = alphabets[/mathvariant="([a-z-]+)"/.exec(attributes)?.[1] ?? '']
  if (alphabet === undefined) return text
  return Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    if (code >= 65 && code <= 90)
      return alphabet.holes[letter] ?? String.fromCodePoint(alphabet.capital + code - 65)
    if (code >= 97 && code <= 122 && alphabet.small !== undefined)
      return String.fromCodePoint(alphabet.small + code - 97)
    return letter
  }).join('')
}
