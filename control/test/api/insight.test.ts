// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, test } from 'node:test'
import { Fault } from '@kilonova/core'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
const flows = '/kilonova/v1/flows'
let cloud: TestCloud
let image = ''
before(async () => {
  cloud = await TestCloud.start({ agents: [{ name: 'h1' }, { name: 'h2' }] })
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())
afterEach(async () => {
  for (const agent of cloud.agents) agent.before = () => {}
  const { body } = await cloud.ask('GET', servers)
  for (const { id } of body.servers) await cloud.ask('DELETE', `${servers}/${id}`)
  for (const { id } of body.servers) await cloud.untilGone(id)
  await cloud.assertNothingLeft()
})

async function built(host: 'h1' | 'h2' = 'h1'): Promise<string> {
  const { body } = await cloud.create({ imageRef: image, host, networks: 'auto' }, { minor: 74 })
  await cloud.until(body.server.id, 'ACTIVE')
  // Its flow's end is a moment later than its state.
  await eventually(async () => assert.deepEqual((await openFlows(body.server.id)).length, 0))
  return body.server.id
}
const openFlows = async (id: string) => (await cloud.ask('GET', `${flows}?open=true&server_id=${id}`)).body.flows
const why = async (id: string) => (await cloud.ask('GET', `/kilonova/v1/servers/${id}/why`)).body.why
const agentOf = (host: string) => cloud.agents.find((one) => one.host === host) ?? assert.fail(host)

test('a flow that can not go on is shown with its reason, tried again on demand, and only goes forward where it said so', async () => {
  const id = await built()
  let broken = true
  agentOf('h1').before = (operation) => {
    if (operation === 'removeServerFiles' && broken) throw new Fault('noSpace', 'the disk is read-only')
  }
  await cloud.ask('DELETE', `${servers}/${id}`)
  const stuck = await eventually(async () => {
    const { body } = await cloud.ask('GET', `${flows}?stuck=true`)
    assert.equal(body.flows.length, 1)
    return body.flows[0]
  })
  assert.deepEqual([stuck.kind, stuck.state, stuck.step, stuck.server_id], ['delete', 'stuck', 'filesRemoved', id])
  assert.match(stuck.reason.message, /read-only/)
  const { body: shown } = await cloud.ask('GET', `${flows}/${stuck.id}`)
  assert.deepEqual(
    shown.flow.history.map((step: { name: string; state: string }) => [step.name, step.state]),
    [
      ['destroyed', 'done'],
      ['filesRemoved', 'doing'],
    ],
  )
  assert.match(
    (await why(id)).says,
    /delete: step filesRemoved \(2 of 4\) can not go on, and is tried again: .*read-only/,
  )
  const undo = await cloud.ask('POST', `${flows}/${stuck.id}/undo`)
  assert.equal(undo.status, 409)
  assert.match(JSON.stringify(undo.body), /only goes forward from here: its owner asked for its end/)
  broken = false
  assert.equal((await cloud.ask('POST', `${flows}/${stuck.id}/retry`)).status, 202)
  await cloud.untilGone(id)
  assert.equal((await cloud.ask('POST', `${flows}/${stuck.id}/retry`)).status, 409)
})

test('a build under way is taken back on demand', async () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  for (const agent of cloud.agents) {
    agent.before = async (operation, _id, signal) => {
      if (operation !== 'startServer') return
      resolve()
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    }
  }
  const { body } = await cloud.create({ imageRef: image })
  await asked
  const [flow] = await openFlows(body.server.id)
  assert.match((await why(body.server.id)).says, /build: step started \(3 of 3\) is under way/)
  assert.equal((await cloud.ask('POST', `${flows}/${flow.id}/undo`)).status, 202)
  const { fault } = await cloud.until(body.server.id, 'ERROR')
  assert.match(fault.message, /cancelled/)
})

test('flows are for administrators, and an unknown one is not found', async () => {
  const { token } = await cloud.tenant('curious')
  assert.equal((await cloud.ask('GET', flows, { token })).status, 403)
  assert.equal((await cloud.ask('GET', '/kilonova/v1/drift', { token })).status, 403)
  assert.equal((await cloud.ask('GET', `${flows}/${randomUUID()}`)).status, 404)
  assert.equal((await cloud.ask('GET', `${flows}/x'`)).status, 404)
})

test('why a server has no host: each host with the figure that failed', async () => {
  const flavor = { name: 'huge', ram: 4_000_000, vcpus: 1, disk: 1 }
  const { body: made } = await cloud.ask('POST', '/compute/v2.1/flavors', { body: { flavor } })
  await cloud.ask('PUT', `/compute/v2.1/os-quota-sets/${(await why0()).project}`, { body: { quota_set: { ram: -1 } } })
  const { body } = await cloud.create({ imageRef: image, flavorRef: made.flavor.id })
  await cloud.until(body.server.id, 'ERROR')
  const told = await why(body.server.id)
  assert.deepEqual(told.fault.hosts, [
    { host: 'h1', reason: 'needs 4000000 MiB of memory, 261632 MiB free' },
    { host: 'h2', reason: 'needs 4000000 MiB of memory, 261632 MiB free' },
  ])
  assert.equal(told.fault.kind, 'noHost')
  assert.deepEqual(
    told.flows.map((flow: { kind: string; state: string }) => [flow.kind, flow.state]),
    [['build', 'failed']],
  )
  const { token } = await cloud.tenant('stranger')
  assert.equal((await cloud.ask('GET', `/kilonova/v1/servers/${body.server.id}/why`, { token })).status, 404)
})

async function why0(): Promise<{ project: string }> {
  const row = await cloud.store.db.selectFrom('projects').select('id').where('name', '=', 'admin').executeTakeFirst()
  return { project: row?.id ?? '' }
}

const drift = async () => (await cloud.ask('GET', '/kilonova/v1/drift')).body.drift
const repair = (id: string, body: object = {}) => cloud.ask('POST', `/kilonova/v1/servers/${id}/repair`, { body })
const settled = () => new Promise((resolve) => setTimeout(resolve, 1300))

test('a guest that is missing is shown and not touched; a repair starts it from its disks', async () => {
  const id = await built()
  await settled()
  assert.deepEqual(await drift(), [])
  assert.equal((await repair(id)).status, 409)
  agentOf('h1').guests.delete(id)
  const [one] = await drift()
  assert.deepEqual([one.server_id, one.kind, one.host], [id, 'missing', 'h1'])
  assert.equal((await repair(id)).status, 202)
  await eventually(async () => assert.equal(agentOf('h1').guests.get(id), 'running'))
  await cloud.until(id, 'ACTIVE')
})

test('a guest of no server, and one on another host than its record says, are ended only when asked for by host', async () => {
  const id = await built()
  const stranger = randomUUID()
  agentOf('h2').guests.set(id, 'running')
  agentOf('h2').guests.set(stranger, 'running')
  agentOf('h2').files.add(stranger)
  await settled()
  const shown = await drift()
  assert.deepEqual(
    new Set(shown.map((one: { server_id: string; kind: string }) => `${one.server_id} ${one.kind}`)),
    new Set([`${id} elsewhere`, `${stranger} unknown`]),
  )
  const refused = await repair(id)
  assert.equal(refused.status, 409)
  assert.match(JSON.stringify(refused.body), /--end-at h2/)
  assert.equal((await repair(id, { end_at: 'h1' })).status, 409)
  assert.equal((await repair(id, { end_at: 'h2' })).status, 202)
  assert.equal((await repair(stranger, { end_at: 'h2' })).status, 202)
  assert.deepEqual([...agentOf('h2').guests.keys()], [])
  assert.equal(agentOf('h1').guests.get(id), 'running')
  assert.deepEqual(await drift(), [])
})

test('a server in ERROR whose guest is there is shown; a repair lets the record say what the guest is', async () => {
  const id = await built()
  const state = { 'os-resetState': { state: 'error' } }
  assert.equal((await cloud.ask('POST', `${servers}/${id}/action`, { body: state })).status, 202)
  await settled()
  assert.equal((await drift())[0].kind, 'error-but-there')
  assert.equal((await repair(id)).status, 202)
  await cloud.until(id, 'ACTIVE')
})
