import {
  type Connect,
  allAtPath,
  atPath,
  childrenOf,
  parseElement,
  textOf,
  versionText,
  type XmlElement,
} from '@kilonova/libvirt'
import type { HostCapabilities, HostCell } from '../plan/host-capabilities.ts'
import { readTraits } from './host-traits.ts'

export interface HostDescription extends HostCapabilities {
  /** Of the host's own CPU. */
  readonly cpuModel: string
  /** `9.0.0` */
  readonly libvirtVersion: string
  readonly qemuVersion: string
  readonly hypervisorHostname: string
  readonly cpus: number
  readonly memoryMiB: number
  /** In the words of os-traits. */
  readonly traits: readonly string[]
}

/** Asks libvirt for all that guests are planned from. About ten milliseconds; once per connection. */
export async function readCapabilities(connection: Connect, virtType: 'kvm' | 'qemu'): Promise<HostDescription> {
  const [capabilities, node, lib, hypervisor, hostname] = await Promise.all([
    connection.getCapabilities(),
    connection.nodeGetInfo(),
    connection.getLibVersion(),
    connection.getVersion(),
    connection.getHostname(),
  ])
  const host = parseElement(capabilities)
  const architecture = atPath(host, 'host/cpu/arch') ?? node.model
  const domain = parseElement(await connection.getDomainCapabilities(null, architecture, null, virtType, 0))
  const ofGuests = { virtType, architecture, ...readDomainCapabilities(domain) }
  return {
    ...ofGuests,
    traits: await readTraits(connection, ofGuests, domain),
    machines: readMachines(host, architecture),
    cells: readCells(host),
    cpuModel: atPath(host, 'host/cpu/model') ?? node.model,
    libvirtVersion: versionText(lib),
    qemuVersion: versionText(hypervisor),
    hypervisorHostname: hostname,
    cpus: node.cpus,
    memoryMiB: Math.floor(node.memory / 1024),
  }
}

function readDomainCapabilities(domain: XmlElement) {
  const enumOf = (path: string, name: string): string[] =>
    allAtPath(domain, `${path}/enum`)
      .filter((one) => one.attributes.get('name') === name)
      .flatMap((one) => childrenOf(one, 'value').map((value) => textOf(value)))
  const modes = allAtPath(domain, 'cpu/mode').filter((mode) => mode.attributes.get('supported') === 'yes')
  const supported = (path: string) => atPath(domain, `${path}@supported`) === 'yes'
  const usable = allAtPath(domain, 'cpu/mode/model').filter((model) => model.attributes.get('usable') !== 'no')
  return {
    cpuModes: modes.map((mode) => mode.attributes.get('name') ?? ''),
    cpuModels: [...new Set(usable.map((model) => textOf(model)))],
    uefi: {
      available: enumOf('os', 'firmware').includes('efi'),
      secureBoot: enumOf('os/loader', 'secure').includes('yes'),
    },
    videoModels: enumOf('devices/video', 'modelType'),
    tpmModels:
      supported('devices/tpm') && enumOf('devices/tpm', 'backendModel').includes('emulator')
        ? enumOf('devices/tpm', 'model')
        : [],
    maxVcpus: Number(atPath(domain, 'vcpu@max') ?? 255),
  }
}

function readMachines(host: XmlElement, architecture: string): Record<string, string> {
  const guest = allAtPath(host, 'guest').find((one) => atPath(one, 'arch@name') === architecture)
  if (guest === undefined) return {}
  const machines = allAtPath(guest, 'arch/machine')
  return Object.fromEntries(machines.map((one) => [textOf(one), one.attributes.get('canonical') ?? textOf(one)]))
}

function readCells(host: XmlElement): HostCell[] {
  return allAtPath(host, 'host/topology/cells/cell').map((cell) => ({
    id: Number(cell.attributes.get('id')),
    memoryMiB: Math.floor(Number(atPath(cell, 'memory') ?? 0) / 1024),
    cpus: allAtPath(cell, 'cpus/cpu').map((cpu) => ({
      id: Number(cpu.attributes.get('id')),
      siblings: readSiblings(cpu.attributes.get('siblings') ?? ''),
    })),
    hugePages: allAtPath(cell, 'pages')
      .map((pages) => ({ sizeKiB: Number(pages.attributes.get('size')), total: Number(textOf(pages)) }))
      .filter((pages) => pages.sizeKiB > 4),
  }))
}

/** `0,2` and `0-3` → numbers. */
function readSiblings(text: string): number[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [from = 0, to = from] = part.split('-').map(Number)
      return Array.from({ length: to - from + 1 }, (_, index) => from + index)
    })
}
