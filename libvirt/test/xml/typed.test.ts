import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import * as xml from '../../src/xml/index.ts'
import { valueOf } from './arbitrary.ts'
import { cloudGuest } from './guests.ts'

type AnyType = xml.ElementType<object, object>

export const types: [string, AnyType][] = Object.entries(xml).flatMap(([name, found]) =>
  name.endsWith('Xml') && typeof found === 'object' && 'fields' in found ? [[name, found as unknown as AnyType]] : [],
)

/**
 * All that `wanted` says, `found` says as well. More is allowed: lists and sections that are empty.
 */
function assertSays(found: unknown, wanted: unknown, where: string): void {
  if (Array.isArray(wanted)) {
    assert.ok(Array.isArray(found) && found.length === wanted.length, `${where}: length`)
    for (const [index, item] of wanted.entries()) assertSays(found[index], item, `${where}[${index}]`)
  } else if (typeof wanted === 'object' && wanted !== null) {
    if ('kind' in wanted) {
      assert.equal(xml.printXml(found as xml.XmlElement), xml.printXml(wanted as xml.XmlElement), where)
      return
    }
    for (const [key, item] of Object.entries(wanted))
      assertSays((found as Record<string, unknown>)[key], item, `${where}.${key}`)
  } else assert.deepEqual(found, wanted, where)
}

test('there are typed elements for all of libvirt’s documents', () => {
  const names = types.map(([name]) => name)
  for (const name of ['domainXml', 'networkXml', 'storagePoolXml', 'nodeDeviceXml', 'nwfilterXml', 'diskXml']) {
    assert.ok(names.includes(name), name)
  }
})

for (const [name, type] of types) {
  test(`${name}: what is written reads as the same value`, () => {
    fc.assert(
      fc.property(valueOf(type), (value) => {
        const text = type.write(value)
        const back = type.read(text)
        assertSays(back, value, name)
        assert.equal(type.write(back), text, 'writing what was read')
        assert.equal(type.write(xml.plain(back)), text, 'writing it afresh')
      }),
      { numRuns: 60 },
    )
  })

  test(`${name}: a value read, edited into any other, reads as that other`, () => {
    fc.assert(
      fc.property(valueOf(type), valueOf(type), (before, after) => {
        const read = type.read(type.write(before))
        const edited = { ...after, [xml.origin]: (read as { [xml.origin]?: unknown })[xml.origin] }
        assertSays(type.read(type.write(edited)), after, name)
      }),
      { numRuns: 60 },
    )
  })
}

const text = xml.domainXml.write(cloudGuest)
const spread = text
  .replace('<devices>', "<!-- kept -->\n  <devices>\n    <shmem name='m0'><size unit='M'>4</size></shmem>")
  .replace("device='cdrom'", "device='cdrom' newattribute='1'")
  .replace('<acpi/>', '<acpi/>\n    <newfeature state="on"><sub/></newfeature>')

function changedLines(before: string, after: string): { gone: string[]; came: string[] } {
  const old = before.split('\n')
  const now = after.split('\n')
  return { gone: old.filter((line) => !now.includes(line)), came: now.filter((line) => !old.includes(line)) }
}

test('domain: a read domain is written back letter for letter, with what the type does not know', () => {
  const exact = xml.printXml(xml.parseXml(spread))
  assert.equal(xml.domainXml.write(xml.domainXml.read(exact)), exact)
})

test('domain: one changed field changes one line', () => {
  const domain = xml.domainXml.read(spread)
  const before = xml.domainXml.write(domain)
  assert.deepEqual(changedLines(before, xml.domainXml.write({ ...domain, currentMemoryMiB: 512 })), {
    gone: ["  <currentMemory unit='KiB'>786432</currentMemory>"],
    came: ["  <currentMemory unit='KiB'>524288</currentMemory>"],
  })
})

test('domain: a field deep inside changes through spreads, and what is around it stays', () => {
  const domain = xml.domainXml.read(spread)
  const before = xml.domainXml.write(domain)
  const disks = domain.devices.disks.map((disk) =>
    disk.device === 'cdrom' ? { ...disk, source: { file: '/a & b.iso' } } : disk,
  )
  const after = xml.domainXml.write({ ...domain, devices: { ...domain.devices, disks } })
  assert.deepEqual(changedLines(before, after), { gone: [], came: ["      <source file='/a &amp; b.iso'/>"] })
  assert.match(after, /newattribute='1'/)
})

test('domain: an added disk comes after the others, a removed one leaves no gap', () => {
  const domain = xml.domainXml.read(spread)
  const before = xml.domainXml.write(domain)
  const { disks } = domain.devices
  const added = xml.domainXml.write({
    ...domain,
    devices: {
      ...domain.devices,
      disks: [...disks, { type: 'file', device: 'disk', source: { file: '/x' }, target: 'vdz' }],
    },
  })
  const block = `    <disk type='file' device='disk'>\n      <source file='/x'/>\n      <target dev='vdz'/>\n    </disk>\n`
  assert.equal(added.replace(block, ''), before)
  assert.ok(added.indexOf(block) > added.indexOf("dev='sdb'") && added.indexOf(block) < added.indexOf('<controller'))

  const again = xml.domainXml.read(added)
  const removed = {
    ...again,
    devices: { ...again.devices, disks: again.devices.disks.filter(({ target }) => target !== 'vdz') },
  }
  assert.equal(xml.domainXml.write(removed), before)
})

test('domain: disks in another order are written in that order, each with its unknown parts', () => {
  const domain = xml.domainXml.read(spread)
  const disks = domain.devices.disks.toReversed()
  const after = xml.domainXml.read(xml.domainXml.write({ ...domain, devices: { ...domain.devices, disks } }))
  assert.deepEqual(
    after.devices.disks.map(({ target }) => target),
    disks.map(({ target }) => target),
  )
  assert.match(xml.printXml(xml.originOf(after.devices.disks[0] ?? {}) as xml.XmlElement), /newattribute='1'/)
})

test('domain: a field that is taken away takes its empty element along, and no more', () => {
  const domain = xml.domainXml.read(spread)
  const before = xml.domainXml.write(domain)
  const features = { ...domain.features, kvmHidden: undefined }
  const { gone, came } = changedLines(before, xml.domainXml.write({ ...domain, features }))
  assert.deepEqual(gone, ['    <kvm>', "      <hidden state='on'/>", '    </kvm>'])
  assert.deepEqual(came, [])
})

test('domain: comments before the root and the declaration stay', () => {
  const document = `<?xml version='1.0' encoding='UTF-8'?>\n<!-- edited by hand -->\n${text}`
  const domain = xml.domainXml.read(document)
  assert.equal(xml.domainXml.write({ ...domain, title: 't' }).replace('  <title>t</title>\n', ''), document)
})

test('an element whose empty text is a value stays when its attributes go', () => {
  const os = xml.osXml.read("<os><type machine='pc'></type></os>")
  assert.equal(os.type, '')
  assert.equal(xml.osXml.write({ ...os, machine: undefined }), '<os><type/></os>\n')
})

test('a size keeps its own unit until it is changed', () => {
  const domain = xml.domainXml.read("<domain type='kvm'><name>a</name><memory unit='GiB'>2</memory></domain>")
  assert.equal(domain.memoryMiB, 2048)
  assert.match(xml.domainXml.write(domain), /<memory unit='GiB'>2<\/memory>/)
  assert.match(xml.domainXml.write({ ...domain, memoryMiB: 2049 }), /<memory unit='KiB'>2098176<\/memory>/)
})

test('text that stands for no value reads as undefined and is kept', () => {
  const source = "<domain type='kvm'><name>a</name><memory>lots</memory><vcpu cpuset='x-y'>many</vcpu></domain>\n"
  const domain = xml.domainXml.read(source)
  assert.deepEqual([domain.memoryMiB, domain.vcpus, domain.vcpuHostCpus], [undefined, undefined, undefined])
  assert.equal(xml.domainXml.write(domain), source)
})

test('an error names the place in the document', () => {
  const bad = (devices: xml.DevicesXmlInput) => () => xml.domainXml.write({ type: 'qemu', name: 'a', devices })
  assert.throws(
    bad({ disks: [{}, { bootOrder: 1.5 }] }),
    /^XmlError: domain\/devices\/disk\[1\]\/boot@order: expected a whole number, found 1.5$/,
  )
  assert.throws(
    bad({ disks: [{ serial: 'a\u0007' }] }),
    /^XmlError: domain\/devices\/disk\/serial: character U\+0007 at position 1 cannot be in XML$/,
  )
  assert.throws(
    () => xml.domainXml.write({ type: 'qemu', name: 'a', memoryMiB: 0.0001 }),
    /domain\/memory: .*whole number of KiB/,
  )
})

test('reading refuses another element and a missing name', () => {
  assert.throws(() => xml.domainXml.read('<network/>'), /expected the element <domain>, found <network>/)
  assert.throws(() => xml.domainXml.read("<domain type='kvm'/>"), /domain\/name: it has no name/)
})

test('plain takes the origin away, and a value made plain is written from its fields alone', () => {
  const domain = xml.domainXml.read(spread)
  assert.doesNotMatch(xml.domainXml.write(xml.plain(domain)), /newfeature|shmem|newattribute/)
  assert.equal(xml.domainXml.write(xml.plain(domain)), text)
})

test('the origin of a value prints as one word', async () => {
  const { inspect } = await import('node:util')
  assert.match(inspect(xml.diskXml.read("<disk><target dev='vda'/></disk>")), /Symbol\(origin\)\]?: <disk>/)
})
