import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { startApp } from '../src/app.ts'
import type { App } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openStore } from '../src/core/store/open-store.ts'
import { createLog } from '../src/log.ts'
import { newIncident, systemClock } from '../src/system.ts'
import { startFakeModelHost } from '../test/fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../test/fakes/model-host/fake-model-host.ts'
import { openBrowser } from '../test/support/browser.ts'

/**
 * Makes the pictures in docs/images of the real page: `npm run screenshots`, or `-- FOLDER` for another folder. All of
 * Tanya runs, against a model host of this machine whose answers are those below; time is as of `startsAt`, so that the
 * same page gives the same picture.
 */
const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../docs/images'))

const startsAt = Date.parse('2026-11-24T09:41:00Z')
const dayMs = 86_400_000
/** A picture that is larger is no picture for a README. */
const mostBytes = 150_000

const slowBuild = [
  'Most of it is one step. These are the times of your last green run:',
  [
    '| step | before | after |',
    '|---|---:|---:|',
    '| `npm install` without a cache | 4:10 | **0:35** |',
    '| tests, one after another | 3:20 | **1:05** |',
    '| lint and types | 0:50 | 0:50 |',
  ].join('\n'),
  'The cache is two lines:',
  ['```yaml', 'with:', '  cache: npm', '```'].join('\n'),
].join('\n\n')

const friday =
  'The cache, yes: a wrong one costs a slow build and nothing else. Leave the runners for **Monday**, since tests that share'

interface Shot {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly colorScheme: 'light' | 'dark'
  /** Whose page it is: one of the playground's people. */
  readonly person: 'ann' | 'citra'
  readonly channel: string
  prepare?(page: Page): Promise<void>
}

const wide = { width: 1180, height: 840, person: 'ann', channel: 'general' } as const
const phone = { width: 390, height: 780, person: 'ann', channel: 'general' } as const

const shots: readonly Shot[] = [
  { ...wide, name: 'conversation', colorScheme: 'light' },
  { ...wide, name: 'conversation-dark', colorScheme: 'dark' },
  { ...phone, name: 'phone', colorScheme: 'light' },
  { ...phone, name: 'phone-dark', colorScheme: 'dark' },
  { ...wide, name: 'behind', colorScheme: 'light', prepare: openDetails },
  {
    ...wide,
    name: 'settings',
    colorScheme: 'light',
    person: 'citra',
    channel: 'dm-citra',
    prepare: offerActions,
  },
  // No higher than the picture and what is below it: many machines that make pictures have no coloured squares.
  { ...wide, height: 940, name: 'usage', colorScheme: 'dark', person: 'citra', channel: 'random' },
]

async function openDetails(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Behind it' }).first().click()
  await page.getByRole('tab', { name: 'Elsewhere' }).click()
  await page.getByText('Discord', { exact: true }).click()
}

async function offerActions(page: Page): Promise<void> {
  await page.locator('#text').fill('/config ')
  await page.locator('#completions').waitFor()
}

async function main(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), 'tanya-screenshots-'))
  const host = await startFakeModelHost({ dialect: 'deepseek', prefixCache: true })
  const taken = Promise.withResolvers<void>()
  let app: App | undefined
  let browser: Browser | undefined
  try {
    const url = `file:${path.join(data, 'tanya.db')}`
    await fillUsage(url)
    app = await startTanya(url, host)
    browser = await openBrowser()
    await talk(app.port, host, taken.promise)
    mkdirSync(folder, { recursive: true })
    for (const shot of shots) await take(browser, app.port, shot)
  } finally {
    taken.resolve()
    await browser?.close()
    await app?.stop()
    await host.close()
    rmSync(data, { recursive: true, force: true })
  }
}

/** Time goes on from `startsAt`. */
function clockOf() {
  const aheadMs = startsAt - systemClock.now()
  return { ...systemClock, now: () => systemClock.now() + aheadMs }
}

function startTanya(databaseUrl: string, host: FakeModelHost): Promise<App> {
  const config = readConfig(
    {
      DATABASE_URL: databaseUrl,
      PORT: '0',
      DEEPSEEK_API_KEY: 'sk-of-no-host',
      DEEPSEEK_BASE_URL: host.baseUrl,
    },
    false,
  )
  const log = createLog({
    level: 'warn',
    format: 'json',
    secrets: config.secrets,
    write: (line) => void process.stderr.write(line),
  })
  return startApp({ config, clock: clockOf(), random: () => 0.5, newId: randomUUID, newIncident, log })
}

/** A month of a team of some size, the same each time. */
async function fillUsage(url: string): Promise<void> {
  const log = createLog({ level: 'warn', format: 'json', secrets: [], write: () => undefined })
  const store = await openStore({ url, log })
  const place = {
    platform: 'playground',
    workspace: 'playground',
    channel: 'general',
    kind: 'channel',
  } as const
  for (let day = 1; day < 30; day += 1) {
    const at = startsAt - day * dayMs
    const isWeekend = [0, 6].includes(new Date(at).getUTCDay())
    const questions = isWeekend ? 3 : 14 + ((day * 7) % 11)
    for (let number = 0; number < questions; number += 1) {
      const [cached, fresh, output] = [5_200 + ((day * 31 + number * 97) % 1_800), 620, 410]
      await store.usage.record({
        questionId: `${day}:${number}`,
        place,
        askerId: number % 2 === 0 ? 'ann' : 'bayu',
        at,
        model: 'deepseek/deepseek-flash',
        usage: { input: cached + fresh, cachedInput: cached, output, reasoning: 0 },
        measured: true,
        priceNanoUsd: cached * 28 + fresh * 280 + output * 420,
        uncachedPriceNanoUsd: (cached + fresh) * 280 + output * 420,
      })
    }
  }
  await store.close()
}

/** What was said before anybody looks; the last answer is being written until all pictures are taken. */
async function talk(port: number, host: FakeModelHost, taken: Promise<void>): Promise<void> {
  host.enqueue({ text: slowBuild }, { text: until(taken, friday) })
  const asked = await say(
    port,
    'ann',
    'general',
    '@Tanya our build takes nine minutes. Where would you look first?',
  )
  await host.received(1)
  for (const change of ['persona You are Carl, a pirate.', 'context.recent 20', 'budget.user $0.50/day'])
    await say(port, 'citra', 'dm-citra', `/config set ${change}`)
  await say(port, 'citra', 'dm-citra', '/config show')
  await say(port, 'citra', 'random', '/usage server')
  await say(port, 'bayu', 'general', '@Tanya and which of these is safe on a Friday?', asked)
  await host.received(2)
}

async function* until(taken: Promise<void>, text: string): AsyncGenerator<string> {
  yield text
  await taken
}

async function say(
  port: number,
  as: string,
  channel: string,
  text: string,
  replyTo?: string,
): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/playground/api/messages`, {
    method: 'POST',
    headers: { 'x-tanya-playground': '1' },
    body: JSON.stringify({
      as,
      channel,
      text,
      nonce: randomUUID(),
      ...(replyTo !== undefined && { replyTo }),
    }),
  })
  if (!response.ok) throw new Error(`the playground answered ${response.status}: ${await response.text()}`)
  return ((await response.json()) as { readonly id: string }).id
}

async function take(browser: Browser, port: number, shot: Shot): Promise<void> {
  const { name, width, height, colorScheme, person, channel } = shot
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.addInitScript((who) => localStorage.setItem('tanya.person', who), person)
  await page.goto(`http://127.0.0.1:${port}/#${channel}`)
  await page.locator('.message.tanya').first().waitFor()
  if (channel === 'general') await page.locator('.message.tanya', { hasText: 'that share' }).waitFor()
  await page
    .locator('.attached img.picture')
    .evaluateAll((pictures) =>
      Promise.all(pictures.map((picture) => (picture as unknown as { decode(): Promise<void> }).decode())),
    )
  await shot.prepare?.(page)
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  await context.close()
  const { size } = await sharp(png)
    .png({ palette: true, colours: 64, dither: 0, compressionLevel: 9, effort: 10 })
    .toFile(path.join(folder, `${name}.png`))
  if (size > mostBytes) throw new Error(`${name}.png has ${size} bytes; ${mostBytes} is the most.`)
  process.stdout.write(`${name}.png ${width}x${height} ${Math.round(size / 1000)} kB\n`)
}

await main()
// A timer of the drain would keep the process for as long as answers may take to finish.
process.exit()
