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

test('an image that another host has is fetched from there, and from the image service when that host cannot give it', async () => {
  const { api } = cloud
  const bytes = Buffer.alloc(3 * 1024 ** 2, 'peer')
  const raw = await api.mustUpload({ name: 'raw', diskFormat: 'raw', bytes })
  const from = async (host: string): Promise<string> => {
    const id = await cloud.createOn(host, `raw-on-${host}`, raw)
    await api.until(id, ['ACTIVE'], 120_000)
    const log = await cloud.agents.get(host)?.log()
    const line = log?.split('\n').findLast((one) => one.includes('image is here') && one.includes(raw))
    return String((JSON.parse(line ?? '{}') as { from?: string }).from)
  }
  const service = await from('h2')
  const peer = await from('h3')
  assert.match(service, new RegExp(`^https://.*/images/${raw}$`))
  assert.match(
    peer,
    new RegExp(`^https://${cloud.host('h2').address.replaceAll('.', String.raw`\.`)}:\\d+/images/${raw}$`),
  )
  assert.notEqual(peer, service)
  // What lies there is not what it was any more: it is not given, and the next place is asked.
  const spoil =
    'for f in "$1"/*; do case $f in *.json) ;; *) printf x | dd of="$f" bs=1 seek=100 conv=notrunc status=none ;; esac; done'
  const base = '/var/lib/kilonova/instances/_base'
  await cloud.host('h2').mustExec(['sh', '-c', spoil, 'sh', base])
  const servers = (await api.compute('GET', '/servers')).body['servers'] as { id: string; name: string }[]
  const third = servers.find((one) => one.name === 'raw-on-h3')
  await api.delete(third?.id ?? '')
  await cloud.host('h3').mustExec(['sh', '-c', 'rm -f "$1"/*', 'sh', base])
  assert.equal(await from('h3'), service)
  const rest = (await api.compute('GET', '/servers')).body['servers'] as { id: string }[]
  await Promise.all(rest.map(({ id }) => api.delete(id)))
})
