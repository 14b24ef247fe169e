import assert from 'node:assert/strict'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startLab, testGuest } from '@kilonova/lab'
import { connect, DomainCreateFlags, type LibvirtError } from '@kilonova/libvirt'
import { networkXml } from '../../../src/network/libvirt-network.ts'
import { readSubnet } from '../../../src/network/ipv4.ts'
import { guestCases } from '../../support/guest-cases.ts'
import { guestRequest } from '../../support/plan-inputs.ts'

const golden = join(import.meta.dirname, '../../golden/guests')

/**
 * What not every machine can give: pinned CPUs and cells, pages set aside, cgroups, KVM, traffic control, locked memory,
 * volumes, Ceph.
 */
const beyondTheHost = /^(pinned|numa|pages|kvm|cpu-weights|nic-limits|memory-locked|disks-on-volumes|disks-in-ceph)/

test('guests: QEMU starts every guest that this machine has the hardware for', async () => {
  await using lab = await startLab()
  const host = lab.host('h1')
  await using connection = await connect(host.libvirtUri('unix'))
  const request = guestRequest({ ephemerals: 2, swap: true, kernel: 'kernel and ramdisk' })
  const directory = join(request.instancesDirectory, request.spec.id)
  await host.mustExec(['mkdir', '-p', directory])
  for (const name of ['disk', 'disk.eph0', 'disk.eph1', 'disk.swap']) {
    await host.mustExec(['qemu-img', 'create', '-q', '-f', 'qcow2', join(directory, name), '64M'])
  }
  await host.mustExec(['sh', '-c', `cd ${directory} && truncate -s 1M disk.config && touch console.log`])
  const guest = await testGuest()
  copyFileSync(guest.kernel, join(host.stateDir, 'instances', request.spec.id, 'kernel'))
  copyFileSync(guest.initrd, join(host.stateDir, 'instances', request.spec.id, 'ramdisk'))
  const network = request.spec.nics[0]?.network
  const subnet = readSubnet(network?.cidr ?? '')
  assert.ok(network !== undefined && subnet !== undefined)
  await (await connection.networkDefineXml(networkXml(network, subnet, '/tmp'))).create()
  const refused: string[] = []
  for (const name of Object.keys(guestCases).filter((one) => !beyondTheHost.test(one))) {
    const domain = await connection.domainDefineXmlFlags(readFileSync(join(golden, name, 'domain.xml'), 'utf8'), 0)
    try {
      await domain.createWithFlags(DomainCreateFlags.VIR_DOMAIN_START_PAUSED)
      await domain.destroyFlags(0)
    } catch (error) {
      refused.push(`${name}: ${(error as LibvirtError).message}`)
    }
    await domain.undefineFlags(4 | 64)
  }
  assert.deepEqual(refused, [])
})
