import type { GuestCell } from './guest-plan.ts'
import type { HostCell } from './host-capabilities.ts'

export interface PickRequest {
  readonly cells: readonly GuestCell[]
  /** vCPUs that each get a host CPU of their own; the others share what is left of their cell. */
  readonly dedicated: readonly number[]
  readonly threadPolicy: 'prefer' | 'isolate' | 'require'
  /** QEMU's own threads get one more CPU of the first cell. */
  readonly isolateEmulator: boolean
  readonly hugePageKiB: number | undefined
  readonly hostCells: readonly HostCell[]
  readonly pinnedCpus: readonly number[]
}

export interface Picked {
  readonly cells: readonly GuestCell[]
  readonly pins: readonly { readonly vcpu: number; readonly hostCpus: readonly number[] }[]
  readonly emulatorHostCpus?: readonly number[]
}

/**
 * Puts each guest cell on a host cell of its own, and its dedicated vCPUs on free CPUs there. Tries every assignment of
 * cells; a host has few.
 * @returns undefined when there is no room.
 */
export function pickCpus(request: PickRequest): Picked | undefined {
  return place(request, 0, new Set())
}

function place(request: PickRequest, index: number, taken: ReadonlySet<number>): Picked | undefined {
  const cell = request.cells[index]
  if (cell === undefined) return { cells: [], pins: [] }
  for (const hostCell of request.hostCells) {
    if (taken.has(hostCell.id)) continue
    const here = placeCell(request, cell, hostCell, index === 0)
    if (here === undefined) continue
    const rest = place(request, index + 1, new Set([...taken, hostCell.id]))
    if (rest !== undefined) {
      return {
        cells: [{ ...cell, hostCell: hostCell.id }, ...rest.cells],
        pins: [...here.pins, ...rest.pins],
        ...(here.emulatorHostCpus === undefined ? {} : { emulatorHostCpus: here.emulatorHostCpus }),
      }
    }
  }
  return undefined
}

function placeCell(
  request: PickRequest,
  cell: GuestCell,
  hostCell: HostCell,
  first: boolean,
): Omit<Picked, 'cells'> | undefined {
  if (!memoryFits(request, cell, hostCell)) return undefined
  const own = cell.vcpus.filter((vcpu) => request.dedicated.includes(vcpu))
  const extra = first && request.isolateEmulator ? 1 : 0
  const free = freeCpus(request, hostCell)
  if (free.length < own.length + extra) return undefined
  const chosen = free.slice(0, own.length)
  if (request.threadPolicy === 'require' && own.length > 0 && !hostCell.cpus.some((cpu) => cpu.siblings.length > 1)) {
    return undefined
  }
  const reserved = new Set([...request.pinnedCpus, ...free.slice(0, own.length + extra)])
  const floating = hostCell.cpus.map((cpu) => cpu.id).filter((cpu) => !reserved.has(cpu))
  const shared = cell.vcpus.filter((vcpu) => !own.includes(vcpu))
  if (shared.length > 0 && floating.length === 0) return undefined
  const pins = cell.vcpus.map((vcpu) => {
    const at = own.indexOf(vcpu)
    const cpu = at < 0 ? undefined : chosen[at]
    return { vcpu, hostCpus: cpu === undefined ? floating : [cpu] }
  })
  if (own.length === 0) return { pins }
  return { pins, ...(first ? { emulatorHostCpus: extra === 1 ? free.slice(own.length, own.length + 1) : chosen } : {}) }
}

function memoryFits(request: PickRequest, cell: GuestCell, hostCell: HostCell): boolean {
  const kib = request.hugePageKiB
  if (kib === undefined) return cell.memoryMiB <= hostCell.memoryMiB
  const pages = hostCell.hugePages.find((page) => page.sizeKiB === kib)
  return (cell.memoryMiB * 1024) % kib === 0 && (pages?.total ?? 0) * kib >= cell.memoryMiB * 1024
}

/** Free CPUs in the order in which the thread policy takes them. */
function freeCpus(request: PickRequest, hostCell: HostCell): number[] {
  const pinned = new Set(request.pinnedCpus)
  const cores = new Map<number, number[]>()
  for (const cpu of hostCell.cpus) {
    const core = Math.min(cpu.id, ...cpu.siblings)
    cores.set(core, [...(cores.get(core) ?? []), cpu.id])
  }
  const free = [...cores.values()].map((threads) => ({ threads, free: threads.filter((cpu) => !pinned.has(cpu)) }))
  if (request.threadPolicy === 'isolate') {
    // A whole core for each vCPU: its other threads stay unused by this guest, and the next guest sees one pinned.
    return free.filter((core) => core.free.length === core.threads.length).flatMap((core) => core.free.slice(0, 1))
  }
  // Full cores first, so that siblings stay together.
  return free.toSorted((a, b) => b.free.length - a.free.length).flatMap((core) => core.free)
}
