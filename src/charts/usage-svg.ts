import { BarChart } from 'echarts/charts.js'
import { GridComponent } from 'echarts/components.js'
import { init, use } from 'echarts/core.js'
import { SVGRenderer } from 'echarts/renderers.js'
import type { ChartDay } from '../core/commands/usage-chart.ts'

use([BarChart, GridComponent, SVGRenderer])

/** CSS pixels. */
export const chartSize = { width: 800, height: 560 } as const

/** The card is its own ground, so that the theme around it does not matter. Each is told apart by lightness, too. */
const colours = {
  ground: '#20242c',
  text: '#d5dae3',
  line: '#3a414d',
  answered: '#4c9be8',
  failed: '#f0625d',
  money: '#57c785',
  cached: '#9b7fe6',
  input: '#4c9be8',
  output: '#f5b83d',
} as const

const font = { color: colours.text, fontFamily: 'KaTeX_SansSerif', fontSize: 15 } as const

/** Requests, money and tokens of each day, one below the other; money is left out where no price is known. */
export function usageSvg(days: readonly ChartDay[]): string {
  const panels: readonly Panel[] = [
    { name: (value) => short(value), bars: [bar('answered'), bar('failed', (day) => day.failures)] },
    ...(days.some((day) => day.nanoUsd > 0)
      ? [{ name: dollars, bars: [bar('money', (day) => day.nanoUsd / 1e9)] }]
      : []),
    {
      name: short,
      bars: [bar('cached', (day) => day.cachedInput), bar('input'), bar('output')],
    },
  ]
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...chartSize })
  try {
    chart.setOption(layOut(panels, days))
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
  readonly bars: readonly Bar[]
}

type Counted = Exclude<keyof ChartDay, 'day'>

function bar(colour: keyof typeof colours, of?: (day: ChartDay) => number): Bar {
  return { colour: colours[colour], of: of ?? ((day) => day[colour as Counted]) }
}

function layOut(panels: readonly Panel[], days: readonly ChartDay[]) {
  const top = 26
  const gap = 30
  const bottom = 40
  const height = (chartSize.height - top - bottom - gap * (panels.length - 1)) / panels.length
  return {
    animation: false,
    grid: panels.map((_, index) => ({
      left: 84,
      right: 28,
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
    yAxis: panels.map(({ name }, index) => ({
      type: 'value' as const,
      gridIndex: index,
      splitNumber: 3,
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
        itemStyle: { color: colour },
        data: days.map(of),
      })),
    ),
  }
}

/** `12k`, `1.5M`: letters that are read in every language. */
function short(value: number): string {
  if (value !== Math.floor(value)) return ''
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
