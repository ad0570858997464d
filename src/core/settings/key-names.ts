/** What stands for a workspace's keys among the names of its settings. */
export const keyName = 'key'

/** What the log of changes calls the key for a host; no setting is named so. */
export function keyChangeName(host: string): string {
  return `${keyName}.${host}`
}

/** The host of such a change; undefined for one of a setting. */
export function hostOfKeyChange(name: string): string | undefined {
  return name.startsWith(`${keyName}.`) ? name.slice(keyName.length + 1) : undefined
}
