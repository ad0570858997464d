// Loaded into the measured process by NODE_OPTIONS: on SIGUSR2 it collects garbage and prints what is still held.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

process.on('SIGUSR2', () => {
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  process.stdout.write(`${JSON.stringify({ heldBytes: heapUsed + external })}\n`)
})
