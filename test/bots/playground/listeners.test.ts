import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { limits } from '../../../src/bots/playground/limits.ts'
import { createListeners } from '../../../src/bots/playground/listeners.ts'
import { createRoom } from '../../../src/bots/playground/room.ts'
import type { Snapshot } from '../../../src/bots/playground/wire.ts'
import { systemClock } from '../../../src/system.ts'
import { quietLog } from '../../support/quiet-log.ts'

const nothing = {} as Snapshot
const alt = 'x'.repeat(200_000)
const memory = { get: async () => undefined, set: async () => undefined, delete: async () => undefined }

it('leaves a page that does not read what happens, and no other', async () => {
  const room = createRoom({ memory, clock: systemClock, log: quietLog })
  await room.load()
  const listeners = createListeners({ room, clock: systemClock })
  const opened: ServerResponse[] = []
  const server = createServer((_request, response) => {
    listeners.open(response, 'ann', () => nothing)
    opened.push(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const look = async (): Promise<IncomingMessage> => {
    const sent = request({ host: '127.0.0.1', port }).end()
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    return response
  }
  const asleep = await look()
  const left = new Promise((resolve) => {
    asleep.on('error', () => undefined).on('close', resolve)
  })
  const awake = await look()
  let read = 0
  awake.on('data', (chunk: Buffer) => (read += chunk.length))

  const { id } = await room.post({ channel: 'general', author: 'tanya', text: '' })
  // The system takes some megabytes before anything waits here.
  for (let told = 0; opened[0]?.destroyed !== true; told += alt.length) {
    expect(told).toBeLessThan(limits.unreadBytes * 20)
    const picture = { id: String(told), name: 'a.png', bytes: 1, type: 'image/png', alt }
    room.change('general', id, { files: [picture], final: false })
    await expect.poll(() => opened[1]?.writableLength, { interval: 1, timeout: 30_000 }).toBe(0)
  }
  asleep.resume()
  await left
  expect(opened[1]?.destroyed).toBe(false)
  expect(read).toBeGreaterThan(limits.unreadBytes)
  listeners.close()
  server.closeAllConnections()
  server.close()
})
