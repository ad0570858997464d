import type { Logger } from '../../src/core/log.ts'

/** For tests that look at what happens and not at what is said of it. */
export const quietLog: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => quietLog,
}
