import { Parser } from 'htmlparser2'

/** Shown by no browser, or no part of what a page says. */
const hidden = new Set([
  'script',
  'style',
  'template',
  'head',
  'noscript',
  'svg',
  'math',
  'iframe',
  'object',
  'canvas',
  'select',
])

/** They begin on a line of their own, with a blank one between them where `2`. */
const blocks: Readonly<Record<string, 1 | 2>> = {
  address: 1,
  article: 2,
  aside: 2,
  blockquote: 2,
  body: 1,
  br: 1,
  center: 1,
  dd: 1,
  details: 2,
  div: 1,
  dl: 2,
  dt: 1,
  fieldset: 2,
  figcaption: 1,
  figure: 2,
  footer: 2,
  form: 2,
  h1: 2,
  h2: 2,
  h3: 2,
  h4: 2,
  h5: 2,
  h6: 2,
  header: 2,
  hr: 2,
  html: 1,
  li: 1,
  main: 2,
  nav: 2,
  ol: 2,
  option: 1,
  p: 2,
  pre: 2,
  section: 2,
  summary: 1,
  table: 2,
  tbody: 1,
  thead: 1,
  tr: 1,
  ul: 2,
}

/**
 * The text of an HTML page as it reads in a browser: blocks on lines of their own, list items with a dash, table cells
 * parted by tabs, headings marked as in Markdown, preformatted text as it is. Never longer than `maxChars`.
 */
export function htmlToText(html: string, maxChars: number): string {
  let text = ''
  let hiddenDepth = 0
  let preDepth = 0
  let breaks = 0
  let spaced = false

  const parser = new Parser({
    onopentagname(name) {
      if (hidden.has(name)) hiddenDepth += 1
      if (hiddenDepth > 0) return
      if (name === 'br') text += lineBreak()
      else breaks = Math.max(breaks, blocks[name] ?? 0)
      if (name === 'pre' || name === 'textarea') preDepth += 1
      else if (name === 'li') say('- ')
      else if (/^h[1-6]$/u.test(name)) say(`${'#'.repeat(Number(name[1]))} `)
      else if ((name === 'td' || name === 'th') && !/(?:^|\n)$/u.test(text) && breaks === 0) text += '\t'
    },
    onclosetag(name) {
      if (hidden.has(name)) hiddenDepth = Math.max(0, hiddenDepth - 1)
      if (name === 'pre' || name === 'textarea') preDepth = Math.max(0, preDepth - 1)
      if (hiddenDepth === 0 && name !== 'br') breaks = Math.max(breaks, blocks[name] ?? 0)
    },
    ontext(data) {
      if (hiddenDepth > 0) return
      if (preDepth > 0) say(data)
      else sayCollapsed(data)
      if (text.length >= maxChars) parser.pause()
    },
  })
  parser.end(html)
  return text.slice(0, maxChars).toWellFormed().trim()

  function lineBreak(): string {
    spaced = false
    return '\n'
  }

  function sayCollapsed(data: string): void {
    const words = data.replaceAll(/\s+/gu, ' ')
    if (words === ' ') {
      spaced = true
      return
    }
    if (words.startsWith(' ')) spaced = true
    const endsSpaced = words.endsWith(' ')
    say(words.trim())
    spaced = endsSpaced
  }

  /** Whitespace that is due comes first, and not twice. */
  function say(words: string): void {
    if (words === '') return
    const isAtStart = text === ''
    if (breaks > 0 && !isAtStart) {
      const there = /\n*$/u.exec(text.slice(-2))?.[0].length ?? 0
      text += '\n'.repeat(Math.max(0, breaks - there))
    } else if (spaced && !isAtStart && !/\s$/u.test(text.slice(-1))) text += ' '
    breaks = 0
    spaced = false
    text += words
  }
}
