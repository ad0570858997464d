import { parentPort, workerData } from 'node:worker_threads'
import type { ReadText } from '../core/attachments/file-reader.ts'
import { htmlToText } from './html.ts'
import type { Job } from './job.ts'
import { pdfToText } from './pdf.ts'

const job = workerData as Job

// No reader needs it, and no file is to make one use it.
Reflect.deleteProperty(globalThis, 'fetch')
Reflect.deleteProperty(globalThis, 'WebSocket')

/** Bytes in one piece. What asks for more unpacks without end: no text of a page comes near. */
const largestBuffer = 64 * 1024 * 1024
let askedTooMuch = false
globalThis.Uint8Array = new Proxy(Uint8Array, {
  construct(target, args: readonly unknown[]) {
    if (typeof args[0] === 'number' && args[0] > largestBuffer) {
      askedTooMuch = true
      throw new RangeError('no buffer of this size')
    }
    return Reflect.construct(target, args)
  },
})

const read: ReadText =
  job.kind === 'pdf'
    ? await pdfToText(job.bytes, job.most)
    : { kind: 'text', text: htmlToText(job.html, job.most.chars) }
// A reader may have gone on as if nothing had been there.
parentPort?.postMessage(askedTooMuch ? ({ kind: 'unread', why: 'broken' } satisfies ReadText) : read)
