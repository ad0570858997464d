import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../src/readers/html.ts'
import { runJob } from '../../src/readers/job.ts'
import { readPicture } from '../../src/readers/picture.ts'
import { systemClock } from '../../src/system.ts'
import { makePdf, makePicture } from '../support/make-files.ts'

const { signal } = new AbortController()
const most = { pages: 3, chars: 100_000 }
const patient = { longestMs: 60_000 }

const pdf = (bytes: Uint8Array, limits = patient, abort = signal) =>
  runJob({ kind: 'pdf', bytes, most }, limits, systemClock, abort)

describe('PDF', () => {
  it('is read page by page, and no further than asked', async () => {
    expect(await pdf(makePdf(['one (1)\nline two', 'two', '', 'four']))).toEqual({
      kind: 'text',
      text: 'one (1)\nline two\n\ntwo',
      pages: 3,
      ofPages: 4,
    })
  })

  it('is unread when it is damaged or locked, and the process lives', async () => {
    expect(await pdf(Buffer.from('%PDF-1.7 nothing of the kind'))).toEqual({ kind: 'unread', why: 'broken' })
    const locked = makePdf(['secret'], {
      trailer: `/Encrypt 6 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
      extra: [`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`],
    })
    expect(await pdf(locked)).toEqual({ kind: 'unread', why: 'protected' })
  })

  it('that unpacks without end is given up', async () => {
    const bomb = deflateSync(Buffer.alloc(100_000_000, ' '))
    expect(bomb.length).toBeLessThan(300_000)
    expect(await pdf(makePdf(['x'], { raw: bomb }))).toEqual({ kind: 'unread', why: 'broken' })
  })

  it('that points to itself is given up', async () => {
    const loop = Buffer.from(
      Buffer.from(makePdf(['x']))
        .toString('latin1')
        .replace('/Kids [4 0 R]', '/Kids [2 0 R]'),
      'latin1',
    )
    expect(await pdf(loop)).toMatchObject({ kind: expect.stringMatching(/^(?:unread|text)$/u) })
  })

  it('is given up when its time is over, and when nobody waits for it', async () => {
    const endless = makePdf(['x'], { raw: deflateSync(Buffer.from('q Q '.repeat(2_000_000))) })
    expect(await pdf(endless, { longestMs: 1 })).toEqual({ kind: 'unread', why: 'slow' })
    const abort = new AbortController()
    const read = pdf(endless, patient, abort.signal)
    abort.abort()
    await expect(read).rejects.toThrow()
  })

  it('opens no connection', async () => {
    let connections = 0
    const server = createServer((_, response) => response.end()).on('connection', () => (connections += 1))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const calling = Buffer.from(
      Buffer.from(makePdf(['x']))
        .toString('latin1')
        .replace(
          '/Type /Catalog',
          `/Type /Catalog /OpenAction << /S /URI /URI (${url}) >> /URI << /Base (${url}) >>`,
        ),
      'latin1',
    )
    await pdf(calling)
    server.close()
    expect(connections).toBe(0)
  })
})

describe('HTML', () => {
  it('reads as in a browser', () => {
    const html = `<!doctype html><html><head><title>no</title><style>p{}</style></head><body>
      <h2>Fish &amp; <em>chips</em></h2><p>One<br>two</p>
      <ul><li>first</li><li>second <b>bold</b></li></ul>
      <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>
      <pre>  x
    y</pre><script>document.write('<p>no</p>')</script><p hidden>kept</p></body></html>`
    expect(htmlToText(html, 1000)).toBe(
      '## Fish & chips\n\nOne\ntwo\n\n- first\n- second bold\n\na\tb\n1\t2\n\n  x\n    y\n\nkept',
    )
  })

  it('is never longer than asked, however it is nested', async () => {
    const html = `${'<div><a>'.repeat(50_000)}text${'</p></span>'.repeat(50_000)}${'x'.repeat(5000)}`
    const read = await runJob({ kind: 'html', html, most: { chars: 100 } }, patient, systemClock, signal)
    expect(read).toMatchObject({ kind: 'text', text: expect.stringMatching(/^text\s*x+$/u) })
    expect(read.kind === 'text' && read.text.length).toBeLessThanOrEqual(100)
  })

  it('cannot swallow what follows an unclosed script', () => {
    expect(htmlToText('<p>a</p></script><p>b</p>', 100)).toBe('a\n\nb')
    expect(htmlToText('<b>a', 100)).toBe('a')
    expect(htmlToText('<html><head><title>no</title><svg/><template><body>a<svg/>b', 100)).toBe('ab')
  })
})

describe('pictures', () => {
  it.each(['png', 'jpeg', 'gif', 'webp'] as const)(
    'of format %s are scaled down and become JPEG',
    async (format) => {
      const read = await readPicture(await makePicture(format, 3000, 1500), signal)
      if (read.kind !== 'picture') throw new Error(read.why)
      expect(read.picture).toMatchObject({ mediaType: 'image/jpeg', width: 1280, height: 640 })
      const { format: written, width } = await sharp(Buffer.from(read.picture.base64, 'base64')).metadata()
      expect([written, width]).toEqual(['jpeg', 1280])
    },
  )

  it('stay as small as they are', async () => {
    expect(await readPicture(await makePicture('png', 30, 20), signal)).toMatchObject({
      picture: { width: 30, height: 20 },
    })
  })

  it('are turned upright and tell nothing of their owner', async () => {
    const photo = await sharp(Buffer.from(await makePicture('jpeg', 200, 100)))
      .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const read = await readPicture(photo, signal)
    if (read.kind !== 'picture') throw new Error(read.why)
    expect(read.picture).toMatchObject({ width: 100, height: 200 })
    const { exif, orientation } = await sharp(Buffer.from(read.picture.base64, 'base64')).metadata()
    expect([exif, orientation]).toEqual([undefined, undefined])
  })

  it('that claim to be huge, or are cut short, are unread', async () => {
    const huge = Buffer.from(await makePicture('png', 20, 20))
    huge.writeUInt32BE(60_000, 16)
    huge.writeUInt32BE(60_000, 20)
    expect(await readPicture(huge, signal)).toEqual({ kind: 'unread', why: 'broken' })
    const half = (await makePicture('jpeg', 400, 400)).subarray(0, 500)
    expect(await readPicture(half, signal)).toEqual({ kind: 'unread', why: 'broken' })
  })
})
