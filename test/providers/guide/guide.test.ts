import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Delta, Provider } from '../../../src/core/provider.ts'
import { readDocuments, sectionsOf } from '../../../src/providers/guide/documents.ts'
import type { Section } from '../../../src/providers/guide/documents.ts'
import { createGuide } from '../../../src/providers/guide/guide.ts'
import { systemClock } from '../../../src/system.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const hasty = { ...systemClock, after: (_delay: number, run: () => void) => systemClock.after(0, run) }

describe('the guide', () => {
  let sections: readonly Section[]
  let guide: Provider

  beforeAll(async () => {
    sections = await readDocuments(root)
    guide = createGuide({ sections, clock: hasty })
  })

  async function ask(question: string, prefix?: string): Promise<readonly Delta[]> {
    const messages = [
      { role: 'system' as const, content: 'You are Tanya.' },
      { role: 'user' as const, content: `“Ann” says (2026-11-23):\n${question}` },
    ]
    const request = { model: 'guide/documentation', messages, cacheKey: 'k', ...(prefix && { prefix }) }
    const deltas: Delta[] = []
    for await (const delta of guide.chat(request, new AbortController().signal)) deltas.push(delta)
    return deltas
  }

  const textOf = (deltas: readonly Delta[]): string =>
    deltas.map((delta) => (delta.kind === 'text' ? delta.text : '')).join('')

  it.each([
    ['How do I connect a model?', 'The playground › Connect a model'],
    ['how do i connect models', 'The playground › Connect a model'],
    ['Who can open the playground?', 'The playground › Who can open it'],
    ['show me a sample of markdown', 'The playground › A sample of Markdown'],
    ['Which aliases are there?', 'Models and hosts › Aliases'],
    ['How do I back up the database?', 'Operating Tanya › Backup'],
    ['how to upgrade', 'Operating Tanya › Upgrading'],
    // The guide itself proposes these where it finds nothing.
    ['how do I add a platform', 'Adding a platform ›'],
    ['what is stored', 'Security and privacy › What is stored'],
  ])('finds for %j: %s', async (question, title) => {
    const text = textOf(await ask(question))
    expect(text).toContain(`**${title}`)
    expect(text).toContain('not a language model')
    expect(text).toMatch(/^> \S/mu)
  })

  it.each(['What can you do?', 'who are you', 'hello', 'What is Tanya?', 'kamu bisa apa?'])(
    'begins at the beginning for whoever asks %j',
    async (question) => {
      const text = textOf(await ask(question))
      expect(text).toContain('**Tanya (`README.md`)**')
      expect(text).toContain(`> ${sections[0]?.text.split('\n', 1)[0]}`)
    },
  )

  it('finds what it says can be asked', async () => {
    const offered = [...textOf(await ask('qwzx vbnm')).matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/gu)].slice(0, 3)
    expect(offered).toHaveLength(3)
    for (const [, question = ''] of offered)
      expect(textOf(await ask(question))).toContain('my documentation:')
  })

  it('quotes names of its other pages as text: nobody could follow the links', async () => {
    const text = textOf(await ask('how to upgrade'))
    expect(text).toContain('CHANGELOG.md says')
    expect(text).not.toMatch(/\]\((?!https?:)/u)
  })

  it('says that it has found nothing, and what else can be asked', async () => {
    const text = textOf(await ask('qwzx vbnm'))
    expect(text).toContain('I found nothing')
    expect(text).toContain('not a language model')
  })

  it('says so in Indonesian to whoever asks in it', async () => {
    expect(textOf(await ask('bagaimana cara connect model?'))).toContain('bukan model bahasa')
  })

  it('streams in pieces, and ends with what it cost: nothing', async () => {
    const deltas = await ask('How do I connect a model?')
    expect(deltas.length).toBeGreaterThan(10)
    expect(deltas.at(-1)).toMatchObject({ kind: 'end', reason: 'stop', report: { priceNanoUsd: 0 } })
    expect(deltas.filter(({ kind }) => kind === 'end')).toHaveLength(1)
  })

  it('goes on from what was shown', async () => {
    const whole = textOf(await ask('How do I connect a model?'))
    const rest = textOf(await ask('How do I connect a model?', whole.slice(0, 100)))
    expect(whole.slice(0, 100) + rest).toBe(whole)
  })

  it('stops at once', async () => {
    const abort = new AbortController()
    const request = {
      model: 'guide/documentation',
      messages: [{ role: 'user' as const, content: 'connect a model' }],
      cacheKey: 'k',
    }
    async function all(): Promise<void> {
      for await (const delta of guide.chat(request, abort.signal)) if (delta.kind === 'text') abort.abort()
    }
    await expect(all()).rejects.toMatchObject({ fault: { kind: 'cancelled' } })
  })
})

it('leaves out markup, and keeps code and addresses', () => {
  const page =
    '# Page\n\n[Other](b.md)\n\n![A](a.png)\n\n<picture>\n  <img src="a.png" alt="A">\n</picture>\n<https://a.example>\n```html\n<br>\n```\n'
  const [section] = sectionsOf('docs/page.md', page)
  expect(section?.text).toBe('<https://a.example>\n```html\n<br>\n```')
})

it('cuts a page at its headings, and not within code', () => {
  const page =
    '# Page\n\nIntro.\n\n## One\n\n```sh\n# no heading\n```\n\n### Deeper\n\nText.\n\n## Two\n\nMore.\n'
  expect(sectionsOf('docs/page.md', page)).toEqual([
    { file: 'docs/page.md', page: 'Page', headings: [], text: 'Intro.' },
    { file: 'docs/page.md', page: 'Page', headings: ['One'], text: '```sh\n# no heading\n```' },
    { file: 'docs/page.md', page: 'Page', headings: ['One', 'Deeper'], text: 'Text.' },
    { file: 'docs/page.md', page: 'Page', headings: ['Two'], text: 'More.' },
  ])
})
