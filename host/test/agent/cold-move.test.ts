import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { HostName, type ServerSpec } from '@kilonova/core'
import { type Lab, type LabHost, startLab, testGuest } from '@kilonova/lab'
import { AgentProcess } from '../support/agent-process.ts'
import { nothingLeft } from '../support/nothing-left.ts'
import { type GuestImages, guestImages, serverSpec } from '../support/server-specs.ts'

// The source's half of a cold move, on a real guest: there is no destination, and nothing asks for the disks.

let lab: Lab
let host: LabHost
let images: GuestImages
let agent: AgentProcess

before(async () => {
  const guest = await testGuest()
  lab = await startLab()
  host = lab.host('h1')
  images = guestImages(lab, guest)
  agent = await AgentProcess.start(lab, host, { libvirt: { shutdownTimeoutSec: 0 } })
})
after(async () => {
  await agent?.[Symbol.asyncDispose]()
  await lab?.stop()
})

const destination = HostName.parse('h2')
const pidFile = (spec: ServerSpec) => `/run/libvirt/qemu/${spec.domainName}.pid`
const lastSignal = (spec: ServerSpec) =>
  host.mustExec(['sh', '-c', `grep 'terminating on signal' /var/log/libvirt/qemu/${spec.domainName}.log | tail -1`])
const places = async (spec: ServerSpec): Promise<string[]> => {
  const directory = '/var/lib/kilonova/instances'
  const names = await host.mustExec(['sh', '-c', `cd ${directory} && ls -d ${spec.id}*`])
  return names
    .trim()
    .split('\n')
    .map((name) => name.slice(36))
}

/** A running server whose disks are offered to another host. */
async function offered() {
  const spec = serverSpec(images)
  await agent.ask('prepareServer', { spec })
  await agent.ask('startServer', { spec })
  const about = { spec, flavor: spec.flavor, migrationId: randomUUID() }
  const probe = { name: `${spec.id}_incoming/probe`, text: 'x' }
  await agent.ask('offerDisks', { ...about, destination, ticketSha256: '0'.repeat(64), probe })
  const to = { host: destination, address: '127.0.0.1', incomingDirectory: '/nowhere' }
  const migrate = { ...about, sameHost: false, shared: false, asideLater: true, destination: to }
  const restore = { spec, migrationId: about.migrationId, sameHost: false, running: true }
  return { spec, about, migrate, restore }
}

async function remove(spec: ServerSpec): Promise<void> {
  await agent.ask('destroyServer', { serverId: spec.id })
  await agent.ask('removeServerFiles', { serverId: spec.id })
}

test('cold move: the disks may be read as soon as QEMU has ended, and are put aside once libvirt knows', async () => {
  const { spec, about, migrate, restore } = await offered()
  const process = Number(await host.readFile(pidFile(spec)))
  const told = await agent.ask('migrateDisks', migrate)
  assert.equal(told.mode, 'overlay')
  assert.equal((await host.mustExec(['sh', '-c', `cat /proc/${process}/cmdline || true`])).trim(), '', 'QEMU lives on')
  assert.match(await lastSignal(spec), /signal 15 from pid \d+ \(.*node/)
  const { versions } = await agent.ask('putDisksAside', about)
  assert.deepEqual(await places(spec), ['_resize'])
  assert.deepEqual(
    told.files.map(({ name }) => versions[name]),
    told.files.map(({ version }) => version),
  )
  assert.equal((await host.mustExec(['virsh', 'domid', spec.domainName])).trim(), '-')
  assert.deepEqual(await agent.ask('putDisksAside', about), { versions })
  assert.deepEqual((await agent.ask('migrateDisks', migrate)).files, told.files)
  assert.equal((await agent.ask('restoreServer', restore)).power, 'running')
  assert.deepEqual(await places(spec), [''])
  await remove(spec)
  await nothingLeft(host)
})

test('cold move: a controller that does not say that it will have them put aside has them put aside at once', async () => {
  const { spec, migrate, restore } = await offered()
  const { asideLater: _, ...older } = migrate
  await agent.ask('migrateDisks', older)
  assert.deepEqual(await places(spec), ['_resize'])
  assert.equal((await agent.ask('restoreServer', restore)).power, 'running')
  await remove(spec)
  await nothingLeft(host)
})

test('cold move: taken back before libvirt knows that QEMU has ended, the guest runs again', async () => {
  const { spec, migrate, restore } = await offered()
  await agent.ask('migrateDisks', migrate)
  assert.equal((await agent.ask('restoreServer', restore)).power, 'running')
  const process = Number(await host.readFile(pidFile(spec)))
  assert.match(await host.mustExec(['cat', `/proc/${process}/cmdline`]), new RegExp(spec.id))
  assert.equal((await host.mustExec(['virsh', 'domstate', spec.domainName])).trim(), 'running')
  await remove(spec)
  await nothingLeft(host)
})

test('cold move: a disk that was written to while it travels is told by its version', async () => {
  const { spec, about, migrate, restore } = await offered()
  const told = await agent.ask('migrateDisks', migrate)
  await host.mustExec(['touch', `/var/lib/kilonova/instances/${spec.id}/disk`])
  const { versions } = await agent.ask('putDisksAside', about)
  const changed = told.files.filter(({ name, version }) => versions[name] !== version)
  assert.deepEqual(
    changed.map(({ path }) => path),
    ['disk'],
  )
  await agent.ask('restoreServer', restore)
  await remove(spec)
  await nothingLeft(host)
})

test('cold move: a pid file that names another guest’s QEMU ends no other guest', async () => {
  const [one, other] = [await offered(), await offered()]
  const process = await host.readFile(pidFile(other.spec))
  // As a crash of libvirtd leaves it that outlived its guest: the number is somebody else's by then.
  await host.mustExec(['cp', pidFile(other.spec), pidFile(one.spec)])
  await agent.ask('migrateDisks', one.migrate)
  assert.deepEqual(await places(one.spec), ['_resize'], 'that it has ended was not seen, and libvirt not waited for')
  assert.match(await lastSignal(one.spec), /libvirtd/)
  assert.equal((await agent.ask('guestState', { serverId: other.spec.id })).power, 'running')
  assert.match(await host.mustExec(['cat', `/proc/${Number(process)}/cmdline`]), new RegExp(other.spec.id))
  await agent.ask('restoreServer', one.restore)
  await remove(one.spec)
  await remove(other.spec)
  await nothingLeft(host)
})

const directory = '/var/lib/kilonova/instances'
const list = async (path: string): Promise<string[]> => (await host.mustExec(['ls', '-A', path])).trim().split('\n')

/** What the destination is asked with, of a server whose disks it sees already: its storage is its source's. */
async function ready(spec: ServerSpec, migrationId: string): Promise<void> {
  await agent.ask('prepareMigration', { spec, migrationId })
  const offer = { shared: true, swapStays: false, flatten: false, disks: [] }
  const source = { host: HostName.parse('h3'), address: '127.0.0.1', port: 1 }
  await agent.ask('readyForDisks', { spec, migrationId, source, offer })
}

test('cold move: given up on shared storage before its source put the disks aside, the network made for it goes', async () => {
  const spec = serverSpec(images)
  await agent.ask('prepareServer', { spec })
  await agent.ask('destroyServer', { serverId: spec.id })
  const of = { serverId: spec.id, migrationId: randomUUID(), sameHost: false }
  await ready(spec, of.migrationId)
  assert.notEqual(await host.mustExec(['virsh', '-q', 'net-list', '--name']), '\n')
  await agent.ask('abandonMigration', of)
  assert.deepEqual(await places(spec), [''])
  await agent.ask('prepareServer', { spec })
  await agent.ask('startServer', { spec })
  await agent.ask('abandonMigration', of)
  assert.equal((await host.mustExec(['virsh', 'domstate', spec.domainName])).trim(), 'running')
  await agent.ask('destroyServer', { serverId: spec.id })
  await ready(spec, of.migrationId)
  await agent.ask('abandonMigration', of)
  await host.mustExec(['rm', '-r', `${directory}/${spec.id}`])
  await nothingLeft(host)
})

test('cold move: what a killed agent left half-made goes, at the destination and with the way back', async () => {
  const { spec, about, migrate, restore } = await offered()
  await agent.ask('migrateDisks', { ...migrate, asideLater: false })
  const aside = `${directory}/${spec.id}_resize`
  await host.mustExec(['touch', `${aside}/.disk_rbase.0123456789ab.part`, `${aside}/disk.config_rbase`])
  assert.equal((await agent.ask('restoreServer', restore)).power, 'running')
  const here = { ...about, sameHost: true }
  await agent.ask('prepareMigration', { spec, migrationId: here.migrationId })
  const told = await agent.ask('migrateDisks', { ...migrate, ...here, asideLater: false })
  await host.mustExec(['touch', `${directory}/${spec.id}_incoming/.disk.0123456789ab.part`])
  const { mode, files, disks } = told
  await agent.ask('receiveDisks', { spec, migrationId: here.migrationId, mode, files, disks })
  const leftovers = (names: string[]): string[] => names.filter((name) => /part$|_rbase$/.test(name))
  assert.deepEqual(leftovers(await list(`${directory}/${spec.id}`)), [])
  await agent.ask('abandonMigration', { serverId: spec.id, migrationId: here.migrationId, sameHost: true })
  await agent.ask('restoreServer', { ...restore, sameHost: true })
  assert.deepEqual(leftovers(await list(`${directory}/${spec.id}`)), [])
  await remove(spec)
  await nothingLeft(host)
})

test('cold move: a confirmation that comes late, when the server is back, takes nothing of it', async () => {
  const { spec } = await offered()
  const serverId = spec.id
  await agent.ask('confirmMigration', { serverId, migrationId: randomUUID(), sameHost: false })
  assert.equal((await agent.ask('guestState', { serverId })).power, 'running')
  await remove(spec)
  await nothingLeft(host)
})

test('cold move: a source that names a disk outside the server’s directory is not understood', async () => {
  const { spec, about, migrate, restore } = await offered()
  const { mode, files, disks } = await agent.ask('migrateDisks', { ...migrate, asideLater: false })
  const lie = disks.map((disk) => ({ ...disk, name: '../../../victim' }))
  const offer = { shared: false, swapStays: false, flatten: false, disks: lie }
  const notUnderstood = { kind: 'invalid', message: /not of the agreed shape/ }
  const { flavor: _, ...move } = about
  await assert.rejects(agent.ask('receiveDisks', { ...move, mode, files, disks: lie }), notUnderstood)
  await assert.rejects(agent.ask('readyForDisks', { ...move, offer }), notUnderstood)
  await agent.ask('restoreServer', restore)
  await remove(spec)
})
