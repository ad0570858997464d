import { alignedTextFormat } from '../../core/delivery/parts/formats.ts'
import { maxContentLength } from './limits.ts'

/** How Discord shows Markdown: https://support.discord.com/hc/en-us/articles/210298617 */
export const discordFormat = alignedTextFormat({
  maxLength: maxContentLength,
  headings: 3,
  spoilers: true,
  smallPrint: '-# ',
})
