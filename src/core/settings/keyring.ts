import type { Workspace } from '../question.ts'
import type { KeyStore, OwnKey } from '../store/ports/keys.ts'
import type { SettingsStore } from '../store/ports/settings.ts'

/** The keys of a workspace, for the calls that are made for it. All replicas on one store see a change at once. */
export interface Keyring {
  of(workspace: Workspace): Promise<readonly OwnKey[]>
}

/** Workspaces whose keys are kept in memory, those without any among them. */
const mostHeld = 2_000

export function createKeyring(store: {
  readonly settings: Pick<SettingsStore, 'revisions'>
  readonly keys: Pick<KeyStore, 'read'>
}): Keyring {
  const held = new Map<string, { readonly revision: number; readonly keys: readonly OwnKey[] }>()
  return {
    async of({ platform, workspace }) {
      const name = JSON.stringify([platform, workspace])
      const [revision = 0] = await store.settings.revisions([{ platform, workspace }])
      if (revision === 0) return []
      const known = held.get(name)
      if (known?.revision === revision) return known.keys
      const read = await store.keys.read({ platform, workspace })
      if (held.size >= mostHeld) held.clear()
      held.set(name, read)
      return read.keys
    },
  }
}
