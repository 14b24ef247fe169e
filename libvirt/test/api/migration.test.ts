import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Lab, startLab, testGuest, type TestGuest } from '@kilonova/lab'
import {
  connect,
  type Connect,
  type Domain,
  DomainMigrateFlags,
  DomainState,
  LibvirtError,
  ParamName,
} from '../../src/index.ts'

const { VIR_MIGRATE_LIVE: live, VIR_MIGRATE_PEER2PEER: peerToPeer, VIR_MIGRATE_UNSAFE: unsafe } = DomainMigrateFlags

let lab: Lab
let guest: TestGuest
let source: Connect
let target: Connect
before(async () => {
  guest = await testGuest()
  lab = await startLab({ hosts: 2 })
  source = await connect(lab.host('h1').libvirtUri('unix'))
  target = await connect(lab.host('h2').libvirtUri('unix'))
})
after(async () => {
  await source?.close()
  await target?.close()
  await lab?.stop()
})

/** Kernel and initramfs in memory that the guest unpacks: enough bytes that a slow copy can be caught half-way. */
async function runningGuest(name: string): Promise<Domain> {
  return source.domainCreateXml(
    `<domain type='qemu'><name>${name}</name><memory unit='MiB'>128</memory><os><type arch='x86_64' machine='pc'>hvm</type><kernel>${guest.kernel}</kernel><initrd>${guest.initrd}</initrd><cmdline>console=ttyS0 ${guest.kernelArguments}</cmdline></os><features><tcg><tb-cache unit='MiB'>32</tb-cache></tcg></features><devices><serial type='null'/></devices></domain>`,
  )
}

const isThere = (conn: Connect, name: string): Promise<boolean> =>
  conn.domainLookupByName(name).then(
    () => true,
    () => false,
  )

async function runsOnlyAt(name: string, here: Connect, notThere: Connect): Promise<void> {
  const domain = await here.domainLookupByName(name)
  assert.equal((await domain.getState()).state, DomainState.VIR_DOMAIN_RUNNING)
  assert.equal(await isThere(notThere, name), false)
  await domain.destroy()
}

test('a guest moves between two connections of ours, phase by phase', async () => {
  const domain = await runningGuest('driven')
  const moved = await domain.migrate3(target, { [ParamName.VIR_MIGRATE_PARAM_BANDWIDTH]: 4096 }, live | unsafe)
  assert.equal(moved.uuid, domain.uuid)
  await runsOnlyAt('driven', target, source)
})

test('a guest moves from daemon to daemon over tls', async () => {
  const domain = await runningGuest('peers')
  await domain.migrateToUri3('qemu+tls://h2/system', {}, live | peerToPeer | unsafe)
  await runsOnlyAt('peers', target, source)
})

for (const how of ['driven', 'peer to peer'] as const) {
  test(`aborted half-way (${how}), the guest runs on at its source`, async () => {
    const domain = await runningGuest('halfway')
    const abort = new AbortController()
    const params = { [ParamName.VIR_MIGRATE_PARAM_BANDWIDTH]: 1 }
    const moving =
      how === 'driven'
        ? domain.migrate3(target, params, live | unsafe, { signal: abort.signal })
        : domain.migrateToUri3('qemu+tcp://h2/system', params, live | peerToPeer | unsafe, { signal: abort.signal })
    const rejected = assert.rejects(moving, (error: LibvirtError) => error.is('VIR_ERR_OPERATION_ABORTED'))
    while (Number((await domain.getJobStats()).params['memory_processed'] ?? 0) === 0) assert.ok(!abort.signal.aborted)
    abort.abort(new Error('changed my mind'))
    await rejected
    await runsOnlyAt('halfway', source, target)
  })
}

test('a destination that already has the name refuses in prepare, and nothing changes at the source', async () => {
  const domain = await runningGuest('taken')
  const other = await target.domainDefineXml(
    `<domain type='qemu'><name>taken</name><memory>65536</memory><os><type>hvm</type></os></domain>`,
  )
  await assert.rejects(domain.migrate3(target, {}, live | unsafe), LibvirtError)
  await other.undefine()
  await runsOnlyAt('taken', source, target)
})

test('a destination that cannot be reached for the data fails in perform, and both sides are cleared', async () => {
  const domain = await runningGuest('unreached')
  const params = { [ParamName.VIR_MIGRATE_PARAM_URI]: 'tcp://127.0.0.1:1' }
  await assert.rejects(domain.migrate3(target, params, live | unsafe), LibvirtError)
  await runsOnlyAt('unreached', source, target)
})

test('a guest that is gone at its destination when it should start there goes on at its source', async () => {
  const domain = await runningGuest('unfinished')
  const killed = await connect(lab.host('h2').libvirtUri('unix'))
  const open = killed.openLane.bind(killed)
  killed.openLane = async (...args) => {
    const lane = await open(...args)
    const call = lane.call.bind(lane)
    lane.call = async (procedure, values, options) => {
      if (procedure.name === 'domainMigrateFinish3Params') {
        await (await target.domainLookupByName('unfinished')).destroy()
      }
      return call(procedure, values, options)
    }
    return lane
  }
  await assert.rejects(domain.migrate3(killed, {}, live | unsafe), LibvirtError)
  await killed.close()
  await runsOnlyAt('unfinished', source, target)
})

test('the source daemon killed in mid migration: the promise settles, and the guest is at one place at most', async () => {
  const host = lab.host('h1')
  const { name } = await runningGuest('orphaned')
  await using own = await connect(host.libvirtUri('unix'), { reconnect: true })
  const domain = await own.domainLookupByName(name)
  const moving = domain.migrate3(target, { [ParamName.VIR_MIGRATE_PARAM_BANDWIDTH]: 1 }, live | unsafe)
  const rejected = assert.rejects(moving, LibvirtError)
  while (Number((await domain.getJobStats()).params['memory_processed'] ?? 0) === 0);
  await host.killLibvirtd()
  await rejected
  await host.startLibvirtd()
  source = await connect(host.libvirtUri('unix'))
  assert.equal(await own.getHostname(), 'h1', 'the connection is back')
  assert.equal(await isThere(target, name), false)
  await (await own.domainLookupByName(name).catch(() => undefined))?.destroy().catch(() => undefined)
})

test('the destination daemon killed in mid migration: the promise settles and the guest runs on at its source', async () => {
  const domain = await runningGuest('killed')
  const moving = domain.migrate3(target, { [ParamName.VIR_MIGRATE_PARAM_BANDWIDTH]: 1 }, live | unsafe)
  const rejected = assert.rejects(moving, LibvirtError)
  while (Number((await domain.getJobStats()).params['memory_processed'] ?? 0) === 0);
  await lab.host('h2').crash()
  await domain.abortJob().catch(() => undefined)
  await rejected
  assert.equal((await domain.getState()).state, DomainState.VIR_DOMAIN_RUNNING)
  await domain.destroy()
})
