import { writeFileSync } from 'node:fs'
import { planOf } from './plan.ts'
import type { Verdict } from './judge.ts'
import { runChaos } from './runner.ts'
import { badOf, failuresOf, tableOf, tracesOf } from './table.ts'

/**
 * `npm run chaos -- [seed] [questions] [kills]`: prints the table; exit status 1 when anything was lost, doubled,
 * different, leaked or pinged. With CHAOS_LOG set, what every process printed is written to that file,
 * and all there is of the questions that came to a bad end.
 */
const [seed = Date.now() % 1_000_000, questions = 520, kills = 22] = process.argv.slice(2).map(Number)
console.log(`seed ${seed}`)
const plan = planOf(seed, { questions, kills, terms: Math.ceil(kills / 10), pauseMs: 250, short: false })
const result = await runChaos(plan, {
  settleMs: 240_000,
  quietMs: 5_000,
  tell: (line) => console.error(line),
})
const log = process.env['CHAOS_LOG']
if (log !== undefined) {
  writeFileSync(log, [...result.logs, tracesOf(result)].join('\n=== another process\n'))
}
console.log(tableOf(result))
for (const line of failuresOf(result)) console.log(line)
const count = (wanted: Verdict['kind']): number =>
  [...result.verdicts.values()].filter(({ kind }) => kind === wanted).length
const missed = count('missed')
const repeated = count('repeated')
const bad = [
  ...badOf(result),
  // A few are asked where Tanya never was, at the beginning above all; more mean that she does not look for them.
  ...(missed > Math.max(5, questions / 20) ? [`missed: ${missed}`] : []),
  ...(repeated > Math.max(2, questions / 100) ? [`repeated: ${repeated}`] : []),
]
for (const line of bad) console.log(line)
process.exit(bad.length === 0 ? 0 : 1)
