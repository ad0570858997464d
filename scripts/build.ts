import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, rmSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes dist/ of src/ for the npm package, since Node strips no types below node_modules. The page of the playground
 * is served as it is.
 */
const root = path.resolve(import.meta.dirname, '..')
const dist = path.join(root, 'dist')
const page = 'bots/playground/page'

rmSync(dist, { recursive: true, force: true })
const compiler = path.join(root, 'node_modules/typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [compiler, '-p', path.join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 1)
cpSync(path.join(root, 'src', page), path.join(dist, page), {
  recursive: true,
  filter: (file) => !file.endsWith('tsconfig.json'),
})
chmodSync(path.join(dist, 'cli/tanya.js'), 0o755)
