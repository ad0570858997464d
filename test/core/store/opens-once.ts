/** Run as a process of its own, beside others: opens the store, remembers its name and ends. */
import { openStore } from '../../../src/core/store/open-store.ts'
import { silentLog } from './support.ts'

const [url, name] = process.argv.slice(2)
if (url === undefined || name === undefined) throw new Error('usage: opens-once <url> <name>')
const store = await openStore({ url, log: silentLog })
await store.memory.set(name, 'was here')
await store.close()
