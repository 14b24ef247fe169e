// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Fault } from '@kilonova/core'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const servers = '/compute/v2.1/servers'

test('what a moved server left at a host that answered too late is removed soon, though that host was never away', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kilonova-leftovers-'))
  await using cloud = await TestCloud.start({
    agents: ['h1', 'h2'].map((name) => ({ name, directory })),
    settings: { resize: { confirmWindowSec: 2 } }, // what is left is looked for as often
  })
  const [source, destination] = cloud.agents
  assert.ok(source !== undefined && destination !== undefined)
  const { body } = await cloud.create({ imageRef: await cloud.image(), host: 'h1', networks: 'auto' }, { minor: 74 })
  const id: string = body.server.id
  await cloud.until(id, 'ACTIVE')
  let isLate = true
  // One that is asked to leave late answers when the test says so.
  let answers: Promise<void> = Promise.resolve()
  source.before = async (operation) => {
    if (operation !== 'leaveLive' || !isLate) return
    await answers
    throw new Fault('deadline', 'libvirt has not answered for 60 s')
  }
  const move = { 'os-migrateLive': { host: 'h2', block_migration: 'auto' } }
  assert.equal((await cloud.ask('POST', `${servers}/${id}/action`, { body: move, minor: 30 })).status, 202)
  const row = () =>
    cloud.store.db.selectFrom('server_migrations').select(['held_host', 'detail', 'status']).executeTakeFirstOrThrow()
  const openFlows = () => cloud.store.db.selectFrom('flows').select('kind').where('ended_at', 'is', null).execute()
  await eventually(async () => {
    assert.deepEqual(await openFlows(), [])
    assert.deepEqual(await row(), {
      held_host: 'h1',
      detail: { ...(await row()).detail, leftAt: 'h1' },
      status: 'completed',
    })
  })
  assert.ok(source.files.has(id))

  // Whatever works on the server may be bringing it back there: nothing is removed under its hands. What was asked for
  // before that is under way until it works, and nothing else is asked for meanwhile.
  const asked = (operation: string) => source.asked.filter((one) => one.operation === operation).length
  const answering = Promise.withResolvers<void>()
  const stopping = Promise.withResolvers<void>()
  answers = answering.promise
  destination.before = (operation) => (operation === 'stopServer' ? stopping.promise : undefined)
  try {
    const before = asked('leaveLive')
    await eventually(async () => assert.ok(asked('leaveLive') > before))
    assert.equal((await cloud.ask('POST', `${servers}/${id}/action`, { body: { 'os-stop': null } })).status, 202)
    await eventually(async () => assert.ok(destination.asked.some(({ operation }) => operation === 'stopServer')))
    const [lists, leaves] = [asked('listGuests'), asked('leaveLive')]
    answering.resolve()
    source.reboot('another')
    await eventually(async () => assert.ok(asked('listGuests') > lists)) // the last that is done for a host that is back
    assert.equal(asked('leaveLive'), leaves)
  } finally {
    answering.resolve()
    stopping.resolve()
  }
  isLate = false

  await eventually(async () => {
    assert.ok(source.isEmpty)
    assert.equal((await row()).held_host, null)
  })
  assert.ok(destination.files.has(id))
  await rm(directory, { recursive: true })
})
