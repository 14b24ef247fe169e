import { type GuestDiagnostics, Fault, type ServerId } from '@kilonova/core'
import { type Domain, DomainXmlFlags, parseElement } from '@kilonova/libvirt'
import { findDomain } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'

type Element = ReturnType<typeof parseElement>

/** What the guest uses, and how its CPUs and memory are laid out. */
export function diagnoseServer(
  parts: DriverParts,
  serverId: ServerId,
  mustRun: boolean,
  { signal }: OperationOptions,
): Promise<GuestDiagnostics> {
  const what = whatFailed(serverId, 'looked at')
  return parts.connection.use(
    what,
    async (connection) => {
      const domain = await findDomain(connection, serverId)
      if (domain === undefined) throw new Fault('conflict', `${what}: libvirt does not know it`)
      const state = powerOf((await domain.getState(0)).state)
      const running = state === 'running' || state === 'paused'
      if (mustRun && !running) throw new Fault('conflict', `${what}: it is ${state}`, { next: 'start it first' })
      const tree = parseElement(await domain.getXmlDesc(running ? 0 : DomainXmlFlags.VIR_DOMAIN_XML_INACTIVE))
      return { state, ...(await use(domain, tree, running)), ...layout(tree) }
    },
    signal,
  )
}

async function use(domain: Domain, tree: Element, running: boolean) {
  const info = await domain.getInfo()
  const devices = child(tree, 'devices')
  const targets = running ? children(devices, 'disk').map((disk) => text(child(disk, 'target'), 'dev')) : []
  const cards = running ? children(devices, 'interface') : []
  const [cpus, memory, disks, nics] = await Promise.all([
    running ? domain.getVcpus() : [],
    running ? domain.memoryStats() : {},
    Promise.all(targets.map((target) => diskUse(domain, target))),
    Promise.all(cards.map((card) => nicUse(domain, card))),
  ])
  return {
    memoryMaxMiB: info.maxMem / 1024,
    memoryUsedMiB: info.memory / 1024,
    cpus: cpus.map((cpu) => ({ id: cpu.number, timeNs: Number(cpu.cpuTime) })),
    disks,
    nics,
    memory: Object.fromEntries(Object.entries(memory).map(([name, value]) => [name, Number(value)])),
  }
}

async function diskUse(domain: Domain, target: string) {
  const stats = await domain.blockStats(target)
  return {
    target,
    readBytes: stats.rdBytes,
    readRequests: stats.rdReq,
    writeBytes: stats.wrBytes,
    writeRequests: stats.wrReq,
    errors: Math.max(0, stats.errs),
  }
}

async function nicUse(domain: Domain, card: Element) {
  const device = text(child(card, 'target'), 'dev')
  const stats = await domain.interfaceStats(device)
  return {
    mac: text(child(card, 'mac'), 'address'),
    device,
    rxBytes: stats.rxBytes,
    rxPackets: stats.rxPackets,
    rxErrors: stats.rxErrs,
    rxDrop: stats.rxDrop,
    txBytes: stats.txBytes,
    txPackets: stats.txPackets,
    txErrors: stats.txErrs,
    txDrop: stats.txDrop,
  }
}

/** The guest's own NUMA cells, and where they are. */
function layout(tree: Element): Pick<GuestDiagnostics, 'cells' | 'hugePageKiB'> {
  const cells = children(child(child(tree, 'cpu'), 'numa'), 'cell')
  const nodes = children(child(tree, 'numatune'), 'memnode')
  const pins = children(child(tree, 'cputune'), 'vcpupin')
  const page = children(child(child(tree, 'memoryBacking'), 'hugepages'), 'page')[0]
  const size = page === undefined ? undefined : Number(text(page, 'size'))
  return {
    cells: cells.map((cell) => {
      const vcpus = rangeOf(text(cell, 'cpus'))
      const node = nodes.find((one) => text(one, 'cellid') === text(cell, 'id'))
      const host = node === undefined ? undefined : rangeOf(text(node, 'nodeset'))[0]
      const own = pins.filter((pin) => vcpus.includes(Number(text(pin, 'vcpu'))))
      const pinned = own.map((pin) => [text(pin, 'vcpu'), rangeOf(text(pin, 'cpuset'))] as const)
      return {
        memoryMiB: Number(text(cell, 'memory')) / 1024,
        vcpus,
        ...(host === undefined ? {} : { hostCell: host }),
        // A vCPU that may run on several CPUs of the host is not pinned.
        pins: Object.fromEntries(pinned.flatMap(([vcpu, cpus]) => (cpus.length === 1 ? [[vcpu, cpus[0] ?? 0]] : []))),
      }
    }),
    ...(size === undefined ? {} : { hugePageKiB: size }),
  }
}

const children = (element: Element | undefined, name: string): Element[] =>
  (element?.children ?? []).filter(
    (one): one is Element => typeof one === 'object' && 'name' in one && one.name === name,
  )
const child = (element: Element | undefined, name: string): Element | undefined => children(element, name)[0]
const text = (element: Element | undefined, name: string): string => element?.attributes.get(name) ?? ''

/** `0-3,6`. */
function rangeOf(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [low = Number.NaN, high = low] = part.split('-').map(Number)
    return Number.isInteger(low) ? Array.from({ length: high - low + 1 }, (_, index) => low + index) : []
  })
}
