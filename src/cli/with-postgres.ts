import { Client } from 'pg'

const timeoutMs = 5_000

/** Looks into a PostgreSQL database over a connection of its own. Rejects as the driver does, after 5 s at the latest. */
export async function withPostgres<T>(url: string, look: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  })
  // A connection that breaks is told of by the query that needed it.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await look(client)
  } finally {
    await client.end()
  }
}

/** Whether the database has that table. */
export async function hasTable(client: Client, table: string): Promise<boolean> {
  const found = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table])
  return found.rows[0]?.there === true
}
