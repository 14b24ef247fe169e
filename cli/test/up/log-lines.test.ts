import assert from 'node:assert/strict'
import { test } from 'node:test'
import { humanLine } from '../../src/up/log-lines.ts'

test('a log line for a person has time, weight, phrase and fields', () => {
  const line = '{"level":"info","time":"2026-08-01T12:00:01.250Z","part":"host","bytes":12,"message":"disk copied"}\n'
  assert.equal(humanLine(line, false), '12:00:01.250 info  disk copied part=host bytes=12')
})

test('a field’s value cannot forge another field or move the cursor', () => {
  const line = JSON.stringify({ level: 'warn', time: '', message: 'x', name: 'a b=c\u001B[1m' })
  assert.equal(humanLine(line, false), String.raw` warn  x name="a b=c\\x1b[1m"`)
})

test('what is no JSON is shown as it is', () => {
  assert.equal(humanLine('plain words\n', true), 'plain words')
})
