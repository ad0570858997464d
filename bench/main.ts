/**
 * Each returns the lines it prints, and is loaded when it is measured, so that none weighs on another. Named as on
 * the command line: `npm run bench -- reader-lag`.
 */
const figures: Readonly<Record<string, () => Promise<readonly object[]>>> = {
  'reader-lag': async () => (await import('./reader-lag.ts')).benchReaderLag(),
  cost: async () => {
    const { benchCost, costTable } = await import('./cost.ts')
    const lines = await benchCost()
    console.error(costTable(lines))
    return lines
  },
  recall: async () => (await import('./recall.ts')).benchRecall(),
  process: async () => (await import('./process.ts')).benchProcess(),
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in figures))
if (unknown.length > 0) {
  console.error(`No such figure: ${unknown.join(', ')}. There are: ${Object.keys(figures).join(', ')}.`)
  process.exit(1)
}
for (const [name, measure] of Object.entries(figures)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  for (const line of await measure()) console.log(JSON.stringify(line))
}
