import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { Fault } from '@kilonova/core'
import { receive } from '../../src/services/images/receive.ts'

const options = { maxBytes: 1_000_000, stalledMs: 60_000, signal: new AbortController().signal }
const isFault = (kind: string) => (error: unknown) => error instanceof Fault && error.kind === kind

test('a full disk is said to be one', async () => {
  const stream = Readable.from([Buffer.from('x'.repeat(10_000))])
  await assert.rejects(receive(stream, '/dev/full', options), isFault('noSpace'))
})

test('more bytes than the limit are not taken', async () => {
  const stream = Readable.from([Buffer.alloc(600_000), Buffer.alloc(600_000)])
  await assert.rejects(receive(stream, '/dev/null', options), isFault('overLimit'))
})
