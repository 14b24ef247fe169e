import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import * as xml from '../../src/xml/index.ts'
import { cloudGuest, plainGuest } from './guests.ts'

// What libvirtd 9.0.0 printed, collected by data/collect.sh from qemu:///system in a lab host and from test:///default.
const data = join(import.meta.dirname, 'data')
const files = ['qemu', 'test'].flatMap((folder) => readdirSync(join(data, folder)).map((name) => join(folder, name)))
const scratch = mkdtempSync(join(tmpdir(), 'libvirt-xml-'))
after(() => rmSync(scratch, { recursive: true }))

const typeOf: Record<string, xml.ElementType<object, object>> = Object.fromEntries(
  [
    xml.capabilitiesXml,
    xml.domainCapabilitiesXml,
    xml.domainXml,
    xml.domainSnapshotXml,
    xml.domainCheckpointXml,
    xml.domainBackupXml,
    xml.networkXml,
    xml.networkPortXml,
    xml.storagePoolXml,
    xml.storageVolumeXml,
    xml.nodeDeviceXml,
    xml.secretXml,
    xml.nwfilterXml,
    xml.nwfilterBindingXml,
    xml.hostInterfaceXml,
  ].map((type) => [type.element, type as xml.ElementType<object, object>]),
)
// The test driver prints its storage volumes and some more with the same root elements; `interface` is the host's here.
const typed = (name: string): xml.ElementType<object, object> => {
  const { name: root } = xml.parseElement(readFileSync(join(data, name)))
  const type = typeOf[root]
  assert.ok(type, `there is a type for <${root}>`)
  return type
}

const haveXmllint = hasProgram('xmllint')
function hasProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, name)))
}

/** Canonical XML 1.1 with comments, of many documents at once. */
function canonical(text: string): string {
  const path = join(scratch, 'document.xml')
  writeFileSync(path, text)
  return execFileSync('xmllint', ['--c14n11', path], { encoding: 'utf8', maxBuffer: 1 << 26 })
}

test('the collected XML has every kind of document', () => {
  for (const kind of [
    'domain-live',
    'snapshot',
    'checkpoint',
    'backup',
    'network-',
    'networkport',
    'pool',
    'volume',
    'nodedev',
    'secret',
    'nwfilter-',
    'nwfilterbinding',
    'interface',
    'capabilities',
    'domcapabilities',
  ]) {
    assert.ok(
      files.some((name) => name.includes(`/${kind}`)),
      kind,
    )
  }
})

for (const name of files) {
  const source = readFileSync(join(data, name), 'utf8')

  test(`real xml: ${name} is written as it was read`, { skip: haveXmllint ? false : 'needs xmllint' }, () => {
    const wanted = canonical(source)
    assert.equal(canonical(xml.printXml(xml.parseXml(source))), wanted, 'as a tree')
    const type = typed(name)
    assert.equal(canonical(type.write(type.read(source))), wanted, 'as a typed value')
  })
}

// Documents of which every part has a type: written from plain data they are libvirt's own, order included.
const complete = files.filter((name) =>
  /\/(domain-|snapshot|checkpoint|networkport|secret|nwfilterbinding|domcapabilities)/.test(name),
)
for (const name of complete) {
  test(`real xml: ${name}, made plain and written afresh, is what libvirt prints`, () => {
    const source = readFileSync(join(data, name), 'utf8')
    const type = typed(name)
    const fresh = type.write(xml.plain(type.read(source)))
    assert.equal(withoutLayout(fresh), withoutLayout(source))
  })
}

/** The document in one form of quotes and escapes, without white space between elements. */
function withoutLayout(text: string): string {
  const strip = (element: xml.XmlElement): xml.XmlElement => {
    const children = element.children
      .filter((node) => typeof node !== 'string' || node.trim() !== '' || element.children.length === 1)
      .map((node) => (xml.isElement(node) ? strip(node) : node))
    const isBlank = children.every((node) => typeof node === 'string' && node.trim() === '')
    return { ...element, children: isBlank ? [] : children, asRead: false }
  }
  return xml.printXml(strip(xml.parseElement(text)))
}

const schemas = '/usr/share/libvirt/schemas'
const skipSchemas = haveXmllint && existsSync(schemas) ? false : 'needs xmllint and libvirt’s schemas'
function assertValid(schema: string, text: string): void {
  const path = join(scratch, `${schema}.xml`)
  writeFileSync(path, text)
  execFileSync('xmllint', ['--noout', '--relaxng', join(schemas, `${schema}.rng`), path], { stdio: 'pipe' })
}

const examples: [string, string, string][] = [
  ['domain', 'a guest with every device', xml.domainXml.write(cloudGuest)],
  ['domain', 'a plain guest', xml.domainXml.write(plainGuest)],
  [
    'network',
    'a NAT network',
    xml.networkXml.write({
      name: 'nat',
      forward: { mode: 'nat', natPortStart: 1024, natPortEnd: 65535 },
      bridge: 'virbr9',
      stp: true,
      bridgeDelaySec: 0,
      mtu: 1450,
      domain: 'cloud.example',
      domainLocalOnly: true,
      dns: { forwarders: [{ address: '192.0.2.53' }], hosts: [{ ip: '192.0.2.7', hostnames: ['a', 'b'] }] },
      ips: [
        {
          address: '192.0.2.1',
          prefix: 24,
          dhcpRanges: [{ start: '192.0.2.10', end: '192.0.2.99', lease: { expiry: 3600, unit: 'seconds' } }],
          dhcpHosts: [{ mac: 'fa:16:3e:00:00:01', name: 'web', ip: '192.0.2.10' }],
        },
      ],
      routes: [{ address: '198.51.100.0', prefix: 24, gateway: '192.0.2.2' }],
    }),
  ],
  [
    'storagepool',
    'an rbd pool',
    xml.storagePoolXml.write({
      type: 'rbd',
      name: 'vms',
      source: {
        hosts: [{ name: '192.0.2.1', port: 6789 }],
        name: 'vms',
        auth: { type: 'ceph', username: 'nova', secret: { usage: 'nova' } },
      },
    }),
  ],
  [
    'storagevol',
    'a qcow2 volume',
    xml.storageVolumeXml.write({
      name: 'v.qcow2',
      capacityBytes: 1 << 30,
      allocationBytes: 0,
      target: {
        format: 'qcow2',
        compat: '1.1',
        lazyRefcounts: true,
        permissions: { mode: '0600', owner: 64055, group: -1 },
      },
      backingStore: { path: '/base', format: 'qcow2' },
    }),
  ],
  [
    'domainsnapshot',
    'a snapshot',
    xml.domainSnapshotXml.write({
      name: 's',
      description: 'd',
      memory: 'no',
      disks: [{ name: 'vda', snapshot: 'external', type: 'file', format: 'qcow2', source: { file: '/x' } }],
    }),
  ],
  [
    'domaincheckpoint',
    'a checkpoint',
    xml.domainCheckpointXml.write({ name: 'c', disks: [{ name: 'vda', checkpoint: 'bitmap' }] }),
  ],
  [
    'domainbackup',
    'a backup',
    xml.domainBackupXml.write({
      mode: 'pull',
      incrementalFrom: 'c',
      serverTransport: 'unix',
      serverSocket: '/run/b.sock',
      disks: [
        { name: 'vda', backup: 'yes', type: 'file', scratch: { file: '/scratch' } },
        { name: 'vdb', backup: 'no' },
      ],
    }),
  ],
  [
    'secret',
    'a secret',
    xml.secretXml.write({ ephemeral: false, private: true, usageType: 'ceph', usageName: 'client.nova' }),
  ],
  [
    'nwfilter',
    'a filter',
    xml.nwfilterXml.write({
      name: 'web',
      chain: 'root',
      includes: [{ filter: 'clean-traffic' }],
      rules: [
        {
          action: 'accept',
          direction: 'in',
          priority: 500,
          matches: [xml.el('tcp', { dstportstart: 22, srcipaddr: '192.0.2.0', srcipmask: 24 })],
        },
        { action: 'drop', direction: 'inout', priority: 1000, matches: [xml.el('all')] },
      ],
    }),
  ],
  [
    'nodedev',
    'a mediated device',
    xml.nodeDeviceXml.write({ name: 'm', parent: 'p', capabilities: [{ type: 'mdev', mdevType: 'i915-GVTg_V5_8' }] }),
  ],
]
for (const [schema, what, text] of examples) {
  test(`schema: ${what} is valid by libvirt’s ${schema}.rng`, { skip: skipSchemas }, () => assertValid(schema, text))
}

test('schema: a wrong document is refused, so the schema test can fail', { skip: skipSchemas }, () => {
  assert.throws(
    () => assertValid('domain', xml.domainXml.write({ ...plainGuest, onPoweroff: 'explode' })),
    /on_poweroff/,
  )
})

test('real libvirtd: the guest with every device comes back from test:///default as it was defined', {
  skip: hasProgram('virsh') ? false : 'needs virsh',
}, () => {
  const path = join(scratch, 'guest.xml')
  writeFileSync(
    path,
    xml.domainXml.write({ ...plainGuest, type: 'test', os: { type: 'hvm', bootDevices: ['hd'] }, devices: {} }),
  )
  // One virsh run, for each has a test hypervisor of its own.
  const out = execFileSync('virsh', ['-q', '-c', 'test:///default', `define ${path} --validate; dumpxml plain`], {
    encoding: 'utf8',
  })
  const back = xml.domainXml.read(out.slice(out.indexOf('<domain')))
  assert.equal(back.description, plainGuest.description)
  assert.equal(back.memoryMiB, 128)
})
