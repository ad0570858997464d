import { Failure } from '../../core/fault.ts'
import type { Logger } from '../../core/log.ts'

/** Lets work run by itself: nothing that goes wrong with one event may end the process. Never rejects. */
export async function inBackground(log: Logger, id: string, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    log.error({ event: id, ...loggable(error) }, 'an event could not be handled')
  })
}

/** What may be logged of an error: those of requests carry the messages they were to send. */
function loggable(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof Failure) return { fault: error.fault }
  return error instanceof Error ? { name: error.name, stack: error.stack } : { name: typeof error }
}
