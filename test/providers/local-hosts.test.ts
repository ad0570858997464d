import { expect, it } from 'vitest'
import { findLocalHosts } from '../../src/providers/local-hosts.ts'
import { ollama } from '../../src/providers/presets/ollama.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { createTestClock } from './test-clock.ts'

it('servers that answer with a list are found, the others are not', async () => {
  const running = await startFakeModelHost({ dialect: 'ollama' })
  const empty = await startFakeModelHost({ dialect: 'ollama', models: [] })
  const broken = await startFakeModelHost({ dialect: 'ollama' })
  broken.modelsStatus = 500
  const nowhere = 'http://127.0.0.1:9/v1'
  const urls = [running.baseUrl, empty.baseUrl, broken.baseUrl, nowhere]
  const hosts = await findLocalHosts(
    createTestClock(),
    urls.map((localUrl) => ({ ...ollama, localUrl })),
  )
  await Promise.all([running.close(), empty.close(), broken.close()])
  expect(hosts.map(({ name, baseUrl }) => [name, baseUrl])).toEqual([['ollama', running.baseUrl]])
})
