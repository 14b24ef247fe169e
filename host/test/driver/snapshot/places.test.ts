import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Places } from '../../../src/driver/snapshot/places.ts'

const later = () => Promise.withResolvers<void>()

test('so many at once; the others wait in their order, and one that gives up lets the next one in', async () => {
  const places = new Places(2)
  const order: string[] = []
  const holds = [later(), later()]
  const { signal } = new AbortController()
  const told: string[] = []
  const running = holds.map((hold, index) =>
    places.use({ signal }, async () => (order.push(`first ${index}`), hold.promise)),
  )
  const gaveUp = new AbortController()
  const third = places.use(
    { signal: gaveUp.signal, onProgress: ({ label }) => told.push(label) },
    async () => void order.push('third'),
  )
  const fourth = places.use({ signal }, async () => void order.push('fourth'))
  assert.deepEqual(order, ['first 0', 'first 1'])
  assert.deepEqual(told, ['waiting for other snapshots on this host'])
  gaveUp.abort(new Error('changed my mind'))
  await assert.rejects(third, /changed my mind/)
  holds[0]?.resolve()
  await fourth
  holds[1]?.resolve()
  await Promise.all(running)
  await places.use({ signal }, async () => void order.push('last'))
  assert.deepEqual(order, ['first 0', 'first 1', 'fourth', 'last'])
})

test('one that fails gives its place back', async () => {
  const places = new Places(1)
  const { signal } = new AbortController()
  await assert.rejects(
    places.use({ signal }, () => Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal(await places.use({ signal }, async () => 'yes'), 'yes')
})
