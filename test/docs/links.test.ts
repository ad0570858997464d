import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { nodesOf, readPage, readPages, root, textOf } from './pages.ts'
import type { Page } from './pages.ts'

const pages = readPages()

/** Where pages lead, with what is written in HTML. */
function targetsOf(page: Page): readonly string[] {
  const links = [...nodesOf(page, 'link'), ...nodesOf(page, 'image')].map(({ url }) => url)
  const html = nodesOf(page, 'html').flatMap(({ value }) =>
    Array.from(value.matchAll(/(?:src|srcset|href)="([^"]+)"/gu), ([, url = '']) => url),
  )
  return [...links, ...html]
}

/** As GitHub makes them of headings. */
function anchorsOf(page: Page): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const heading of nodesOf(page, 'heading')) {
    const slug = textOf(heading)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/gu, '-')
    let anchor = slug
    for (let number = 1; anchors.has(anchor); number += 1) anchor = `${slug}-${number}`
    anchors.add(anchor)
  }
  return anchors
}

it.each(pages.map((page) => [page.file, page] as const))('%s leads to what is there', (_file, page) => {
  const broken = targetsOf(page).filter((target) => {
    if (/^https?:/u.test(target)) return !URL.canParse(target)
    const [file = '', anchor] = target.split('#')
    const wanted =
      file === '' ? page.file : path.posix.normalize(path.posix.join(path.dirname(page.file), file))
    if (wanted.startsWith('..') || !existsSync(path.join(root, wanted))) return true
    return anchor !== undefined && !anchorsOf(readPage(wanted)).has(anchor)
  })
  expect(broken).toEqual([])
})

it('somebody who reads the README comes to every page', () => {
  const seen = new Set<string>()
  const next = ['README.md']
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    if (!file.endsWith('.md')) {
      // A link to a folder leads to what is in it.
      const folder = file
      for (const name of existsSync(path.join(root, folder)) && folder.endsWith('/')
        ? readdirSync(path.join(root, folder))
        : [])
        next.push(path.posix.join(folder, name))
      continue
    }
    for (const target of targetsOf(readPage(file))) {
      if (/^(?:https?:|#)/u.test(target)) continue
      next.push(path.posix.normalize(path.posix.join(path.dirname(file), target.split('#')[0] ?? '')))
    }
  }
  expect(pages.map(({ file }) => file).filter((file) => !seen.has(file))).toEqual([])
})

it('every picture is shown somewhere, and says what it shows', () => {
  const shown = new Set(pages.flatMap((page) => targetsOf(page).map((target) => path.basename(target))))
  expect(readdirSync(path.join(root, 'docs/images')).filter((name) => !shown.has(name))).toEqual([])
  for (const page of pages) {
    for (const { alt } of nodesOf(page, 'image')) expect(alt?.length).toBeGreaterThan(20)
    for (const { value } of nodesOf(page, 'html')) {
      for (const [image] of value.matchAll(/<img[^>]*>/gu)) expect(image).toMatch(/\salt="[^"]{20,}"/u)
    }
  }
})
