import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { validate } from 'dockerfile-utils'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

/** The tools of others that check some of it, where they are installed. */
const runs = ([command = '', ...args]: readonly string[]): boolean => spawnSync(command, args).status === 0
const hasCompose = runs(['docker', 'compose', 'version'])
const hasPromtool = runs(['promtool', '--version'])

/** Variables of ours that a file sets are variables that exist. */
function expectKnown(variables: readonly string[]): void {
  const example = read('.env.example')
  const others = new Set(['NODE_ENV'])
  for (const name of variables)
    if (!others.has(name)) expect(example).toMatch(new RegExp(`^#?${name}=`, 'mu'))
}

describe('Dockerfile', () => {
  const text = read('Dockerfile')

  it('is one, by a linter that others wrote', () => {
    expect(validate(text).map(({ message }) => message)).toEqual([])
  })

  it('pins its base, runs as nobody, and copies what is there', () => {
    for (const [, image] of text.matchAll(/^FROM (\S+)/gmu))
      expect(image).toMatch(/^node:\d+\.\d+\.\d+-alpine$/u)
    expect(text).toMatch(/^USER node$/mu)
    expect(text).toMatch(/^HEALTHCHECK /mu)
    const ignored = read('.dockerignore')
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gmu)].flatMap(
      (match) => match[1]?.split(' ') ?? [],
    )
    expect(copied).toContain('src')
    expect(ignored.split('\n').indexOf('docs/images')).toBeGreaterThan(ignored.split('\n').indexOf('!docs'))
    for (const file of copied) {
      expect(existsSync(path.join(root, file))).toBe(true)
      expect(ignored.split('\n')).toContain(`!${file}`)
    }
    const [, environment = ''] = /^ENV (.+)$/mu.exec(text) ?? []
    expectKnown(environment.split(' ').map((pair) => pair.split('=', 1)[0] ?? ''))
  })

  it('has the Node that the tests ran on', () => {
    const manifest = JSON.parse(read('package.json')) as {
      readonly devDependencies: { readonly node: string }
    }
    expect(text).toContain(`node:${manifest.devDependencies.node}-alpine`)
  })
})

describe.each(['compose.yaml', 'compose.scaled.yaml'])('deploy/compose/%s', (file) => {
  /** https://github.com/compose-spec/compose-spec/blob/main/spec.md, as far as it is used; anything else is a slip. */
  const service = z.strictObject({
    image: z
      .string()
      .regex(/:\d+\.\d+/u)
      .optional(),
    build: z.string().optional(),
    command: z.array(z.string()).optional(),
    env_file: z.string().optional(),
    environment: z.record(z.string(), z.string()).optional(),
    volumes: z.array(z.string()).optional(),
    ports: z.array(z.string().startsWith('127.0.0.1:')).optional(),
    read_only: z.boolean().optional(),
    tmpfs: z.array(z.string()).optional(),
    cap_drop: z.array(z.string()).optional(),
    security_opt: z.array(z.string()).optional(),
    stop_grace_period: z.string().optional(),
    restart: z.enum(['unless-stopped', 'always']).optional(),
    depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
    healthcheck: z
      .strictObject({ test: z.array(z.string()), interval: z.string(), retries: z.number() })
      .optional(),
  })
  const shape = z
    .object({
      name: z.literal('tanya'),
      services: z.record(z.string(), service),
      volumes: z.record(z.string(), z.null()),
    })
    .catchall(z.unknown())

  it('is read as Compose reads it, and keeps its promises', () => {
    const {
      name: _,
      services,
      volumes,
      ...rest
    } = shape.parse(parse(read(`deploy/compose/${file}`), { merge: true }))
    expect(Object.keys(rest).filter((name) => !name.startsWith('x-'))).toEqual([])
    const ours = Object.entries(services).filter(([, { build }]) => build !== undefined)
    expect(ours.length).toBeGreaterThan(0)
    for (const [, one] of ours) {
      expect(one).toMatchObject({ read_only: true, cap_drop: ['ALL'], stop_grace_period: '35s' })
      expect(path.resolve(root, 'deploy/compose', one.build ?? '')).toBe(root)
      expect(path.resolve(root, 'deploy/compose', one.env_file ?? '')).toBe(path.join(root, '.env'))
      expectKnown(Object.keys(one.environment ?? {}))
      for (const needed of Object.keys(one.depends_on ?? {}))
        expect(services[needed]?.healthcheck).toBeDefined()
    }
    for (const { volumes: mounts = [] } of Object.values(services))
      for (const mount of mounts) expect(Object.keys(volumes)).toContain(mount.split(':', 1)[0])
  })
})

describe.runIf(hasCompose)('Compose itself', () => {
  it.each(['compose.yaml', 'compose.scaled.yaml'])('takes %s as the documentation has it run', (file) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tanya-compose-'))
    try {
      mkdirSync(path.join(folder, 'deploy/compose'), { recursive: true })
      cpSync(path.join(root, 'deploy/compose', file), path.join(folder, 'deploy/compose', file))
      writeFileSync(path.join(folder, '.env'), 'POSTGRES_PASSWORD=secret1\nDISCORD_TOKEN=a.b.c\n')
      const args = ['compose', '--env-file', '.env', '-f', `deploy/compose/${file}`, 'config']
      const run = spawnSync('docker', args, { cwd: folder, encoding: 'utf8' })
      expect(run).toMatchObject({ status: 0 })
      expect(run.stdout).toContain('DISCORD_TOKEN: a.b.c')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('deploy/kubernetes/tanya.yaml', () => {
  const container = z.object({
    image: z.string().regex(/:\d+\.\d+\.\d+$/u),
    env: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    ports: z.array(z.strictObject({ name: z.string(), containerPort: z.number() })),
    securityContext: z.strictObject({
      allowPrivilegeEscalation: z.literal(false),
      readOnlyRootFilesystem: z.literal(true),
      capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
    }),
    volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string() })),
  })
  const deployment = z.object({
    apiVersion: z.literal('apps/v1'),
    spec: z.object({
      replicas: z.literal(1),
      strategy: z.object({ type: z.literal('Recreate') }),
      selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
      template: z.object({
        metadata: z.object({ labels: z.record(z.string(), z.string()) }),
        spec: z.object({
          terminationGracePeriodSeconds: z.number().min(30),
          securityContext: z.object({ runAsNonRoot: z.literal(true) }),
          containers: z.tuple([container]),
          volumes: z.array(z.object({ name: z.string() })),
        }),
      }),
    }),
  })

  it('is well-formed, its parts fit together, and nothing in it may do more than it needs', () => {
    const documents = parseAllDocuments(read('deploy/kubernetes/tanya.yaml'))
    expect(documents.flatMap(({ errors }) => errors)).toEqual([])
    const objects = documents.map(
      (document) => document.toJS() as { readonly kind: string; readonly spec: unknown },
    )
    expect(objects.map(({ kind }) => kind)).toEqual(['Deployment', 'PersistentVolumeClaim', 'Service'])
    const { spec } = deployment.parse(objects[0])
    const pod = spec.template.spec
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels)
    expect(objects[2]?.spec).toMatchObject({ selector: spec.selector.matchLabels })
    const [tanya] = pod.containers
    expect(tanya.volumeMounts.map(({ name }) => name)).toEqual(pod.volumes.map(({ name }) => name))
    expectKnown(tanya.env.map(({ name }) => name))
    const { version } = JSON.parse(read('package.json')) as { readonly version: string }
    expect(tanya.image).toBe(`tanya:${version}`)
  })
})

it.runIf(hasPromtool)('deploy/prometheus/tanya.rules.yml is one, as Prometheus reads it', () => {
  const rules = path.join(root, 'deploy/prometheus/tanya.rules.yml')
  const run = spawnSync('promtool', ['check', 'rules', rules], { encoding: 'utf8' })
  expect(run).toMatchObject({ status: 0, stderr: '' })
})

it.runIf(hasPromtool)('every query of the dashboard is one, as Prometheus reads it', () => {
  const queries = [...read('deploy/grafana/tanya.json').matchAll(/"expr": ("(?:[^"\\]|\\.)*")/gu)].map(
    ([, text = '""']) =>
      String(JSON.parse(text))
        .replaceAll(/\$__\w+/gu, '5m')
        .replaceAll('$instance', '.*'),
  )
  expect(queries.length).toBeGreaterThan(20)
  expect(queries.join('')).not.toContain('$')
  const rules = queries.map((expr, index) => ({ record: `query:${index}`, expr }))
  const folder = mkdtempSync(path.join(tmpdir(), 'tanya-queries-'))
  try {
    const file = path.join(folder, 'rules.yml')
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))
    expect(spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

describe('deploy/systemd/tanya.service', () => {
  const text = read('deploy/systemd/tanya.service')
  const tool = '/usr/bin/systemd-analyze'

  it('sets variables that exist, and gives answers the time to finish', () => {
    const [, environment = ''] = /^Environment=(.+)$/mu.exec(text) ?? []
    expectKnown(environment.split(' ').map((pair) => pair.split('=', 1)[0] ?? ''))
    expect(Number(/^TimeoutStopSec=(\d+)$/mu.exec(text)?.[1])).toBeGreaterThan(30)
  })

  it.skipIf(!existsSync(tool))('is one, as systemd reads it', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tanya-unit-'))
    const unit = path.join(folder, 'tanya.service')
    // Where Node is on this machine matters to the check alone.
    writeFileSync(unit, text.replace('/usr/bin/node', process.execPath))
    try {
      expect(spawnSync(tool, ['verify', '--man=no', unit], { encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
