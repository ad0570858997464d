import type { FileReader } from '../core/attachments/file-reader.ts'
import type { Clock } from '../core/clock.ts'
import { runJob } from './job.ts'

/** One file. Milliseconds. */
const longestMs = 20_000

/** The formats that are more than text, read by libraries. */
export function createReader(clock: Clock): FileReader {
  return {
    pdf: (bytes, most, signal) => runJob({ kind: 'pdf', bytes, most }, { longestMs }, clock, signal),
    html: (html, most, signal) => runJob({ kind: 'html', html, most }, { longestMs }, clock, signal),
    // With its native library, which is loaded with the first picture.
    picture: async (bytes, signal) => (await import('./picture.ts')).readPicture(bytes, signal),
  }
}
