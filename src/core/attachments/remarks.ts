import type { Messages } from '../i18n/messages.ts'
import type { FileRead } from './layout.ts'
import { fileName } from './layout.ts'
import { fileLimits } from './limits.ts'

/** What was not read, or not wholly, in one line for the asker; undefined when everything was. */
export function remarkOn(files: readonly FileRead[], say: Messages): string | undefined {
  const remarks = files.flatMap((file) => {
    const why = whyOf(file, say)
    return why === undefined ? [] : [say.text('files.one', { name: fileName(file.name), why })]
  })
  if (remarks.length === 0) return undefined
  const more = remarks.length - fileLimits.named
  const named = [
    ...remarks.slice(0, fileLimits.named),
    ...(more > 0 ? [say.text('files.more', { count: more })] : []),
  ]
  return say.text('files.remark', { files: named.join('; ') })
}

function whyOf(file: FileRead, say: Messages): string | undefined {
  if (file.kind === 'picture') return undefined
  if (file.kind === 'unread') {
    const megabytes = fileLimits.bytes / 1024 / 1024
    const { files: most, pictures } = fileLimits
    return say.text(`files.${file.why}`, { megabytes, most, pictures })
  }
  const { pages, ofPages, isCut } = file
  if (isCut) return say.text('files.beginning')
  if (pages === undefined || ofPages === undefined || pages >= ofPages) return undefined
  return say.text('files.pages', { pages, ofPages })
}
