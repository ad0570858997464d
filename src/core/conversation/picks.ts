import type { Memory } from '../store/store.ts'

/** The model that people chose for a conversation. */
export interface Picks {
  get(conversation: string): Promise<string | undefined>
  /** Without a model the channel's holds again. */
  set(conversation: string, model: string | undefined): Promise<void>
}

export function createPicks(memory: Memory): Picks {
  return {
    async get(conversation) {
      const model = await memory.get(keyOf(conversation))
      return model === '' ? undefined : model
    },
    set: (conversation, model) => memory.set(keyOf(conversation), model ?? ''),
  }
}

function keyOf(conversation: string): string {
  return `model-of:${conversation}`
}
