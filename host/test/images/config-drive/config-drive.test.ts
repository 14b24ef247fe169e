import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ServerSpec } from '@kilonova/core'
import { metadataFiles, openstackVersions } from '../../../src/images/config-drive/instance-metadata.ts'
import { writeConfigDrive } from '../../../src/images/config-drive/write-config-drive.ts'
import { faultFrom, filesBelow, id, imageOf, never, run, serverOf, testDirectory } from '../kit.ts'

async function exampleServer(more: Record<string, unknown> = {}): Promise<ServerSpec> {
  return serverOf(26, await imageOf('/etc/hostname', 'raw'), {
    configDrive: true,
    name: 'wäb "1" <&>',
    hostname: 'web-1',
    metadata: { role: 'web=server', 'späce key': '\\' },
    userDataBase64: Buffer.from('#!/bin/sh\necho ünïcode\n').toString('base64'),
    publicKeys: { 'my key': 'ssh-ed25519 AAAA me@home' },
    adminPassword: 's3cret',
    nics: [
      {
        portId: id(50),
        network: {
          id: id(60),
          name: 'net',
          kind: 'nat',
          cidr: '10.42.0.0/24',
          gateway: '10.42.0.1',
          dnsServers: ['9.9.9.9'],
          mtu: 1450,
        },
        mac: 'fa:16:3e:00:00:01',
        address: '10.42.0.9',
      },
    ],
    ...more,
  })
}

for (const format of ['iso9660', 'vfat'] as const) {
  test(`a ${format} config drive holds every file of the tree, byte for byte, under the label config-2`, async () => {
    await using directory = await testDirectory()
    const path = join(directory.path, 'disk.config')
    const files = metadataFiles(await exampleServer())
    await writeConfigDrive(path, files, format, { signal: never })
    const out = join(directory.path, 'out')
    await run('mkdir', out)
    if (format === 'iso9660') {
      await run('xorriso', '-osirrox', 'on', '-indev', path, '-extract', '/', out)
      assert.match(await run('isoinfo', '-d', '-i', path), /Volume id: config-2[\s\S]*Joliet[\s\S]*Rock Ridge/)
    } else {
      await run('mcopy', '-s', '-i', path, '::/ec2', '::/openstack', out)
      assert.match(await run('/sbin/blkid', '-o', 'value', '-s', 'LABEL', path), /^config-2$/m)
      assert.equal((await stat(path)).size, 64 * 2 ** 20)
    }
    for (const file of files) {
      assert.deepEqual(await readFile(join(out, file.path)), file.content, file.path)
    }
    const names = (await filesBelow(out)).filter((name) => /\.\w+$|_data$|user-data$/.test(name))
    assert.deepEqual(names, files.map((file) => file.path).sort())
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    assert.deepEqual(await filesBelow(directory.path).then((all) => all.filter((name) => !name.startsWith('out'))), [
      'disk.config',
    ])
  })
}

test('a CD image with many files, an empty one and two of the same content is in order for other programs', async () => {
  await using directory = await testDirectory()
  const path = join(directory.path, 'disk.config')
  const many = Array.from({ length: 300 }, (_, index) => ({
    path: `openstack/content/${String(index).padStart(4, '0')}`,
    content: Buffer.from(`file ${index % 299}`),
  }))
  const files = [...many, { path: 'openstack/latest/user_data', content: Buffer.alloc(0) }]
  await writeConfigDrive(path, files, 'iso9660', { signal: never })
  assert.match(await run('isovfy', path), /No errors found/)
  const out = join(directory.path, 'out')
  await run('mkdir', out)
  await run('xorriso', '-osirrox', 'on', '-indev', path, '-extract', '/', out)
  for (const file of files) assert.deepEqual(await readFile(join(out, file.path)), file.content, file.path)
  const wide = (await run('isoinfo', '-J', '-f', '-i', path)).split('\n').filter((line) => line.includes('/content/'))
  assert.equal(wide.length, 300)
})

test('the metadata has what Nova gives, in each version since it gave it', async () => {
  const files = new Map(
    metadataFiles(await exampleServer(), Buffer.alloc(512, 1)).map((file) => [file.path, file.content]),
  )
  const read = (path: string) => JSON.parse(files.get(path)?.toString() ?? 'null') as Record<string, unknown>
  const latest = read('openstack/latest/meta_data.json')
  assert.deepEqual(Object.keys(latest).sort(), [
    'admin_pass',
    'availability_zone',
    'dedicated_cpus',
    'devices',
    'hostname',
    'keys',
    'launch_index',
    'meta',
    'name',
    'project_id',
    'public_keys',
    'random_seed',
    'uuid',
  ])
  assert.deepEqual(latest.keys, [{ name: 'my key', type: 'ssh', data: 'ssh-ed25519 AAAA me@home' }])
  assert.equal(Buffer.from(String(latest.random_seed), 'base64').length, 512)
  assert.equal(read('openstack/2012-08-10/meta_data.json').random_seed, undefined)
  assert.equal(files.has('openstack/2013-04-04/vendor_data.json'), false)
  assert.equal(files.has('openstack/2013-10-17/vendor_data.json'), true)
  assert.equal(files.has('openstack/2013-10-17/network_data.json'), false)
  assert.equal(files.has('openstack/2016-06-30/vendor_data2.json'), false)
  for (const version of openstackVersions) assert.ok(files.has(`openstack/${version}/user_data`))
  assert.deepEqual(read('openstack/latest/network_data.json'), {
    links: [
      {
        id: `tap${id(50)}`.slice(0, 14),
        vif_id: id(50),
        type: 'bridge',
        mtu: 1450,
        ethernet_mac_address: 'fa:16:3e:00:00:01',
      },
    ],
    networks: [{ id: 'network0', type: 'ipv4_dhcp', link: `tap${id(50)}`.slice(0, 14), network_id: id(60) }],
    services: [{ type: 'dns', address: '9.9.9.9' }],
  })
  const ec2 = read('ec2/2009-04-04/meta-data.json')
  assert.equal(ec2['instance-id'], 'i-0000001a')
  assert.equal(ec2['local-ipv4'], '10.42.0.9')
  assert.deepEqual(ec2['public-keys'], { 0: { _name: '0=my key', 'openssh-key': 'ssh-ed25519 AAAA me@home' } })
})

test('a server without password, keys, metadata and user data has none of these on its drive', async () => {
  const bare = serverOf(1, await imageOf('/etc/hostname', 'raw'))
  const files = metadataFiles(bare)
  assert.equal(
    files.some((file) => /user.data$/.test(file.path)),
    false,
  )
  const latest = JSON.parse(
    files.find((file) => file.path === 'openstack/latest/meta_data.json')?.content.toString() ?? '',
  ) as object
  for (const key of ['admin_pass', 'keys', 'public_keys', 'meta']) assert.equal(key in latest, false, key)
})

test('what does not fit on a vfat drive is refused, and no secret is left behind', async () => {
  await using directory = await testDirectory()
  const files = [{ path: 'openstack/latest/user_data', content: Buffer.alloc(70 * 2 ** 20) }]
  const fault = await faultFrom(writeConfigDrive(join(directory.path, 'disk.config'), files, 'vfat', { signal: never }))
  assert.equal(fault.kind, 'invalid')
  assert.deepEqual(await filesBelow(directory.path), [])
})
