import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { silentLog } from '@kilonova/core'
import {
  cephUser,
  type Lab,
  type LabHost,
  startCeph,
  startLab,
  type TestCeph,
  testGuest,
  whyNoCeph,
} from '@kilonova/lab'
import {
  type Connect,
  connect,
  DomainCreateFlags,
  DomainModificationImpact,
  type LibvirtError,
} from '@kilonova/libvirt'
import { CephSecret } from '../../../src/driver/hypervisor/ceph-secret.ts'
import { HostSettings } from '../../../src/settings.ts'
import { RbdSettings } from '../../../src/images/settings.ts'
import { networkXml } from '../../../src/network/libvirt-network.ts'
import { readSubnet } from '../../../src/network/ipv4.ts'
import { guestCases } from '../../support/guest-cases.ts'
import { guestRequest } from '../../support/plan-inputs.ts'

const golden = join(import.meta.dirname, '../../golden/guests')

/**
 * What not every machine can give: pinned CPUs and cells, pages set aside, cgroups, KVM, traffic control, locked memory,
 * Ceph where none can be started.
 */
const beyondTheHost =
  whyNoCeph() === undefined
    ? /^(pinned|numa|pages|kvm|cpu-weights|nic-limits|memory-locked)/
    : /^(pinned|numa|pages|kvm|cpu-weights|nic-limits|memory-locked|disks-in-ceph)/

const { sparePciePorts } = HostSettings.parse({}).libvirt

/** The network of a golden guest; it has been made here. */
const networkNameOf = (xml: string): string => /<source network='([^']+)'/.exec(xml)?.[1] ?? ''

const secretUuid = '00000000-0000-4000-8000-000000000009'

/** A cluster with the disks that the golden guests name, and its key in libvirt. */
async function cephFor(lab: Lab, connection: Connect, disks: readonly string[]): Promise<TestCeph> {
  const ceph = await startCeph(join(lab.dir, 'ceph'), `${lab.net}.254`)
  for (const disk of disks) await ceph.ceph('rbd', '--id', 'admin', 'create', '--size', '64', `vms/${disk}`)
  const { configPath, fsid } = ceph
  const settings = RbdSettings.parse({ pool: 'vms', user: cephUser, configPath, fsid, secretUuid })
  await new CephSecret(settings, silentLog).set(connection)
  // A guest without a login of its own: QEMU reads the machine's configuration, and its administrator's key.
  const script = 'mkdir -p /etc/ceph && cp "$1" /etc/ceph/ceph.conf && chmod 644 "$(dirname "$1")/keyring"'
  await lab.host('h1').mustExec(['sh', '-c', script, 'sh', configPath])
  return ceph
}

/** The golden guest on what this test has in place of the places that it names. */
function onThisMachine(xml: string, ceph: TestCeph | undefined, volumes: ReadonlyMap<string, string>): string {
  const monitor = /v2:([0-9.]+):(\d+)/.exec(ceph === undefined ? '' : readFileSync(ceph.configPath, 'utf8'))
  let text = xml
    .replaceAll("username='kilonova'", `username='${cephUser}'`)
    .replaceAll('/etc/ceph/other.conf', ceph?.configPath ?? '')
    .replaceAll(
      /<host name='192\.0\.2\.1' port='6789'\/>\s*<host name='2001:db8::2' port='3300'\/>/g,
      () => `<host name='${monitor?.[1]}' port='${monitor?.[2]}'/>`,
    )
  for (const [path, device] of volumes) text = text.replaceAll(`'${path}'`, `'${device}'`)
  return text
}

/** Block devices of this machine in place of volumes. */
async function loopDevices(host: LabHost, id: string, names: readonly string[]) {
  const devices = new Map<string, string>()
  for (const name of names) {
    const file = join(host.stateDir, `${name}.volume`)
    execFileSync('truncate', ['-s', '64M', file])
    const device = execFileSync('losetup', ['--find', '--show', file], { encoding: 'utf8' }).trim()
    devices.set(`/dev/kilonova/${id}_${name}`, device)
  }
  return {
    devices,
    [Symbol.dispose]: () => {
      for (const device of devices.values()) execFileSync('losetup', ['--detach', device])
    },
  }
}

test('guests: QEMU starts every guest that this machine has the hardware for', async () => {
  await using lab = await startLab()
  const host = lab.host('h1')
  await using connection = await connect(host.libvirtUri('unix'))
  const request = guestRequest({ ephemerals: 2, swap: true, kernel: 'kernel and ramdisk' })
  const directory = join(request.instancesDirectory, request.spec.id)
  await host.mustExec(['mkdir', '-p', directory])
  for (const name of ['disk', 'disk.eph0', 'disk.eph1', 'disk.swap', 'disk.rescue']) {
    await host.mustExec(['qemu-img', 'create', '-q', '-f', 'qcow2', join(directory, name), '64M'])
  }
  await host.mustExec([
    'sh',
    '-c',
    `cd ${directory} && truncate -s 1M disk.config disk.config.rescue && touch console.log`,
  ])
  const guest = await testGuest()
  for (const suffix of ['', '.rescue']) {
    copyFileSync(guest.kernel, join(host.stateDir, 'instances', request.spec.id, `kernel${suffix}`))
    copyFileSync(guest.initrd, join(host.stateDir, 'instances', request.spec.id, `ramdisk${suffix}`))
  }
  const inCeph = [`${request.spec.id}_disk`, `${request.spec.id}_disk.eph0`]
  await using ceph = whyNoCeph() === undefined ? await cephFor(lab, connection, inCeph) : undefined
  using volumes = await loopDevices(host, request.spec.id, ['disk', 'disk.swap'])
  const network = request.spec.nics[0]?.network
  const subnet = readSubnet(network?.cidr ?? '')
  assert.ok(network !== undefined && subnet !== undefined)
  await (await connection.networkDefineXml(networkXml(network, subnet, '/tmp'))).create()
  const refused: string[] = []
  const grown: string[] = []
  for (const name of Object.keys(guestCases).filter((one) => !beyondTheHost.test(one))) {
    const xml = onThisMachine(readFileSync(join(golden, name, 'domain.xml'), 'utf8'), ceph, volumes.devices)
    const domain = await connection.domainDefineXmlFlags(xml, 0)
    try {
      await domain.createWithFlags(DomainCreateFlags.VIR_DOMAIN_START_PAUSED)
      if (xml.includes('pcie-root-port')) {
        for (let card = 1; card <= sparePciePorts; card += 1) {
          const mac = `fa:16:3e:ff:00:0${card}`
          const nic = `<interface type='network'><mac address='${mac}'/><source network='${networkNameOf(xml)}'/><model type='virtio'/></interface>`
          await domain.attachDeviceFlags(nic, DomainModificationImpact.VIR_DOMAIN_AFFECT_LIVE)
          assert.match(await domain.getXmlDesc(0), new RegExp(`<mac address='${mac}'/>`), name)
        }
        grown.push(name)
      }
      await domain.destroyFlags(0)
    } catch (error) {
      refused.push(`${name}: ${(error as LibvirtError).message}`)
    }
    await domain.undefineFlags(4 | 64)
  }
  assert.deepEqual(refused, [])
  assert.ok(grown.length >= 8, `only ${grown.join(', ')} took cards while they ran`)
})
