import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { LanePool } from '../../src/api/lanes.ts'
import { remote } from '../../src/protocol/generated/remote.js'
import { type Call, FakeDaemon, u64 } from '../support/fake-daemon.ts'

let daemon: FakeDaemon
beforeEach(async () => {
  daemon = await FakeDaemon.start()
})
afterEach(() => daemon.stop())

test('idle lanes are closed together, and not while a call is in flight on any of them, the control lane too', async () => {
  const idleMs = 50
  const pool = new LanePool(() => daemon.session(), 1, 4, idleMs)
  const asked = Promise.withResolvers<Call>()
  daemon.onCall = (call) => {
    if (call.procedure === remote.domainSuspend.number) asked.resolve(call)
    else daemon.reply(call, u64(0n))
  }
  const long = await pool.long()
  const control = await pool.control()
  const dom = { name: 'a', uuid: '12345678-1234-1234-1234-123456789abc', id: 1 }
  const suspending = control.call(remote.domainSuspend, { dom })
  const call = await asked.promise
  await sleep(5 * idleMs)
  assert.deepEqual([long.endReason, control.endReason], [undefined, undefined])
  daemon.reply(call)
  await suspending
  assert.match((await control.whenEnded).message, /idle/)
  assert.match((await long.whenEnded).message, /idle/)
  assert.notEqual(await pool.control(), control)
  pool.close(await control.whenEnded)
})
