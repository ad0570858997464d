import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { credentials } from '../../bots/slack/oauth.ts'
import { createCipher } from '../../core/store/cipher.ts'
import { sqlitePath } from '../sqlite-path.ts'
import { hasTable, withPostgres } from '../with-postgres.ts'

/** A Slack workspace that the app is installed in. */
export interface InstalledIn {
  readonly team: string
  readonly name: string | undefined
  readonly token: string
  readonly appId: string | undefined
  /** Whether another token is had when this one has expired. */
  readonly isRenewed: boolean
}

const timeoutMs = 5_000
const query = "select workspace, credentials from installations where platform = 'slack' order by workspace"

/**
 * The workspaces of the database, which is not changed. Rejects where it cannot be read, or was encrypted with another
 * key.
 */
export async function readInstallations(url: string, secretKey: string): Promise<readonly InstalledIn[]> {
  const rows = url.startsWith('file:') ? fromSqlite(sqlitePath(url)) : await fromPostgres(url)
  const cipher = createCipher(secretKey)
  return rows.map((row) => {
    const { token, name, appId, refreshToken } = credentials.parse(
      JSON.parse(cipher.open(String(row['credentials']))),
    )
    return { team: String(row['workspace']), name, token, appId, isRenewed: refreshToken !== undefined }
  })
}

type Row = Readonly<Record<string, unknown>>

function fromSqlite(file: string): readonly Row[] {
  if (!existsSync(file)) return []
  const database = new DatabaseSync(file, { readOnly: true, timeout: timeoutMs })
  try {
    const there = database.prepare("select name from sqlite_master where name = 'installations'").all()
    return there.length === 0 ? [] : database.prepare(query).all()
  } finally {
    database.close()
  }
}

function fromPostgres(url: string): Promise<readonly Row[]> {
  return withPostgres(url, async (client) =>
    (await hasTable(client, 'installations')) ? (await client.query<Row>(query)).rows : [],
  )
}
