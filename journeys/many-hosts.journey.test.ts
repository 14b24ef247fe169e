import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, leftovers, type ManyHostCloud, nothing, startCloud } from './src/index.ts'

const names = ['h1', 'h2', 'h3']
let cloud: ManyHostCloud
let image: string

before(async () => {
  cloud = await startCloud({ hosts: 3 })
  image = await cloud.uploadGuest()
})
after(() => cloud?.[Symbol.asyncDispose]())

test('a guest boots on each of three hosts that joined with a token, and deletes without a trace', async () => {
  const { api } = cloud
  const ids = await Promise.all(names.map((host) => cloud.createOn(host, `on-${host}`, image)))
  for (const [index, id] of ids.entries()) {
    const server = await api.until(id, ['ACTIVE'], 120_000)
    assert.equal(server['OS-EXT-SRV-ATTR:host'], names[index])
    await api.consoleLine(id, /GUEST-READY /)
  }
  for (const id of ids) await api.delete(id)
  for (const host of names) {
    await eventually(async () => {
      const left = await leftovers(cloud.host(host), { store: host === 'h1' })
      assert.deepEqual(left, nothing, host)
    })
  }
})
