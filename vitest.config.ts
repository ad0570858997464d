import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a test waits for comes when the machine gets to it.
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Much of a test's time is waiting for another process or a socket: more of them than cores fill it.
    maxWorkers: 4,
    // Nothing of ours is kept in a module, so that files can share a process, and what each of them would load.
    isolate: false,
  },
})
