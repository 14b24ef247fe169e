/** One curve: what it is of, and [x, y] points. */
export interface Series {
  readonly name: string
  readonly unit: string
  readonly values: readonly (readonly [x: number, y: number])[]
}

const width = 760
const height = 420
const margin = { left: 60, right: 190, top: 50, bottom: 50 }
const colours = ['#1f6feb', '#d1242f', '#1a7f37', '#9a6700', '#8250df']

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const short = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toPrecision(2))

/** Curves over a logarithmic x, each of them on a logarithmic y of its own unit, as an SVG picture. */
export function growthPlot(title: string, xName: string, series: readonly Series[]): string {
  const xs = series.flatMap(({ values }) => values.map(([x]) => x))
  const ys = series.flatMap(({ values }) => values.map(([, y]) => y)).filter((y) => y > 0)
  const x = scale(Math.min(...xs), Math.max(...xs), margin.left, width - margin.right)
  const y = scale(
    10 ** Math.floor(Math.log10(Math.min(...ys))),
    10 ** Math.ceil(Math.log10(Math.max(...ys))),
    height - margin.bottom,
    margin.top,
  )
  const ticks = [...new Set(xs)].map(
    (at) => `<text x="${x(at)}" y="${height - margin.bottom + 20}" text-anchor="middle">${at}</text>`,
  )
  const decades: string[] = []
  for (
    let at = 10 ** Math.floor(Math.log10(Math.min(...ys)));
    at <= 10 ** Math.ceil(Math.log10(Math.max(...ys)));
    at *= 10
  ) {
    decades.push(
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(at)}" y2="${y(at)}" stroke="#d0d7de"/>`,
      `<text x="${margin.left - 8}" y="${y(at) + 4}" text-anchor="end">${at}</text>`,
    )
  }
  const curves = series.map((one, index) => curve(one, colours[index % colours.length] ?? '#000', x, y))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${margin.left}" y="24" font-size="15">${escaped(title)}</text>
${[...decades, ...ticks, ...curves].join('\n')}
<text x="${(margin.left + width - margin.right) / 2}" y="${height - 10}" text-anchor="middle">${escaped(xName)}</text>
</svg>
`
}

function curve({ name, unit, values }: Series, colour: string, x: (at: number) => number, y: (at: number) => number) {
  const points = values.map(([at, value]) => [x(at), y(Math.max(value, Number.MIN_VALUE)), value] as const)
  const line = points.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(' ')
  const dots = points.map(
    ([a, b, value]) =>
      `<circle cx="${a.toFixed(1)}" cy="${b.toFixed(1)}" r="3" fill="${colour}"/><text x="${a.toFixed(1)}" y="${(b - 7).toFixed(1)}" fill="${colour}" text-anchor="middle">${short(value)}</text>`,
  )
  const last = points.at(-1)
  const label =
    last === undefined
      ? ''
      : `<text x="${(last[0] + 14).toFixed(1)}" y="${(last[1] + 4).toFixed(1)}" fill="${colour}">${escaped(`${name} (${unit})`)}</text>`
  return `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${label}`
}

function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = Math.log(to / from) || 1
  return (value) => start + (Math.log(value / from) / span) * (end - start)
}
