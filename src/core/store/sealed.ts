import { createCipher, isSealed } from './cipher.ts'
import type { Cipher } from './cipher.ts'
import { sealColumns } from './sealed-columns.ts'
import type { Sql } from './tables.ts'

/** The row of `memory` where a sealed word tells the right key from another. */
export const checkKey = 'secret-key:check'
const word = '"tanya"'

/** The database with its texts sealed by that key, where there is one. Rejects as `openCipher` does. */
export async function sealed(db: Sql, secretKey: string | undefined): Promise<Sql> {
  const cipher = await openCipher(db, secretKey)
  return cipher === undefined ? db : db.withPlugin(sealColumns(cipher))
}

/**
 * Why texts cannot be read with that key, or without one, as a sentence for the operator; undefined when they can.
 * `check` is the value of the row `checkKey`, if it is there.
 */
export function keyProblem(check: string | undefined, secretKey: string | undefined): string | undefined {
  if (check === undefined) return undefined
  if (secretKey === undefined)
    return (
      'SECRET_KEY is missing: conversations in this database are encrypted. Set the key they were encrypted with, ' +
      'or set DATABASE_URL to another database.'
    )
  if (isSealed(check) && opens(createCipher(secretKey), check)) return undefined
  return (
    'SECRET_KEY is not the key that conversations in this database are encrypted with. Set that key again, ' +
    'or set DATABASE_URL to another database.'
  )
}

/**
 * The cipher of that key, once it is known to be the one this database was sealed with. Rejects with a sentence for
 * the operator when it is another, or none where one is needed.
 */
async function openCipher(db: Sql, secretKey: string | undefined): Promise<Cipher | undefined> {
  const row = await db.selectFrom('memory').select('value').where('key', '=', checkKey).executeTakeFirst()
  const problem = keyProblem(row?.value, secretKey)
  if (problem !== undefined) throw new Error(problem)
  if (secretKey === undefined) return undefined
  const cipher = createCipher(secretKey)
  if (row !== undefined) return cipher
  await db
    .insertInto('memory')
    .values({ key: checkKey, value: cipher.seal(word) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  // Another process may have been first, with another key.
  return openCipher(db, secretKey)
}

function opens(cipher: Cipher, sealed: string): boolean {
  try {
    return cipher.open(sealed) === word
  } catch {
    // Another key: its authentication fails.
    return false
  }
}
