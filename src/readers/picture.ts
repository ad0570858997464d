import sharp from 'sharp'
import type { ReadPicture } from '../core/attachments/file-reader.ts'

/** Longest side, in pixels: hosts scale down what is larger, and bill it first. */
const longestSide = 1280

/** A picture that claims more is not decoded: a few bytes can claim any number. */
const mostPixels = 64_000_000

// No picture is worked on twice.
sharp.cache(false)

/** Of work, not of waiting. */
const mostSeconds = 15

/**
 * Decodes a PNG, JPEG, GIF (its first frame) or WebP in native threads, turns it upright, scales it down and writes it
 * anew: what goes to the host has no place, camera or other data of its owner.
 */
export async function readPicture(bytes: Uint8Array, signal: AbortSignal): Promise<ReadPicture> {
  signal.throwIfAborted()
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: mostPixels,
      failOn: 'error',
      sequentialRead: true,
    })
      .timeout({ seconds: mostSeconds })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85, chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true })
    const { width, height } = info
    const picture = { mediaType: 'image/jpeg', base64: data.toString('base64'), width, height } as const
    return { kind: 'picture', picture }
  } catch (error) {
    const isSlow = error instanceof Error && /timeout/iu.test(error.message)
    return { kind: 'unread', why: isSlow ? 'slow' : 'broken' }
  } finally {
    signal.throwIfAborted()
  }
}
