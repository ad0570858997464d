import * as limits from './limits.ts'
import { isJson, objects, str } from './json.ts'
import type { Json } from './json.ts'

export type Surface = 'message' | 'modal' | 'home'

export interface BlockProblem {
  readonly code: 'invalid_blocks' | 'msg_blocks_too_long' | 'msg_too_long'
  readonly detail: string
}

/** The first thing Slack would refuse in these blocks. https://docs.slack.dev/reference/block-kit/blocks */
export function blockProblem(blocks: readonly Json[], surface: Surface): BlockProblem | undefined {
  const most = surface === 'message' ? limits.MESSAGE_BLOCKS : limits.VIEW_BLOCKS
  if (blocks.length > most) return bad('/blocks', `no more than ${most} items allowed`)
  const blockIds = new Set<string>()
  const actionIds = new Set<string>()
  for (const [index, block] of blocks.entries()) {
    const path = `/blocks/${index}`
    const problem = ownProblem(block, path, surface)
    if (problem !== undefined) return problem
    const blockId = str(block, 'block_id')
    if (blockId.length > 255) return bad(path, 'block_id must be less than 256 characters')
    if (blockId !== '' && blockIds.has(blockId)) return bad(path, `block_id ${blockId} already exists`)
    blockIds.add(blockId)
    for (const element of interactive(block)) {
      const found = elementProblem(element, path)
      if (found !== undefined) return found
      const actionId = str(element, 'action_id')
      if (actionId !== '' && actionIds.has(actionId)) return bad(path, `action_id ${actionId} already exists`)
      actionIds.add(actionId)
    }
  }
  const total = blocks.reduce((sum, block) => sum + textLength(block), 0)
  if (surface === 'message' && total > limits.BLOCKS_TOTAL_CHARS) {
    return { code: 'msg_blocks_too_long', detail: `${total} characters in all blocks` }
  }
  return undefined
}

function ownProblem(block: Json, path: string, surface: Surface): BlockProblem | undefined {
  const type = str(block, 'type')
  switch (type) {
    case 'markdown': {
      if (surface !== 'message') return bad(path, 'unsupported type: markdown')
      const length = str(block, 'text').length
      if (length === 0) return bad(`${path}/text`, 'must be more than 0 characters')
      if (length > limits.MARKDOWN_CHARS)
        return { code: 'msg_blocks_too_long', detail: `markdown of ${length}` }
      return undefined
    }
    case 'section': {
      const fields = objects(block.fields)
      if (block.text === undefined && fields.length === 0) return bad(path, 'missing required field: text')
      if (fields.length > 10) return bad(`${path}/fields`, 'no more than 10 items allowed')
      return (
        (block.text === undefined ? undefined : textProblem(block.text, `${path}/text`, 3000)) ??
        first(fields, (field) => textProblem(field, `${path}/fields`, 2000))
      )
    }
    case 'header':
      return textProblem(block.text, `${path}/text`, 150, 'plain_text')
    case 'context':
      return (
        count(block, path, 10) ??
        first(objects(block.elements), (one) =>
          one.type === 'image'
            ? imageProblem(one, `${path}/elements`)
            : textProblem(one, `${path}/elements`, 2000),
        )
      )
    case 'actions':
      return count(block, path, 25)
    case 'context_actions':
      return count(block, path, 5)
    case 'image':
      return (
        imageProblem(block, path) ??
        (block.title === undefined
          ? undefined
          : textProblem(block.title, `${path}/title`, 2000, 'plain_text'))
      )
    case 'input':
      if (surface === 'message') return bad(path, 'unsupported type: input')
      return textProblem(block.label, `${path}/label`, 2000, 'plain_text')
    case 'data_table':
      return textLength(block) > 10_000 ? bad(path, 'more than 10000 characters') : undefined
    case 'table': {
      const rows = Array.isArray(block.rows) ? block.rows : []
      if (rows.length === 0 || rows.length > 100) return bad(`${path}/rows`, 'between 1 and 100 rows')
      return textLength(block) > 10_000 ? bad(path, 'more than 10000 characters') : undefined
    }
    case 'rich_text':
      return Array.isArray(block.elements) ? undefined : bad(path, 'missing required field: elements')
    case 'divider':
    case 'file':
    case 'video':
    case 'alert':
    case 'card':
    case 'carousel':
    case 'container':
    case 'plan':
    case 'task_card':
    case 'data_visualization':
      return undefined
    default:
      return bad(path, `unsupported type: ${type}`)
  }
}

/** https://docs.slack.dev/reference/block-kit/blocks/image-block, …/composition-objects/slack-file-object */
function imageProblem(image: Json, path: string): BlockProblem | undefined {
  const alt = str(image, 'alt_text')
  if (alt === '') return bad(path, 'missing required field: alt_text')
  if (alt.length > 2000) return bad(`${path}/alt_text`, 'must be less than 2001 characters')
  const file = image.slack_file
  if ((image.image_url === undefined) === (file === undefined))
    return bad(path, 'must have either image_url or slack_file')
  if (str(image, 'image_url').length > 3000) return bad(path, 'image_url too long')
  if (file === undefined) return undefined
  const given = isJson(file) ? [str(file, 'id'), str(file, 'url')].filter((one) => one !== '') : []
  return given.length === 1 ? undefined : bad(`${path}/slack_file`, 'must have either id or url')
}

function elementProblem(element: Json, path: string): BlockProblem | undefined {
  const where = `${path}/${str(element, 'type')}`
  if (str(element, 'action_id').length > 255) return bad(where, 'action_id must be less than 256 characters')
  switch (element.type) {
    case 'button':
      if (str(element, 'value').length > 2000) return bad(where, 'value must be less than 2001 characters')
      if (str(element, 'url').length > 3000) return bad(where, 'url must be less than 3001 characters')
      return textProblem(element.text, `${where}/text`, 75, 'plain_text')
    case 'static_select':
    case 'multi_static_select': {
      const groups = objects(element.option_groups)
      if (groups.length > 100) return bad(where, 'no more than 100 option groups allowed')
      const options =
        groups.length > 0 ? groups.flatMap((group) => objects(group.options)) : objects(element.options)
      if (options.length === 0) return bad(where, 'must provide options')
      if (groups.length === 0 && options.length > 100) return bad(where, 'no more than 100 items allowed')
      return first(options, (option) => optionProblem(option, where))
    }
    case 'overflow':
    case 'radio_buttons':
    case 'checkboxes': {
      const options = objects(element.options)
      const most = element.type === 'overflow' ? 5 : 10
      if (options.length === 0 || options.length > most) return bad(where, `between 1 and ${most} options`)
      return first(options, (option) => optionProblem(option, where))
    }
    case 'plain_text_input': {
      const initial = str(element, 'initial_value').length
      const most = typeof element.max_length === 'number' ? element.max_length : 3000
      return most > 3000 || initial > most ? bad(where, 'max_length is 3000') : undefined
    }
    default:
      return undefined
  }
}

function optionProblem(option: Json, where: string): BlockProblem | undefined {
  if (str(option, 'value').length > 150) return bad(where, 'option value must be less than 151 characters')
  return textProblem(option.text, `${where}/options`, 75)
}

function interactive(block: Json): readonly Json[] {
  const nested = [...objects(block.elements), block.accessory, block.element].filter((one) => isJson(one))
  return nested.filter((one) => 'action_id' in one || one.type === 'button')
}

function textProblem(value: unknown, path: string, most: number, only?: string): BlockProblem | undefined {
  if (!isJson(value)) return bad(path, 'missing required field')
  if (only !== undefined && value.type !== only) return bad(path, `must be ${only}`)
  if (value.type !== 'plain_text' && value.type !== 'mrkdwn') return bad(path, 'must be a text object')
  const length = typeof value.text === 'string' ? value.text.length : 0
  if (length === 0) return bad(path, 'must be more than 0 characters')
  return length > most ? bad(path, `must be less than ${most + 1} characters`) : undefined
}

function count(block: Json, path: string, most: number): BlockProblem | undefined {
  const elements = objects(block.elements)
  if (elements.length === 0) return bad(`${path}/elements`, 'must provide elements')
  return elements.length > most ? bad(`${path}/elements`, `no more than ${most} items allowed`) : undefined
}

/** Characters of all texts in a block. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textLength(one), 0)
  if (!isJson(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, field]) =>
      sum + (key === 'text' && typeof field === 'string' ? field.length : textLength(field)),
    0,
  )
}

function first<T>(
  values: readonly T[],
  check: (value: T) => BlockProblem | undefined,
): BlockProblem | undefined {
  for (const value of values) {
    const problem = check(value)
    if (problem !== undefined) return problem
  }
  return undefined
}

function bad(path: string, detail: string): BlockProblem {
  return { code: 'invalid_blocks', detail: `${detail} [json-pointer:${path}]` }
}

/** The first thing Slack would refuse in a view. https://docs.slack.dev/reference/views */
export function viewProblem(view: Json): string | undefined {
  const surface = view.type === 'home' ? 'home' : 'modal'
  if (view.type !== 'home' && view.type !== 'modal') return 'type must be modal or home'
  if (!Array.isArray(view.blocks)) return 'missing required field: blocks'
  const blocks = objects(view.blocks)
  const problem = blockProblem(blocks, surface)
  if (problem !== undefined) return problem.detail
  if (str(view, 'callback_id').length > 255) return 'callback_id must be less than 256 characters'
  if (str(view, 'private_metadata').length > 3000) return 'private_metadata must be less than 3001 characters'
  if (surface === 'home') return undefined
  const title = textProblem(view.title, '/title', 24, 'plain_text')
  if (title !== undefined) return title.detail
  for (const field of ['submit', 'close']) {
    const found =
      view[field] === undefined ? undefined : textProblem(view[field], `/${field}`, 24, 'plain_text')
    if (found !== undefined) return found.detail
  }
  if (view.submit === undefined && blocks.some((block) => block.type === 'input'))
    return 'submit is required with inputs'
  return undefined
}
