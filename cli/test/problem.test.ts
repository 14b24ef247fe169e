import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@kilonova/core'
import { Output } from '../src/output/output.ts'
import { Problem, reportOf } from '../src/problem.ts'

function shown(error: unknown, json = false): string {
  let text = ''
  const stderr = { write: (part: string) => (text += part) }
  new Output({ stdout: stderr, stderr, env: {} }).problem(reportOf(error), 1, json)
  return text
}

test('a problem is shown as what became of it, why, and what to do', () => {
  const error = new Problem('web-1 was not built', { because: 'no host has room', next: 'choose a smaller flavor' })
  assert.equal(
    shown(error),
    'error: web-1 was not built\n  cause: no host has room\n  next:  choose a smaller flavor\n',
  )
})

test('core’s fault keeps its causes, next step and kind', () => {
  const error = new Fault('conflict', 'the lock is held', { cause: new Error('process 7'), next: 'stop it' })
  assert.deepEqual(reportOf(error), {
    message: 'the lock is held',
    cause: 'process 7',
    next: 'stop it',
    exit: 'conflict',
  })
})

test('the next step of an inner fault speaks for an outer one that has none', () => {
  const inner = new Fault('storeAway', 'PostgreSQL did not start', { next: 'see its log' })
  assert.equal(reportOf(new Error('no service', { cause: inner })).next, 'see its log')
})

test('a connection refused on two addresses names one of them', () => {
  const cause = new AggregateError(
    [new Error('connect ECONNREFUSED ::1:1'), new Error('connect ECONNREFUSED 127.0.0.1:1')],
    '',
  )
  assert.equal(reportOf(new Problem('no service', { cause })).cause, 'connect ECONNREFUSED ::1:1')
})

test('control characters in a foreign text do not reach the terminal', () => {
  assert.equal(shown(new Problem('name \u001B[2J\u0007')), 'error: name \\x1b[2J\\x07\n')
})

test('with --json an error is one JSON object with its exit code', () => {
  assert.deepEqual(JSON.parse(shown(new Problem('gone', { exit: 'notFound' }), true)), {
    error: { message: 'gone', exit: 'notFound', exitCode: 1 },
  })
})
