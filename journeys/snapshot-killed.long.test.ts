import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { everyFlow } from '@kilonova/control'
import { SnapshotWorld, TestCloud } from './src/index.ts'

// The service, agent and conductor in one, is killed with SIGKILL at each step of a snapshot, and in the middle of what
// the host does in each way; libvirtd likewise. The next start must settle what was under way.

let cloud: TestCloud
let world: SnapshotWorld
let id = ''

before(async () => {
  cloud = await TestCloud.start()
  world = await SnapshotWorld.prepare(cloud)
  id = await world.countingServer('survivor')
  await world.untilAgent(id)
})
after(() => cloud?.[Symbol.asyncDispose]())

// The other ways differ in what the host does in these two.
const hostSteps = ['taken', 'uploaded']

for (const live of ['copy', 'rebase', 'off'] as const) {
  for (const step of everyFlow.snapshot.stepNames.filter((one) => live === 'copy' || hostSteps.includes(one))) {
    for (const when of ['before', 'after'] as const) {
      test(`${live}: killed ${when} ${step}: the guest is as before, the image right or gone`, async () => {
        await world.withSettings({ snapshot: { live } }, { KILONOVA_TEST_HALT: `snapshot:${step}:${when}` })
        const imageId = await world.snapshot(id, `${live} ${step} ${when}`)
        assert.equal(await cloud.service.exited, 137, 'the service did not end there')
        await world.withSettings({ snapshot: { live } })
        const end = await world.settles(id, imageId)
        assert.equal(end, 'active', 'the flow goes on after the restart, and comes to its end')
        await cloud.api.call('DELETE', `/image/v2/images/${imageId}`)
      })
    }
  }
}

// So slow that there is time to be killed: the guest has some MiB above its base.
const slow = { bandwidthMiBps: 1 }

for (const live of ['copy', 'rebase'] as const) {
  test(`${live}: killed in the middle of the copy, with frozen file systems: thawed, defined, no block job, no delta`, async () => {
    await world.withSettings({ snapshot: { live, ...slow } })
    const imageId = await world.snapshot(id, 'in the middle')
    await world.untilCopying(id)
    const domain = await world.domainOf(id)
    const persistent = await cloud.host.mustExec(['virsh', '-q', 'dominfo', domain])
    assert.match(persistent, live === 'copy' ? /Persistent: *yes/ : /Persistent: *no/)
    await cloud.host.mustExec(['virsh', 'domfsfreeze', domain])
    await cloud.service.kill()
    await world.withSettings({ snapshot: { live } })
    await world.settles(id, imageId)
    await cloud.api.call('DELETE', `/image/v2/images/${imageId}`)
  })

  test(`${live}: libvirtd killed in the middle of the copy: settled when it is back`, async () => {
    await world.withSettings({ snapshot: { live, ...slow } })
    const imageId = await world.snapshot(id, 'without libvirtd')
    await world.untilCopying(id)
    await cloud.host.killLibvirtd()
    await cloud.host.startLibvirtd()
    await world.settles(id, imageId)
    await cloud.api.call('DELETE', `/image/v2/images/${imageId}`)
  })
}

test('off: killed while the guest is off and its disk is read: it goes on from its memory', async () => {
  await world.withSettings({ snapshot: { live: 'off', ...slow } })
  const imageId = await world.snapshot(id, 'cold, killed')
  const domain = await world.domainOf(id)
  await cloud.host.mustExec([
    'sh',
    '-c',
    'until virsh domstate "$1" | grep -q "shut off"; do sleep 0.02; done',
    'sh',
    domain,
  ])
  const before = await world.lastTick(id)
  await cloud.service.kill()
  await world.withSettings({ snapshot: { live: 'off' } })
  await world.settles(id, imageId)
  const boots = (await cloud.api.console(id)).match(/GUEST-UP boots=\d+/g) ?? []
  assert.ok(boots.length <= 1, 'the guest was booted anew instead of going on')
  assert.ok((await world.lastTick(id)) > before)
})

test('off: libvirtd killed while the guest is off: it goes on from its memory when libvirtd is back', async () => {
  await world.withSettings({ snapshot: { live: 'off', ...slow } })
  const imageId = await world.snapshot(id, 'cold, without libvirtd')
  const domain = await world.domainOf(id)
  await cloud.host.mustExec([
    'sh',
    '-c',
    'until virsh domstate "$1" | grep -q "shut off"; do sleep 0.02; done',
    'sh',
    domain,
  ])
  await cloud.host.killLibvirtd()
  await cloud.host.startLibvirtd()
  await world.settles(id, imageId)
})
