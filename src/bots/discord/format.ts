import type { Format } from '../../core/delivery/parts/format.ts'
import { maxContentLength } from './limits.ts'

/** How Discord shows Markdown. */
export const discordFormat: Format = {
  maxLength: maxContentLength,
  spoilers: true,
  render: (markdown) => markdown,
}
