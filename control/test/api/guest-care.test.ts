// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Fault, type VmState } from '@kilonova/core'
import { TestCloud } from '../support/test-cloud.ts'

let cloud: TestCloud
let path = ''
let id = ''
before(async () => {
  cloud = await TestCloud.start()
  const { body } = await cloud.create({ imageRef: await cloud.image() })
  id = body.server.id
  path = `/compute/v2.1/servers/${id}`
  await cloud.until(id, 'ACTIVE')
})
after(() => cloud[Symbol.asyncDispose]())

const act = (body: object, minor = 17) => cloud.ask('POST', `${path}/action`, { body, minor })
/** Record and guest: whoever asks its host meanwhile finds nothing to correct. */
const set = async (state: VmState): Promise<void> => {
  const power = state === 'paused' ? 'paused' : state === 'stopped' || state === 'suspended' ? 'shutdown' : 'running'
  cloud.agent.guests.set(id, power)
  const changes = { vm_state: state, power_state: power } as const
  await cloud.store.db.updateTable('servers').set(changes).where('id', '=', id).execute()
}
const lastAction = async (): Promise<{ action: string; message: string | null }> =>
  (await cloud.ask('GET', `${path}/os-instance-actions`)).body.instanceActions[0]

test('diagnostics have the shape of their version, and are for administrators', async () => {
  const old = await cloud.ask('GET', `${path}/diagnostics`, { minor: 47 })
  assert.deepEqual(old.body, { memory: 65_536 })
  const now = await cloud.ask('GET', `${path}/diagnostics`, { minor: 48 })
  assert.deepEqual([now.body.driver, now.body.memory_details], ['libvirt', { maximum: 64, used: 64 }])
  const tenant = await cloud.tenant('curious')
  assert.equal((await cloud.ask('GET', `${path}/diagnostics`, { token: tenant.token })).status, 403)
})

test('topology came with 2.78; a password that no guest told is empty', async () => {
  assert.equal((await cloud.ask('GET', `${path}/topology`, { minor: 77 })).status, 404)
  assert.deepEqual((await cloud.ask('GET', `${path}/topology`, { minor: 78 })).body, { nodes: [], pagesize_kb: null })
  assert.deepEqual((await cloud.ask('GET', `${path}/os-server-password`)).body, { password: '' })
  assert.equal((await cloud.ask('DELETE', `${path}/os-server-password`)).status, 204)
})

test('a password is changed in a running guest only, and a guest that can not is a conflict in the action log', async () => {
  assert.equal((await act({ changePassword: { adminPass: 'x' } })).status, 202)
  assert.deepEqual((await lastAction()).message, null)
  assert.equal((await act({ changePassword: {} })).status, 400)
  assert.equal((await act({ changePassword: { adminPass: 'x', user: 'y' } })).status, 400)
  cloud.agent.before = (operation) => {
    if (operation === 'setGuestPassword') throw new Fault('hypervisorRefused', 'the agent said no')
  }
  const refused = await act({ changePassword: { adminPass: 'Secret-1' } })
  cloud.agent.before = () => {}
  assert.equal(refused.status, 409)
  assert.match(refused.body.conflictingRequest.message, /Failed to set admin password on/)
  assert.doesNotMatch(JSON.stringify(refused.body), /Secret-1/)
  const { action, message } = await lastAction()
  assert.deepEqual([action, message], ['changePassword', 'Error'])
  await set('stopped')
  assert.equal((await act({ changePassword: { adminPass: 'x' } })).status, 409)
  await set('active')
})

test('a crash dump is for 2.17 and later, and not for a server that is off', async () => {
  assert.equal((await act({ trigger_crash_dump: null }, 16)).status, 404)
  assert.equal((await act({ trigger_crash_dump: null })).status, 202)
  await set('stopped')
  assert.equal((await act({ trigger_crash_dump: null })).status, 409)
  await set('active')
})

test('metadata and tags are changed in the states that Nova names', async () => {
  for (const state of ['active', 'paused', 'suspended', 'stopped'] as const) {
    await set(state)
    const answer = await cloud.ask('POST', `${path}/metadata`, { body: { metadata: { state } } })
    assert.equal(answer.status, 200, state)
    assert.equal((await cloud.ask('PUT', `${path}/tags`, { body: { tags: [state] }, minor: 26 })).status, 200, state)
  }
  for (const state of ['building', 'error', 'rescued', 'shelved_offloaded'] as const) {
    await set(state)
    for (const [method, sub, body] of [
      ['POST', 'metadata', { metadata: { a: 'b' } }],
      ['PUT', 'metadata', { metadata: {} }],
      ['PUT', 'metadata/a', { meta: { a: 'b' } }],
      ['DELETE', 'metadata/state', undefined],
      ['PUT', 'tags', { tags: [] }],
      ['PUT', 'tags/a', undefined],
      ['DELETE', 'tags', undefined],
      ['DELETE', 'tags/stopped', undefined],
    ] as const) {
      const answer = await cloud.ask(method, `${path}/${sub}`, { ...(body === undefined ? {} : { body }), minor: 26 })
      assert.equal(answer.status, 409, `${method} ${sub} while ${state}: ${JSON.stringify(answer.body)}`)
    }
  }
  await set('active')
})
