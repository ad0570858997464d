/**
 * The text in the bytes of a file, at most `maxBytes` of them; undefined when they are no text. UTF-8, UTF-16 with
 * and without its mark, and else Windows-1252, which most other Western text can be read as.
 */
export function decodeText(bytes: Uint8Array, maxBytes: number): string | undefined {
  const encoding = encodingOf(bytes)
  if (encoding === undefined) return undefined
  // A character that is cut in two at the end is left out: the decoder waits for its rest.
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, maxBytes), { stream: true })
  return isReadable(text) ? plain(text) : undefined
}

/** Line ends as `\n`, without what cannot be seen: control characters, tags, and marks that turn text around. */
export function plain(text: string): string {
  return (
    text
      .toWellFormed()
      // Colours of a terminal.
      .replaceAll(/\p{Cc}\[[\d;]*m/gu, '')
      .replaceAll(/\r\n|[\r\v\f\u0085\u2028\u2029]/gu, '\n')
      .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu, (sign) =>
        sign === '\n' || sign === '\t' ? sign : '',
      )
  )
}

/** So much is looked at to tell what bytes are. */
const sampleBytes = 64 * 1024

function encodingOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, sampleBytes)
  if (sample.includes(0)) return utf16WithoutMark(sample)
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return 'utf-8'
  } catch {
    // No UTF-8. Text of the Latin script has few letters beyond ASCII, other scripts and data have many.
    const beyond = sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0)
    return beyond <= sample.length * mostBeyondAscii ? 'windows-1252' : undefined
  }
}

const mostBeyondAscii = 0.25

/** Every second byte of Latin text in UTF-16 is zero. */
function utf16WithoutMark(sample: Uint8Array): string | undefined {
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const half = sample.length / 2
  if (odd > half * 0.5 && even < half * 0.05) return 'utf-16le'
  if (even > half * 0.5 && odd < half * 0.05) return 'utf-16be'
  return undefined
}

/** Text has hardly any control characters, and few that its encoding does not know. */
function isReadable(text: string): boolean {
  const sample = text.slice(0, sampleBytes)
  const strange = sample.match(/[\p{Cc}\uFFFD]/gu)?.filter((sign) => !usual.includes(sign)).length ?? 0
  return strange <= Math.max(1, sample.length * 0.002)
}

/** Control characters of texts: white space, and the one that begins a terminal's colours. */
const usual = '\t\n\v\f\r\u001B\u0085'
