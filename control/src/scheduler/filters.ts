import { capacityOf, type HostUsage, isUp, type SchedulerRules } from './candidates.ts'
import { capabilityRefusal } from './capabilities.ts'
import { versionRefusal } from './spoken-version.ts'
import type { Demand } from './demand.ts'

/** @returns why the host can not take the server, with the figure that failed, or undefined when it can. */
type Filter = (host: HostUsage, demand: Demand, rules: SchedulerRules) => string | undefined

const askedFor: Filter = (host, { host: asked, exclude }) =>
  asked !== null && asked !== host.name ? 'not the host asked for' : exclude.get(host.name)

const zone: Filter = (host, demand) =>
  demand.zone !== null && demand.zone !== host.zone ? `it is in zone ${host.zone}, not ${demand.zone}` : undefined

const inService: Filter = (host, _demand, rules) => {
  if (host.disabled) return 'it is disabled'
  if (isUp(host, rules)) return undefined
  if (host.forcedDown) return 'it is forced down'
  return versionRefusal(host.protocol) ?? `it said nothing for ${Math.round(host.silentMs / 1000)} s`
}

const otherNames: Readonly<Record<string, string>> = { amd64: 'x86_64', x64: 'x86_64', arm64: 'aarch64' }

const architecture: Filter = (host, { imageProperties }) => {
  const named = imageProperties['hw_architecture'] ?? imageProperties['architecture']
  if (named === undefined) return undefined
  const wanted = otherNames[named] ?? named
  return wanted === host.architecture ? undefined : `it is ${host.architecture}, the image is for ${wanted}`
}

/** `QEMU` in an image means QEMU with KVM too, as in Nova. */
const hypervisor: Filter = (host, { imageProperties }) => {
  const type = imageProperties['img_hv_type'] ?? imageProperties['hypervisor_type']
  if (type !== undefined) {
    const wanted = type.toLowerCase()
    const has = host.hypervisorType.toLowerCase()
    if (wanted === 'kvm' && host.virtType !== 'kvm') return 'it has no KVM, the image is for kvm'
    if (wanted !== 'kvm' && wanted !== has) return `its hypervisor is ${has}, the image is for ${wanted}`
  }
  const mode = imageProperties['hw_vm_mode'] ?? imageProperties['vm_mode']
  return mode === undefined || mode === 'hvm' ? undefined : `its guests are hvm, the image is for ${mode}`
}

const hypervisorVersion: Filter = (host, { imageProperties }) => {
  const wanted = imageProperties['img_hv_requested_version'] ?? imageProperties['hypervisor_version_requires']
  if (wanted === undefined || host.hypervisorVersion === '') return undefined
  return isVersionIn(host.hypervisorVersion, wanted)
    ? undefined
    : `its hypervisor is ${host.hypervisorVersion}, the image needs ${wanted}`
}

const traits: Filter = (host, { requiredTraits, forbiddenTraits }) => {
  const lacking = requiredTraits.filter((trait) => !host.traits.has(trait))
  if (lacking.length > 0) return `it has not the trait ${lacking.join(', ')}`
  const unwanted = forbiddenTraits.filter((trait) => host.traits.has(trait))
  return unwanted.length > 0 ? `it has the forbidden trait ${unwanted.join(', ')}` : undefined
}

/** Hosts of an aggregate with `filter_tenant_id…` are for those projects alone. */
const tenants: Filter = (host, { projectId }) => {
  for (const { name, metadata } of host.aggregates) {
    const allowed = Object.entries(metadata).filter(([key]) => key.startsWith('filter_tenant_id'))
    const projects = allowed.flatMap(([, value]) => value.split(',').map((one) => one.trim()))
    if (projects.length > 0 && !projects.includes(projectId)) return `its aggregate ${name} is for other projects`
  }
  return undefined
}

const aggregateSpec = 'aggregate_instance_extra_specs:'

/** What a flavor asks of aggregates: each must be said by one that the host is in. */
const aggregateSpecs: Filter = (host, { extraSpecs }) => {
  for (const [key, wanted] of Object.entries(extraSpecs)) {
    if (!key.startsWith(aggregateSpec)) continue
    const name = key.slice(aggregateSpec.length)
    const has = host.aggregates.flatMap(({ metadata }) => metadata[name] ?? [])
    if (has.length === 0) return `no aggregate of it says ${name}, the flavor needs ${wanted}`
    const refusal = has.map((value) => capabilityRefusal(value, wanted)).every((one) => one !== undefined)
    if (refusal) return `its aggregates say ${name} ${has.join(', ')}, the flavor needs ${wanted}`
  }
  return undefined
}

/** An aggregate that names a property of images is for images with one of those values, or without the property. */
const imageIsolation: Filter = (host, { imageProperties }) => {
  for (const { name, metadata } of host.aggregates) {
    for (const [key, value] of Object.entries(imageProperties)) {
      const allowed = metadata[key]
      if (allowed === undefined) continue
      if (!allowed.split(',').some((one) => one.trim() === value)) {
        return `its aggregate ${name} is for images with ${key} ${allowed}, this one says ${value}`
      }
    }
  }
  return undefined
}

/** `capabilities:…` of the flavor, against what the host tells of itself. */
const capabilities: Filter = (host, { extraSpecs }) => {
  for (const [key, wanted] of Object.entries(extraSpecs)) {
    if (!key.startsWith('capabilities:')) continue
    const name = key.slice('capabilities:'.length)
    const has = capabilityOf(host, name)
    if (has === undefined) return `it tells nothing of ${name}, the flavor needs ${wanted}`
    const refusal = capabilityRefusal(has, wanted)
    if (refusal !== undefined) return `its ${name} is ${refusal}`
  }
  return undefined
}

function capabilityOf(host: HostUsage, name: string): string | undefined {
  const known: Readonly<Record<string, string>> = {
    hypervisor_type: host.hypervisorType,
    hypervisor_version: String(versionNumber(host.hypervisorVersion)),
    hypervisor_hostname: host.hypervisorHostname,
    virt_type: host.virtType,
    vcpus: String(host.vcpus),
    memory_mb: String(host.memoryMiB),
    local_gb: String(host.diskGiB),
    free_ram_mb: String(host.memoryMiB - host.usedMemoryMiB),
    free_disk_gb: String(host.diskGiB - host.usedDiskGiB),
    num_instances: String(host.servers),
    'cpu_info:arch': host.architecture,
    'cpu_info:model': host.cpuModel,
  }
  return Object.hasOwn(known, name) ? known[name] : undefined
}

const amounts: Filter = (host, demand, rules) => {
  const capacity = capacityOf(host, rules)
  const needs = [
    ['vCPUs', '', demand.vcpus, capacity.vcpus - host.usedVcpus],
    ['memory', ' MiB', demand.memoryMiB, capacity.memoryMiB - host.usedMemoryMiB],
    ['disk', ' GiB', demand.diskGiB, capacity.diskGiB - host.usedDiskGiB],
  ] as const
  const lacking = needs.filter(([, , need, free]) => need > free)
  if (lacking.length === 0) return undefined
  return lacking.map(([what, unit, need, free]) => `needs ${need}${unit} of ${what}, ${free}${unit} free`).join(' and ')
}

/** In this order: what was asked for, what the host is, and last what it has left. */
const filters: readonly Filter[] = [
  askedFor,
  zone,
  inService,
  architecture,
  hypervisor,
  hypervisorVersion,
  traits,
  capabilities,
  tenants,
  aggregateSpecs,
  imageIsolation,
  amounts,
]

export function refusalOf(host: HostUsage, demand: Demand, rules: SchedulerRules): string | undefined {
  for (const filter of filters) {
    const refusal = filter(host, demand, rules)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

const partsOf = (version: string): number[] => version.split('.').map((part) => Number.parseInt(part, 10) || 0)

/** `9.0.0` as libvirt counts it: 9000000. */
export function versionNumber(version: string): number {
  const [major = 0, minor = 0, patch = 0] = partsOf(version)
  return major * 1_000_000 + minor * 1000 + patch
}

const comparisons: Readonly<Record<string, (has: number, limit: number) => boolean>> = {
  '>=': (has, limit) => has >= limit,
  '<=': (has, limit) => has <= limit,
  '>': (has, limit) => has > limit,
  '<': (has, limit) => has < limit,
  '!=': (has, limit) => has !== limit,
  '==': (has, limit) => has === limit,
}

/** `>=6.0,<8`: every part holds. */
function isVersionIn(version: string, wanted: string): boolean {
  const has = versionNumber(version)
  return wanted.split(',').every((part) => {
    const match = /^\s*(>=|<=|==|!=|>|<)?\s*(\d+(?:\.\d+)*)\s*$/.exec(part)
    const holds = comparisons[match?.[1] ?? '==']
    return match !== null && holds !== undefined && holds(has, versionNumber(match[2] ?? ''))
  })
}
