import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ReadText } from '../core/attachments/file-reader.ts'
import type { Clock } from '../core/clock.ts'

/** Work for a thread of its own: the file decides how much time and memory it takes. */
export type Job =
  | {
      readonly kind: 'pdf'
      readonly bytes: Uint8Array
      readonly most: { readonly pages: number; readonly chars: number }
    }
  | { readonly kind: 'html'; readonly html: string; readonly most: { readonly chars: number } }

/** Megabytes: of the thread's own objects, and of all it holds, which is looked at every so often (milliseconds). */
const heapMb = 192
const memoryMb = 256
const lookEveryMs = 100

export interface JobLimits {
  /** Milliseconds. */
  readonly longestMs: number
}

/**
 * Does the job in a new thread without environment or output, and ends the thread with it. Rejects only when the
 * signal aborts.
 */
export async function runJob(
  job: Job,
  { longestMs }: JobLimits,
  clock: Clock,
  signal: AbortSignal,
): Promise<ReadText> {
  signal.throwIfAborted()
  const worker = new Worker(new URL(`worker${path.extname(import.meta.filename)}`, import.meta.url), {
    workerData: job,
    env: {},
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  })
  const { promise, resolve, reject } = Promise.withResolvers<ReadText>()
  const onAbort = (): void => reject(new DOMException('aborted', 'AbortError'))
  signal.addEventListener('abort', onAbort, { once: true })
  const cancelTime = clock.after(longestMs, () => resolve({ kind: 'unread', why: 'slow' }))
  let cancelLook = clock.after(lookEveryMs, look)
  worker.on('message', (read: ReadText) => resolve(read))
  worker.on('error', () => resolve({ kind: 'unread', why: 'broken' }))
  worker.on('exit', () => resolve({ kind: 'unread', why: 'broken' }))
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', onAbort)
    cancelTime()
    cancelLook()
    await worker.terminate()
  }

  /** The limits of a thread do not count the buffers that it unpacks things into. */
  function look(): void {
    worker.getHeapStatistics().then(
      ({ used_heap_size: heap, external_memory: buffers }) => {
        if (heap + buffers > memoryMb * 1024 * 1024) resolve({ kind: 'unread', why: 'broken' })
        else cancelLook = clock.after(lookEveryMs, look)
      },
      // It has ended.
      () => undefined,
    )
  }
}
