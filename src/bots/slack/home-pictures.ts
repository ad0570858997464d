import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import type { ResultFile } from '../../core/commands/command.ts'
import type { Memory } from '../../core/store/store.ts'
import type { SlackCalls } from './calls.ts'
import { limits } from './limits.ts'
import { uploadUnshared } from './upload.ts'

const picture = z.object({
  /** Slack's id of the file. */
  id: z.string(),
  alt: z.string(),
  hash: z.string(),
  /** When it was last drawn, epoch ms. */
  at: z.number(),
})
export type HomePicture = Readonly<z.output<typeof picture>>

const kept = z.object({ picture: z.exactOptional(picture), stale: z.array(z.string()) })
type Kept = Readonly<z.output<typeof kept>>

const fileInfo = z.object({ file: z.object({ mimetype: z.string().min(1) }) })

/**
 * Pictures for App Home: files of Slack's that are shared with nobody and have no public address. Each place has one,
 * which outlives the process; those before it are deleted.
 */
export interface HomePictures {
  /** The picture of a place, unless it is of another day. */
  of(place: string): Promise<HomePicture | undefined>
  /** Whether it need not be drawn again yet, or cannot be uploaded now. */
  isFresh(shown: HomePicture | undefined): boolean
  /** Puts a picture in that place, or none; the same one is not uploaded again. Throws a `platform` failure. */
  put(place: string, file: ResultFile | undefined): Promise<HomePicture | undefined>
  /** Whether Slack has looked at the file yet, which it does after it took it. Never rejects. */
  isReady(shown: HomePicture): Promise<boolean>
  /** Deletes what stood there before: once nobody is shown it. Never rejects for what Slack does. */
  tidy(place: string): Promise<void>
}

export interface HomePicturesDeps {
  readonly calls: SlackCalls
  readonly memory: Memory
  readonly clock: Clock
  readonly team: () => string
}

export function createHomePictures({ calls, memory, clock, team }: HomePicturesDeps): HomePictures {
  const keyOf = (place: string): string => `home:slack:${team()}:${place}`

  async function read(place: string): Promise<Kept> {
    const text = await memory.get(keyOf(place))
    return text === undefined ? { stale: [] } : kept.parse(JSON.parse(text))
  }

  async function write(place: string, now: Kept): Promise<void> {
    await memory.set(keyOf(place), JSON.stringify(now))
  }

  return {
    async of(place) {
      const { picture: shown } = await read(place)
      return shown !== undefined && dayOf(shown.at) === dayOf(clock.now()) ? shown : undefined
    },
    isFresh(shown) {
      if (calls.spare('files.getUploadURLExternal') <= limits.sparedUploads) return true
      return shown !== undefined && clock.now() - shown.at < limits.homePictureMs
    },
    async put(place, file) {
      const { picture: before, stale } = await read(place)
      if (file === undefined && before === undefined) return undefined
      const hash = file && createHash('sha256').update(file.data).digest('hex')
      const isSame = hash !== undefined && hash === before?.hash
      const next =
        file === undefined || hash === undefined
          ? undefined
          : {
              id: isSame ? before.id : await uploadUnshared(calls, file),
              alt: file.alt,
              hash,
              at: clock.now(),
            }
      const gone = before === undefined || isSame ? [] : [before.id]
      await write(place, {
        ...(next !== undefined && { picture: next }),
        stale: [...stale, ...gone].slice(-limits.staleFiles),
      })
      return next
    },
    async isReady({ id }) {
      const result = await calls.attempt('files.info', { file: id })
      // https://github.com/slackapi/node-slack-sdk/issues/2170: until then its type is empty.
      return result.ok && fileInfo.safeParse(result.answer).success
    },
    async tidy(place) {
      const { stale, ...now } = await read(place)
      if (stale.length === 0) return
      const left: string[] = []
      for (const file of stale) {
        const result = await calls.attempt('files.delete', { file })
        // What is refused is no longer there, or no longer ours to delete.
        if (!result.ok && result.trouble.kind !== 'refused') left.push(file)
      }
      await write(place, { ...now, stale: left })
    },
  }
}

function dayOf(at: number): number {
  return Math.floor(at / 86_400_000)
}
