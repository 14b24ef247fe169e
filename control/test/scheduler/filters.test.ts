import assert from 'node:assert/strict'
import { test } from 'node:test'
import { protocolVersion } from '@kilonova/core'
import { ControlSettings } from '../../src/settings.ts'
import type { HostUsage } from '../../src/scheduler/candidates.ts'
import { demandOf, type DemandOptions, type PlacedServer } from '../../src/scheduler/demand.ts'
import { refusalOf } from '../../src/scheduler/filters.ts'
import { bestHosts } from '../../src/scheduler/weights.ts'
import { flavorWith, serverRow } from '../support/rows.ts'

const rules = ControlSettings.parse({}).scheduler

const host = (changes: Partial<HostUsage> = {}): HostUsage => ({
  name: 'h1',
  hypervisorHostname: 'h1.example',
  zone: 'nova',
  architecture: 'x86_64',
  hypervisorType: 'QEMU',
  hypervisorVersion: '7.2.22',
  virtType: 'qemu',
  cpuModel: 'EPYC',
  traits: new Set(['HW_CPU_X86_AVX2', 'COMPUTE_SECURITY_TPM_2_0']),
  aggregates: [],
  disabled: false,
  forcedDown: false,
  silentMs: 0,
  protocol: protocolVersion,
  vcpus: 4,
  memoryMiB: 8192,
  diskGiB: 100,
  usedVcpus: 0,
  usedMemoryMiB: 0,
  usedDiskGiB: 0,
  servers: 0,
  ioOps: 0,
  failedBuilds: 0,
  ...changes,
})

interface Wishes extends DemandOptions {
  readonly specs?: Record<string, string>
  readonly properties?: Record<string, string>
  readonly zone?: string
  readonly size?: [vcpus: number, memoryMiB: number, diskGiB: number]
}

function demand({ specs, properties, zone, size = [1, 1024, 10], ...options }: Wishes) {
  const [vcpus, memoryMiB, diskGiB] = size
  const flavor = flavorWith({ vcpus, memoryMiB, diskGiB }, specs)
  const row = serverRow(flavor, properties === undefined ? {} : { properties })
  const server = { ...row, flavor, image: { properties: properties ?? {} }, scheduler_hints: {} } as unknown
  return demandOf({ ...(server as PlacedServer), requested_zone: zone ?? null }, options)
}

const aggregate = (metadata: Record<string, string>) => ({ aggregates: [{ name: 'special', metadata }] })

const cases: [what: string, host: Partial<HostUsage>, wishes: Wishes, refusal: string | undefined][] = [
  ['an idle host takes a server', {}, {}, undefined],
  ['another host was asked for', {}, { only: 'h2' }, 'not the host asked for'],
  ['its build failed there', {}, { exclude: new Map([['h1', 'the build failed there']]) }, 'the build failed there'],
  ['another zone', { zone: 'west' }, { zone: 'east' }, 'it is in zone west, not east'],
  ['its zone', { zone: 'west' }, { zone: 'west' }, undefined],
  ['disabled', { disabled: true }, {}, 'it is disabled'],
  ['forced down', { forcedDown: true }, {}, 'it is forced down'],
  ['silent', { silentMs: 12_400 }, {}, 'it said nothing for 12 s'],
  [
    'of another version',
    { protocol: protocolVersion + 1 },
    {},
    `it speaks version ${protocolVersion + 1} with its cloud, this controller ${protocolVersion}: install the same version of Kilonova on both, on controllers first; its guests go on meanwhile`,
  ],
  ['vCPUs beyond the ratio', { usedVcpus: 64 }, {}, 'needs 1 of vCPUs, 0 free'],
  ['vCPUs within the ratio', { usedVcpus: 63 }, {}, undefined],
  ['memory, less what is reserved', { usedMemoryMiB: 7000 }, {}, 'needs 1024 MiB of memory, 680 MiB free'],
  [
    'all three',
    { usedMemoryMiB: 8000, usedDiskGiB: 95, usedVcpus: 64 },
    {},
    'needs 1 of vCPUs, 0 free and needs 1024 MiB of memory, -320 MiB free and needs 10 GiB of disk, 5 GiB free',
  ],
  [
    'a larger flavor than its own',
    {},
    { flavor: flavorWith({ vcpus: 1, memoryMiB: 9000, diskGiB: 1 }) },
    'needs 9000 MiB of memory, 7680 MiB free',
  ],
  ['architecture', {}, { properties: { hw_architecture: 'aarch64' } }, 'it is x86_64, the image is for aarch64'],
  ['architecture by its other name', {}, { properties: { architecture: 'amd64' } }, undefined],
  ['hypervisor', {}, { properties: { img_hv_type: 'xen' } }, 'its hypervisor is qemu, the image is for xen'],
  ['hypervisor qemu', {}, { properties: { img_hv_type: 'QEMU' } }, undefined],
  ['kvm where there is none', {}, { properties: { img_hv_type: 'kvm' } }, 'it has no KVM, the image is for kvm'],
  ['kvm', { virtType: 'kvm' }, { properties: { img_hv_type: 'kvm' } }, undefined],
  ['vm mode', {}, { properties: { hw_vm_mode: 'xen' } }, 'its guests are hvm, the image is for xen'],
  [
    'hypervisor version',
    {},
    { properties: { img_hv_requested_version: '>=8.0' } },
    'its hypervisor is 7.2.22, the image needs >=8.0',
  ],
  ['hypervisor version in a range', {}, { properties: { img_hv_requested_version: '>=7.0,<8' } }, undefined],
  ['a trait it has', {}, { specs: { 'trait:HW_CPU_X86_AVX2': 'required' } }, undefined],
  ['a trait it has not', {}, { specs: { 'trait:CUSTOM_GPU': 'required' } }, 'it has not the trait CUSTOM_GPU'],
  ['a trait of the image', {}, { properties: { 'trait:CUSTOM_GPU': 'required' } }, 'it has not the trait CUSTOM_GPU'],
  ['a numbered trait', {}, { specs: { 'trait1:CUSTOM_GPU': 'required' } }, 'it has not the trait CUSTOM_GPU'],
  [
    'a forbidden trait',
    {},
    { specs: { 'trait:HW_CPU_X86_AVX2': 'forbidden' } },
    'it has the forbidden trait HW_CPU_X86_AVX2',
  ],
  ['a capability', {}, { specs: { 'capabilities:vcpus': '>= 8' } }, 'its vcpus is 4, the flavor needs >= 8'],
  ['a capability of text', {}, { specs: { 'capabilities:cpu_info:model': '<in> EPYC' } }, undefined],
  [
    'a capability that nobody tells',
    {},
    { specs: { 'capabilities:gpus': '1' } },
    'it tells nothing of gpus, the flavor needs 1',
  ],
  ['other projects', aggregate({ filter_tenant_id: 'x,y' }), {}, 'its aggregate special is for other projects'],
  ['its project', aggregate({ filter_tenant_id: 'x, p' }), {}, undefined],
  ['its project by a numbered key', aggregate({ filter_tenant_id2: 'p', filter_tenant_id: 'x' }), {}, undefined],
  [
    'what the flavor asks of aggregates',
    aggregate({ ssd: 'false' }),
    { specs: { 'aggregate_instance_extra_specs:ssd': 'true' } },
    'its aggregates say ssd false, the flavor needs true',
  ],
  [
    'an aggregate that says so',
    aggregate({ ssd: 'true' }),
    { specs: { 'aggregate_instance_extra_specs:ssd': 'true' } },
    undefined,
  ],
  [
    'no aggregate',
    {},
    { specs: { 'aggregate_instance_extra_specs:ssd': 'true' } },
    'no aggregate of it says ssd, the flavor needs true',
  ],
  [
    'hosts for certain images',
    aggregate({ os_distro: 'windows' }),
    { properties: { os_distro: 'debian' } },
    'its aggregate special is for images with os_distro windows, this one says debian',
  ],
  [
    'an image of that kind',
    aggregate({ os_distro: 'windows,debian' }),
    { properties: { os_distro: 'debian' } },
    undefined,
  ],
]

for (const [what, changes, wishes, refusal] of cases) {
  test(`scheduler: ${what}: ${refusal ?? 'taken'}`, () =>
    assert.equal(refusalOf(host(changes), demand(wishes), rules), refusal))
}

const best = (hosts: HostUsage[], bonus: (name: string) => number = () => 0, more: object = {}) => {
  const weights = { ...rules.weights, ...more }
  return bestHosts(hosts, { ...rules, weights }, bonus, hosts.length).map(({ name }) => name)
}

test('weights: the host with most that is free comes first, or last when hosts are to be filled', () => {
  const hosts = [host({ name: 'full', usedMemoryMiB: 6000, usedVcpus: 40 }), host({ name: 'empty' })]
  assert.deepEqual(best(hosts), ['empty', 'full'])
  assert.deepEqual(best(hosts, undefined, { memory: -1, cpu: -1, disk: 0 }), ['full', 'empty'])
})

test('weights: a host where builds failed comes last, however much it has', () => {
  const hosts = [host({ name: 'bad', memoryMiB: 1_000_000, failedBuilds: 1 }), host({ name: 'good' })]
  assert.deepEqual(best(hosts), ['good', 'bad'])
})

test('weights: flows at work count against a host', () => {
  assert.deepEqual(best([host({ name: 'busy', ioOps: 3 }), host({ name: 'idle' })]), ['idle', 'busy'])
})

test('weights: soft policies are stronger than all that is free', () => {
  const hosts = [
    host({ name: 'empty' }),
    host({ name: 'friends', usedMemoryMiB: 6000, usedVcpus: 40, usedDiskGiB: 80 }),
  ]
  assert.deepEqual(
    best(hosts, (name) => (name === 'friends' ? 2 : 0)),
    ['friends', 'empty'],
  )
  assert.deepEqual(
    best(hosts, (name) => (name === 'empty' ? -1 : 0)),
    ['friends', 'empty'],
  )
})

test('weights: hosts of one weight are mixed', () => {
  const hosts = Array.from({ length: 8 }, (_, n) => host({ name: `h${n}` }))
  const first = new Set(Array.from({ length: 200 }, () => best(hosts)[0]))
  assert.ok(first.size > 4)
})
