import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { everyFlow } from '@kilonova/control'
import { eventually, type Json, leftovers, type ManyHostCloud, nothing, sql, startCloud } from './src/index.ts'

// A build that h2 and then h3 refuse runs on h1. The controller is killed with SIGKILL before and after each step of each
// of the three tries, and after each undo of the two that fail.

const state = '/var/lib/kilonova'
const refusing = ['h2', 'h3']
let cloud: ManyHostCloud
let image = ''
before(async () => {
  cloud = await startCloud({ hosts: 3 })
  image = await cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(1024 * 1024) })
  // libvirt is there, and each QEMU that it starts ends at once.
  for (const host of refusing)
    await cloud.host(host).mustExec(['mount', '--bind', '/bin/false', '/usr/bin/qemu-system-x86_64'])
})
after(() => cloud?.[Symbol.asyncDispose]())

/** Where builds failed comes last: so h2 is tried first, h3 next, h1 last. */
async function inOrder(): Promise<void> {
  const query = `update hosts set failed_builds = case name when 'h2' then 0 when 'h3' then 10 else 20 end`
  await sql(cloud.host('h1'), state, query)
}

async function create(): Promise<string> {
  return cloud.api.create({ name: 'wanders', imageRef: image, flavorRef: await cloud.api.flavor('m1.tiny') })
}

/** It runs once, on h1, and all that was tried before is told and left nothing. */
async function runsOnlyOnH1(id: string): Promise<void> {
  const server = await cloud.api.until(id, ['ACTIVE', 'ERROR'], 60_000)
  assert.deepEqual(
    [server['status'], server['OS-EXT-SRV-ATTR:host']],
    ['ACTIVE', 'h1'],
    JSON.stringify(server['fault']),
  )
  assert.equal(server['OS-EXT-STS:task_state'], null)
  assert.equal((await leftovers(cloud.host('h1'))).domains.length, 1)
  for (const host of refusing) assert.deepEqual(await leftovers(cloud.host(host), { store: false }), nothing, host)
  const { body } = await cloud.api.compute('GET', `/servers/${id}/os-instance-actions`)
  const [action] = body['instanceActions'] as Json[]
  const path = `/servers/${id}/os-instance-actions/${String(action?.['request_id'])}`
  const { body: shown } = await cloud.api.compute('GET', path)
  const events = (shown['instanceAction'] as { events: Json[] }).events
  const failed = events.filter((one) => one['event'] === 'build_failed_on_host')
  assert.equal(failed.length, 2, JSON.stringify(events))
  await cloud.api.delete(id, 60_000)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host('h1')), nothing))
}

test('two hosts refuse a build: it runs on the third, and nothing of it is left on the two', async () => {
  await inOrder()
  await runsOnlyOnH1(await create())
})

const { build } = everyFlow
const refused = 'started' // the step in which h2 and h3 refuse: of that there is no after
const undone = build.steps.filter(({ undo }) => undo !== undefined).map(({ name }) => `${name}:undone`)
const moments = build.stepNames.flatMap((step) => [`${step}:before`, `${step}:after`])
const points = [1, 2, 3].flatMap((nth) => {
  const ofTry = nth === 3 ? moments : [...moments.filter((one) => one !== `${refused}:after`), ...undone]
  return ofTry.map((point) => ({ nth, point: point === `${refused}:after` ? `${point}:1` : `${point}:${nth}` }))
})
for (const { nth, point } of points) {
  test(`killed at build:${point}, in its try ${nth}: it runs on the third host by itself`, async () => {
    await inOrder()
    await cloud.service.stop()
    await cloud.startController({ KILONOVA_TEST_HALT: `build:${point}` })
    await cloud.untilUp(['h1', 'h2', 'h3'])
    const id = await create()
    assert.equal(await cloud.service.exited, 137, `the service did not end at ${point}`)
    await cloud.startController()
    await runsOnlyOnH1(id)
  })
}
