import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { startTanya } from '../../support/tanya-process.ts'

it('opens with nothing configured, says where, and answers', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'tanya-playground-'))
  const tanya = startTanya({}, directory)
  try {
    const { bots, port } = await tanya.ready
    expect(bots).toEqual(['playground'])
    const base = `http://127.0.0.1:${port}/`
    expect(tanya.output()).toContain(`${base}\n`)
    expect((await fetch(`${base}readyz`)).status).toBe(200)
    expect(await (await fetch(base)).text()).toContain('<title>Tanya’s playground</title>')
    const asked = await fetch(`${base}playground/api/messages`, {
      method: 'POST',
      headers: { 'x-tanya-playground': '1' },
      body: JSON.stringify({ as: 'ann', channel: 'dm-ann', text: 'How do I connect a model?', nonce: 'n' }),
    })
    expect(asked.status).toBe(200)
    await expect.poll(tanya.output, { timeout: 30_000 }).toContain('"msg":"answered"')
    tanya.child.kill('SIGTERM')
    expect(await tanya.exited).toBe(0)
  } finally {
    tanya.child.kill('SIGKILL')
    await tanya.exited
    rmSync(directory, { recursive: true, force: true })
  }
})

it('does not open to others without a password', async () => {
  const tanya = startTanya({ HOST: '0.0.0.0' }, tmpdir())
  expect(await tanya.exited).toBe(1)
  expect(tanya.output()).toContain('PLAYGROUND_PASSWORD')
})
