import { parentPort, workerData } from 'node:worker_threads'
import type { ReadText } from '../core/attachments/file-reader.ts'
import { htmlToText } from './html.ts'
import type { Job } from './job.ts'
import { pdfToText } from './pdf.ts'

const job = workerData as Job

// No reader needs it, and no file is to make one use it.
Reflect.deleteProperty(globalThis, 'fetch')
Reflect.deleteProperty(globalThis, 'WebSocket')

const read: ReadText =
  job.kind === 'pdf'
    ? await pdfToText(job.bytes, job.most)
    : { kind: 'text', text: htmlToText(job.html, job.most.chars) }
parentPort?.postMessage(read)
