import { letHeapGrow } from './prepare.ts'

// Loaded only now, so that it comes out of the cache.
const { run } = await import('./run.ts')
await run()
letHeapGrow()
