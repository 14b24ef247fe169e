import type { CpuTuningPlan, GuestCell, MemoryPlan } from './guest-plan.ts'
import type { HostCapabilities, HostUse } from './host-capabilities.ts'
import { pickCpus } from './pick-cpus.ts'
import { cpuList, oneOf, type PropertyReader, refuseProperty, truth, wholeNumber } from './property-reader.ts'

export interface Placement {
  readonly cells: readonly GuestCell[]
  readonly tuning: CpuTuningPlan
  readonly memory: MemoryPlan
}

interface Size {
  readonly vcpus: number
  readonly memoryMiB: number
}

const policies = ['shared', 'dedicated', 'mixed'] as const

/** NUMA cells, pinning, huge pages and CPU shares: where the guest's vCPUs and memory live on the host. */
export function planPlacement(from: PropertyReader, size: Size, host: HostCapabilities, use: HostUse): Placement {
  const dedicated = readDedicated(from, size.vcpus)
  const hugePageKiB = readPages(from, size, host)
  const asked = readCells(from, size)
  const realtime = readRealtime(from, size.vcpus, dedicated)
  const emulator = from.flavor('hw:emulator_threads_policy', oneOf(['share', 'isolate'] as const))
  const locked = readLocked(from, asked !== undefined || hugePageKiB !== undefined) || realtime !== undefined
  const memory = { locked, ...(hugePageKiB === undefined ? {} : { hugePageKiB }) }
  if (emulator === 'isolate' && dedicated.length === 0) {
    throw refuseProperty(
      'hw:emulator_threads_policy',
      emulator,
      'it needs dedicated CPUs',
      'set hw:cpu_policy to dedicated',
    )
  }
  const weights = readWeights(from)
  if (asked === undefined && dedicated.length === 0 && hugePageKiB === undefined) {
    return { cells: [], tuning: { ...weights, pins: [] }, memory }
  }
  const cells = asked ?? [{ id: 0, vcpus: range(size.vcpus), memoryMiB: size.memoryMiB }]
  const threadPolicy = from.get(
    { image: 'hw_cpu_thread_policy', flavor: 'hw:cpu_thread_policy' },
    oneOf(['prefer', 'isolate', 'require'] as const),
  )
  const placed = pickCpus({
    cells,
    dedicated,
    threadPolicy: threadPolicy ?? 'prefer',
    isolateEmulator: emulator === 'isolate',
    hugePageKiB,
    hostCells: host.cells,
    pinnedCpus: use.pinnedCpus,
  })
  if (placed === undefined) throw noRoom(from, asked !== undefined)
  return {
    cells: placed.cells,
    tuning: {
      ...weights,
      pins: placed.pins,
      ...(placed.emulatorHostCpus === undefined ? {} : { emulatorHostCpus: placed.emulatorHostCpus }),
      ...(realtime === undefined ? {} : { realtimeVcpus: realtime }),
    },
    memory,
  }
}

const range = (length: number) => Array.from({ length }, (_, index) => index)

function noRoom(from: PropertyReader, cellsAsked: boolean) {
  const names = cellsAsked
    ? ['hw:numa_nodes', 'hw_numa_nodes', 'hw:mem_page_size', 'hw_mem_page_size']
    : [
        'hw:cpu_thread_policy',
        'hw_cpu_thread_policy',
        'hw:cpu_policy',
        'hw_cpu_policy',
        'hw:mem_page_size',
        'hw_mem_page_size',
      ]
  const name = names.find((one) => (from.imageText(one) ?? from.flavorText(one)) !== undefined) ?? 'hw:cpu_policy'
  const text = from.imageText(name) ?? from.flavorText(name) ?? ''
  return refuseProperty(
    name,
    text,
    'this host has no free CPUs and memory of that shape',
    'choose another host or a smaller flavor',
  )
}

/** The vCPUs that get a host CPU of their own. */
function readDedicated(from: PropertyReader, vcpus: number): readonly number[] {
  const flavor = from.flavor('hw:cpu_policy', oneOf(policies))
  const image = from.image('hw_cpu_policy', oneOf(policies))
  if (image === 'dedicated' && (flavor === 'shared' || flavor === 'mixed')) {
    throw refuseProperty(
      'hw_cpu_policy',
      image,
      `the flavor says ${flavor}`,
      'choose a flavor that allows dedicated CPUs',
    )
  }
  const policy = flavor ?? image ?? 'shared'
  const mask = from.flavorText('hw:cpu_dedicated_mask')
  if (policy !== 'mixed' && mask !== undefined) {
    throw refuseProperty('hw:cpu_dedicated_mask', mask, 'it goes with the policy mixed', 'set hw:cpu_policy to mixed')
  }
  if (policy === 'shared') return []
  if (policy === 'dedicated') return range(vcpus)
  if (mask === undefined)
    throw refuseProperty(
      flavor === undefined ? 'hw_cpu_policy' : 'hw:cpu_policy',
      policy,
      'the mask is missing',
      'set hw:cpu_dedicated_mask',
    )
  const chosen = maskedVcpus('hw:cpu_dedicated_mask', mask, vcpus)
  if (chosen.length === vcpus) {
    throw refuseProperty('hw:cpu_dedicated_mask', mask, 'it leaves no shared vCPU', 'set hw:cpu_policy to dedicated')
  }
  return chosen
}

/** `^0` means all but the first: a mask of exclusions starts from all vCPUs. */
function maskedVcpus(name: string, text: string, vcpus: number): readonly number[] {
  const whole = text.startsWith('^') ? `0-${vcpus - 1},${text}` : text
  const chosen = cpuList(vcpus).parse(whole)
  if (chosen === undefined) throw refuseProperty(name, text, 'not a set of vCPUs', `give it ${cpuList(vcpus).takes}`)
  return chosen
}

function readRealtime(
  from: PropertyReader,
  vcpus: number,
  dedicated: readonly number[],
): readonly number[] | undefined {
  if (from.get({ image: 'hw_cpu_realtime', flavor: 'hw:cpu_realtime', both: 'flavor' }, truth) !== true)
    return undefined
  const name = from.said('hw_cpu_realtime_mask', 'hw:cpu_realtime_mask')
  const mask = from.imageText('hw_cpu_realtime_mask') ?? from.flavorText('hw:cpu_realtime_mask')
  if (dedicated.length === 0) {
    throw refuseProperty(
      from.said('hw_cpu_realtime', 'hw:cpu_realtime'),
      'true',
      'it needs dedicated CPUs',
      'set hw:cpu_policy to dedicated',
    )
  }
  if (mask === undefined) {
    throw refuseProperty(
      from.said('hw_cpu_realtime', 'hw:cpu_realtime'),
      'true',
      'one vCPU must be left for ordinary work',
      'set hw:cpu_realtime_mask, for example ^0',
    )
  }
  const chosen = maskedVcpus(name, mask, vcpus)
  if (chosen.length === vcpus) {
    throw refuseProperty(name, mask, 'it leaves no vCPU for ordinary work', 'leave one vCPU out, for example ^0')
  }
  return chosen
}

function readPages(from: PropertyReader, size: Size, host: HostCapabilities): number | undefined {
  const flavor = from.flavorText('hw:mem_page_size')
  const image = from.imageText('hw_mem_page_size')
  if (image !== undefined && flavor !== 'large' && flavor !== 'any') {
    if (flavor !== image) {
      throw refuseProperty(
        'hw_mem_page_size',
        image,
        'the flavor leaves the image no choice',
        'set the flavor’s hw:mem_page_size to any or large',
      )
    }
  }
  const [name, text] = image === undefined ? ['hw:mem_page_size', flavor] : ['hw_mem_page_size', image]
  if (text === undefined || text === 'small' || text === 'any') return undefined
  const sizes = new Set(
    host.cells.flatMap((cell) => cell.hugePages.filter((page) => page.total > 0).map((page) => page.sizeKiB)),
  )
  const fitting = [...sizes].filter((kib) => (size.memoryMiB * 1024) % kib === 0).toSorted((a, b) => b - a)
  const wanted = text === 'large' ? fitting[0] : pageKiB(text)
  if (text !== 'large' && wanted === undefined) {
    throw refuseProperty(name, text, 'not a page size', 'use small, large, any, or a size such as 2MB or 1GB')
  }
  if (wanted === 4) return undefined
  if (wanted !== undefined && fitting.includes(wanted)) return wanted
  throw refuseProperty(
    name,
    text,
    'this host has no such pages set aside, or they do not divide the memory',
    'choose another host, or the size small',
  )
}

/** `2048` is KiB; `2MB`, `1GiB` as people write them. */
function pageKiB(text: string): number | undefined {
  const match = /^([0-9]{1,9})(KB|KiB|kB|MB|MiB|GB|GiB)?$/.exec(text)
  if (match === null) return undefined
  const scale = { K: 1, k: 1, M: 1024, G: 1024 * 1024 }[(match[2] ?? 'K')[0] as 'K' | 'k' | 'M' | 'G']
  return Number(match[1]) * scale
}

function readLocked(from: PropertyReader, sized: boolean): boolean {
  const locked = from.get({ image: 'hw_locked_memory', flavor: 'hw:locked_memory' }, truth)
  if (locked !== true || sized || pageSizeSaid(from)) return locked ?? false
  const name = from.said('hw_locked_memory', 'hw:locked_memory')
  throw refuseProperty(name, 'true', 'it needs a page size', 'set hw:mem_page_size, for example small')
}

const pageSizeSaid = (from: PropertyReader) =>
  from.flavorText('hw:mem_page_size') !== undefined || from.imageText('hw_mem_page_size') !== undefined

function readWeights(from: PropertyReader) {
  const shares = from.flavor('quota:cpu_shares', wholeNumber(2, 262_144))
  const periodUs = from.flavor('quota:cpu_period', wholeNumber(1000, 1_000_000))
  const quotaText = from.flavorText('quota:cpu_quota')
  const quotaUs = quotaText === '-1' ? undefined : from.flavor('quota:cpu_quota', wholeNumber(1000, 17_592_186_044_415))
  return {
    ...(shares === undefined ? {} : { shares }),
    ...(periodUs === undefined ? {} : { periodUs }),
    ...(quotaUs === undefined ? {} : { quotaUs }),
  }
}

/** The guest's NUMA cells as asked for; undefined when nobody asks. */
function readCells(from: PropertyReader, size: Size): GuestCell[] | undefined {
  const count = from.get({ image: 'hw_numa_nodes', flavor: 'hw:numa_nodes' }, wholeNumber(1, 64))
  if (count === undefined) {
    const stray = [
      ...from.flavorKeys('hw:numa_cpus.'),
      ...from.flavorKeys('hw:numa_mem.'),
      ...from.imageKeys('hw_numa_cpus.'),
      ...from.imageKeys('hw_numa_mem.'),
    ][0]
    if (stray === undefined) return undefined
    throw refuseProperty(
      stray,
      from.flavorText(stray) ?? from.imageText(stray) ?? '',
      'the number of cells is missing',
      'set hw:numa_nodes',
    )
  }
  const countName = from.said('hw_numa_nodes', 'hw:numa_nodes')
  const cells = range(count).map((id) => readCell(from, id, size))
  const told = cells.filter((cell) => cell.vcpus !== undefined || cell.memoryMiB !== undefined)
  if (told.length === 0) {
    if (size.vcpus % count !== 0 || size.memoryMiB % count !== 0) {
      throw refuseProperty(
        countName,
        String(count),
        'vCPUs and memory do not divide evenly',
        'say hw:numa_cpus.N and hw:numa_mem.N for each cell',
      )
    }
    const each = size.vcpus / count
    return range(count).map((id) => ({
      id,
      vcpus: range(each).map((vcpu) => id * each + vcpu),
      memoryMiB: size.memoryMiB / count,
    }))
  }
  return checkCells(cells, size, countName, count)
}

interface AskedCell {
  readonly id: number
  readonly vcpus: readonly number[] | undefined
  readonly memoryMiB: number | undefined
}

function readCell(from: PropertyReader, id: number, size: Size): AskedCell {
  const cpus = { image: `hw_numa_cpus.${id}`, flavor: `hw:numa_cpus.${id}` }
  const memory = { image: `hw_numa_mem.${id}`, flavor: `hw:numa_mem.${id}` }
  return {
    id,
    vcpus: from.get(cpus, cpuList(size.vcpus)),
    memoryMiB: from.get(memory, wholeNumber(1, size.memoryMiB)),
  }
}

function checkCells(cells: readonly AskedCell[], size: Size, countName: string, count: number): GuestCell[] {
  const refuse = (why: string) =>
    refuseProperty(countName, String(count), why, 'make hw:numa_cpus.N and hw:numa_mem.N add up to the flavor')
  const whole = cells.map((cell) => {
    if (cell.vcpus === undefined || cell.memoryMiB === undefined) {
      throw refuse(`cell ${cell.id} has no ${cell.vcpus === undefined ? 'CPUs' : 'memory'}`)
    }
    return { id: cell.id, vcpus: cell.vcpus, memoryMiB: cell.memoryMiB }
  })
  const vcpus = whole.flatMap((cell) => cell.vcpus)
  if (new Set(vcpus).size !== vcpus.length) throw refuse('a vCPU is in two cells')
  if (vcpus.length !== size.vcpus) throw refuse(`the cells hold ${vcpus.length} vCPUs, the flavor has ${size.vcpus}`)
  const memoryMiB = whole.reduce((sum, cell) => sum + cell.memoryMiB, 0)
  if (memoryMiB !== size.memoryMiB) throw refuse(`the cells hold ${memoryMiB} MiB, the flavor has ${size.memoryMiB}`)
  return whole
}
