import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './pages.ts'

/**
 * Every command that a page tells people to type is run as it stands, in a copy of the project; those that cannot be
 * are declared below with what is looked at instead. One that is neither fails.
 */
export interface Run {
  readonly kind: 'run'
  readonly what: RegExp
  /** The order they are run in: what is set up, then started, then looked at, then stopped. */
  readonly stage: 'prepare' | 'start' | 'look' | 'stop'
  /** What is typed at its questions. */
  readonly typed?: string
  /** What it prints. */
  readonly prints?: RegExp
  /** A file that it makes. */
  readonly makes?: string
}

export interface Declared {
  readonly kind: 'declared'
  readonly what: RegExp
  readonly why: string
  /** What is looked at instead, by the command's parts; each must be true. */
  look(parts: RegExpExecArray): boolean
}

export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
export const scripts = (
  JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
).scripts
const unit = 'deploy/systemd/tanya.service'

export const rules: readonly (Run | Declared)[] = [
  { kind: 'run', what: /^npm run setup -- --help$/u, stage: 'prepare', prints: /--platforms LIST/u },
  { kind: 'run', what: /^npm run setup -- --yes /u, stage: 'prepare', prints: /Next: `npm start`/u },
  {
    kind: 'run',
    what: /^npm run setup$/u,
    stage: 'prepare',
    typed: '4\nnone\n',
    prints: /Next: `npm start`/u,
  },
  { kind: 'run', what: /^npm start$/u, stage: 'start', prints: /"msg":"ready"/u },
  { kind: 'run', what: /^curl -s http:\/\/127\.0\.0\.1:3000\/\w+$/u, stage: 'look', prints: /^\S/u },
  { kind: 'run', what: /^npm run doctor$/u, stage: 'look', prints: /Tanya runs at/u },
  { kind: 'run', what: /^npm run doctor -- --json$/u, stage: 'look', prints: /^\s*[[{]/u },
  { kind: 'run', what: /^npm run backup$/u, stage: 'look', makes: 'backups' },
  { kind: 'run', what: /^npm run backup -- \/mnt\/tanya\.db$/u, stage: 'look', makes: 'mnt/tanya.db' },
  { kind: 'run', what: /^npm run restore -- \S+\.db$/u, stage: 'stop', makes: 'data/tanya.db' },
  { kind: 'run', what: /^npm run licences$/u, stage: 'look', prints: /\| discord\.js \|/u },
  {
    kind: 'run',
    what: /^npx node scripts\/freeze-schema\.ts$/u,
    stage: 'look',
    makes: 'test/core/store/released',
  },
  {
    kind: 'declared',
    what: /^(?:sudo )?npm ci(?: --omit=dev)?$/u,
    why: 'installs from the network; CI begins with it',
    look: () => read('.ci/run').includes('\nnpm ci && npm test'),
  },
  {
    kind: 'declared',
    what: /^npm test(?: -- (\S+))?$/u,
    why: 'is what runs this',
    look: ([, folder = '.']) => scripts['test'] === 'vitest run' && existsSync(path.join(root, folder)),
  },
  {
    kind: 'declared',
    what: /^npm run check$/u,
    why: 'CI runs each of its steps',
    look: () =>
      (scripts['check'] ?? '').split(' && ').every((step) => read('.ci/run').includes(`:${step.trim()}'`)),
  },
  {
    kind: 'declared',
    what: /^npm run (bench|screenshots)$/u,
    why: 'takes a minute and more, and wants a machine of its own',
    look: ([, script = '']) => existsSync(path.join(root, (scripts[script] ?? '').replace('node ', ''))),
  },
  {
    kind: 'declared',
    what: /^npm audit --omit=dev$/u,
    why: 'asks the registry',
    look: () => existsSync(path.join(root, 'package-lock.json')),
  },
  {
    kind: 'declared',
    what: /^npm run --silent sbom > tanya\.cdx\.json$/u,
    why: 'npm wants folders of its own to look into; test/package runs it',
    look: () => read('test/package/package.test.ts').includes("['run', '--silent', 'sbom']"),
  },
  {
    kind: 'declared',
    what: /^npm pack$/u,
    why: 'test/package runs it',
    look: () => read('test/package/package.test.ts').includes("['pack', "),
  },
  {
    kind: 'declared',
    what: /^npx tanya(?: (\w+))?$/u,
    why: 'is there once it is published; test/package runs the command of the package',
    look: ([, command]) =>
      read('package.json').includes('"tanya": "dist/cli/tanya.js"') &&
      (command === undefined || read('src/cli/tanya.ts').includes(`case '${command}':`)),
  },
  {
    kind: 'declared',
    what: /^docker compose (?:--env-file \.env )?-f (\S+) up -d$/u,
    why: 'wants Docker; test/package reads the file',
    look: ([, file = '']) => existsSync(path.join(root, file)),
  },
  {
    kind: 'declared',
    what: /^kubectl create secret generic (\w+) --from-env-file=\.env$/u,
    why: 'wants a cluster',
    look: ([, name]) => read('deploy/kubernetes/tanya.yaml').includes(`secretRef: { name: ${name} }`),
  },
  {
    kind: 'declared',
    what: /^kubectl apply -f (\S+)$/u,
    why: 'wants a cluster; test/package reads the file',
    look: ([, file = '']) => existsSync(path.join(root, file)),
  },
  {
    kind: 'declared',
    what: /^cd (\/opt\/\w+)$/u,
    why: 'is where the unit looks',
    look: ([, folder]) => read(unit).includes(`ExecStart=/usr/bin/node ${folder}/src/main.ts`),
  },
  {
    kind: 'declared',
    what: /^sudo install -m 600 \.env (\S+)$/u,
    why: 'wants root; the unit reads it there',
    look: ([, file]) => read(unit).includes(`EnvironmentFile=${file}`),
  },
  {
    kind: 'declared',
    what: /^sudo cp (\S+) \/etc\/systemd\/system\/$/u,
    why: 'wants root; test/package reads the unit',
    look: ([, file = '']) => existsSync(path.join(root, file)),
  },
  {
    kind: 'declared',
    what: /^sudo systemctl enable --now (\w+)$/u,
    why: 'wants systemd',
    look: ([, name]) => existsSync(path.join(root, `deploy/systemd/${name}.service`)),
  },
]
