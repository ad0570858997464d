import { BarChart } from 'echarts/charts.js'
import { GridComponent } from 'echarts/components.js'
import { init, use } from 'echarts/core.js'
import { SVGRenderer } from 'echarts/renderers.js'
import type { ChartDay } from '../core/commands/usage-chart.ts'

use([BarChart, GridComponent, SVGRenderer])

/** CSS pixels: about as wide as a phone shows it, so that the figures are read there, too. */
export const chartSize = { width: 520, height: 440 } as const

/**
 * The card is its own ground, so that the theme around it does not matter; all stand out from it by 3 to 1 at least,
 * and what is stacked differs in lightness, too.
 */
export const colours = {
  ground: '#20242c',
  text: '#e3e7ee',
  line: '#3a414d',
  answered: '#62b0f5',
  failed: '#e04848',
  money: '#57c785',
  cached: '#8465dc',
  input: '#62b0f5',
  output: '#ffd166',
} as const

const font = { color: colours.text, fontFamily: 'KaTeX_SansSerif', fontSize: 16 } as const

/** What is little beside a large day can still be seen. */
const leastHeight = 2

/** Requests, money and tokens of each day, one below the other; without money or tokens where there were none. */
export function usageSvg(days: readonly ChartDay[]): string {
  const panels: readonly Panel[] = [
    { name: short, isWhole: true, bars: [bar('answered'), bar('failed', (day) => day.failures)] },
    { name: dollars, isWhole: false, bars: [bar('money', (day) => day.nanoUsd / 1e9)] },
    {
      name: short,
      isWhole: true,
      bars: [bar('cached', (day) => day.cachedInput), bar('input'), bar('output')],
    },
  ]
  const shown = panels.filter(({ bars }, index) => index === 0 || !isEmpty(bars, days))
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...chartSize })
  try {
    chart.setOption(layOut(shown, days))
    const svg = chart.renderToSVGString()
    const ground = `<rect width="100%" height="100%" rx="14" fill="${colours.ground}"/>`
    return svg.replace(/(<svg[^>]*>)/u, `$1${ground}`)
  } finally {
    chart.dispose()
  }
}

interface Bar {
  readonly colour: string
  readonly of: (day: ChartDay) => number
}

interface Panel {
  readonly name: (value: number) => string
  /** There are no parts of what it counts. */
  readonly isWhole: boolean
  readonly bars: readonly Bar[]
}

type Counted = Exclude<keyof ChartDay, 'day'>

function bar(colour: keyof typeof colours, of?: (day: ChartDay) => number): Bar {
  return { colour: colours[colour], of: of ?? ((day) => day[colour as Counted]) }
}

function isEmpty(bars: readonly Bar[], days: readonly ChartDay[]): boolean {
  return !days.some((day) => bars.some(({ of }) => of(day) > 0))
}

function layOut(panels: readonly Panel[], days: readonly ChartDay[]) {
  const top = 20
  const gap = 26
  const bottom = 36
  const height = (chartSize.height - top - bottom - gap * (panels.length - 1)) / panels.length
  return {
    animation: false,
    grid: panels.map((_, index) => ({
      left: 72,
      right: 24,
      top: top + index * (height + gap),
      height,
    })),
    xAxis: panels.map((_, index) => ({
      type: 'category' as const,
      gridIndex: index,
      data: days.map(({ day }) => new Date(day).toISOString().slice(5, 10)),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { ...font, show: index === panels.length - 1, hideOverlap: true },
    })),
    yAxis: panels.map(({ name, isWhole, bars }, index) => ({
      type: 'value' as const,
      gridIndex: index,
      splitNumber: 3,
      ...(isWhole && { minInterval: 1 }),
      // Without any value there would be no axis.
      ...(isEmpty(bars, days) && { min: 0, max: 1 }),
      axisLabel: { ...font, formatter: name },
      splitLine: { lineStyle: { color: colours.line } },
    })),
    series: panels.flatMap(({ bars }, index) =>
      bars.map(({ colour, of }) => ({
        type: 'bar' as const,
        stack: `panel ${index}`,
        xAxisIndex: index,
        yAxisIndex: index,
        barMaxWidth: 36,
        barMinHeight: leastHeight,
        itemStyle: { color: colour },
        data: days.map((day) => of(day) || null),
      })),
    ),
  }
}

/** `12k`, `1.5M`: letters that are read in every language. */
function short(value: number): string {
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (value >= size) return `${trimmed(value / size)}${letter}`
  }
  return String(value)
}

function dollars(value: number): string {
  return `$${value === 0 ? '0' : value >= 1 ? trimmed(value) : Number(value.toPrecision(2))}`
}

function trimmed(value: number): string {
  return String(Math.round(value * 100) / 100)
}
