import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { discordWorld } from '../contract/discord-world.ts'
import { longAnswer } from '../contract/long-answer.ts'
import { slackWorld } from '../contract/slack-world.ts'
import type { World } from '../contract/world.ts'
import { differenceOf } from '../support/read-back.ts'
import { startTanya } from '../support/tanya-process.ts'
import type { TanyaProcess } from '../support/tanya-process.ts'

/** A model host that others wrote: that our fake and our client do not merely agree with one another. */
let host: LLMock
let worlds: readonly World[]
let tanya: TanyaProcess
let directory: string

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-aimock-'))
  host = new LLMock({ port: 0 })
  host.onMessage(/long/u, { content: longAnswer })
  host.onMessage(/crowd/u, { content: 'One of many answers.' })
  await host.start()
  worlds = await Promise.all([discordWorld(), slackWorld()])
  const [discord, slack] = worlds
  tanya = startTanya(
    {
      ...discord?.environment,
      ...slack?.environment,
      VLLM_BASE_URL: `${host.url}/v1`,
      MODEL: 'vllm/some-model',
    },
    directory,
  )
  await tanya.ready
})

afterAll(async () => {
  tanya?.child.kill('SIGTERM')
  await tanya?.exited
  await host?.stop()
  await Promise.all((worlds ?? []).map((world) => world.close()))
  rmSync(directory, { recursive: true, force: true })
})

it('streams a long answer on both platforms', async () => {
  const said = worlds.map((world) => [world, world.mention('reader', 'long, please')] as const)
  for (const [world, one] of said) {
    await world.until(() => world.answers(one).length > 0, 'the beginning')
    await expect
      .poll(() => differenceOf(world.answers(one), world.rendered(longAnswer)), { timeout: 40_000 })
      .toBeUndefined()
  }
})

it('answers 50 people who ask at once in 10 channels', async () => {
  const said = worlds.flatMap((world) =>
    Array.from({ length: 25 }, (_, index) => {
      return [world, world.mention(`crowd${index}`, `crowd ${index}`, `crowded${index % 5}`)] as const
    }),
  )
  await expect
    .poll(
      () => said.filter(([world, one]) => world.answers(one).join('') === 'One of many answers.').length,
      {
        timeout: 40_000,
      },
    )
    .toBe(50)
})
