import sharp from 'sharp'
import { expect, it } from 'vitest'
import { createDrawUsage } from '../../src/charts/draw-usage.ts'
import { colours, usageSvg } from '../../src/charts/usage-svg.ts'
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
  expect(info).toMatchObject({ width: 1560, height: 1320, channels: 4 })
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4),
  ]
  expect(at(780, 4)).toEqual([0x20, 0x24, 0x2c, 255])
  expect(at(0, 0)[3]).toBe(0)
  // The labels are there: something light stands left of the axis.
  const light = Array.from({ length: 200 * 1320 }, (_, index) => at(index % 200, Math.floor(index / 200)))
  expect(light.filter(([red = 0, green = 0, blue = 0]) => red + green + blue > 600).length).toBeGreaterThan(
    500,
  )
}, 60_000)

it('draws on after what could not be drawn', async () => {
  const draw = createDrawUsage({ clock: systemClock, log: quietLog })
  const nonsense = [{ day: 'never' }] as unknown as readonly ChartDay[]
  const [failed, picture] = await Promise.all([draw(nonsense), draw(days(2))])
  expect(failed).toBeUndefined()
  expect(picture?.length).toBeGreaterThan(1_000)
}, 60_000)

it('leaves money out where no price is known', () => {
  expect(usageSvg(days(3))).toContain('$')
  expect(usageSvg(days(3, { nanoUsd: 0 }))).not.toContain('$')
})

it('leaves tokens out where no model was called, and has an axis even where nothing was asked', () => {
  const failed = usageSvg(
    days(3, { answered: 0, failures: 2, input: 0, cachedInput: 0, output: 0, nanoUsd: 0 }),
  )
  expect(failed).toContain(colours.failed)
  expect(failed).not.toContain(colours.cached)
  const nothing = usageSvg(
    days(3, { answered: 0, failures: 0, input: 0, cachedInput: 0, output: 0, nanoUsd: 0 }),
  )
  expect(textsOf(nothing)).toEqual(expect.arrayContaining(['0', '1']))
})

it('stands out from its ground, and each of a stack from its neighbour, by lightness', () => {
  const { ground, line: _line, ...drawn } = colours
  // https://www.w3.org/TR/WCAG22/#non-text-contrast
  for (const [name, colour] of Object.entries(drawn))
    expect(contrast(colour, ground), name).toBeGreaterThanOrEqual(3)
  expect(contrast(colours.text, ground)).toBeGreaterThanOrEqual(7)
  for (const [below, above] of [
    ['answered', 'failed'],
    ['cached', 'input'],
    ['input', 'output'],
  ] as const) {
    expect(contrast(colours[below], colours[above]), `${below} and ${above}`).toBeGreaterThanOrEqual(1.4)
  }
})

it('counts in whole questions, and shows what is little beside a large day', () => {
  expect(textsOf(usageSvg(days(2, { answered: 1, failures: 0 })))).not.toContain('0.5')
  const spike = [...days(20, { answered: 1, failures: 0 }), ...days(1, { answered: 9_000, failures: 0 })]
  const bars = usageSvg(spike).split(`fill="${colours.answered}"`).length - 1
  // Of 21 days those of questions, and those of tokens that were read in full but on the two that had none.
  expect(bars).toBe(21 + 19)
  // "M266 199l36 0l0 -89.5l-36 0Z" is 89.5 high.
  const heights = [...usageSvg(spike).matchAll(/ d="M[\d. ]+l[\d.]+ 0l0 -([\d.]+)l/gu)]
  expect(heights.length).toBeGreaterThan(bars)
  for (const [, height] of heights) expect(Number(height)).toBeGreaterThanOrEqual(2)
})

function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)</gu)].map(([, text = '']) => text)
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

it('shows no more than digits and units', () => {
  const texts = textsOf(usageSvg(days(90)))
  expect(texts.length).toBeGreaterThan(10)
  for (const text of texts) expect(text).toMatch(/^[$\d.-]+[kMG]?$/u)
})
