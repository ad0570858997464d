import sharp from 'sharp'
import { expect, it } from 'vitest'
import { createDrawUsage } from '../../src/charts/draw-usage.ts'
import { usageSvg } from '../../src/charts/usage-svg.ts'
import type { ChartDay } from '../../src/core/commands/usage-chart.ts'
import { systemClock } from '../../src/system.ts'
import { quietLog } from '../support/quiet-log.ts'

function days(count: number, change: Partial<ChartDay> = {}): readonly ChartDay[] {
  return Array.from({ length: count }, (_, index) => ({
    day: Date.UTC(2026, 9, 25 + index),
    answered: 20 + index,
    failures: index % 3,
    input: 1000 * index,
    cachedInput: 9000,
    output: 500,
    nanoUsd: 2_000_000 * index,
    ...change,
  }))
}

it('draws a picture on a ground of its own, with digits in the font that comes along', async () => {
  const draw = createDrawUsage({ clock: systemClock, log: quietLog })
  const [picture, again] = await Promise.all([draw(days(30)), draw(days(1))])
  if (picture === undefined || again === undefined) throw new Error('no picture')
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
  expect(info).toMatchObject({ width: 1600, height: 1120, channels: 4 })
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4),
  ]
  expect(at(800, 4)).toEqual([0x20, 0x24, 0x2c, 255])
  expect(at(0, 0)[3]).toBe(0)
  // The labels are there: something light stands left of the axis.
  const light = Array.from({ length: 160 * 1120 }, (_, index) => at(index % 160, Math.floor(index / 160)))
  expect(light.filter(([red = 0, green = 0, blue = 0]) => red + green + blue > 600).length).toBeGreaterThan(
    500,
  )
}, 60_000)

it('leaves money out where no price is known', () => {
  expect(usageSvg(days(3))).toContain('$')
  expect(usageSvg(days(3, { nanoUsd: 0 }))).not.toContain('$')
})

it('shows no more than digits and units', () => {
  const texts = [...usageSvg(days(90)).matchAll(/<text[^>]*>([^<]*)</gu)].map((match) => match[1])
  expect(texts.length).toBeGreaterThan(10)
  for (const text of texts) expect(text).toMatch(/^[$\d.-]+[kMG]?$/u)
})
