import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, Fault, type LogLevel } from '@kilonova/core'

function captured(level: LogLevel = 'debug') {
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  return { log: createLog({ level, destination: { write } }), lines }
}

test('a line has its phrase, level, time and fields, and those of its child', () => {
  const { log, lines } = captured()
  log.child({ serverId: 's1' }).info('disk copied', { bytes: 3 })
  const [line] = lines
  assert.match(String(line?.time), /^\d{4}-.*Z$/)
  assert.deepEqual({ ...line, time: '' }, { level: 'info', time: '', serverId: 's1', bytes: 3, message: 'disk copied' })
})

test('a name stands once in a line: the innermost says it', () => {
  const written: string[] = []
  const log = createLog({ level: 'info', destination: { write: (line: string) => void written.push(line) } })
  log.child({ part: 'store', host: 'h1' }).child({ part: 'postgres' }).info('ready', { host: 'h2' })
  const [line = ''] = written
  assert.deepEqual(line.match(/"(?:part|host)":"\w+"/g), ['"part":"postgres"', '"host":"h2"'])
})

test('an error is its chain of causes', () => {
  const { log, lines } = captured()
  log.warn('failed', { error: new Fault('noSpace', 'no room', { cause: new Error('ENOSPC') }) })
  assert.equal(lines[0]?.error, 'no room: ENOSPC')
})

test('passwords, tokens and user data are never written', () => {
  const { log, lines } = captured()
  const secrets = {
    password: 'hush',
    token: 'hush',
    adminPassword: 'hush',
    userDataBase64: 'hush',
    connectionString: 'hush',
  }
  log.info('asked', { ...secrets, auth: secrets, request: { body: secrets } })
  assert.doesNotMatch(JSON.stringify(lines), /hush/)
})

test('lines below the level are not written', () => {
  const { log, lines } = captured('warn')
  log.info('small')
  log.error('large')
  assert.deepEqual(
    lines.map(({ message }) => message),
    ['large'],
  )
})
