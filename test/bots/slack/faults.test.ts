import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { webApi } from '@slack/bolt'
import { expect, test } from 'vitest'
import { readTrouble, toFailure } from '../../../src/bots/slack/faults.ts'
import type { Trouble } from '../../../src/bots/slack/faults.ts'

/** What Slack's own client makes of a server that does that with each connection. */
async function troubleAt(port: number): Promise<Trouble> {
  const client = new webApi.WebClient('xoxb-fake-token', {
    slackApiUrl: `http://127.0.0.1:${port}/api/`,
    retryConfig: { retries: 0 },
    logLevel: webApi.LogLevel.ERROR,
  })
  const error = await client.auth.test().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return readTrouble(error)
}

test('says why nobody answered, and not with which token it was asked', async () => {
  const cutting = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
  await new Promise<void>((done) => cutting.listen(0, '127.0.0.1', done))
  const { port } = cutting.address() as AddressInfo
  const cut = await troubleAt(port)
  expect(cut).toMatchObject({
    kind: 'unknown',
    why: expect.stringMatching(/^(?:ECONNRESET|UND_ERR_SOCKET)$/u),
  })
  await new Promise((done) => cutting.close(done))
  const closed = await troubleAt(port)
  expect(closed).toEqual({ kind: 'unsent', why: 'ECONNREFUSED' })
  const failure = toFailure(closed, 'auth.test')
  expect(failure.fault).toMatchObject({ reason: 'unreachable', what: 'auth.test: ECONNREFUSED' })
  expect(JSON.stringify([cut, closed, failure.fault])).not.toContain('xoxb')
})
