import { beforeEach, describe, expect, it } from 'vitest'
import type { FileReader } from '../../../src/core/attachments/file-reader.ts'
import { fileLimits } from '../../../src/core/attachments/limits.ts'
import { createReadFiles } from '../../../src/core/attachments/read-files.ts'
import type { FileMode, FileRoom, FilesRead } from '../../../src/core/attachments/read-files.ts'
import type { FetchedFile, Surface } from '../../../src/core/bot.ts'
import type { Attachment, Question } from '../../../src/core/question.ts'
import { createReader } from '../../../src/readers/create-reader.ts'
import { systemClock } from '../../../src/system.ts'
import { makePdf, makePicture } from '../../support/make-files.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

type Fetch = NonNullable<Surface['fetchFile']>

let stored: Map<string, FetchedFile>
let asked: string[]

beforeEach(() => {
  stored = new Map()
  asked = []
})

/** A file on the platform. */
function file(name: string, content: string | Uint8Array, mediaType?: string): Attachment {
  const bytes = Buffer.from(content)
  stored.set(name, { kind: 'file', bytes })
  return { name, url: `https://cdn.example/${name}`, bytes: bytes.length, ...(mediaType && { mediaType }) }
}

const fetchStored: Fetch = (_question, { name }) => {
  asked.push(name)
  return Promise.resolve(stored.get(name) ?? { kind: 'none', why: 'gone' })
}

const wide: FileRoom = { tokens: 20_000, takesPictures: true }

function read(
  attachments: readonly Attachment[],
  {
    room = wide,
    fetchFile = fetchStored,
    signal = new AbortController().signal,
    clock = systemClock,
    reader = createReader(systemClock),
    mode = 'all',
  }: {
    room?: FileRoom
    fetchFile?: Fetch
    signal?: AbortSignal
    clock?: typeof systemClock
    reader?: FileReader
    mode?: FileMode
  } = {},
): Promise<FilesRead> {
  const question = { id: 'q', attachments } as unknown as Question
  const surface = { fetchFile } as Surface
  return createReadFiles({ reader, clock, modeFor: () => Promise.resolve(mode) })(
    question,
    surface,
    room,
    signal,
    quietLog,
  )
}

const whyOf = ({ files }: FilesRead): readonly string[] =>
  files.map((one) => (one.kind === 'unread' ? one.why : one.kind))

describe('what is read', () => {
  it('is text of every kind, PDF, HTML and pictures, by what the bytes are', async () => {
    const { files, pictures } = await read([
      file('notes.md', '# Notes'),
      file('data.csv', 'a,b\n1,2'),
      file('page.html', '<h1>Hi</h1><script>alert(1)</script><p>there</p>'),
      file('report.pdf', makePdf(['First page', 'Second page'])),
      file('wrongly-named.txt', await makePicture('png', 40, 20)),
      file('picture.svg', '<svg><title>a drawing</title></svg>', 'image/svg+xml'),
    ])
    expect(files).toMatchObject([
      { kind: 'text', text: '# Notes', isCut: false },
      { kind: 'text', text: 'a,b\n1,2' },
      { kind: 'text', text: '# Hi\n\nthere' },
      { kind: 'text', text: 'First page\n\nSecond page', pages: 2, ofPages: 2 },
      { kind: 'picture' },
      { kind: 'text', text: '<svg><title>a drawing</title></svg>' },
    ])
    expect(pictures).toMatchObject([{ mediaType: 'image/jpeg', width: 40, height: 20 }])
  })

  it('is the same for the same files', async () => {
    const attachments = [file('a.pdf', makePdf(['x'])), file('b.png', await makePicture('png', 2000, 1500))]
    expect(await read(attachments)).toEqual(await read(attachments))
  })

  it('is a text that only looks like a PDF', async () => {
    expect((await read([file('about.md', 'Files begin with %PDF-1.4, you know.')])).files).toMatchObject([
      { kind: 'text', text: 'Files begin with %PDF-1.4, you know.' },
    ])
  })
})

describe('what is not read', () => {
  it('is told by file, and the others are read all the same', async () => {
    const gone = { name: 'gone.txt', url: 'https://cdn.example/gone' }
    const result = await read([
      file('a.bin', Buffer.from([1, 2, 3, 0, 0, 0, 255, 254, 9])),
      file('empty.txt', ' \n'),
      file('broken.pdf', Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(64)])),
      file('broken.png', (await makePicture('png', 40, 20)).subarray(0, 60)),
      gone,
      file('ok.txt', 'fine'),
    ])
    expect(whyOf(result)).toEqual(['type', 'no-text', 'broken', 'broken', 'gone', 'text'])
  })

  it('is not even downloaded where that can be told before', async () => {
    const result = await read(
      [
        file('film.mp4', 'x', 'video/mp4'),
        file('all.zip', 'x', 'application/zip'),
        { name: 'big.txt', url: '', bytes: fileLimits.bytes + 1 },
        file('photo.jpg', 'x', 'image/jpeg'),
      ],
      { room: { ...wide, takesPictures: false } },
    )
    expect(whyOf(result)).toEqual(['type', 'type', 'too-large', 'no-pictures'])
    expect(asked).toEqual([])
  })

  it('is a picture without a name for it, where the model does not see', async () => {
    const unnamed = file('x', await makePicture('webp', 10, 10))
    expect(whyOf(await read([unnamed], { room: { ...wide, takesPictures: false } }))).toEqual(['no-pictures'])
  })

  it('is what the settings of the place leave out', async () => {
    const attachments = [
      file('a.txt', 'x'),
      file('b.png', 'x', 'image/png'),
      file('c', await makePicture('png', 9, 9)),
    ]
    expect(whyOf(await read(attachments, { mode: 'off' }))).toEqual(['off', 'off', 'off'])
    expect(asked).toEqual([])
    expect(whyOf(await read(attachments, { mode: 'text' }))).toEqual(['text', 'pictures-off', 'pictures-off'])
    expect(asked).toEqual(['a.txt', 'c'])
  })

  it('is what is more than the limits', async () => {
    const pictures = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => file(`${index}.gif`, await makePicture('gif', 9, 9))),
    )
    const texts = Array.from({ length: 7 }, (_, index) => file(`${index}.txt`, 'x'))
    const result = await read([...pictures, ...texts])
    expect(whyOf(result).slice(0, 5)).toEqual([
      'picture',
      'picture',
      'picture',
      'picture',
      'too-many-pictures',
    ])
    expect(whyOf(result).slice(5)).toEqual(['text', 'text', 'text', 'text', 'text', 'too-many', 'too-many'])
    expect(asked).toHaveLength(10)
  })

  it('is what a lying platform sends too much of', async () => {
    const huge = file('a.txt', Buffer.alloc(fileLimits.bytes + 1, 'a'))
    expect(whyOf(await read([{ ...huge, bytes: 1 }]))).toEqual(['too-large'])
  })

  it('is what takes too long, and nothing waits for it', async () => {
    const clock = createVirtualClock(0)
    const started = Promise.withResolvers<void>()
    const fetchFile: Fetch = (question, attachment, most, signal) => {
      if (attachment.name !== 'slow.txt') return fetchStored(question, attachment, most, signal)
      started.resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
    }
    const result = read([file('slow.txt', 'x'), file('quick.txt', 'x')], { clock, fetchFile })
    await started.promise
    await clock.advance(fileLimits.downloadMs)
    expect(whyOf(await result)).toEqual(['slow', 'text'])
  })

  it('is what a reader fails on', async () => {
    const failing: FileReader = {
      ...createReader(systemClock),
      pdf: () => Promise.reject(new Error('a bug')),
    }
    const result = await read([file('a.pdf', makePdf(['x'])), file('b.txt', 'x')], { reader: failing })
    expect(whyOf(result)).toEqual(['broken', 'text'])
  })
})

describe('the room', () => {
  it('is kept by all files together', async () => {
    const long = 'word '.repeat(3000)
    const result = await read([file('a.txt', long), file('b.txt', 'short'), file('c.txt', long)], {
      room: { tokens: 1000, takesPictures: false },
    })
    expect(result.files).toMatchObject([{ isCut: true }, { isCut: false, text: 'short' }, { isCut: true }])
    const chars = result.files.reduce((sum, one) => sum + (one.kind === 'text' ? one.text.length : 0), 0)
    expect(chars).toBeLessThan(3600)
    expect(chars).toBeGreaterThan(2800)
  })

  it('is not spent on scraps', async () => {
    const result = await read([file('a.txt', 'word '.repeat(3000))], {
      room: { tokens: 50, takesPictures: false },
    })
    expect(whyOf(result)).toEqual(['no-room'])
  })
})

it('rejects when it is aborted', async () => {
  const abort = new AbortController()
  const fetchFile: Fetch = (_question, _attachment, _most, signal) => {
    abort.abort()
    signal.throwIfAborted()
    return Promise.resolve({ kind: 'none', why: 'gone' })
  }
  await expect(read([file('a.txt', 'x')], { fetchFile, signal: abort.signal })).rejects.toThrow()
})

it('does nothing for a question without files', async () => {
  expect(await read([])).toEqual({ files: [], pictures: [] })
})
