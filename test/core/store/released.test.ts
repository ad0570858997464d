import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/core/store/open-store.ts'
import { readVersion } from '../../../src/version.ts'
import { aQuestion, silentLog } from './support.ts'

const released = path.join(import.meta.dirname, 'released')
const folder = mkdtempSync(path.join(tmpdir(), 'tanya-released-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const schemas = readdirSync(released).filter((file) => file.endsWith('.sql'))

function schemaOf(file: string): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const rows = database
      .prepare("select sql from sqlite_master where sql is not null and name not like 'sqlite_%'")
      .all()
    return rows.map((row) => String(row['sql'])).toSorted((one, other) => (one < other ? -1 : 1))
  } finally {
    database.close()
  }
}

it('the schema of this version is kept: npx node scripts/freeze-schema.ts', () => {
  expect(schemas).toContain(`${readVersion()}.sql`)
})

describe.each(schemas)('a database as %s made it', (schema) => {
  it('becomes what a new one is, and works', async () => {
    const old = path.join(folder, `${schema}.db`)
    const database = new DatabaseSync(old)
    database.exec(readFileSync(path.join(released, schema), 'utf8'))
    database.close()
    const store = await openStore({ url: `file:${old}`, log: silentLog })
    expect(await store.journal.accept(aQuestion('q'), 1)).toBe(true)
    await store.close()

    const fresh = path.join(folder, 'fresh.db')
    await (await openStore({ url: `file:${fresh}`, log: silentLog })).close()
    expect(schemaOf(old)).toEqual(schemaOf(fresh))
  })
})
