import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { eventDefinitions } from '../../src/api/events/definitions.ts'
import { connect, ConnectionLostError, remote } from '../../src/index.ts'
import { remoteCodecs } from '../../src/protocol/generated/remote.js'
import { XdrWriter } from '../../src/xdr/writer.ts'
import { type Call, FakeDaemon, u32, u64 } from '../support/fake-daemon.ts'

let daemon: FakeDaemon
beforeEach(async () => {
  daemon = await FakeDaemon.start()
})
afterEach(() => daemon.stop())

const text = (value: string): Buffer => Buffer.concat([u32(value.length), Buffer.from(value.padEnd(4, '\0'))])

/** Waits for the next registration of lifecycle events. */
function registration(): Promise<Call> {
  return new Promise((resolve) => {
    daemon.onCall = (call) => {
      if (daemon.answerOpening(call)) return
      if (call.procedure === remote.connectDomainEventCallbackRegisterAny.number) resolve(call)
    }
  })
}

test('a listener that comes while events are registered anew, and fails with a second loss, takes none from the others', async () => {
  const first = registration()
  await using conn = await connect(`test:///default?socket=${daemon.path}`, { reconnect: true })
  const opening = conn.events.lifecycle()
  daemon.reply(await first, u32(7))
  const events = await opening

  const second = registration()
  daemon.hangUp()
  await second
  const late = assert.rejects(conn.events.lifecycle(), ConnectionLostError)
  const third = registration()
  daemon.hangUp()
  await late

  const again = await third
  daemon.reply(again, u32(8))
  assert.equal((await events.next()).value?.type, 'missed')
  const writer = new XdrWriter()
  const dom = { name: 'a', uuid: '12345678-1234-1234-1234-123456789abc', id: 1 }
  const message = { callbackId: 8, msg: { dom, event: 2, detail: 0 } }
  remoteCodecs['remote_domain_event_callback_lifecycle_msg']?.write(writer, message as never)
  const { number } = eventDefinitions['domain.lifecycle'].message
  daemon.send({ type: 2, procedure: number }, Buffer.from(writer.buffer.subarray(0, writer.length)))
  assert.equal((await events.next()).value?.type, 'domain.lifecycle')
})

test('a connection that breaks in the moment of its return comes back all the same', async () => {
  let opened = 0
  const back = Promise.withResolvers<void>()
  daemon.onCall = (call) => {
    if (call.procedure === remote.connectGetHostname.number) return daemon.reply(call, text('h1'))
    const isLast = call.procedure === remote.connectGetLibVersion.number
    if (isLast) opened += 1
    // Its last answer, and in the same bytes what ends it.
    if (isLast && opened === 2) daemon.send({ ...call, type: 1 }, u64(9_000_000n), Buffer.alloc(8))
    else daemon.answerOpening(call)
  }
  await using conn = await connect(`test:///default?socket=${daemon.path}`, {
    reconnect: true,
    onConnectionChange: ({ state }) => state === 'back' && back.resolve(),
  })
  daemon.hangUp()
  await back.promise
  assert.equal(await conn.getHostname(), 'h1')
  assert.equal(opened, 3)
})

test('a call that was given up before it was made does not wait for a connection that is away', async () => {
  let isAway = false
  daemon.onCall = (call) => void (isAway || daemon.answerOpening(call))
  const lost = Promise.withResolvers<void>()
  await using conn = await connect(`test:///default?socket=${daemon.path}`, {
    reconnect: true,
    onConnectionChange: ({ state }) => state === 'lost' && lost.resolve(),
  })
  isAway = true
  daemon.hangUp()
  await lost.promise
  await assert.rejects(conn.getHostname({ signal: AbortSignal.abort(new Error('given up')) }), /given up/)
})
