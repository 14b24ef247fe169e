import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LiveDestination, type MovingGuest, type ServerId, zeroBytesPerSec } from '@kilonova/core'
import { parseElement } from '@kilonova/libvirt'
import { stuckDevices } from '../../../src/driver/migrate/describe-guest.ts'
import { downtimeSteps, gibToMove } from '../../../src/driver/migrate/downtime-steps.ts'
import { callFor, moveCall } from '../../../src/driver/migrate/move-call.ts'
import { linkOf, readStats } from '../../../src/driver/migrate/move-stats.ts'
import { MigrationSettings } from '../../../src/driver/migrate/settings.ts'
import { needsTargetXml, targetXml } from '../../../src/driver/migrate/target-xml.ts'

const guest: MovingGuest = {
  serverId: '92fc4f8a-ac3e-48e1-87d8-6f1c0892aaf9' as ServerId,
  power: 'running',
  libvirtVersion: 9_000_000,
  qemuVersion: 7_002_022,
  architecture: 'x86_64',
  virtType: 'kvm',
  machine: 'pc-i440fx-7.2',
  cpuXml: '',
  memoryMiB: 512,
  disks: [
    {
      name: 'disk',
      format: 'qcow2',
      sizeBytes: 2 ** 30,
      allocatedBytes: 600_000,
      readOnly: false,
      device: 'disk',
      anywhere: false,
      backing: { kind: 'none' },
    },
  ],
  cacheModes: ['none'],
  listenAddresses: ['127.0.0.1'],
  stuck: [],
  instancesDirectory: '/a/instances',
}
const destination: LiveDestination = {
  uri: 'qemu+tls://h2/system',
  libvirtVersion: 9_000_000,
  instancesDirectory: '/b/instances',
  vncListen: '10.0.0.2',
  probe: { name: '.probe-00000000-0000-4000-8000-000000000000', token: '' },
}
const settings = (changes: object = {}): MigrationSettings => MigrationSettings.parse(changes)
const flagsOf = (changes: object, more: object = {}): readonly string[] =>
  moveCall({ settings: settings(changes), guest, destination, copy: 'layer', shared: false, ...more }).flagNames

test('the flags of a move follow from what travels and from the settings', () => {
  const always = ['LIVE', 'PEER2PEER', 'UNDEFINE_SOURCE', 'PERSIST_DEST']
  assert.deepEqual(flagsOf({}), [...always, 'NON_SHARED_INC', 'TLS', 'PAUSED'])
  assert.deepEqual(flagsOf({ tls: false }, { copy: 'whole' }), [...always, 'NON_SHARED_DISK', 'PAUSED'])
  assert.deepEqual(flagsOf({}, { copy: 'none', shared: true }), [...always, 'UNSAFE', 'TLS', 'PAUSED'])
  assert.deepEqual(flagsOf({ tunnelled: true }, { copy: 'none' }), [...always, 'TUNNELLED', 'PAUSED'])
  assert.deepEqual(flagsOf({ postCopy: true, autoConverge: true, parallelConnections: 2 }, { copy: 'none' }), [
    ...always,
    'TLS',
    'AUTO_CONVERGE',
    'POSTCOPY',
    'PARALLEL',
  ])
  const paused = flagsOf({ postCopy: true }, { guest: { ...guest, power: 'paused' } })
  assert.ok(!paused.includes('POSTCOPY') && paused.includes('PAUSED'), 'a paused guest never goes by post-copy')
})

test('an emulated guest stands still while its memory is sent, unless the setting has it run on', () => {
  const emulated = { copy: 'none', guest: { ...guest, virtType: 'qemu' } }
  const still = flagsOf({ postCopy: true, autoConverge: true }, emulated)
  assert.deepEqual(still, ['PEER2PEER', 'UNDEFINE_SOURCE', 'PERSIST_DEST', 'TLS', 'PAUSED'])
  assert.ok(flagsOf({ emulatedMemory: 'live' }, emulated).includes('LIVE'))
})

test('the call is the newest that both libvirts know, unless it is forced', () => {
  const between = (here: number, there: number) =>
    callFor({
      settings: settings(),
      guest: { ...guest, libvirtVersion: here },
      destination: { ...destination, libvirtVersion: there },
    })
  assert.equal(between(9_000_000, 9_000_000), 'uri3')
  assert.equal(between(9_000_000, 1_000_006), 'uri2')
  assert.equal(between(9001, 9_000_000), 'uri')
  assert.equal(callFor({ settings: settings({ call: 'uri2' }), guest, destination }), 'uri2')
})

const changes = { fromDirectory: '/a/instances', toDirectory: '/b/instances', vncListen: '10.0.0.2' }

test('the XML for the destination: listen addresses, paths and the owner change, and nothing else', () => {
  const xml = `<domain type='kvm'><name>i</name><metadata><kilonova:guest xmlns:kilonova="urn:kilonova:guest:1" instances="/a/instances"/></metadata><os><kernel>/a/instances/x/kernel</kernel></os><devices><disk><source file='/a/instances/x/disk'/></disk><disk><source file='/a/instances2/y'/></disk><serial type='tcp'><source mode='bind' host='127.0.0.1' service='1'/><log file='/a/instances/x/console.log'/></serial><serial type='tcp'><source mode='connect' host='1.2.3.4'/></serial><graphics type='vnc' listen='127.0.0.1'><listen type='address' address='127.0.0.1'/></graphics></devices></domain>`
  const changed = targetXml(xml, changes)
  const expected = xml
    .replaceAll('/a/instances/', '/b/instances/')
    .replace('instances="/a/instances"', 'instances="/b/instances"')
    .replace("mode='bind' host='127.0.0.1'", "mode='bind' host='10.0.0.2'")
    .replace("listen='127.0.0.1'", "listen='10.0.0.2'")
    .replace("address='127.0.0.1'", "address='10.0.0.2'")
  assert.deepEqual(plain(changed), plain(expected))
  assert.ok(needsTargetXml(xml, changes))
  assert.ok(!needsTargetXml(changed, { ...changes, fromDirectory: '/b/instances' }))
})

const plain = (xml: string): string =>
  JSON.stringify(parseElement(xml), (_, value: unknown) => (value instanceof Map ? [...value] : value))

test('devices of this host are told one by one', () => {
  const stuck = stuckDevices(
    parseElement(
      `<domain><launchSecurity/><devices><hostdev type='pci'/><filesystem/><interface type='direct'/><interface type='network'/><disk device='lun'><target dev='sda'/></disk><tpm><backend type='emulator'/></tpm></devices></domain>`,
    ),
  )
  assert.equal(stuck.length, 5)
  assert.match(stuck.join('\n'), /\(pci\)[^]*directory[^]*type direct[^]*disk sda[^]*encrypted/)
})

test('the pause grows in steps to its limit: max/n + i × (max − max/n)/n, each after 75 s per GiB', () => {
  const gib = gibToMove(guest, true)
  assert.equal(gib, 4, 'memory and disk count for 2 GiB at least')
  const steps = downtimeSteps(settings(), gib)
  assert.deepEqual(steps.slice(0, 3), [
    { afterMs: 0, downtimeMs: 50 },
    { afterMs: 300_000, downtimeMs: 95 },
    { afterMs: 600_000, downtimeMs: 140 },
  ])
  assert.equal(steps.at(-1)?.downtimeMs, 500)
})

test('a job that is over tells the rate of what was sent as it is, whatever zeros were between', () => {
  const sent = 100 * 2 ** 20
  const told = (zeroGiB: number) =>
    linkOf(
      readStats({
        // What the zeros took is a part of the time that libvirt divides by.
        memory_bps: sent / (0.5 + (zeroGiB * 2 ** 30) / zeroBytesPerSec),
        memory_processed: sent,
        memory_constant: (zeroGiB * 2 ** 30) / 4096,
        disk_processed: 20 * 2 ** 20,
        time_elapsed: 1200 + 1000 * ((zeroGiB * 2 ** 30) / zeroBytesPerSec),
      }),
    )
  for (const zeroGiB of [0, 0.5, 2]) {
    const link = told(zeroGiB)
    assert.equal(Math.round((link?.bytesPerSec ?? 0) / 2 ** 20), 200)
    assert.equal(Math.round(link?.overheadMs ?? 0), 600)
  }
  assert.equal(linkOf(readStats({ memory_processed: 2 ** 20, memory_bps: 1e8 })), undefined, 'too little')
})
