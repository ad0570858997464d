/** Run as a process of its own, to be killed: accepts questions and says each id once the store has it. */
import { openStore } from '../../../src/core/store/open-store.ts'
import { aQuestion, silentLog } from './support.ts'

const [url, name] = process.argv.slice(2)
if (url === undefined || name === undefined) throw new Error('usage: accepts-for-ever <url> <name>')
const store = await openStore({ url, log: silentLog })
await Promise.all(
  Array.from({ length: 8 }, async (_, lane) => {
    for (let count = 0; ; count += 1) {
      const id = `${name}-${lane}-${count}`
      await store.journal.accept(aQuestion(id), count)
      const log = await store.journal.open(id)
      await log.textGenerated(`answer of ${id}`)
      process.stdout.write(`${id}\n`)
    }
  }),
)
