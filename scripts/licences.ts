import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** Lists the licence of everything that runs in production. Exit status 1 when one is not among those we accept. */
const root = path.resolve(import.meta.dirname, '..')

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
})

/** All let anyone run, change and pass on; the last is libvips', which sharp links to as a library of its own. */
const accepted = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
  'LGPL-3.0-or-later',
])

const { packages } = lock.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')))
const rows = Object.entries(packages)
  .filter(([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional)
  .map(([place, { version = '', license = 'unknown' }]) => ({
    name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version,
    license,
  }))
  .toSorted((one, other) => one.name.localeCompare(other.name))
const refused = rows.filter(({ license }) => !isAccepted(license))

const lines = rows.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)
process.stdout.write(`| package | version | licence |\n|---|---|---|\n${lines.join('\n')}\n`)
for (const { name, license } of refused) process.stderr.write(`${name}: ${license} is not accepted\n`)
process.exitCode = refused.length === 0 ? 0 : 1

/** `A AND B` needs all of them, `A OR B` one. */
function isAccepted(expression: string): boolean {
  return expression
    .replaceAll(/[()]/gu, '')
    .split(' AND ')
    .every((all) => all.split(' OR ').some((one) => accepted.has(one.trim())))
}
