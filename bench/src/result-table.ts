import type { BenchResult, Row } from './harness.ts'

/** A benchmark's rows for a person: columns two spaces apart, figures to the right. */
export function resultTable({ bench, machine, rows }: BenchResult): string {
  const head = ['what', 'unit', 'ours', 'peer', 'ratio', 'goal', '', 'rounds']
  const cells = rows.map(rowCells)
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((one) => (one[column] ?? '').length)))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) => (column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  const about = `${bench}: ${machine.cores} × ${machine.cpu}, ${machine.memoryMiB} MiB, Linux ${machine.kernel}, Node ${machine.node}, load ${machine.load}`
  return `${[about, '', line(head), ...cells.map(line)].join('\n')}\n`
}

function rowCells(row: Row): string[] {
  const goal = row.goal === null ? '' : `${row.peer === null ? '' : '×'}${row.goal}`
  const met = row.met === null ? '' : row.met ? 'met' : 'MISSED'
  return [row.name, row.unit, figure(row.ours), figure(row.peer), figure(row.ratio), goal, met, String(row.rounds)]
}

const figure = (value: number | null): string => (value === null ? '-' : String(value))
