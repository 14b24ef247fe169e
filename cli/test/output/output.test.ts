import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Output, visible, visibleLines } from '../../src/output/output.ts'
import { printFields, printTable } from '../../src/output/table.ts'
import { bytesText, durationText } from '../../src/output/units.ts'

function capture(isTTY: boolean, env: NodeJS.ProcessEnv = {}) {
  const written: string[] = []
  const sink = { write: (text: string) => written.push(text), isTTY }
  return { output: new Output({ stdout: sink, stderr: sink, env }), text: () => written.join('') }
}

test('a table has aligned columns and no trailing blanks, and a dash for nothing', () => {
  const { output, text } = capture(false)
  printTable(
    output,
    ['id', 'name'],
    [
      ['1', 'a long name'],
      [22, undefined],
    ],
  )
  assert.equal(text(), 'ID  NAME\n1   a long name\n22  -\n')
})

test('wide characters keep their columns', () => {
  const { output, text } = capture(false)
  printTable(
    output,
    ['name', 'x'],
    [
      ['日本', 1],
      ['abcd', 2],
    ],
  )
  assert.equal(text(), 'NAME  X\n日本  1\nabcd  2\n')
})

test('an empty table is its head', () => {
  const { output, text } = capture(false)
  printTable(output, ['id', 'name'], [])
  assert.equal(text(), 'ID  NAME\n')
})

test('colour goes to a terminal only, and NO_COLOR keeps it away', () => {
  for (const [isTTY, env, coloured] of [
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [false, {}, false],
  ] as const) {
    const { output, text } = capture(isTTY, env)
    printFields(output, { name: 'x' })
    assert.equal(text().includes('\u001B'), coloured)
  }
})

test('control characters of a name are spelled out', () => {
  assert.equal(visible('a\u001B]0;x\u0007\n\u0085'), String.raw`a\x1b]0;x\x07\n\x85`)
  assert.equal(visibleLines('a\r\nb\tc\u001B[1m'), 'a\nb\tc\\x1b[1m')
})

test('sizes and times are short', () => {
  assert.deepEqual([0, 1023, 1536, 123_456_789, 5 * 1024 ** 3].map(bytesText), [
    '0 B',
    '1023 B',
    '1.5 KiB',
    '118 MiB',
    '5 GiB',
  ])
  assert.deepEqual([12.3, 1500, 83_000].map(durationText), ['12 ms', '1.5 s', '1 min 23 s'])
})
