import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Makes texts unreadable for whoever has the database and not the key. */
export interface Cipher {
  seal(text: string): string
  /** A text that was not sealed, as from before there was a key, comes back as it is. Throws for another key. */
  open(stored: string): string
}

/** What a sealed text begins with; no text of a column that is sealed does, since they are JSON. */
const mark = 'sealed1:'

const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM with a key derived from `secretKey`, which must have the entropy of a key itself: 32 random bytes. Each
 * text has a nonce of its own.
 */
export function createCipher(secretKey: string): Cipher {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'tanya: texts in the database', 32))
  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${mark}${sealed.toString('base64')}`
    },
    open(stored) {
      if (!isSealed(stored)) return stored
      const sealed = Buffer.from(stored.slice(mark.length), 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      return (
        decipher.update(sealed.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
      )
    },
  }
}

export function isSealed(stored: string): boolean {
  return stored.startsWith(mark)
}
