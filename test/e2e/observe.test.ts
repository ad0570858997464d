import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { discordWorld } from '../contract/discord-world.ts'
import { slackWorld } from '../contract/slack-world.ts'
import type { World } from '../contract/world.ts'
import { startFakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../fakes/model-host/fake-model-host.ts'
import { startOtlpCollector } from '../support/otlp-collector.ts'
import type { OtlpCollector } from '../support/otlp-collector.ts'
import { startTanya } from '../support/tanya-process.ts'

let worlds: readonly World[]
let host: FakeModelHost
let collector: OtlpCollector
let directory: string

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tanya-observe-'))
  ;[worlds, host, collector] = await Promise.all([
    Promise.all([discordWorld(), slackWorld()]),
    startFakeModelHost({ dialect: 'deepseek', prefixCache: true }),
    startOtlpCollector(),
  ])
})

afterAll(async () => {
  await Promise.all([...(worlds ?? []).map((world) => world.close()), host?.close(), collector?.close()])
  rmSync(directory, { recursive: true, force: true })
})

it('metrics, traces and the log follow a question to its last edit, without a word of it', async () => {
  const [discord, slack] = worlds
  const tanya = startTanya(
    {
      ...discord?.environment,
      ...slack?.environment,
      DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test',
      DEEPSEEK_BASE_URL: host.baseUrl,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      LOG_FORMAT: 'json',
    },
    directory,
  )
  let exited: number | null
  let metrics: string
  try {
    const { port } = await tanya.ready
    host.answer({ text: `${'Many words of an answer. '.repeat(100)}zebracorn-answer` })
    for (const world of worlds) {
      const said = world.mention('zebracorn-person', 'zebracorn-question')
      await world.until(() => world.answers(said).join('').includes('zebracorn-answer'), 'the answer')
    }
    const read = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    await expect
      .poll(read, { timeout: 20_000 })
      .toMatch(/^tanya_answers_total\{platform="slack",outcome="answered"/mu)
    metrics = await read()
  } finally {
    tanya.child.kill('SIGTERM')
    exited = await tanya.exited
  }
  expect(exited).toBe(0)

  for (const platform of ['discord', 'slack']) {
    expect(metrics).toContain(`tanya_questions_total{platform="${platform}"} 1`)
    expect(metrics).toContain(`tanya_answers_total{platform="${platform}",outcome="answered",fault="none"} 1`)
    for (const measured of ['first_token', 'first_shown', 'last_edit', 'reader_lag'])
      expect(metrics).toContain(`tanya_${measured}_seconds_count{platform="${platform}"} 1`)
  }
  expect(metrics).toContain('tanya_connection_up{platform="slack",connection="socket 1"} 1')
  expect(metrics).toMatch(/tanya_tokens_total\{model="deepseek\/deepseek-flash",kind="output"\} [1-9]/u)
  expect(metrics).toMatch(/tanya_cost_usd_total\{model="deepseek\/deepseek-flash"\} \d/u)
  expect(metrics).toContain('tanya_breaker_state{model="deepseek/deepseek-flash",state="closed"} 1')

  const answers = collector.spans.filter(({ name }) => name === 'answer')
  const platforms = answers.map(({ attributes }) => String(attributes['tanya.platform']))
  expect(platforms.toSorted()).toEqual(['discord', 'slack'])
  for (const answer of answers) {
    const chat = collector.spans.find(({ parentSpanId }) => parentSpanId === answer.spanId)
    expect(chat?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'deepseek',
      'gen_ai.response.model': 'deepseek-flash',
      'gen_ai.response.finish_reasons': ['stop'],
    })
    // The log's own id for it, from where it was taken to the line that tells of its end.
    const id = String(answer.attributes['tanya.question.id'])
    const lines = tanya
      .output()
      .split('\n')
      .filter((line) => line.includes(JSON.stringify(id)))
    const told = lines.map((line) => (JSON.parse(line) as { readonly msg: string }).msg)
    expect(told).toEqual(['question accepted', 'its turn', 'answered'])
  }
  for (const seen of [metrics, collector.raw.join(''), tanya.output()])
    expect(seen).not.toContain('zebracorn')
})
