import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Fault, ServedRequests } from '@kilonova/core'

test('a request that is repeated while its answer is being put on disk is answered when it is there, and not before', async () => {
  const kept = new Map<string, string>()
  const onDisk = Promise.withResolvers<void>()
  const putting = Promise.withResolvers<void>()
  const served = new ServedRequests({
    get: (key) => kept.get(key),
    put: (key, body) => {
      kept.set(key, body)
      putting.resolve()
      return onDisk.promise
    },
  })
  const ask = () => served.join({ subject: 'host.a.x', requestId: 'r', named: true, body: '1' }, async (body) => body)
  const first = ask().outcome
  await putting.promise
  let isAnswered = false
  const again = ask().outcome.finally(() => (isAnswered = true))
  await nextTurn()
  assert.equal(isAnswered, false)
  onDisk.resolve()
  assert.deepEqual(await Promise.all([first, again]), [
    { ok: true, body: '1' },
    { ok: true, body: '1' },
  ])
})

test('a request and its giving up that come together begin no work, and the next one of its id does', async () => {
  const served = new ServedRequests()
  let began = 0
  const ask = () =>
    served.join({ subject: 'host.a.x', requestId: 'r', named: true, body: '1' }, async (body) => {
      began += 1
      return body
    })
  const given = ask()
  given.leave(new Fault('cancelled', 'the caller gave up'))
  const outcome = await given.outcome
  assert.ok(!outcome.ok && outcome.fault.kind === 'cancelled')
  assert.equal(began, 0)
  assert.deepEqual(await ask().outcome, { ok: true, body: '1' })
})
