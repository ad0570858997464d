/** What gives access to one workspace. */
export interface Tokens {
  /** To call with now; undefined once Tanya is not installed there any more. Never rejects. */
  current(): Promise<string | undefined>
  /** Slack refused that one, with that code: whether there is another by now. Never rejects. */
  replaced(token: string, code: string): Promise<boolean>
  /** There is none: whoever runs Tanya is told, once of each. */
  refused(token: string, code: string): void
}

/** A token that nothing takes the place of. */
export function oneToken(token: string): Tokens {
  return { current: async () => token, replaced: async () => false, refused: () => undefined }
}
