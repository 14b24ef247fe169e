// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Fault, heartbeatSubject } from '@kilonova/core'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
let cloud: TestCloud
let image = ''
before(async () => {
  cloud = await TestCloud.start()
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())

const openFlows = () => cloud.store.db.selectFrom('flows').select('id').where('ended_at', 'is', null).execute()

/** As if the record of its flow had been lost: a task, and nobody who works on it. */
async function orphan(changes: object): Promise<string> {
  const { body } = await cloud.create({ imageRef: image })
  const id = String(body.server.id)
  await cloud.until(id, 'ACTIVE')
  await eventually(async () => assert.deepEqual(await openFlows(), []))
  const long = { updated_at: new Date(Date.now() - 60_000) }
  await cloud.store.db
    .updateTable('servers')
    .set({ ...changes, ...long })
    .where('id', '=', id)
    .execute()
  return id
}

test('no server stays in a task that nobody works on: a build ends in ERROR, a deletion goes on, the rest is free again', async () => {
  const building = await orphan({ vm_state: 'building', task_state: 'spawning' })
  const rebooting = await orphan({ task_state: 'rebooting' })
  const deleting = await orphan({ task_state: 'deleting' })
  await cloud.control.stop()
  await cloud.startControl() // it looks at its start, and every ten seconds
  await cloud.logIn()
  const { fault } = await cloud.until(building, 'ERROR')
  assert.match(fault.message, /the work on the server \(spawning\) was lost/)
  await cloud.until(rebooting, 'ACTIVE')
  await cloud.untilGone(deleting)
  for (const id of [building, rebooting]) {
    await cloud.ask('DELETE', `${servers}/${id}`)
    await cloud.untilGone(id)
  }
  await cloud.assertNothingLeft()
})

test('guests that ran when their host went down are started after its reboot, by setting, and no others', async () => {
  await cloud[Symbol.asyncDispose]()
  cloud = await TestCloud.start({ settings: { resumeGuestsOnHostBoot: true } })
  image = await cloud.image()
  const [ran, stopped] = [await orphan({}), await orphan({})]
  await cloud.ask('POST', `${servers}/${stopped}/action`, { body: { 'os-stop': null } })
  await cloud.until(stopped, 'SHUTOFF')
  const { agent } = cloud
  agent.reboot('first boot')
  // The first boot that is heard of says nothing about the one before.
  await eventually(async () => {
    const row = await cloud.store.db.selectFrom('hosts').select('boot_id').executeTakeFirstOrThrow()
    assert.equal(row.boot_id, 'first boot')
  })
  // What is asked of the new agent before its first heartbeat does not undo the knowledge of what ran.
  agent.isSilent = true
  agent.reboot('second boot')
  for (const id of agent.guests.keys()) agent.guests.set(id, 'shutdown')
  const askedBefore = agent.asked.length
  agent.guestDoes(ran, 'stopped', 'shutdown')
  await eventually(async () => {
    assert.ok(agent.asked.slice(askedBefore).some(({ operation }) => operation === 'guestState'))
  })
  await cloud.control.stop() // when what was asked for has been dealt with
  agent.isSilent = false
  await cloud.startControl()
  await cloud.logIn()
  await eventually(async () => assert.equal(agent.guests.get(ran), 'running'))
  await cloud.until(ran, 'ACTIVE')
  assert.equal(agent.guests.get(stopped), 'shutdown')
  await cloud.until(stopped, 'SHUTOFF')
})

test('a heartbeat from before a reboot that is heard after it, as by a controller that was held up, is no other reboot', async () => {
  const { agent, store } = cloud
  const id = await orphan({})
  const { facts } = await store.db.selectFrom('hosts').select('facts').executeTakeFirstOrThrow()
  // The last that is done for a host that is back.
  const isSettled = (since: number) =>
    eventually(async () => assert.ok(agent.asked.slice(since).some(({ operation }) => operation === 'listGuests')))
  const rebooted = agent.asked.length
  agent.reboot('boot after a late beat')
  const boot = async () => (await store.db.selectFrom('hosts').select('boot_id').executeTakeFirstOrThrow()).boot_id
  await eventually(async () => assert.equal(await boot(), 'boot after a late beat'))
  await isSettled(rebooted)
  const starts = () => store.db.selectFrom('flows').select('id').where('kind', '=', 'start').execute()
  await eventually(async () => assert.deepEqual(await openFlows(), []))
  const before = await starts()
  agent.isSilent = true // of two beats that come together only the last counts
  const late = agent.asked.length
  cloud.bus.publish(heartbeatSubject(agent.host), facts)
  await isSettled(late)
  agent.isSilent = false
  assert.equal(await boot(), 'boot after a late beat')
  assert.deepEqual(await starts(), before)
  await cloud.until(id, 'ACTIVE')
})

test('a reboot in the middle of a snapshot, and of a resize that waits for its owner: what ran is started all the same', async () => {
  const { agent } = cloud
  const [resized, taken] = [await orphan({ vm_state: 'resized' }), await orphan({})]
  const rebooted = Promise.withResolvers<void>()
  agent.before = async (operation) => {
    if (operation !== 'takeSnapshot') return
    await rebooted.promise
    throw new Fault('hostAway', 'the host went away')
  }
  const body = { createImage: { name: 'image' } }
  assert.equal((await cloud.ask('POST', `${servers}/${taken}/action`, { body })).status, 202)
  await eventually(async () => assert.ok(agent.asked.some(({ operation }) => operation === 'takeSnapshot')))
  for (const id of [resized, taken]) agent.guests.set(id, 'shutdown')
  agent.reboot('boot in a snapshot')
  await eventually(async () => {
    const row = await cloud.store.db.selectFrom('hosts').select('boot_id').executeTakeFirstOrThrow()
    assert.equal(row.boot_id, 'boot in a snapshot')
  })
  agent.before = () => {}
  rebooted.resolve()
  await eventually(async () => {
    assert.equal(agent.guests.get(resized), 'running')
    assert.equal(agent.guests.get(taken), 'running')
  })
  await cloud.until(resized, 'VERIFY_RESIZE')
  await cloud.until(taken, 'ACTIVE')
})

test('a host is back: what failed for want of it is tried at once, not when its wait is over', async () => {
  const { agent, store } = cloud
  const id = await orphan({})
  agent.before = (operation) => {
    if (operation === 'destroyServer') throw new Fault('hypervisorAway', 'libvirt does not answer')
  }
  await cloud.ask('DELETE', `${servers}/${id}`)
  const flow = () => store.db.selectFrom('flows').selectAll().where('server_id', '=', id).where('kind', '=', 'delete')
  // Each try that fails doubles the wait before the next, up to half a minute.
  let retried = 0
  const waiting = await eventually(async () => {
    const row = await flow().executeTakeFirstOrThrow()
    const isFarOff = (row.retry_at?.getTime() ?? 0) > Date.now() + 15_000
    if (!isFarOff && row.attempt > retried) {
      retried = row.attempt
      await cloud.ask('POST', `/kilonova/v1/flows/${row.id}/retry`)
    }
    assert.ok(isFarOff)
    return row
  })
  agent.before = () => {}
  agent.reboot('third boot')
  await cloud.untilGone(id)
  const ended = await eventually(async () => {
    const row = await flow().executeTakeFirstOrThrow()
    assert.ok(row.ended_at !== null)
    return row.ended_at
  })
  assert.ok(
    waiting.retry_at !== null && ended < waiting.retry_at,
    `ended ${ended.toISOString()}, due ${waiting.retry_at?.toISOString()}`,
  )
})
