// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Fault, guestEventSubject, type PowerState, type TaskState, vmStates } from '@kilonova/core'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
let cloud: TestCloud
let id = ''
before(async () => {
  cloud = await TestCloud.start()
  const { body } = await cloud.create({ imageRef: await cloud.image() })
  id = body.server.id
  await cloud.until(id, 'ACTIVE')
})
after(() => cloud[Symbol.asyncDispose]())

const act = (body: object) => cloud.ask('POST', `${servers}/${id}/action`, { body })
async function done(body: object, status: string, power: number): Promise<void> {
  assert.equal((await act(body)).status, 202, JSON.stringify(body))
  await eventually(async () => {
    const { server } = (await cloud.ask('GET', `${servers}/${id}`)).body
    assert.deepEqual(
      [server.status, server['OS-EXT-STS:power_state'], server['OS-EXT-STS:task_state']],
      [status, power, null],
    )
  })
}

test('a server is stopped, started, paused, suspended and rebooted', async () => {
  await done({ 'os-stop': null }, 'SHUTOFF', 4)
  await done({ 'os-start': null }, 'ACTIVE', 1)
  await done({ pause: null }, 'PAUSED', 3)
  await done({ unpause: null }, 'ACTIVE', 1)
  await done({ suspend: null }, 'SUSPENDED', 4)
  await done({ resume: null }, 'ACTIVE', 1)
  await done({ reboot: { type: 'SOFT' } }, 'ACTIVE', 1)
  await done({ reboot: { type: 'hard' } }, 'ACTIVE', 1)
  const { body } = await cloud.ask('GET', `${servers}/${id}/os-instance-actions`)
  const names = body.instanceActions.map((one: { action: string }) => one.action)
  assert.deepEqual(names, ['reboot', 'reboot', 'resume', 'suspend', 'unpause', 'pause', 'start', 'stop', 'create'])
})

test('an event that comes after its time changes nothing: the host is asked how the guest is now', async () => {
  const path = `${servers}/${id}/os-instance-actions`
  const before = (await cloud.ask('GET', path)).body.instanceActions.length
  const asked = cloud.agent.asked.length
  const at = new Date().toISOString()
  const late = { host: cloud.agent.host, serverId: id, event: 'stopped', detail: 'late', power: 'shutdown', at }
  cloud.bus.publish(guestEventSubject(cloud.agent.host), late)
  await eventually(async () => assert.ok(cloud.agent.asked.slice(asked).some((one) => one.operation === 'guestState')))
  const { body } = await cloud.ask('GET', `${servers}/${id}`)
  assert.deepEqual([body.server.status, body.server['OS-EXT-STS:power_state']], ['ACTIVE', 1])
  assert.equal((await cloud.ask('GET', path)).body.instanceActions.length, before)
})

test('an answer that comes after its time changes nothing either: what it was asked for is asked once more', async () => {
  const answered = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  cloud.agent.after = async (operation) => {
    if (operation !== 'guestState') return
    cloud.agent.after = () => {}
    answered.resolve()
    await goOn.promise
  }
  const states = () => cloud.agent.asked.filter(({ operation }) => operation === 'guestState').length
  const before = states()
  cloud.agent.guestDoes(id, 'stopped', 'shutdown')
  await answered.promise
  await done({ reboot: { type: 'HARD' } }, 'ACTIVE', 1)
  goOn.resolve()
  await eventually(async () => assert.ok(states() >= before + 2))
  await cloud.until(id, 'ACTIVE')
  const { body } = await cloud.ask('GET', `${servers}/${id}/os-instance-actions`)
  assert.equal(body.instanceActions[0].action, 'reboot')
})

test('an action in the wrong state is refused with the state', async () => {
  const refused = await act({ 'os-start': null })
  assert.equal(refused.status, 409)
  assert.match(refused.body.conflictingRequest.message, /Cannot 'start' instance .* while it is in vm_state active/)
  assert.equal((await act({ unpause: null })).status, 409)
  assert.equal((await act({ reboot: { type: 'WARM' } })).status, 400)
  assert.equal((await act({ nosuch: null })).status, 400)
  assert.equal((await act({ 'os-stop': null, pause: null })).status, 400)
})

// Nova's own table: the states in which each action may begin.
const table: [body: object, from: string[]][] = [
  [{ 'os-start': null }, ['stopped']],
  [{ 'os-stop': null }, ['active', 'error']],
  [{ reboot: { type: 'SOFT' } }, ['active']],
  [{ reboot: { type: 'HARD' } }, ['active', 'stopped', 'paused', 'suspended', 'error']],
  [{ pause: null }, ['active']],
  [{ unpause: null }, ['paused']],
  [{ suspend: null }, ['active']],
  [{ resume: null }, ['suspended']],
]
const guestIn: Partial<Record<(typeof vmStates)[number], PowerState>> = {
  stopped: 'shutdown',
  suspended: 'shutdown',
  paused: 'paused',
}
for (const [body, from] of table) {
  test(`${JSON.stringify(body)} is refused in every state but ${from.join(', ')}, and beside any task`, async () => {
    const set = async (vm: (typeof vmStates)[number], task: TaskState | null) => {
      // The guest is as its record says: whoever asks its host meanwhile finds nothing to correct.
      const power = guestIn[vm] ?? 'running'
      cloud.agent.guests.set(id, power)
      // A task that began just now: an old one that nobody works on is ended every ten seconds.
      const changes = { vm_state: vm, power_state: power, task_state: task, updated_at: new Date() }
      await cloud.store.db.updateTable('servers').set(changes).where('id', '=', id).execute()
    }
    for (const state of vmStates.filter((one) => !from.includes(one) && one !== 'deleted')) {
      await set(state, null)
      const refused = await act(body)
      assert.deepEqual([refused.status, Object.keys(refused.body)], [409, ['conflictingRequest']], state)
      assert.match(refused.body.conflictingRequest.message, new RegExp(`while it is in vm_state ${state}$`))
    }
    await set(from[0] as (typeof vmStates)[number], 'image_uploading')
    const busy = await act(body)
    assert.match(busy.body.conflictingRequest.message, /while it is in task_state image_uploading/)
    await set('active', null)
  })
}

test('two hard reboots at once are one', async () => {
  const reached = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const asked = () => cloud.agent.asked.filter((one) => one.operation === 'rebootServer').length
  const before = asked()
  cloud.agent.before = async (operation) => {
    if (operation !== 'rebootServer') return
    reached.resolve()
    await go.promise
  }
  assert.equal((await act({ reboot: { type: 'HARD' } })).status, 202)
  const second = act({ reboot: { type: 'HARD' } })
  await reached.promise
  const { status } = await second
  go.resolve()
  cloud.agent.before = () => {}
  assert.ok(status === 202 || status === 409)
  await eventually(async () => {
    const { server } = (await cloud.ask('GET', `${servers}/${id}`)).body
    assert.deepEqual([server.status, server['OS-EXT-STS:task_state']], ['ACTIVE', null])
  })
  assert.equal(asked(), before + 1)
})

test('of two stops at once one is done and one is refused', async () => {
  const both = await Promise.all([act({ 'os-stop': null }), act({ 'os-stop': null })])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [202, 409],
  )
  await cloud.until(id, 'SHUTOFF')
  await done({ 'os-start': null }, 'ACTIVE', 1)
})

test('a hard reboot ends a soft one that hangs', async () => {
  const hangs = Promise.withResolvers<void>()
  cloud.agent.before = async (operation, _id, signal) => {
    if (operation !== 'rebootServer') return
    cloud.agent.before = () => {}
    hangs.resolve()
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  await act({ reboot: { type: 'SOFT' } })
  await cloud.until(id, 'REBOOT')
  await hangs.promise
  await done({ reboot: { type: 'HARD' } }, 'ACTIVE', 1)
})

test('an action that fails leaves the server as its guest is, and says so in the action log', async () => {
  cloud.agent.before = (operation) => {
    if (operation === 'pauseServer') throw new Fault('hypervisorRefused', 'the guest can not be paused')
  }
  const { headers } = await act({ pause: null })
  await eventually(async () => {
    const path = `${servers}/${id}/os-instance-actions/${headers.get('x-openstack-request-id')}`
    const { body } = await cloud.ask('GET', path, { minor: 84 })
    assert.equal(body.instanceAction.message, 'Error')
  })
  cloud.agent.before = () => {}
  const server = await cloud.until(id, 'ACTIVE')
  assert.equal(server['OS-EXT-STS:task_state'], null)
})

test('a guest that goes off in the last moment of its start is SHUTOFF', async () => {
  await done({ 'os-stop': null }, 'SHUTOFF', 4)
  cloud.agent.after = (operation) => {
    if (operation === 'startServer') cloud.agent.guestDoes(id, 'stopped', 'shutdown')
  }
  assert.equal((await act({ 'os-start': null })).status, 202)
  await eventually(async () => {
    const { server } = (await cloud.ask('GET', `${servers}/${id}`)).body
    assert.deepEqual(
      [server.status, server['OS-EXT-STS:task_state'], cloud.agent.guests.get(id)],
      ['SHUTOFF', null, 'shutdown'],
    )
  })
  cloud.agent.after = () => {}
  await done({ 'os-start': null }, 'ACTIVE', 1)
})

test('a delete in the middle of a slow stop does not wait for it', async () => {
  cloud.agent.before = async (operation, _id, signal) => {
    if (operation !== 'stopServer') return
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  const asked = cloud.agent.asked.length
  await act({ 'os-stop': null })
  await eventually(async () => assert.ok(cloud.agent.asked.slice(asked).some((one) => one.operation === 'stopServer')))
  await cloud.ask('DELETE', `${servers}/${id}`)
  await cloud.untilGone(id)
  cloud.agent.before = () => {}
  await cloud.assertNothingLeft()
})
