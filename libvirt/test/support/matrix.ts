import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from '../../src/index.ts'
import { exercise } from './exercise.ts'

const page = new URL('../../MATRIX.md', import.meta.url)
type Column = 'test' | 'qemu'
type Matrix = Map<string, Partial<Record<Column, string>>>

function readMatrix(): Matrix {
  const matrix: Matrix = new Map()
  if (!existsSync(page)) return matrix
  for (const line of readFileSync(page, 'utf8').split('\n')) {
    const cells = /^\| (\w+ \w+) \| (.*?) \| (.*?) \|$/.exec(line)
    if (cells !== null && cells[1] !== 'program procedure')
      matrix.set(cells[1] as string, { test: cells[2] as string, qemu: cells[3] as string })
  }
  return matrix
}

function writeMatrix(matrix: Matrix): void {
  const rows = [...matrix].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const count = (column: Column, start: string): number =>
    rows.filter(([, row]) => row[column]?.startsWith(start)).length
  const line = (column: Column): string =>
    `${column}: ${count(column, 'called')} called, ${count(column, 'refused')} refused by the driver, ${count(column, 'answered')} answered with an error, ${count(column, 'not')} not called.`
  const text = [
    '# What became of each call',
    '',
    'Every procedure of the remote and qemu programs, called once on libvirtd 9.0.0 with QEMU 7.2 and with the test driver.',
    'Written by `UPDATE_GOLDEN=1 node --test libvirt/test/api/matrix*.test.ts`; the same tests without it compare.',
    '"Answered with" an error: the daemon carried the call out, and the guest or host of the test had not what it asked for.',
    '',
    line('test'),
    line('qemu'),
    '',
    '| program procedure | test:///default | qemu:///system |',
    '| --- | --- | --- |',
    ...rows.map(([name, row]) => `| ${name} | ${row.test ?? ''} | ${row.qemu ?? ''} |`),
    '',
  ]
  writeFileSync(page, text.join('\n'))
}

/** Calls everything on one driver and compares with the committed page. */
export async function keepsMatrix(column: Column, uri: string, dir: string): Promise<void> {
  const conn = await connect(uri)
  const outcomes = await exercise({ conn, driver: column, dir })
  await conn.close()
  const matrix = readMatrix()
  if (process.env['UPDATE_GOLDEN'] === '1') {
    for (const [name, outcome] of outcomes) matrix.set(name, { ...matrix.get(name), [column]: outcome })
    return writeMatrix(matrix)
  }
  const committed = Object.fromEntries([...matrix].map(([name, row]) => [name, row[column]]))
  assert.deepEqual(Object.fromEntries([...outcomes].toSorted(([a], [b]) => (a < b ? -1 : 1))), committed)
}
