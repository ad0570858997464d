import type { PlatformName } from '../../question.ts'

/** What gives a bot access to one workspace. */
export interface Installation {
  readonly workspace: string
  /** The bot's own, as JSON. */
  readonly credentials: string
  /** Rises with each change, also of one that was removed and made anew. */
  readonly revision: number
}

/**
 * Access to workspaces that their admins gave, for all processes alike. Times are epoch ms. Secrets are encrypted where
 * the store has a key.
 */
export interface InstallationStore {
  all(platform: PlatformName): Promise<readonly Installation[]>
  get(platform: PlatformName, workspace: string): Promise<Installation | undefined>
  /** 0 where there is none. */
  revision(platform: PlatformName, workspace: string): Promise<number>
  /** Keeps it in place of an earlier one. A workspace that was left has come back: its data is not deleted. */
  put(platform: PlatformName, workspace: string, credentials: string, at: number): Promise<Installation>
  /** True for the one who may renew that revision until then; whoever dies over it is followed by another. */
  claim(platform: PlatformName, installation: Installation, now: number, until: number): Promise<boolean>
  /** Puts renewed credentials in place of that revision; undefined, and no change, once there is another or none. */
  renew(
    platform: PlatformName,
    installation: Installation,
    credentials: string,
  ): Promise<Installation | undefined>
  /** False, and no change, once there is another revision or none. */
  remove(platform: PlatformName, installation: Installation): Promise<boolean>
  /** True for the first who uses what may be used once; known for as long as it is valid, `until`. */
  useOnce(id: string, now: number, until: number): Promise<boolean>
}
