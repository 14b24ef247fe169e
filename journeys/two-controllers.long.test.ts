import assert from 'node:assert/strict'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Lab, startLab, testGuest } from '@kilonova/lab'
import { CloudApi, eventually, HostAgent, type Json, OwnPostgres, Service } from './src/index.ts'

let lab: Lab
let postgres: OwnPostgres
let one: Service
let two: Service
const running: AsyncDisposable[] = []

before(async () => {
  lab = await startLab({ hosts: 3, libvirtd: false, certificates: false })
  postgres = await OwnPostgres.start(lab)
  const settings = JSON.stringify({ store: { connectionString: postgres.connectionString } })
  for (const host of ['h1', 'h2']) await writeFile(join(lab.host(host).stateDir, 'settings.yaml'), settings)
  one = await Service.start(lab.host('h1'))
  running.push(one)
  // What a second controller needs of the first: its key, and the administrator's login.
  for (const name of ['secret.key', 'clouds.yaml']) {
    await copyFile(join(lab.host('h1').stateDir, name), join(lab.host('h2').stateDir, name))
  }
  two = await Service.start(lab.host('h2'))
  running.push(two)
})
after(async () => {
  await Promise.allSettled(running.map((part) => part[Symbol.asyncDispose]()))
  await postgres?.[Symbol.asyncDispose]()
  await lab?.stop()
})

const hostsOf = async (api: CloudApi): Promise<string[]> => {
  const answer = await api.compute('GET', '/os-services?binary=nova-compute')
  return (answer.body['services'] as Json[]).map((each) => `${String(each['host'])} ${String(each['state'])}`).sort()
}

test('two controllers on one store: each sees all hosts, and a host joins through either', async () => {
  const made = await two.command(['host', 'token'])
  assert.equal(made.exitCode, 0, made.stderr)
  running.push(await HostAgent.join(lab.host('h3'), made.stdout.trim()))
  for (const service of [one, two]) {
    const api = await service.login()
    await eventually(async () => assert.deepEqual(await hostsOf(api), ['h1 up', 'h2 up', 'h3 up']))
  }
})

test('an image uploaded to one controller boots at the host of the other, and is downloaded from it', async () => {
  const guest = await testGuest()
  const [first, second] = [await one.login(), await two.login()]
  const image = await first.mustUpload({ name: 'bootable', diskFormat: 'qcow2', bytes: guest.bootable })
  const response = await fetch(`${second.base}/image/v2/images/${image}/file`, { headers: second.headers })
  assert.equal(response.status, 200)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const shown = await second.call('GET', `/image/v2/images/${image}`)
  assert.equal(bytes.length, shown.body['size'])
  const flavorRef = await second.flavor('m1.tiny')
  const id = await second.create({ name: 'b', imageRef: image, flavorRef, availability_zone: 'nova:h2' })
  await second.until(id, ['ACTIVE'], 120_000)
  await first.consoleLine(id, /GUEST-UP/) // asked of h2 over the bus of both controllers
  await first.delete(id)
})

test('one controller killed: the other goes on with its flows, and joined hosts stay on the bus', async () => {
  const [first, second] = [await one.login(), await two.login()]
  const guest = await testGuest()
  const image = await second.mustUpload({ name: 'again', diskFormat: 'qcow2', bytes: guest.bootable })
  const flavorRef = await first.flavor('m1.tiny')
  const ids = await Promise.all(
    [1, 2, 3].map((n) => first.create({ name: `n${n}`, imageRef: image, flavorRef, availability_zone: 'nova:h3' })),
  )
  await one.kill()
  for (const id of ids) await second.until(id, ['ACTIVE'], 120_000)
  assert.equal((await lab.host('h3').mustExec(['virsh', '-q', 'list', '--name'])).trim().split('\n').length, 3)
  await Promise.all(ids.map((id) => second.delete(id)))
  running.push((one = await Service.start(lab.host('h1'))))
  const back = await one.login()
  await eventually(async () => assert.deepEqual(await hostsOf(back), ['h1 up', 'h2 up', 'h3 up']))
})

test('a controller with another secret.key does not start, and says what to copy', async () => {
  const host = lab.host('h3')
  const { process, logPath } = await Service.launch(host, {
    stateDirectory: '/var/lib/kilonova-other',
    env: { KILONOVA_STORE__CONNECTION_STRING: postgres.connectionString },
  })
  assert.equal(await process.exited, 1)
  assert.match(await host.readFile(logPath), /another secret\.key[\s\S]*copy secret\.key/)
})
