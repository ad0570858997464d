import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { Memory } from '../store/store.ts'

/** Up to where places were listened to, so that what was said while Tanya was away is found. */
export interface Watermarks {
  /** The message was heard and is being seen to. */
  note(place: string, message: string): void
  /** The newest message of each place that an earlier process heard, latest place first. */
  earlier(): Promise<readonly Watermark[]>
  /** The newest message of each place that was heard by now, latest place first. */
  latest(): Promise<readonly Watermark[]>
  /** Keeps everything noted so far. Never rejects. */
  keep(): Promise<void>
}

export interface Watermark {
  readonly place: string
  readonly message: string
}

/** What was asked longer ago is not answered any more: its author has gone on. Milliseconds. */
export const catchUpMs = 60 * 60_000
/** Places that are looked through after a restart, and messages of each. */
export const catchUpPlaces = 200
export const catchUpMessages = 100

/** Places of which is kept up to where they were heard. */
const maxPlaces = 500
/** Between two writes: a busy server is not to cost one for each message. */
const writeEveryMs = 5_000
/** A place that no process has heard of is kept so soon: where nothing is kept, nothing is looked for. */
const writeNewMs = 250

/**
 * Kept under one key of the memory. What is written was noted a while before, so that a question whose process is killed
 * before it was accepted is found again.
 */
export function createWatermarks(options: {
  /** Whose places: a platform, or `platform:…` where each of its workspaces or processes has its own. */
  readonly of: string
  readonly memory: Memory
  readonly clock: Clock
  readonly log: Logger
}): Watermarks {
  const { memory, clock, log } = options
  const key = `heard:${options.of}`
  /** Latest last. */
  const noted = new Map<string, string>()
  let ripe: readonly (readonly [string, string])[] = []
  let isDue = false
  let isNewDue = false
  const loaded = read()
  /** What is in the memory, once this process has written there; writes come one after the other. */
  let kept: Promise<readonly (readonly [string, string])[]> = loaded

  async function read(): Promise<readonly (readonly [string, string])[]> {
    try {
      return parse(await memory.get(key))
    } catch (err) {
      log.error({ err }, 'what was heard before cannot be read')
      return []
    }
  }

  async function write(latest: readonly (readonly [string, string])[]): Promise<void> {
    kept = kept.then(async (before) => {
      const all = new Map(before)
      for (const [place, message] of latest) {
        all.delete(place)
        all.set(place, message)
      }
      const marks = [...all].slice(-maxPlaces)
      try {
        await memory.set(key, JSON.stringify(marks))
        return marks
      } catch (err) {
        log.error({ err }, 'what was heard cannot be kept')
        return before
      }
    })
    await kept
  }

  async function writeNew(): Promise<void> {
    isNewDue = false
    const known = new Set((await kept).map(([place]) => place))
    const fresh = [...noted].filter(([place]) => !known.has(place))
    if (fresh.length > 0) await write(fresh)
  }

  function tick(): void {
    isDue = false
    const writing = ripe
    ripe = [...noted]
    if (writing.length > 0) void write(writing)
    if (ripe.length > writing.length || ripe.some(([, message], index) => writing[index]?.[1] !== message)) {
      schedule()
    }
  }

  function schedule(): void {
    if (isDue) return
    isDue = true
    clock.after(writeEveryMs, tick)
  }

  function scheduleNew(): void {
    if (isNewDue) return
    isNewDue = true
    clock.after(writeNewMs, () => void writeNew())
  }

  return {
    note(place, message) {
      if (!noted.delete(place)) scheduleNew()
      noted.set(place, message)
      for (const oldest of noted.size > maxPlaces ? [...noted.keys()].slice(0, 1) : []) noted.delete(oldest)
      schedule()
    },
    async earlier() {
      return latestFirst(await loaded)
    },
    async latest() {
      const now = [...noted]
      const heard = new Map(await loaded)
      for (const [place, message] of now) {
        heard.delete(place)
        heard.set(place, message)
      }
      return latestFirst([...heard])
    },
    async keep() {
      if (noted.size > 0) await write([...noted])
    },
  }
}

function latestFirst(marks: readonly (readonly [string, string])[]): readonly Watermark[] {
  return marks.toReversed().map(([place, message]) => ({ place, message }))
}

function parse(json: string | undefined): readonly (readonly [string, string])[] {
  const value: unknown = json === undefined ? [] : JSON.parse(json)
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) =>
    Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string'
      ? [[entry[0], entry[1]] as const]
      : [],
  )
}
