import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startTanya } from '../support/tanya-process.ts'

test(
  'lives on and ends as it should when nobody reads its output any more',
  { timeout: 120_000 },
  async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'tanya-'))
    const tanya = startTanya({ PLAYGROUND: 'on', LOG_LEVEL: 'debug' }, directory)
    onTestFinished(async () => {
      tanya.child.kill('SIGKILL')
      await tanya.exited
      rmSync(directory, { recursive: true })
    })
    const { port } = await tanya.ready
    tanya.child.stdout?.destroy()
    tanya.child.stderr?.destroy()
    const ended = new Promise((resolve) => tanya.child.once('exit', resolve))
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    tanya.child.kill('SIGTERM')
    expect(await ended).toBe(0)
  },
)
