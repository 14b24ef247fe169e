import type { CpuPlan } from './guest-plan.ts'
import type { HostCapabilities } from './host-capabilities.ts'
import { oneOf, type PropertyReader, refuseProperty, wholeNumber } from './property-reader.ts'

export interface CpuSettings {
  readonly cpuMode: 'auto' | 'host-model' | 'host-passthrough' | 'custom'
  readonly cpuModel?: string | undefined
}

/** The CPU that the guest sees: model by host and settings, topology by image and flavor. */
export function planCpu(from: PropertyReader, vcpus: number, host: HostCapabilities, settings: CpuSettings): CpuPlan {
  const physicalAddress = planPhysicalAddress(from)
  return {
    ...planModel(host, settings),
    topology: planTopology(from, vcpus),
    features: [],
    ...(physicalAddress === undefined ? {} : { physicalAddress }),
  }
}

/**
 * Under emulation the guest gets all that QEMU can emulate: today's distributions need x86-64-v2 or v3, which the
 * plain `qemu64` lacks, and it was measured to be no slower.
 */
function planModel(host: HostCapabilities, settings: CpuSettings): Pick<CpuPlan, 'mode' | 'model'> {
  if (settings.cpuMode === 'custom' && settings.cpuModel !== undefined) {
    return { mode: 'custom', model: settings.cpuModel }
  }
  if (host.virtType === 'qemu') return { mode: 'maximum' }
  if (settings.cpuMode === 'auto' || settings.cpuMode === 'custom') {
    return { mode: host.architecture === 'aarch64' ? 'host-passthrough' : 'host-model' }
  }
  return { mode: settings.cpuMode }
}

const unlimited = 65_536

/** Nova's rule: as many sockets as vCPUs, unless image or flavor prefer another shape that their limits allow. */
export function planTopology(from: PropertyReader, vcpus: number): CpuPlan['topology'] {
  const most = (part: string) => readMost(from, part)
  const limits = { sockets: most('sockets'), cores: most('cores'), threads: most('threads') }
  const wished = {
    sockets: readPreferred(from, 'sockets', limits.sockets),
    cores: readPreferred(from, 'cores', limits.cores),
    threads: readPreferred(from, 'threads', limits.threads),
  }
  const shapes = shapesOf(vcpus).filter(
    (shape) => shape.sockets <= limits.sockets && shape.cores <= limits.cores && shape.threads <= limits.threads,
  )
  const score = (shape: CpuPlan['topology']) =>
    Number(shape.sockets === wished.sockets) +
    Number(shape.cores === wished.cores) +
    Number(shape.threads === wished.threads)
  const best = shapes.toSorted((a, b) => score(b) - score(a) || b.sockets - a.sockets || b.cores - a.cores)[0]
  if (best !== undefined) return best
  const name = ['sockets', 'cores', 'threads'].map((part) => limitName(from, part)).find((one) => one !== undefined)
  const text = name === undefined ? '' : (from.imageText(name) ?? from.flavorText(name) ?? '')
  throw refuseProperty(
    name ?? 'vcpus',
    text,
    `${vcpus} vCPUs do not fit these limits`,
    'raise the limits, or use a smaller flavor',
  )
}

function readMost(from: PropertyReader, part: string): number {
  const number = wholeNumber(1, unlimited)
  const flavor = from.flavor(`hw:cpu_max_${part}`, number)
  const image = from.image(`hw_cpu_max_${part}`, number)
  if (flavor !== undefined && image !== undefined && image > flavor) {
    throw refuseProperty(`hw_cpu_max_${part}`, String(image), `the flavor allows ${flavor}`, 'ask for less')
  }
  return image ?? flavor ?? unlimited
}

function readPreferred(from: PropertyReader, part: string, most: number): number | undefined {
  const number = wholeNumber(1, unlimited)
  const flavor = from.flavor(`hw:cpu_${part}`, number)
  const image = from.image(`hw_cpu_${part}`, number)
  const [name, value] = image === undefined ? [`hw:cpu_${part}`, flavor] : [`hw_cpu_${part}`, image]
  if (value !== undefined && value > most)
    throw refuseProperty(name, String(value), `the limit is ${most}`, 'ask for less')
  return value
}

function limitName(from: PropertyReader, part: string): string | undefined {
  if (from.imageText(`hw_cpu_max_${part}`) !== undefined) return `hw_cpu_max_${part}`
  return from.flavorText(`hw:cpu_max_${part}`) === undefined ? undefined : `hw:cpu_max_${part}`
}

function shapesOf(vcpus: number): CpuPlan['topology'][] {
  const shapes: CpuPlan['topology'][] = []
  for (let sockets = 1; sockets <= vcpus; sockets += 1) {
    if (vcpus % sockets !== 0) continue
    const each = vcpus / sockets
    for (let cores = 1; cores <= each; cores += 1) {
      if (each % cores === 0) shapes.push({ sockets, cores, threads: each / cores })
    }
  }
  return shapes
}

function planPhysicalAddress(from: PropertyReader): CpuPlan['physicalAddress'] {
  const mode = from.get(
    { image: 'hw_maxphysaddr_mode', flavor: 'hw:maxphysaddr_mode' },
    oneOf(['passthrough', 'emulate'] as const),
  )
  const bits = from.get({ image: 'hw_maxphysaddr_bits', flavor: 'hw:maxphysaddr_bits' }, wholeNumber(32, 64))
  if (mode === undefined) return undefined
  const name = from.said('hw_maxphysaddr_mode', 'hw:maxphysaddr_mode')
  if (mode === 'emulate' && bits === undefined) {
    throw refuseProperty(name, mode, 'the number of bits is missing', 'set hw:maxphysaddr_bits')
  }
  return { mode, ...(mode === 'passthrough' || bits === undefined ? {} : { bits }) }
}
