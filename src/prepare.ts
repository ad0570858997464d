import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'

/** What has to be so before anything else is loaded: `main.ts` and `cli/tanya.ts` import this first. */

// While a thousand modules are read, the heap's room for young objects grows to 32 MB, which an idle process then
// holds for good. `letHeapGrow` lets it grow again. Before the cache is opened, which is kept apart by such flags.
setFlagsFromString('--semi-space-growth-factor=1')

// Halves the start. Beside the packages, which whoever may write there may change as well: in the system's temporary
// folder, where Node would put it, others could leave code for us. Where nothing can be written, it is only read.
enableCompileCache(path.resolve(import.meta.dirname, '../node_modules/.cache/tanya'))

/** Once all is loaded: many answers at once are faster with room for young objects. */
export function letHeapGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=2')
}
