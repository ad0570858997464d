import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startFakeModelHost } from '../../fakes/model-host/fake-model-host.ts'
import type { FakeModelHost } from '../../fakes/model-host/fake-model-host.ts'
import { hasBrowser, openBrowser } from '../../support/browser.ts'
import { runApp } from '../../support/run-app.ts'
import type { RunningApp } from '../../support/run-app.ts'
import { longAnswer } from '../../contract/long-answer.ts'

if (!hasBrowser) console.warn('The page is not tested: there is no /usr/bin/chromium.')

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const hostile = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 2">',
  '[click](javascript:window.hacked=3)',
  '![see](https://tracker.example/pixel.png)',
  '<svg onload="window.hacked = 4"></svg>',
  '[data](data:text/html,<script>window.hacked=5</script>)',
  '<a href="https://a.example" onclick="window.hacked = 6">x</a>',
  '`<b>code</b>` <iframe src="https://frame.example"></iframe>',
].join('\n\n')

const sample = [
  '# A heading',
  '- [x] done\n- [ ] to do',
  '> quoted, with `code` and [a link](https://example.com)',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '```ts\nconst a = 1\n```',
  '![a picture](https://example.com/a.png)',
].join('\n\n')

/** What has the focus though something else lies over it; nothing where all is well, or the browser itself has it. */
const coveredFocus = `(() => {
  const focused = document.activeElement
  if (focused === document.body || focused.matches('.skip')) return ''
  const { x, y, width, height } = focused.getBoundingClientRect()
  const top = document.elementFromPoint(x + width / 2, y + Math.min(height, innerHeight) / 2)
  const isSeen = top !== null && (focused.contains(top) || top.contains(focused))
  return isSeen ? '' : focused.outerHTML.slice(0, 80)
})()`

const focusedAction = (page: Page): Promise<unknown> => page.evaluate('document.activeElement.dataset.action')

const colours: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

/** The page in a real browser, on the whole of Tanya. */
describe.runIf(hasBrowser)('the page', () => {
  let browser: Browser
  let host: FakeModelHost
  let app: RunningApp
  let base: string
  const folder = mkdtempSync(path.join(tmpdir(), 'tanya-page-'))
  const pages: Page[] = []
  const problems: string[] = []
  const elsewhere: string[] = []

  beforeAll(async () => {
    browser = await openBrowser()
    host = await startFakeModelHost({ dialect: 'deepseek' })
    host.answer(({ lastMessage }) => {
      if (lastMessage.includes('hostile')) return { text: hostile }
      if (lastMessage.includes('sample')) return { text: sample }
      if (lastMessage.includes('long')) return { text: longAnswer, tokensPerSecond: 2_000 }
      if (lastMessage.includes('slow')) return { text: 'word '.repeat(2_000), tokensPerSecond: 20 }
      return { text: `You said: ${lastMessage.split('\n').at(-1)}` }
    })
    app = await runApp(
      {
        DEEPSEEK_API_KEY: 'sk-fake-key-of-the-test',
        DEEPSEEK_BASE_URL: host.baseUrl,
        SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
      folder,
    )
    base = `http://127.0.0.1:${app.port}`
    await fetch(`${base}/playground/api/messages`, {
      method: 'POST',
      headers: { 'x-tanya-playground': '1' },
      body: JSON.stringify({ as: 'bayu', channel: 'general', text: '@Tanya a sample', nonce: 'sample' }),
    })
  }, 60_000)

  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close()
    expect(problems.splice(0)).toEqual([])
    expect(elsewhere.splice(0)).toEqual([])
  })

  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await host?.close()
  })

  async function open(options: BrowserContextOptions = {}, channel = ''): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
    const page = await context.newPage()
    pages.push(page)
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(base)) elsewhere.push(request.url())
    })
    await page.goto(`${base}/${channel}`)
    await page.locator('#places a[aria-current]').waitFor({ state: 'attached' })
    return page
  }

  async function say(page: Page, text: string): Promise<void> {
    await page.locator('#text').fill(text)
    await page.locator('#send').click()
  }

  /** Every answer that has ended, its newest last. */
  async function answered(page: Page, text: string): Promise<void> {
    await page.locator('.message.tanya:not([aria-busy])', { hasText: text }).last().waitFor()
    await page.locator('.message.tanya:not([aria-busy]) [data-action="good"]').last().waitFor()
  }

  /** What is wrong for those who do not see, or not well; in the dark only colours differ. */
  async function violations(page: Page, colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
    await page.evaluate(axe)
    const options = colorScheme === 'dark' ? colours : {}
    const call = `axe.run(document, ${JSON.stringify(options)})`
    const { violations } = await page.evaluate<AxeResults>(call)
    return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0]?.html}`)
  }

  it('answers by keyboard alone, in a thread without a mention', async () => {
    const page = await open()
    await page.keyboard.type('@Tanya keyboards')
    await page.keyboard.press('Enter')
    await answered(page, 'You said: keyboards')
    await page.locator('.message', { hasText: '@Tanya keyboards' }).first().hover()
    await page.getByRole('button', { name: 'Open a thread: message of Ann' }).first().click()
    await page.getByRole('heading', { name: '› Tanya keyboards' }).waitFor()
    await page.keyboard.type('@Tanya within')
    await page.keyboard.press('Enter')
    await answered(page, 'You said: within')
    await page.keyboard.type('and on')
    await page.keyboard.press('Enter')
    await answered(page, 'You said: and on')
  })

  it('completes commands and their options', async () => {
    const page = await open()
    await page.keyboard.type('/as')
    expect(await page.locator('#completions [role=option]').allTextContents()).toEqual([
      expect.stringContaining('/ask'),
    ])
    await page.keyboard.press('Tab')
    await page.keyboard.type('pri')
    await page.keyboard.press('Tab')
    await page.keyboard.type('t')
    await page.keyboard.press('Tab')
    expect(await page.locator('#text').inputValue()).toBe('/ask private:true ')
    await page.keyboard.type('between us')
    await page.keyboard.press('Enter')
    await answered(page, 'You said: between us')
    expect(await page.locator('.message.private', { hasText: 'between us' }).count()).toBe(2)
    await page.locator('#person').selectOption({ label: 'Bayu' })
    await page.locator('#person', { hasText: 'Bayu' }).waitFor()
    await expect.poll(() => page.locator('.message', { hasText: 'between us' }).count()).toBe(0)
  })

  it('runs nothing that anybody wrote, and loads nothing from elsewhere', async () => {
    const page = await open({}, '#random')
    await say(page, `@Tanya hostile ${hostile}`)
    await answered(page, 'code')
    expect(await page.evaluate(() => (globalThis as { hacked?: number }).hacked)).toBeUndefined()
    const attributes = (selector: string, name: string): Promise<readonly string[]> =>
      page
        .locator(`#messages ${selector}`)
        .evaluateAll((found, name) => found.map((one) => one.getAttribute(name) ?? ''), name)
    const made = ':is(script, iframe, svg:not(.icon), [onclick], [onerror])'
    expect(await page.locator(`#messages ${made}`).count()).toBe(0)
    expect(new Set(await attributes('img', 'src'))).toEqual(new Set(['/playground/icon.svg']))
    const links = await attributes('.content a', 'href')
    expect(links.length).toBeGreaterThan(0)
    for (const link of links) expect(link).toMatch(/^(?:https:\/\/tracker\.example\/pixel\.png)?$/u)
    expect(await page.locator('.message.tanya').last().innerText()).toContain(
      '<script>window.hacked = 1</script>',
    )
  })

  it('shows how others show it, what was sent and what it cost', async () => {
    const page = await open({}, '#dm-ann')
    await say(page, 'a long one')
    await answered(page, 'the end')
    await page.getByRole('button', { name: 'Behind it' }).last().click()
    await expect.poll(() => page.locator('.part.as-discord').count()).toBeGreaterThan(3)
    await page.getByText('Slack', { exact: true }).click()
    await expect.poll(() => page.locator('.part.as-slack').count()).toBe(1)
    await page.getByRole('tab', { name: 'Prompt' }).click()
    expect(await page.locator('.prompt li').count()).toBe(2)
    expect(await page.locator('.prompt .role-user').innerText()).toContain('a long one')
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('.figures').first().innerText()).toMatch(/Price\s+\$0\.\d+/u)
    await page.keyboard.press('Escape')
    expect(await page.locator('#details').isVisible()).toBe(false)
  })

  it('stops what is being written, by the button of whoever asked', async () => {
    const page = await open()
    await say(page, '@Tanya slow')
    const growing = page.locator('.message.tanya[aria-busy]', { hasText: 'word word' }).last()
    await growing.waitFor()
    // Whatever has the focus keeps it while the text grows.
    for (const action of ['reply', 'stop']) {
      await growing.locator(`[data-action="${action}"]`).focus()
      const length = (await growing.innerText()).length
      await expect.poll(async () => (await growing.innerText()).length).toBeGreaterThan(length + 20)
      expect(await focusedAction(page)).toBe(action)
    }
    await page.keyboard.press('Enter')
    await page.locator('.message.tanya .notice', { hasText: 'Stopped.' }).waitFor()
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBeGreaterThan(0)
    // Enter once more must not ask anew.
    expect(await focusedAction(page)).toBe('inspect')
  })

  it('leads the keyboard to nothing that is covered, on a phone', async () => {
    const page = await open({ viewport: { width: 375, height: 700 }, reducedMotion: 'reduce' })
    await answered(page, 'A heading')
    const covered = async (steps: number): Promise<readonly string[]> => {
      const found: string[] = []
      for (let step = 0; step < steps; step += 1) {
        await page.keyboard.press('Tab')
        found.push(await page.evaluate(coveredFocus))
      }
      return found.filter((what) => what !== '')
    }
    await page.locator('#open-sidebar').focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('close-sidebar')
    expect(await covered(15)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.id')).toBe('open-sidebar')
    await page.locator('[data-action="inspect"]').last().focus()
    await page.keyboard.press('Enter')
    await page.locator('.part').first().waitFor()
    expect(await covered(25)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.id')).toBe('text')
  })

  it('reads what is attached', async () => {
    const page = await open()
    const buffer = Buffer.from('Remember the milk.')
    await page.locator('#file').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer })
    await page.locator('#files li', { hasText: 'notes.txt' }).waitFor()
    await say(page, '@Tanya with a file')
    await answered(page, 'with a file')
    expect(host.requests.at(-1)?.lastMessage).toContain('Remember the milk.')
  })

  it('shows an admin the settings, and what was used as a picture', async () => {
    const page = await open()
    await page.locator('#person').selectOption('citra')
    await expect.poll(() => page.evaluate("document.querySelector('#person').value")).toBe('citra')
    await page.locator('#text').fill('/config ')
    const offered = page.locator('#completions [role=option] .label')
    await expect
      .poll(() => offered.allTextContents())
      .toEqual(expect.arrayContaining(['show', 'set', 'reset']))
    await page.locator('#text').press('Escape')
    await say(page, '/config set model deepseek-flash')
    await page.locator('.message.private.tanya', { hasText: 'deepseek-flash' }).waitFor()
    await say(page, '/usage server')
    const picture = page.locator('.attached img.picture').last()
    await picture.waitFor()
    expect(await picture.evaluate((image: { naturalWidth?: number }) => image.naturalWidth)).toBeGreaterThan(
      100,
    )
    expect((await picture.getAttribute('alt'))?.length).toBeGreaterThan(5)
  })

  it('asks an admin for a key in a form, and keeps it nowhere to be read', async () => {
    const page = await open()
    await page.locator('#person').selectOption('citra')
    await expect.poll(() => page.evaluate("document.querySelector('#person').value")).toBe('citra')
    await say(page, '/config set key sk-XYZZY-typed')
    await page.locator('.message.private.tanya', { hasText: 'Revoke it at its host' }).waitFor()
    expect(await page.locator('.message .content', { hasText: '/config set key •••' }).count()).toBe(1)
    await page.getByRole('button', { name: 'Open the form' }).last().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Host').selectOption('deepseek')
    expect(await dialog.getByLabel('Key').getAttribute('type')).toBe('password')
    await dialog.getByLabel('Key').fill('sk-XYZZY-filled-in')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.locator('.message.private.tanya', { hasText: 'asks deepseek with its own key' }).waitFor()
    await say(page, '@Tanya with the key')
    await answered(page, 'You said: with the key')
    expect(host.requests.at(-1)?.headers['authorization']).toBe('Bearer sk-XYZZY-filled-in')
    await say(page, '/config reset key')
    await page.locator('.message.private.tanya', { hasText: 'Removed for good' }).waitFor()
    expect(await page.content()).not.toContain('XYZZY')
    expect(app.logged.join('\n')).not.toContain('XYZZY')
    for (const file of readdirSync(folder))
      expect(readFileSync(path.join(folder, file)).includes('XYZZY'), file).toBe(false)
  })

  it('speaks as the same person again after the server was away', async () => {
    const page = await open()
    await page.locator('#person').selectOption('citra')
    // As while it stops, and then as where the person is there no more.
    for (const [status, person] of [
      [503, 'citra'],
      [404, 'ann'],
    ] as const) {
      let refused = 0
      await page.route('**/api/events?*', (route) => {
        refused += 1
        return refused > 2 ? route.continue() : route.fulfill({ status })
      })
      await page.locator('#language').selectOption(status === 503 ? 'de' : 'fr')
      await expect.poll(() => refused, { timeout: 30_000 }).toBeGreaterThan(2)
      await page.locator('body:not(.offline)').waitFor()
      await expect.poll(() => page.locator('#person').inputValue()).toBe(person)
      await page.unroute('**/api/events?*')
    }
    expect(problems.splice(0).every((problem) => problem.includes('Failed to load resource'))).toBe(true)
  })

  it('sends once what is sent again because nobody said that it had come', async () => {
    const page = await open()
    await page.route(
      '**/api/messages',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await say(page, 'Did this come?')
    await page.locator('#notice.error').waitFor()
    expect(await page.locator('#text').inputValue()).toBe('Did this come?')
    await page.locator('#send').click()
    await expect.poll(() => page.locator('#text').inputValue()).toBe('')
    await say(page, 'And this?')
    await page.locator('.message', { hasText: 'And this?' }).waitFor()
    expect(await page.locator('.message', { hasText: 'Did this come?' }).count()).toBe(1)
    expect(problems.splice(0).every((problem) => problem.includes('Failed to load resource'))).toBe(true)
  })

  it.each([
    ['de-AT', 'de'],
    ['pt-PT', 'pt-BR'],
    ['zh-CN', 'zh-CN'],
    ['sv-SE', 'en'],
  ])('has its texts in the language of a browser in %s: %s', async (locale, language) => {
    const page = await open({ locale })
    expect(await page.locator('#language').inputValue()).toBe(language)
  })

  it('keeps what people wrote across a reload', async () => {
    const page = await open()
    await say(page, 'I was here')
    await page.locator('.message', { hasText: 'I was here' }).waitFor()
    await page.reload()
    await page.locator('.message', { hasText: 'I was here' }).waitFor()
  })

  it.each([
    [360, 'light'],
    [360, 'dark'],
    [768, 'light'],
    [768, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('can be used by everybody at %d pixels, %s', async (width, colorScheme) => {
    // The checker is no part of the page, and so its policy would keep it out.
    const page = await open({
      viewport: { width, height: 780 },
      colorScheme,
      bypassCSP: true,
      hasTouch: width < 700,
    })
    await answered(page, 'A heading')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(await violations(page, colorScheme)).toEqual([])
    await page.locator('#text').fill('/')
    expect(await violations(page, colorScheme)).toEqual([])
    await page.locator('#text').fill('')
    await page.getByRole('button', { name: 'Behind it' }).last().click()
    for (const tab of ['Elsewhere', 'Prompt', 'Cost']) {
      await page.getByRole('tab', { name: tab }).click()
      expect(await violations(page, colorScheme)).toEqual([])
    }
    await page.locator('#close-details').click()
    if (width < 700) await page.getByRole('button', { name: 'Channels and people' }).click()
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violations(page, colorScheme)).toEqual([])
  })
})
