import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually, type ManyHostCloud, startCloud } from './src/index.ts'

const lifeSec = 90

let cloud: ManyHostCloud
before(async () => {
  const settings = () => ({ control: { hosts: { certificateDays: lifeSec / 86_400 } } })
  cloud = await startCloud({ hosts: 2, settings })
})
after(() => cloud?.[Symbol.asyncDispose]())

const certificateOf = async (name: string): Promise<X509Certificate> => {
  const text = await cloud.host(name).mustExec(['cat', '/var/lib/kilonova/membership/membership.json'])
  return new X509Certificate((JSON.parse(text) as { certificate: string }).certificate)
}

test('certificates renew by themselves, and all goes on when the first ones are over: bus, images, guests, libvirt', async () => {
  const names = ['h1', 'h2']
  const first = await Promise.all(names.map(certificateOf))
  for (const [n, name] of names.entries()) {
    await eventually(
      async () => assert.notEqual((await certificateOf(name)).serialNumber, first[n]?.serialNumber, name),
      2 * lifeSec * 1000,
    )
  }
  const over = Math.max(...first.map(({ validTo }) => Date.parse(validTo)))
  await sleep(Math.max(0, over - Date.now() + 5000))
  // Every connection is made anew, and none with what it was first made with.
  await cloud.host('h1').mustExec(['sh', '-c', 'kill -9 $(pidof nats-server)'])
  await eventually(() => cloud.host('h1').mustExec(['pidof', 'nats-server']))
  const id = await cloud.createOn('h2', 'late', await cloud.uploadGuest())
  await cloud.api.until(id, ['ACTIVE'], 240_000)
  const uri = `qemu+tls://${cloud.host('h2').address}/system?pkipath=/var/lib/kilonova/pki`
  const listed = await cloud.host('h1').mustExec(['virsh', '-q', '-c', uri, 'list', '--name'])
  assert.match(listed, /instance-/)
  await cloud.api.delete(id, 240_000)
})
