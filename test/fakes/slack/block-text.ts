import { isJson, objects, str } from './json.ts'
import type { Json } from './json.ts'

/** Undoes Slack's three escapes. What comes out is shown and never read as a token again (measured by PostHog#95054). */
export function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** What people type as it travels: `& < >` escaped, except in Slack's own tokens such as `<@U1>` and `<https://x|y>`. */
export function escapeTyped(text: string): string {
  return text
    .split(/(<(?:@[UW]\w+|#\w+|!(?:channel|here|everyone|subteam\^\w+|date\^[^>]*)|https?:|mailto:)[^<>]*>)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
    .join('')
}

/** The text of blocks as a reader sees it, one line a text. Buttons are shown as `[label]`. */
export function blockText(blocks: readonly Json[]): string {
  return blocks
    .map(oneBlock)
    .filter((text) => text !== '')
    .join('\n')
}

function oneBlock(block: Json): string {
  switch (block.type) {
    case 'markdown':
      return unescape(str(block, 'text'))
    case 'section':
      return lines([
        textObject(block.text),
        ...objects(block.fields).map(textObject),
        element(block.accessory),
      ])
    case 'header':
      return textObject(block.text)
    case 'context':
    case 'actions':
    case 'context_actions':
      return objects(block.elements)
        .map(element)
        .filter((text) => text !== '')
        .join(' ')
    case 'rich_text':
      return richElements(block.elements)
    case 'table':
    case 'data_table':
      return rows(block.rows)
    case 'image':
      return str(block, 'alt_text')
    case 'input':
      return textObject(block.label)
    case 'task_card':
    case 'plan':
    case 'alert':
    case 'card':
      return lines([
        str(block, 'title') || textObject(block.title),
        textObject(block.text),
        richBlock(block.details),
      ])
    default:
      return ''
  }
}

function element(value: unknown): string {
  if (!isJson(value)) return ''
  if (value.type === 'mrkdwn' || value.type === 'plain_text') return textObject(value)
  if (value.type === 'button') return `[${textObject(value.text)}]`
  if (value.type === 'image') return str(value, 'alt_text')
  return textObject(value.text)
}

function textObject(value: unknown): string {
  return unescape(str(value, 'text'))
}

function richBlock(value: unknown): string {
  return isJson(value) && value.type === 'rich_text' ? richElements(value.elements) : ''
}

function richElements(value: unknown): string {
  return objects(value)
    .map((one) => {
      if (typeof one.text === 'string') return one.text
      if (one.type === 'link') return str(one, 'text') || str(one, 'url')
      if (one.type === 'user') return `<@${str(one, 'user_id')}>`
      if (one.type === 'emoji') return `:${str(one, 'name')}:`
      const inner = richElements(one.elements)
      return one.type === 'rich_text_list'
        ? inner
        : inner + (String(one.type).startsWith('rich_text_') ? '\n' : '')
    })
    .join('')
    .replace(/\n$/, '')
}

function rows(value: unknown): string {
  if (!Array.isArray(value)) return ''
  return value
    .map((row: unknown) =>
      objects(row)
        .map((cell) => (cell.type === 'rich_text' ? richElements(cell.elements) : str(cell, 'text')))
        .join('\t'),
    )
    .join('\n')
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n')
}
