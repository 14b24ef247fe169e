import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../src/api/connect.ts'
import { CallTimeoutError, ConnectionLostError, LibvirtError } from '../../src/errors/libvirt-error.ts'
import { remote } from '../../src/protocol/generated/remote.js'
import { keepalivePing, keepalivePong, keepaliveProgram } from '../../src/session/keepalive.ts'
import { type Call, FakeDaemon, u32, u64 } from '../support/fake-daemon.ts'

let daemon: FakeDaemon
beforeEach(async () => {
  daemon = await FakeDaemon.start()
})
afterEach(() => daemon.stop())

const until = async (what: () => boolean): Promise<void> => {
  for (let tries = 0; !what(); tries += 1) {
    assert.ok(tries < 1000, 'it never happened')
    await sleep(5)
  }
}

test('a thousand calls in flight are answered each with its own reply, in any order', async () => {
  const session = await daemon.session()
  const waiting: Call[] = []
  daemon.onCall = (call) => {
    waiting.push(call)
    if (waiting.length === 1000) {
      for (const one of waiting.toSorted((a, b) => ((a.serial * 7919) % 1009) - ((b.serial * 7919) % 1009))) {
        daemon.reply(one, u64(BigInt(one.serial)))
      }
    }
  }
  const replies = await Promise.all(
    Array.from({ length: 1000 }, () => session.call(remote.connectGetLibVersion, undefined)),
  )
  assert.deepEqual(
    replies.map(({ libVer }) => Number(libVer)).toSorted((a, b) => a - b),
    Array.from({ length: 1000 }, (_, i) => i + 1),
  )
  assert.deepEqual(
    replies.map(({ libVer }) => Number(libVer)),
    waiting.map(({ serial }) => serial),
  )
})

test('of slow calls only four are sent at a time, short ones go past them', async () => {
  const session = await daemon.session()
  const slow = Array.from({ length: 10 }, () => session.call(remote.connectGetCapabilities, undefined))
  const short = session.call(remote.connectGetHostname, undefined)
  await until(() => daemon.calls.length === 5)
  await sleep(30)
  assert.equal(daemon.calls.filter(({ procedure }) => procedure === 7).length, 4)
  const text = Buffer.concat([u32(4), Buffer.from('name')])
  daemon.onCall = (call) => daemon.reply(call, text)
  for (const call of daemon.calls.slice()) daemon.reply(call, text)
  assert.equal((await short).hostname, 'name')
  assert.equal((await Promise.all(slow)).length, 10)
})

test('a call past its deadline is rejected, its slot stays taken until the late reply, which is dropped', async () => {
  const session = await daemon.session({ maxSlowCalls: 1 })
  await assert.rejects(session.call(remote.connectGetCapabilities, undefined, { timeoutMs: 20 }), CallTimeoutError)
  const next = session.call(remote.connectGetCapabilities, undefined)
  const short = session.call(remote.connectGetHostname, undefined)
  await until(() => daemon.calls.some(({ procedure }) => procedure === remote.connectGetHostname.number))
  assert.equal(daemon.calls.length, 2) // had the second slow one been sent, it would have come before the short one
  daemon.reply(daemon.calls[1] as Call, Buffer.concat([u32(4), Buffer.from('name')]))
  await short
  daemon.onCall = (call) => daemon.reply(call, Buffer.concat([u32(2), Buffer.from('ok\0\0')]))
  daemon.reply(daemon.calls[0] as Call, Buffer.concat([u32(4), Buffer.from('late')]))
  assert.equal((await next).capabilities, 'ok')
})

test('an aborted call rejects with the reason of its signal, sent or still waiting', async () => {
  const session = await daemon.session({ maxSlowCalls: 1 })
  const abort = new AbortController()
  const calls = [0, 1].map(() => session.call(remote.connectGetCapabilities, undefined, { signal: abort.signal }))
  const settled = Promise.allSettled(calls)
  abort.abort(new Error('enough'))
  for (const one of await settled) assert.match(String(one.status === 'rejected' && one.reason), /enough/)
  await assert.rejects(session.call(remote.connectGetType, undefined, { signal: abort.signal }), /enough/)
  await until(() => daemon.calls.length === 1)
})

test('when the daemon goes away every call is rejected, and those after it too', async () => {
  const session = await daemon.session()
  const calls = Array.from({ length: 50 }, () => session.call(remote.connectGetCapabilities, undefined))
  const settled = Promise.allSettled(calls)
  await until(() => daemon.calls.length === 4)
  daemon.hangUp()
  for (const one of await settled) assert.ok(one.status === 'rejected' && one.reason instanceof ConnectionLostError)
  assert.ok((await session.whenEnded) instanceof ConnectionLostError)
  await assert.rejects(session.call(remote.connectGetType, undefined), ConnectionLostError)
})

test('the stray bytes of file descriptors do not break the framing', async () => {
  const session = await daemon.session()
  daemon.onCall = (call) => daemon.send({ ...call, type: 5 }, Buffer.concat([u32(2), u64(9n)]), Buffer.from('xx'))
  assert.equal((await session.call(remote.connectGetLibVersion, undefined)).libVer, 9n)
  assert.equal((await session.call(remote.connectGetLibVersion, undefined)).libVer, 9n)
})

test('a call that would have to pass file descriptors fails at once', async () => {
  const session = await daemon.session()
  const dom = { name: 'a', uuid: '12345678-1234-1234-1234-123456789abc', id: 1 }
  await assert.rejects(session.call(remote.domainOpenGraphics, { dom, idx: 0, flags: 0 }), /file descriptors/)
  assert.equal(daemon.calls.length, 0)
})

test('arguments that cannot be written reject that call and leave the others whole', async () => {
  const session = await daemon.session()
  daemon.onCall = (call) => daemon.reply(call, u64(3n))
  const good = session.call(remote.connectGetLibVersion, undefined)
  await assert.rejects(session.call(remote.domainLookupByUuid, { uuid: 'nonsense' }), (error: LibvirtError) =>
    error.is('VIR_ERR_INVALID_ARG'),
  )
  assert.equal((await good).libVer, 3n)
  assert.equal((await session.call(remote.connectGetLibVersion, undefined)).libVer, 3n)
})

test('a connection that is given up while the daemon tells its version is closed', async () => {
  const giveUp = new AbortController()
  daemon.onCall = (call) => {
    if (call.procedure === remote.connectGetLibVersion.number) giveUp.abort(new Error('given up'))
    else daemon.answerOpening(call)
  }
  const uri = `test:///default?socket=${daemon.path}`
  await assert.rejects(connect(uri, { signal: giveUp.signal }), /given up/)
  await until(() => daemon.hungUp)
})

test("the daemon's ping is answered, and a silent daemon is found dead", async () => {
  const session = await daemon.session({ keepalive: { intervalMs: 40, count: 2 } })
  daemon.onCall = (call) => {
    if (call.program !== keepaliveProgram) daemon.send({ program: keepaliveProgram, procedure: keepalivePing, type: 2 })
  }
  const call = session.call(remote.connectGetLibVersion, undefined)
  const rejected = assert.rejects(call, ConnectionLostError)
  await until(() =>
    daemon.calls.some(({ program, procedure }) => program === keepaliveProgram && procedure === keepalivePong),
  )
  assert.match((await session.whenEnded).message, /no sign of life/)
  await rejected
  assert.ok(
    daemon.calls.filter(({ program, procedure }) => program === keepaliveProgram && procedure === keepalivePing)
      .length >= 2,
  )
})

test('a daemon that answers pings is not taken for dead', async () => {
  const session = await daemon.session({ keepalive: { intervalMs: 20, count: 2 } })
  daemon.onCall = (call) => {
    if (call.program === keepaliveProgram) daemon.send({ program: keepaliveProgram, procedure: keepalivePong, type: 2 })
  }
  await sleep(250)
  assert.equal(session.endReason, undefined)
})

test('hostile bytes end the connection with an error for every call, three hundred times over', async () => {
  for (let round = 0; round < 300; round += 1) {
    const other =
      round % 2 === 0
        ? await daemon.session()
        : await daemon.session({}, { message: (_p, _n, reader) => void reader.string(10) })
    const call = other.call(remote.connectGetHostname, undefined).then(
      () => 'answered',
      (error: unknown) => (error instanceof LibvirtError ? 'refused' : String(error)),
    )
    const noise = Buffer.alloc(28 + (round % 64))
    for (let at = 0; at < noise.length; at += 1) noise[at] = Math.imul(round + 1, at + 77) >>> (round % 13)
    noise.writeUInt32BE(round % 3 === 0 ? noise.length : 28 + (round % 9), 0)
    if (round % 5 !== 0) noise.writeUInt32BE(round % 8, 16)
    if (round % 2 === 0) noise.writeUInt32BE(1, 20)
    await until(() => daemon.calls.length > 0)
    daemon.calls.length = 0
    daemon.raw(noise)
    daemon.hangUp()
    assert.match(await call, /^(?:answered|refused)$/)
  }
})
