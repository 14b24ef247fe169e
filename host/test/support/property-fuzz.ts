import assert from 'node:assert/strict'
import { Fault } from '@kilonova/core'
import type { Connect, LibvirtError } from '@kilonova/libvirt'
import * as fc from 'fast-check'
import { planGuest } from '../../src/driver/plan/plan-guest.ts'
import { planToDomain } from '../../src/driver/plan/plan-to-domain.ts'
import type { GuestInput } from './plan-inputs.ts'
import { guestRequest } from './plan-inputs.ts'

const flags = ['true', 'false', 'yes', '0']
const numbers = ['1', '2', '4', '64', '1000', '65536']
const oddNumbers = ['0', '3', '7', '4294967296', '-1', '1e9', ' 5', 'many', 'maybe']
const names = [
  '',
  ' ',
  'x'.repeat(300),
  '<a/>',
  '"',
  "'",
  '&amp;',
  ']]>',
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  'ü',
  '\n',
  '\u202e',
]

/** Image properties and what may stand in them: values that work, values of others, and junk. */
const image: Readonly<Record<string, readonly string[]>> = {
  hw_architecture: ['x86_64', 'amd64', 'aarch64'],
  hw_machine_type: ['pc', 'q35', 'pc-i440fx-6.2', 'microvm', 'isapc', 'constructor', '__proto__'],
  hw_firmware_type: ['bios', 'uefi', 'coreboot'],
  os_secure_boot: ['required', 'optional', 'disabled'],
  hw_boot_menu: flags,
  hw_disk_bus: ['virtio', 'scsi', 'sata', 'ide', 'usb', 'fdc', 'nvme'],
  hw_cdrom_bus: ['virtio', 'scsi', 'sata', 'ide', 'usb'],
  hw_scsi_model: ['virtio-scsi', 'lsilogic', 'lsisas1068', 'lsisas1078', 'vmpvscsi', 'buslogic'],
  hw_vif_model: ['virtio', 'e1000', 'e1000e', 'igb', 'ne2k_pci', 'pcnet', 'rtl8139', 'vmxnet3', 'spapr-vlan'],
  hw_vif_multiqueue_enabled: flags,
  hw_virtio_packed_ring: flags,
  hw_video_model: ['virtio', 'vga', 'cirrus', 'qxl', 'vmvga', 'bochs', 'gop', 'none', 'xen'],
  hw_video_ram: numbers,
  hw_input_bus: ['usb', 'virtio', 'ps2'],
  hw_pointer_model: ['usbtablet', 'ps2mouse'],
  hw_sound_model: ['ac97', 'es1370', 'ich6', 'ich9', 'sb16', 'usb', 'pcspk'],
  hw_usb_model: ['nec-xhci', 'qemu-xhci', 'piix3-uhci', 'ich9-ehci1', 'vt82c686b-uhci', 'none'],
  hw_serial_port_count: numbers,
  hw_watchdog_action: ['none', 'pause', 'poweroff', 'reset', 'disabled', 'inject-nmi'],
  hw_qemu_guest_agent: flags,
  hw_rng_model: ['virtio', 'egd'],
  hw_tpm_version: ['1.2', '2.0', '3.0'],
  hw_tpm_model: ['tpm-tis', 'tpm-crb', 'tpm-spapr'],
  hw_viommu_model: ['auto', 'intel', 'virtio', 'smmuv3'],
  hw_time_hpet: flags,
  hw_pmu: flags,
  hw_cpu_sockets: numbers,
  hw_cpu_cores: numbers,
  hw_cpu_threads: numbers,
  hw_cpu_max_sockets: numbers,
  hw_cpu_max_threads: numbers,
  hw_cpu_policy: ['shared', 'dedicated', 'mixed'],
  hw_cpu_thread_policy: ['prefer', 'isolate', 'require'],
  hw_cpu_realtime_mask: ['^0', '0', '1-3', '^0-9'],
  hw_numa_nodes: numbers,
  'hw_numa_cpus.0': ['0', '0-1', '0,2', '^0', '9'],
  'hw_numa_mem.0': numbers,
  hw_mem_page_size: ['small', 'large', 'any', '2MB', '1GB', '2048', '4', '3MB'],
  hw_locked_memory: flags,
  hw_maxphysaddr_mode: ['emulate', 'passthrough'],
  hw_maxphysaddr_bits: numbers,
  img_hide_hypervisor_id: flags,
  os_type: ['windows', 'linux', 'Windows', 'freebsd'],
  os_command_line: ['root=/dev/vda', 'a'.repeat(5000)],
  hw_vm_mode: ['hvm', 'xen', 'exe'],
  img_hv_type: ['kvm', 'qemu', 'xen', 'vmware'],
  hw_mem_encryption: flags,
  hw_firmware_stateless: flags,
  description: [],
  'odd name <&>': [],
}

const flavor: Readonly<Record<string, readonly string[]>> = {
  'hw:cpu_policy': ['shared', 'dedicated', 'mixed'],
  'hw:cpu_dedicated_mask': ['0', '0-1', '^0', '5'],
  'hw:cpu_thread_policy': ['prefer', 'isolate', 'require'],
  'hw:cpu_realtime': flags,
  'hw:cpu_realtime_mask': ['^0', '0', '1-3'],
  'hw:emulator_threads_policy': ['share', 'isolate'],
  'hw:cpu_sockets': numbers,
  'hw:cpu_max_cores': numbers,
  'hw:numa_nodes': numbers,
  'hw:numa_cpus.0': ['0', '0-1', '0,2'],
  'hw:numa_mem.0': ['128', '256', '512'],
  'hw:numa_cpus.1': ['1', '2-3', '1,3'],
  'hw:numa_mem.1': ['128', '256', '512'],
  'hw:mem_page_size': ['small', 'large', 'any', '2MB', '1GB', '2048', '7'],
  'hw:locked_memory': flags,
  'hw:boot_menu': flags,
  'hw:serial_port_count': numbers,
  'hw:watchdog_action': ['none', 'pause', 'poweroff', 'reset', 'disabled'],
  'hw:tpm_version': ['1.2', '2.0'],
  'hw:tpm_model': ['tpm-tis', 'tpm-crb'],
  'hw:viommu_model': ['auto', 'intel', 'virtio', 'smmuv3'],
  'hw:vif_multiqueue_enabled': flags,
  'hw:virtio_packed_ring': flags,
  'hw:sound_model': ['ac97', 'ich9'],
  'hw:usb_model': ['qemu-xhci', 'ich9-ehci1'],
  'hw:pmu': flags,
  'hw:maxphysaddr_mode': ['emulate', 'passthrough'],
  'hw:maxphysaddr_bits': numbers,
  'hw:hide_hypervisor_id': flags,
  'hw_rng:allowed': flags,
  'hw_rng:rate_bytes': numbers,
  'hw_rng:rate_period': numbers,
  'hw_video:ram_max_mb': numbers,
  'os:secure_boot': ['required', 'optional', 'disabled'],
  'hw:mem_encryption': flags,
  'hw:pmem': ['', 'big'],
  'quota:cpu_shares': numbers,
  'quota:cpu_period': numbers,
  'quota:cpu_quota': numbers,
  'quota:vif_inbound_average': numbers,
  'quota:vif_inbound_peak': numbers,
  'quota:vif_outbound_burst': numbers,
  'trait:HW_CPU_X86_AVX': ['required'],
  ...Object.fromEntries(
    ['total', 'read', 'write'].flatMap((kind) =>
      ['bytes', 'iops'].flatMap((unit) =>
        ['', '_max', '_max_length'].map((end) => [`quota:disk_${kind}_${unit}_sec${end}`, numbers]),
      ),
    ),
  ),
}

/** Of an image that a server is rescued with. */
const rescue: Readonly<Record<string, readonly string[]>> = {
  hw_rescue_device: ['disk', 'cdrom', 'floppy', 'tape'],
  hw_rescue_bus: ['virtio', 'scsi', 'sata', 'ide', 'usb', 'fdc', 'nvme'],
  hw_disk_bus: ['virtio', 'scsi', 'sata', 'ide', 'usb', 'fdc'],
  hw_cdrom_bus: ['virtio', 'scsi', 'sata', 'ide', 'usb'],
  os_command_line: ['root=/dev/vda', 'a'.repeat(5000)],
}

/** Mostly values that mean something, so that deep combinations are reached. */
const some = (from: Readonly<Record<string, readonly string[]>>) =>
  fc
    .uniqueArray(fc.constantFrom(...Object.keys(from)), { maxLength: 4 })
    .chain((keys) =>
      fc.tuple(
        ...keys.map((key) => {
          const meant = from[key] ?? []
          const junk = fc.oneof(fc.constantFrom(...names, ...oddNumbers), fc.string({ unit: 'binary', maxLength: 20 }))
          const value =
            meant.length === 0
              ? junk
              : fc.oneof({ weight: 25, arbitrary: fc.constantFrom(...meant) }, { weight: 1, arbitrary: junk })
          return value.map((text): [string, string] => [key, text])
        }),
      ),
    )
    .map((pairs) => Object.fromEntries(pairs))

const inputs: fc.Arbitrary<GuestInput> = fc.record({
  image: some(image),
  extraSpecs: some(flavor),
  vcpus: fc.constantFrom(1, 2, 3, 4, 8),
  memoryMiB: fc.constantFrom(256, 512, 1024, 1025),
  ephemerals: fc.constantFrom(0, 0, 1, 3),
  swap: fc.boolean(),
  configDrive: fc.boolean(),
  kernel: fc.constantFrom(undefined, undefined, 'kernel' as const, 'kernel and ramdisk' as const),
  rescue: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: some(rescue) }),
  name: fc.oneof(fc.constant('web'), fc.constantFrom(...names, ...oddNumbers), fc.string({ unit: 'binary' })),
}) as fc.Arbitrary<GuestInput>

export interface FuzzCount {
  defined: number
  refused: number
}

/** Each input is either a domain that libvirt defines, or a refusal that names what to change. */
export async function fuzzProperties(connection: Connect, runs: number): Promise<FuzzCount> {
  const count: FuzzCount = { defined: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      count[await tryOne(connection, input)] += 1
    }),
    { numRuns: runs },
  )
  return count
}

async function tryOne(connection: Connect, input: GuestInput): Promise<'defined' | 'refused'> {
  const xml = planOrRefuse(input)
  if (xml === undefined) return 'refused'
  try {
    const domain = await connection.domainDefineXmlFlags(xml, 0)
    await domain.undefineFlags(4 | 64)
    return 'defined'
  } catch (error) {
    throw new Error(`libvirt refused it: ${(error as LibvirtError).message}\n${xml}`, { cause: error })
  }
}

function planOrRefuse(input: GuestInput): string | undefined {
  try {
    return planToDomain(planGuest(guestRequest(input)))
  } catch (error) {
    assert.ok(error instanceof Fault, `not a fault: ${String((error as Error).stack)}`)
    assert.equal(error.kind, 'invalid', error.message)
    const { property } = error.fields
    const asked = [
      ...Object.keys(input.image ?? {}),
      ...Object.keys(input.extraSpecs ?? {}),
      ...Object.keys(input.rescue ?? {}),
      'name',
      'libvirt.machineType',
    ]
    assert.ok(
      typeof property === 'string' && asked.includes(property),
      `${error.message} names ${String(property)}, not one of ${asked.join(', ')}`,
    )
    assert.ok(error.next !== undefined && error.next !== '')
    return undefined
  }
}
