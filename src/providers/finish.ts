import type { Finish } from '../core/provider.ts'

/** What a host's `finish_reason` means; the other values are faults. */
export type Finished = Finish | 'filtered' | 'overloaded' | 'truncated'

const MEANINGS: Readonly<Record<string, Finished>> = {
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  content_filter: 'filtered',
  safety: 'filtered',
  sensitive: 'filtered',
  prohibited_content: 'filtered',
  // DeepSeek: the answer was interrupted for want of resources.
  insufficient_system_resource: 'overloaded',
  // OpenRouter's for a failure of the upstream host.
  error: 'overloaded',
  // SGLang's for a request that was given up.
  abort: 'truncated',
}

/** Reads a `finish_reason`. Names that no host documents count as a proper end: the host did say it finished. */
export function readFinish(reason: string): Finished {
  return MEANINGS[reason.toLowerCase()] ?? 'stop'
}
