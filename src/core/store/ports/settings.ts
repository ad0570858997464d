import type { PlatformName } from '../../question.ts'

/** Whose settings: of a workspace, or of all that this installation serves. */
export type SettingsOwner = 'deployment' | { readonly platform: PlatformName; readonly workspace: string }

/** One setting as it is kept. Without a channel it holds for all of the owner's. */
export interface StoredSetting {
  readonly channel?: string
  readonly name: string
  readonly text: string
}

/** One setting before and after a change; undefined where it was, or is, not set. */
export interface SettingChange {
  readonly channel?: string
  readonly name: string
  readonly before?: string
  readonly after?: string
}

/** Something that was changed at once, by one person. */
export interface SettingsChange {
  /** Counts up within the owner, from 1. */
  readonly revision: number
  readonly by: { readonly id: string; readonly name: string }
  /** Epoch ms. */
  readonly at: number
  /** The revision that this one took back. */
  readonly undoes?: number
  readonly entries: readonly SettingChange[]
}

/** What is to be changed. An entry without a text resets the setting. */
export interface SettingsOrder extends Pick<SettingsChange, 'by' | 'at' | 'undoes'> {
  readonly entries: readonly Omit<SettingChange, 'before'>[]
  /** Change nothing unless this is still the newest revision. */
  readonly expected?: number
}

/** A change that waits for its author to confirm it. */
export interface Proposal {
  readonly id: string
  readonly owner: SettingsOwner
  readonly byId: string
  readonly entries: SettingsOrder['entries']
  /** The revision it was compared with. */
  readonly revision: number
  /** Epoch ms; it is gone then. */
  readonly until: number
}

/** What admins set, and how it came to be. */
export interface SettingsStore {
  /** The newest revision of each owner; 0 where nothing was ever set. Cheap: it is asked for each question. */
  revisions(owners: readonly SettingsOwner[]): Promise<readonly number[]>
  read(owner: SettingsOwner): Promise<{ revision: number; settings: readonly StoredSetting[] }>
  /** All of it or nothing. Undefined when `expected` is no longer the newest, or nothing would change. */
  change(owner: SettingsOwner, order: SettingsOrder): Promise<SettingsChange | undefined>
  /** The newest `most` changes, newest first. */
  changes(owner: SettingsOwner, most: number): Promise<readonly SettingsChange[]>
  propose(proposal: Proposal): Promise<void>
  /** Gives a proposal once; those whose time has passed at `now` are gone. */
  takeProposal(id: string, now: number): Promise<Proposal | undefined>
  /** Deletes what was set, with its history: of the owner, or of one channel of it. */
  forget(owner: SettingsOwner, channel?: string): Promise<void>
}
