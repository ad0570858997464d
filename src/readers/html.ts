import { Tokenizer } from 'htmlparser2'

/** Shown by no browser, or no part of what a page says. */
const hidden = new Set([
  'canvas',
  'iframe',
  'math',
  'noscript',
  'object',
  'script',
  'style',
  'svg',
  'template',
  'title',
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
 * parted by tabs, headings marked as in Markdown, preformatted text as it is. Never longer than `maxChars`. Elements
 * are not matched with their ends, which takes time beyond all measure where somebody nests them by the thousand.
 */
export function htmlToText(html: string, maxChars: number): string {
  const pieces: string[] = []
  let length = 0
  let tail = ''
  let hiddenDepth = 0
  let preDepth = 0
  let breaks = 0
  let spaced = false
  let opened = ''

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        opened = html.slice(start, Math.min(end, start + longestName)).toLowerCase()
        if (opened === 'body') hiddenDepth = 0
        if (hidden.has(opened)) hiddenDepth += 1
        if (hiddenDepth === 0) open(opened)
      },
      onselfclosingtag() {
        // Others do not close themselves, whatever they say.
        if (opened === 'svg' || opened === 'math') hiddenDepth = Math.max(0, hiddenDepth - 1)
      },
      onclosetag(start, end) {
        close(html.slice(start, Math.min(end, start + longestName)).toLowerCase())
      },
      ontext: (start, end) => read(html.slice(start, end)),
      ontextentity: (codePoint) => read(String.fromCodePoint(codePoint)),
      oncdata: (start, end, offset) => read(html.slice(start, end - offset)),
      onattribdata: () => undefined,
      onattribentity: () => undefined,
      onattribend: () => undefined,
      onattribname: () => undefined,
      oncomment: () => undefined,
      ondeclaration: () => undefined,
      onend: () => undefined,
      onopentagend: () => undefined,
      onprocessinginstruction: () => undefined,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return pieces.join('').slice(0, maxChars).toWellFormed().trim()

  function open(name: string): void {
    if (name === 'br') {
      write('\n')
      spaced = false
      return
    }
    breaks = Math.max(breaks, blocks[name] ?? 0)
    if (name === 'pre' || name === 'textarea') preDepth += 1
    else if (name === 'li') say('- ')
    else if (/^h[1-6]$/u.test(name)) say(`${'#'.repeat(Number(name[1]))} `)
    else if ((name === 'td' || name === 'th') && breaks === 0 && tail !== '' && !tail.endsWith('\n'))
      write('\t')
  }

  function close(name: string): void {
    if (hidden.has(name)) hiddenDepth = Math.max(0, hiddenDepth - 1)
    else if (hiddenDepth === 0) breaks = Math.max(breaks, blocks[name] ?? 0)
    if (name === 'pre' || name === 'textarea') preDepth = Math.max(0, preDepth - 1)
  }

  function read(text: string): void {
    if (hiddenDepth > 0) return
    if (preDepth > 0) {
      say(text)
      return
    }
    const words = text.replaceAll(/\s+/gu, ' ')
    if (words.startsWith(' ')) spaced = true
    if (words.trim() === '') return
    say(words.trim())
    spaced = words.endsWith(' ')
  }

  /** White space that is due comes first, and not twice. */
  function say(text: string): void {
    if (text === '') return
    const there = /\n*$/u.exec(tail)?.[0].length ?? 0
    if (length > 0 && breaks > there) write('\n'.repeat(breaks - there))
    else if (length > 0 && breaks === 0 && spaced && !/\s$/u.test(tail)) write(' ')
    breaks = 0
    spaced = false
    write(text)
  }

  function write(text: string): void {
    pieces.push(text)
    length += text.length
    tail = (tail + text.slice(-2)).slice(-2)
    if (length >= maxChars) tokenizer.pause()
  }
}

/** No name that matters is longer. */
const longestName = 12
