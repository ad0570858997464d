/** Names for what a message mentions by id; undefined where it has none. */
export interface Names {
  person(id: string): string | undefined
  channel(id: string): string | undefined
}

const reference = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/gu

/** A message as Slack sends it (mrkdwn, escaped) in the Markdown that models read and write. */
export function toMarkdown(mrkdwn: string, names: Names): string {
  return outsideCode(mrkdwn, (text) => emphasis(references(text, names)), unescape)
}

function references(text: string, names: Names): string {
  let last = 0
  let out = ''
  for (const match of text.matchAll(reference)) {
    out += unescape(text.slice(last, match.index))
    out += referenceText(match[1] ?? '', match[2] ?? '', match[3], names)
    last = match.index + match[0].length
  }
  return out + unescape(text.slice(last))
}

function referenceText(sigil: string, target: string, label: string | undefined, names: Names): string {
  const shown = label === undefined || label === '' ? undefined : unescape(label)
  switch (sigil) {
    case '@':
      return `@${names.person(target) ?? shown ?? target}`
    case '#':
      return `#${shown ?? names.channel(target) ?? target}`
    case '!':
      if (/^(?:here|channel|everyone)$/u.test(target)) return `@${target}`
      return shown ?? (target.startsWith('date^') ? (target.split('^')[2] ?? '') : `@${target}`)
    default: {
      const url = unescape(target.replace(/^mailto:/u, ''))
      return shown === undefined || shown === url || shown === unescape(target) ? url : `[${shown}](${url})`
    }
  }
}

/** `*bold*` and `~struck~` are the two that mean something else in Markdown. */
function emphasis(text: string): string {
  return text
    .replaceAll(/(^|[\s([{"'_~])\*(?![\s*])([^*\n]*[^\s*])\*(?=$|[\s.,;:!?)\]}"'_~])/gmu, '$1**$2**')
    .replaceAll(/(^|[\s([{"'_*])~(?![\s~])([^~\n]*[^\s~])~(?=$|[\s.,;:!?)\]}"'_*])/gmu, '$1~~$2~~')
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** Fences and code spans are the same in both; only what Slack escaped in them is undone. */
function outsideCode(
  text: string,
  change: (prose: string) => string,
  keep: (code: string) => string,
): string {
  return text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/u)
    .map((piece, index) => (index % 2 === 1 ? keep(plainLinks(piece)) : change(piece)))
    .join('')
}

/** Slack links addresses even within code. */
function plainLinks(code: string): string {
  return code.replaceAll(
    /<((?:https?|mailto):[^<>|]*)(?:\|([^<>]*))?>/gu,
    (_all, url: string, label?: string) => (label === undefined ? url.replace(/^mailto:/u, '') : label),
  )
}

/** Markdown in the mrkdwn that `response_url` and context blocks still want. Nothing in it mentions anybody. */
export function toMrkdwn(markdown: string): string {
  return outsideCode(
    markdown,
    (prose) => {
      const bold = '\u0001'
      return escape(prose)
        .replaceAll(/^ {0,3}#{1,6} +(.+?) *#*$/gmu, `${bold}$1${bold}`)
        .replaceAll(/!?\[([^\]\n]+)\]\((https?:[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/gu, '<$2|$1>')
        .replaceAll(/\*\*(?=\S)(.+?\S|\S)\*\*/gu, `${bold}$1${bold}`)
        .replaceAll(/__(?=\S)(.+?\S|\S)__/gu, `${bold}$1${bold}`)
        .replaceAll(/(^|[^\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])/gu, '$1_$2_')
        .replaceAll(/~~(?=\S)(.+?\S|\S)~~/gu, '~$1~')
        .replaceAll(/^(\s*)[-*+] +/gmu, '$1• ')
        .replaceAll(/^(\s*)&gt; ?/gmu, '$1> ')
        .replaceAll(bold, '*')
    },
    (code) => escape(code.replace(/^```[^\n`]*\n/u, '```\n')),
  )
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What Slack would decode for the reader. */
const entity = /&(?=(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/giu

/**
 * Markdown for `markdown_text`, in which nothing pings and everything reads as it was written. Slack takes its own
 * `<…>` tokens even there, and shows an escaped bracket as the bracket, also in code (measured by PostHog#95054).
 * `>` stays, since quotes need it.
 */
export function escapeMarkdown(markdown: string): string {
  return markdown.replaceAll(entity, '&amp;').replaceAll('<', '&lt;')
}

/** What people see of Markdown that was escaped so. */
export function unescapeMarkdown(escaped: string): string {
  return escaped.replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}

/** How many characters at the end could still become an entity when more text follows. */
export function unsettledTail(markdown: string): number {
  return /&(?:#?\w{0,7})?$/u.exec(markdown)?.[0].length ?? 0
}
