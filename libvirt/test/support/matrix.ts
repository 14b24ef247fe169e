import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const page = new URL('../../MATRIX.md', import.meta.url)
export type Column = 'test' | 'qemu' | 'admin'
type Matrix = Map<string, Partial<Record<Column, string>>>

const same = /^same as /
const seen = /^seen by /
const called = /^called/

function readMatrix(): Matrix {
  const matrix: Matrix = new Map()
  if (!existsSync(page)) return matrix
  for (const line of readFileSync(page, 'utf8').split('\n')) {
    const [, name = '', first = '', second] = /^\| (\w+ \w+) \| (.*?) \|(?: (.*?) \|)?$/.exec(line) ?? []
    if (name === '' || name === 'program procedure') continue
    matrix.set(name, second === undefined ? { admin: first } : { test: first, qemu: second })
  }
  return matrix
}

function writeMatrix(matrix: Matrix): void {
  const rows = [...matrix].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const count = (column: Column, kind: RegExp): number => rows.filter(([, row]) => kind.test(row[column] ?? '')).length
  const line = (column: Column, title: string): string => {
    const all = rows.filter(([, row]) => (row[column] ?? '') !== '').length
    const [alike, visible, plain] = [same, seen, called].map((kind) => count(column, kind)) as [number, number, number]
    return `| ${title} | ${all} | ${alike} | ${visible} | ${plain} | ${all - alike - visible - plain} |`
  }
  const drivers = rows.filter(([, row]) => row.admin === undefined)
  const daemon = rows.filter(([, row]) => row.admin !== undefined)
  const text = [
    '# What became of each call',
    '',
    'Every procedure that a client can call, called at least once on libvirtd 9.0.0: with the test driver, with QEMU 7.2',
    '(a booted guest with its agent, a second host to migrate to, networks, volumes, filters, secrets) and with the',
    'administration. Written by `UPDATE_GOLDEN=1 node --test libvirt/test/api/matrix*.test.ts`; without it the same tests',
    'compare.',
    '',
    '- **same as Python** (or virt-admin): python3-libvirt gives the same for the same object, and so does our method.',
    '- **seen by Python**: it changes something, and python3-libvirt sees that it is so.',
    '- **called**: it succeeded, and there is nothing that another client could be asked.',
    '- anything else says why not; a VIR_ERR name is what the daemon answers, which the test compares.',
    '',
    '| | procedures | same | seen | called | not |',
    '| --- | --- | --- | --- | --- | --- |',
    line('test', 'test:///default'),
    line('qemu', 'qemu:///system'),
    line('admin', 'libvirtd:///system'),
    '',
    '| program procedure | test:///default | qemu:///system |',
    '| --- | --- | --- |',
    ...drivers.map(([name, row]) => `| ${name} | ${row.test ?? ''} | ${row.qemu ?? ''} |`),
    '',
    '| program procedure | libvirtd:///system |',
    '| --- | --- |',
    ...daemon.map(([name, row]) => `| ${name} | ${row.admin} |`),
    '',
  ]
  writeFileSync(page, text.join('\n'))
}

/** Compares one driver's outcomes with the committed page, or writes them there. */
export function keepsMatrix(column: Column, outcomes: ReadonlyMap<string, string>): void {
  const failed = [...outcomes].filter(([, outcome]) => outcome.startsWith('FAILED'))
  assert.deepEqual(failed, [])
  const matrix = readMatrix()
  if (process.env['UPDATE_GOLDEN'] === '1') {
    for (const [name, row] of matrix) if (column in row && !outcomes.has(name)) matrix.delete(name)
    for (const [name, outcome] of outcomes) matrix.set(name, { ...matrix.get(name), [column]: outcome })
    return writeMatrix(matrix)
  }
  const committed = [...matrix].flatMap(([name, row]) => (row[column] === undefined ? [] : [[name, row[column]]]))
  assert.deepEqual(Object.fromEntries(outcomes), Object.fromEntries(committed))
}
