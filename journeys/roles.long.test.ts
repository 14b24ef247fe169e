import assert from 'node:assert/strict'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Lab, startLab, testGuest } from '@kilonova/lab'
import { CloudApi, eventually, HostAgent, type Json, leftovers, nothing, OwnPostgres, Service } from './src/index.ts'

// One controller takes requests, another does the work, a third machine has the guests; PostgreSQL is the operator's.

let lab: Lab
let postgres: OwnPostgres
let front: Service
let worker: Service
const running: AsyncDisposable[] = []
const start = async (host: string, role: 'api' | 'conductor'): Promise<Service> => {
  const service = await Service.start(lab.host(host), { args: ['--role', role] })
  running.push(service)
  return service
}

before(async () => {
  lab = await startLab({ hosts: 3, libvirtd: false, certificates: false })
  postgres = await OwnPostgres.start(lab)
  const settings = JSON.stringify({ store: { connectionString: postgres.connectionString } })
  for (const host of ['h1', 'h2']) await writeFile(join(lab.host(host).stateDir, 'settings.yaml'), settings)
  front = await start('h1', 'api')
  for (const name of ['secret.key', 'clouds.yaml']) {
    await copyFile(join(lab.host('h1').stateDir, name), join(lab.host('h2').stateDir, name))
  }
  worker = await start('h2', 'conductor')
  const made = await front.command(['host', 'token'])
  assert.equal(made.exitCode, 0, made.stderr)
  running.push(await HostAgent.join(lab.host('h3'), made.stdout.trim()))
})
after(async () => {
  await Promise.allSettled(running.map((part) => part[Symbol.asyncDispose]()))
  await postgres?.[Symbol.asyncDispose]()
  await lab?.stop()
})

const hostIsUp = (api: CloudApi) =>
  eventually(async () => {
    const { body } = await api.compute('GET', '/os-services?binary=nova-compute')
    const services = body['services'] as Json[]
    assert.deepEqual(
      services.map((one) => [one['host'], one['state']]),
      [['h3', 'up']],
    )
  })
const upload = async (api: CloudApi): Promise<string> =>
  api.mustUpload({ name: 'bootable', diskFormat: 'qcow2', bytes: (await testGuest()).bootable })

/** The lines of a log that name this server, as what they say. */
const linesOf = async (service: Service, id: string): Promise<Json[]> =>
  (await service.log())
    .split('\n')
    .filter((line) => line.startsWith('{') && line.includes(id))
    .map((line) => JSON.parse(line) as Json)

test('a server asked for at the one is built by the other, whose log names server, request and flow', async () => {
  const api = await front.login()
  await hostIsUp(api)
  const imageRef = await upload(api)
  const asked = await api.compute('POST', '/servers', {
    server: { name: 'worked', imageRef, flavorRef: await api.flavor('m1.tiny') },
  })
  const { id } = asked.body['server'] as { id: string }
  await api.until(id, ['ACTIVE'], 180_000)
  await api.consoleLine(id, /GUEST-UP/)
  const { body } = await api.compute('GET', `/servers/${id}/os-instance-actions`)
  const requestId = (body['instanceActions'] as Json[])[0]?.['request_id']
  assert.match(String(requestId), /^req-/)
  const [ended] = (await linesOf(worker, id)).filter((line) => line['message'] === 'a flow ended')
  assert.deepEqual(
    [ended?.['flow'], ended?.['serverId'], ended?.['requestId'], ended?.['end']],
    ['build', id, requestId, 'done'],
  )
  assert.match(String(ended?.['flowId']), /^[0-9a-f-]{36}$/)
  assert.deepEqual(
    (await linesOf(front, id)).filter((line) => line['message'] === 'a flow ended'),
    [],
  )
  await api.delete(id, 120_000)
  assert.deepEqual(await leftovers(lab.host('h3'), { store: false }), nothing)
})

test('the conductor answers probes, and no request of users although it knows their tokens', async () => {
  const { headers } = await front.login()
  const at = (path: string) =>
    fetch(`http://${lab.host('h2').address}:8774${path}`, { headers }).then(({ status }) => status)
  assert.deepEqual([await at('/healthz'), await at('/metrics'), await at('/compute/v2.1/servers')], [200, 200, 404])
})

test('requests are taken while nobody works, and done when a conductor is there again', async () => {
  const api = await front.login()
  const imageRef = await upload(api)
  await worker.kill()
  const flavorRef = await api.flavor('m1.tiny')
  const ids = await Promise.all([1, 2].map((n) => api.create({ name: `waits-${n}`, imageRef, flavorRef })))
  for (const id of ids) assert.equal((await api.server(id))?.['status'], 'BUILD')
  worker = await start('h2', 'conductor')
  for (const id of ids) await api.until(id, ['ACTIVE'], 180_000)
  assert.equal((await leftovers(lab.host('h3'), { store: false })).domains.length, 2)
  await Promise.all(ids.map((id) => api.delete(id, 120_000)))
})

test('the API killed: what it took is worked on, and shown when it is back', async () => {
  let api = await front.login()
  const imageRef = await upload(api)
  const first = await api.create({ name: 'fetched', imageRef, flavorRef: await api.flavor('m1.tiny') })
  await api.until(first, ['ACTIVE'], 180_000) // the host has the image from here on
  const id = await api.create({ name: 'goes-on', imageRef, flavorRef: await api.flavor('m1.tiny') })
  await front.kill()
  await eventually(
    async () =>
      assert.match(await postgres.rows(`select vm_state from servers where id = '${id}'`).then(String), /active/),
    180_000,
  )
  front = await start('h1', 'api')
  api = await front.login()
  await api.until(id, ['ACTIVE'])
  for (const one of [first, id]) await api.delete(one, 120_000)
  await eventually(async () => assert.deepEqual(await leftovers(lab.host('h3'), { store: false }), nothing))
})
