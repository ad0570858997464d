import type { Workspace } from '../../question.ts'

/** A key that a workspace brought for a model host, without the key. */
export interface KeyNote {
  /** As in `provider/model-id`. */
  readonly host: string
  readonly by: { readonly id: string; readonly name: string }
  /** Epoch ms. */
  readonly at: number
}

/** The key itself: for calls to that host, and for nothing else. */
export interface OwnKey {
  readonly host: string
  readonly key: string
  /** Another for each time one is entered. */
  readonly revision: number
}

/** Who changes keys, and when (epoch ms). */
export type KeyAuthor = Pick<KeyNote, 'by' | 'at'>

/**
 * Keys that workspaces brought for model hosts. Each change counts as one of the workspace's settings, with a revision
 * and a line in their log, which has no key in it.
 */
export interface KeyStore {
  /** Whether keys can be kept at all: there is nothing to encrypt them with otherwise. */
  readonly isSealed: boolean
  notes(workspace: Workspace): Promise<readonly KeyNote[]>
  /** With the revision of the workspace's settings at which they were read. */
  read(workspace: Workspace): Promise<{ readonly revision: number; readonly keys: readonly OwnKey[] }>
  /** In place of the one it has for that host. False when that is the same. Rejects where keys are not sealed. */
  set(workspace: Workspace, key: Omit<OwnKey, 'revision'>, author: KeyAuthor): Promise<boolean>
  /** Removes the key for that host, or all of them; tells for which hosts there was one. */
  remove(workspace: Workspace, host: string | undefined, author: KeyAuthor): Promise<readonly string[]>
  /** As `remove` of all, without a line in the log. */
  forget(workspace: Workspace): Promise<readonly string[]>
}
