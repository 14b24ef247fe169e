import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@kilonova/core'
import { planGuest } from '../../../src/driver/plan/plan-guest.ts'
import { type GuestInput, guestRequest } from '../../support/plan-inputs.ts'

/** Input, and the property that the refusal must name. */
const refusals: Readonly<Record<string, readonly [GuestInput, string]>> = {
  'a bus that does not exist': [{ image: { hw_disk_bus: 'nvme' } }, 'hw_disk_bus'],
  'IDE on q35': [{ image: { hw_machine_type: 'q35', hw_disk_bus: 'ide' } }, 'hw_disk_bus'],
  'a fifth IDE disk': [{ image: { hw_disk_bus: 'ide' }, ephemerals: 3 }, 'hw_disk_bus'],
  'a CD-ROM on virtio': [{ image: { hw_cdrom_bus: 'virtio' } }, 'hw_cdrom_bus'],
  'an unknown machine': [{ image: { hw_machine_type: 'pc-9000' } }, 'hw_machine_type'],
  'a machine of another family': [{ image: { hw_machine_type: 'microvm' } }, 'hw_machine_type'],
  'secure boot with BIOS': [{ image: { hw_firmware_type: 'bios', os_secure_boot: 'required' } }, 'os_secure_boot'],
  'UEFI where there is none': [
    { image: { hw_firmware_type: 'uefi' }, host: { uefi: { available: false, secureBoot: false } } },
    'hw_firmware_type',
  ],
  'another architecture': [{ image: { hw_architecture: 'aarch64' } }, 'hw_architecture'],
  'a TPM where there is none': [{ extraSpecs: { 'hw:tpm_version': '2.0' }, host: { tpmModels: [] } }, 'hw:tpm_version'],
  'a TPM model without a version': [{ image: { hw_tpm_model: 'tpm-crb' } }, 'hw_tpm_model'],
  'image and flavor that disagree': [
    { image: { hw_vif_multiqueue_enabled: 'true' }, extraSpecs: { 'hw:vif_multiqueue_enabled': 'false' } },
    'hw_vif_multiqueue_enabled',
  ],
  'more serial ports than the flavor allows': [
    { image: { hw_serial_port_count: '3' }, extraSpecs: { 'hw:serial_port_count': '2' } },
    'hw_serial_port_count',
  ],
  'video memory without allowance': [{ image: { hw_video_ram: '64' } }, 'hw_video_ram'],
  'a dedicated image on a shared flavor': [
    { image: { hw_cpu_policy: 'dedicated' }, extraSpecs: { 'hw:cpu_policy': 'shared' } },
    'hw_cpu_policy',
  ],
  'no free CPUs to pin': [
    { extraSpecs: { 'hw:cpu_policy': 'dedicated' }, vcpus: 2, pinnedCpus: [0, 1, 2, 4, 5, 6] },
    'hw:cpu_policy',
  ],
  'cells that do not add up': [
    { extraSpecs: { 'hw:numa_nodes': '1', 'hw:numa_cpus.0': '0', 'hw:numa_mem.0': '256' } },
    'hw:numa_nodes',
  ],
  'pages that the host lacks': [{ extraSpecs: { 'hw:mem_page_size': '4MB' } }, 'hw:mem_page_size'],
  'a limit below its base': [
    { extraSpecs: { 'quota:disk_total_bytes_sec': '2000', 'quota:disk_total_bytes_sec_max': '1000' } },
    'quota:disk_total_bytes_sec_max',
  ],
  'a burst without an average': [{ extraSpecs: { 'quota:vif_inbound_burst': '10' } }, 'quota:vif_inbound_burst'],
  'memory encryption': [{ extraSpecs: { 'hw:mem_encryption': 'true' } }, 'hw:mem_encryption'],
  'a passed-through device': [{ extraSpecs: { 'pci_passthrough:alias': 'gpu:1' } }, 'pci_passthrough:alias'],
  'control characters in a name': [{ name: 'a\u0000b' }, 'name'],
  'too many vCPUs': [{ vcpus: 4, host: { maxVcpus: 2 } }, 'vcpus'],
}

for (const [what, [input, property]] of Object.entries(refusals)) {
  test(`guest: ${what} is refused by the property’s name`, () => {
    assert.throws(
      () => planGuest(guestRequest(input)),
      (error) =>
        error instanceof Fault &&
        error.kind === 'invalid' &&
        error.fields['property'] === property &&
        error.next !== '',
    )
  })
}

test('guest: what it got at its first boot stays, whatever image, settings and QEMU say later', () => {
  const first = planGuest(guestRequest({ image: { hw_disk_bus: 'scsi', hw_machine_type: 'q35' } }))
  const later = guestRequest({ image: { hw_vif_model: 'e1000' }, settings: { libvirt: { machineType: 'pc' } } })
  const again = planGuest({ ...later, fixed: first.fixed })
  assert.deepEqual(again.fixed, first.fixed)
  assert.equal(again.machine, 'pc-q35-7.2')
  assert.equal(again.disks[0]?.bus, 'scsi')
  assert.equal(again.nics[0]?.model, 'virtio')
})

test('guest: the same question has the same answer, and it is a JSON value', () => {
  const input: GuestInput = {
    vcpus: 4,
    memoryMiB: 1024,
    extraSpecs: { 'hw:numa_nodes': '2' },
    ephemerals: 2,
    swap: true,
  }
  const plan = planGuest(guestRequest(input))
  assert.deepEqual(planGuest(guestRequest(input)), plan)
  assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan)
})

test('guest: disks are named as Nova names them', () => {
  const targets = (input: GuestInput): string[] => planGuest(guestRequest(input)).disks.map((disk) => disk.target)
  assert.deepEqual(targets({ ephemerals: 2, swap: true }), ['vda', 'vdb', 'vdc', 'vdd', 'hda'])
  assert.deepEqual(targets({ image: { hw_machine_type: 'q35', hw_disk_bus: 'sata' }, swap: true }), [
    'sda',
    'sdb',
    'sdc',
  ])
  const many = targets({ ephemerals: 27 })
  assert.deepEqual(many.slice(25, 28), ['vdz', 'vdaa', 'vdab'])
})
