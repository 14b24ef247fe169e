import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { LibvirtError } from '../../src/errors/libvirt-error.ts'
import { MessageStatus, MessageType } from '../../src/protocol/frame.ts'
import { remote } from '../../src/protocol/generated/remote.js'
import { Stream } from '../../src/streams/stream.ts'
import { type Call, FakeDaemon } from '../support/fake-daemon.ts'

let daemon: FakeDaemon
beforeEach(async () => {
  daemon = await FakeDaemon.start()
})
afterEach(() => daemon.stop())

const wasAborted = (error: unknown): boolean => error instanceof LibvirtError && error.is('VIR_ERR_OPERATION_ABORTED')

/** A stream that is open, and what its daemon is sent on it. */
async function openStream(signal?: AbortSignal): Promise<{ stream: Stream; sent: (status: number) => Promise<Call> }> {
  const waiting = new Map<number, (call: Call) => void>()
  daemon.onCall = (call) => {
    if (call.type === MessageType.call) daemon.reply(call)
    else waiting.get(call.status)?.(call)
  }
  const stream = new Stream(await daemon.session())
  const vol = { pool: 'p', name: 'v', key: '/p/v' }
  await stream.open(remote.storageVolUpload, { vol, offset: 0n, length: 0n, flags: 0 }, { signal })
  return { stream, sent: (status) => new Promise((resolve) => waiting.set(status, resolve)) }
}

test('a stream that is aborted while its daemon does not confirm its end is over at once, by abort and by signal', async () => {
  for (const how of ['abort', 'signal'] as const) {
    const leaving = new AbortController()
    const { stream, sent } = await openStream(leaving.signal)
    const asked = sent(MessageStatus.ok)
    const refused = assert.rejects(stream.finish(), wasAborted)
    await asked
    if (how === 'signal') leaving.abort()
    else await stream.abort()
    await refused
    await assert.rejects(stream.send(Buffer.alloc(1)), wasAborted)
    while (!daemon.hungUp) await sleep(5)
    daemon.hungUp = false
  }
})

test('who reads or aborts while a stream is broken off is told so: it is not the end of the data', async () => {
  const { stream, sent } = await openStream()
  const asked = sent(MessageStatus.error)
  const aborting = stream.abort()
  const call = await asked
  let isOver = false
  const again = stream.abort().then(() => (isOver = true))
  await assert.rejects(stream.read(), wasAborted)
  assert.equal(isOver, false)
  daemon.send({ ...call, type: MessageType.stream, status: MessageStatus.ok })
  await Promise.all([aborting, again])
  await assert.rejects(stream.read(), wasAborted)
})
