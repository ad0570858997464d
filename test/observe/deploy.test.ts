import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../src/observe/metrics.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const deploy = path.resolve(import.meta.dirname, '../../deploy')

/** What the dashboards and alerts ask for is there to be asked for. */
describe.each(['grafana/tanya.json', 'prometheus/tanya.rules.yml'])('%s', (file) => {
  it('names only metrics that exist', async () => {
    const metrics = createMetrics(createVirtualClock(), { bots: () => [], version: '0' })
    const known = new Set<string>()
    for (const [, name = '', type] of (await metrics.text()).matchAll(/^# TYPE (\S+) (\w+)$/gmu)) {
      for (const suffix of type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''])
        known.add(name + suffix)
    }
    const used = readFileSync(path.join(deploy, file), 'utf8').match(/\btanya_\w+/gu) ?? []
    expect(used.length).toBeGreaterThan(5)
    expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([])
  })
})

it('the dashboard is one that Grafana can place: ids apart, no panels over one another', () => {
  const dashboard = JSON.parse(readFileSync(path.join(deploy, 'grafana/tanya.json'), 'utf8')) as {
    readonly panels: readonly {
      readonly id: number
      readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
    }[]
  }
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
})
