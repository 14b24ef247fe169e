import CliTable from 'cli-table3'
import { type Output, visible } from './output.ts'

export type Cell = string | number | boolean | null | undefined

const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

/** Columns two spaces apart under one head line: for eyes, and for `awk`. Wide characters keep their columns. */
export function printTable(output: Output, head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const table = new CliTable({
    head: head.map((title) => output.bold(title.toUpperCase())),
    chars: borderless,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  })
  for (const row of rows) table.push(row.map(cellText))
  output.print(trimLines(table.toString()))
}

/** One thing's fields, a line each. A field without a value is a dash, so that no line is missed by a script. */
export function printFields(output: Output, fields: Readonly<Record<string, Cell>>): void {
  const width = Math.max(...Object.keys(fields).map((name) => name.length))
  const lines = Object.entries(fields).map(([name, value]) => `${output.bold(name.padEnd(width))}  ${cellText(value)}`)
  output.print(trimLines(lines.join('\n')))
}

function cellText(value: Cell): string {
  return value === null || value === undefined || value === '' ? '-' : visible(String(value))
}

const trimLines = (text: string): string => text.replaceAll(/ +$/gm, '')
