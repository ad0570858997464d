import type { FetchedFile } from '../../core/bot.ts'
import type { Attachment } from '../../core/question.ts'
import { limits } from './limits.ts'

export interface HeldFile {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** Files that came with messages. They are in memory alone, the newest ones; a restart forgets them. */
export interface Files {
  add(name: string, type: string, bytes: Uint8Array): HeldFile
  get(id: string): HeldFile | undefined
  fetch(attachment: Attachment, maxBytes: number): FetchedFile
  clear(): void
}

export function createFiles(newId: () => string): Files {
  const held = new Map<string, HeldFile>()

  function makeRoom(bytes: number): void {
    let total = bytes
    for (const file of held.values()) total += file.bytes.length
    for (const file of held.values()) {
      if (total <= limits.heldFileBytes) return
      held.delete(file.id)
      total -= file.bytes.length
    }
  }

  return {
    add(name, type, bytes) {
      makeRoom(bytes.length)
      const file = { id: newId(), name, type, bytes }
      held.set(file.id, file)
      return file
    },
    get: (id) => held.get(id),
    fetch({ id }, maxBytes) {
      const file = id === undefined ? undefined : held.get(id)
      if (file === undefined) return { kind: 'none', why: 'gone' }
      if (file.bytes.length > maxBytes) return { kind: 'none', why: 'too-large' }
      return { kind: 'file', bytes: file.bytes }
    },
    clear: () => held.clear(),
  }
}
