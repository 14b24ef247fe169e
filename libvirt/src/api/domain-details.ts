import { TypedParameterFlags, DomainMemoryStatTags } from '../protocol/generated/enums.js'
import { DomainCalls } from '../protocol/generated/calls/domain.js'
import { remote } from '../protocol/generated/remote.js'
import type { CallOptions } from '../session/pending-call.ts'
import type { Domain } from './domain.ts'
import { paramsToObject, toNumber, type TypedParams } from './values.ts'

export interface VcpuInfo {
  readonly number: number
  /** A `VcpuState`. */
  readonly state: number
  /** Nanoseconds. */
  readonly cpuTime: bigint
  /** The host CPU it runs on; negative when it runs on none. */
  readonly cpu: number
  /** One bit for each host CPU it may run on, lowest first. */
  readonly cpumap: Uint8Array
}

export interface DomainBlockJobInfo {
  /** A `DomainBlockJobType`. */
  readonly type: number
  /** MiB/s, or bytes/s with that flag; 0 for no limit. */
  readonly bandwidth: number
  /** Progress: `cur` of `end`, in a unit of the job's own. */
  readonly cur: number
  readonly end: number
}

export interface SecurityLabel {
  readonly label: string
  readonly enforcing: boolean
}

/** Memory statistics by name; KiB, but for the faults, which are counts, and the time of the last update. */
export type DomainMemoryStats = Partial<Record<MemoryStatName, number | bigint>>
type MemoryStatName = (typeof memoryStatNames)[number]

const memoryStatNames = [
  'swapIn', 'swapOut', 'majorFault', 'minorFault', 'unused', 'available', 'actualBalloon', 'rss', 'usable',
  'lastUpdate', 'diskCaches', 'hugetlbPgAlloc', 'hugetlbPgFail',
] as const // biome-ignore format: in the order of DomainMemoryStatTags

const typedString = TypedParameterFlags.VIR_TYPED_PARAM_STRING_OKAY
/** More host CPUs than any host has; the daemon answers with as many bytes as there are. */
const cpumapBytes = 2048
const blockPeekVcpus = 4096

/** The questions about a guest whose answers need putting together. */
export abstract class DomainDetails extends DomainCalls {
  /**
   * How the guest uses its memory, as far as its balloon driver tells.
   * @returns KiB, but for `majorFault` and `minorFault` (counts) and `lastUpdate` (seconds since 1970)
   * @throws LibvirtError VIR_ERR_OPERATION_INVALID when the guest does not run
   * @remarks virDomainMemoryStats, since libvirt 0.7.5; remote procedure 159
   */
  async memoryStats(flags = 0, options?: CallOptions): Promise<DomainMemoryStats> {
    const maxStats = DomainMemoryStatTags.VIR_DOMAIN_MEMORY_STAT_LAST
    const { stats } = await this.conn.call(remote.domainMemoryStats, { dom: this.self, maxStats, flags }, options)
    const named = stats.flatMap(({ tag, val }) => {
      const name = memoryStatNames[tag]
      return name === undefined ? [] : [[name, toNumber(val)] as const]
    })
    return Object.fromEntries(named)
  }

  /**
   * The kind of CPU scheduling, and how many parameters it has.
   * @remarks virDomainGetSchedulerType, since libvirt 0.2.3; remote procedure 56
   */
  async getSchedulerType(options?: CallOptions): Promise<{ readonly type: string; readonly nparams: number }> {
    return this.conn.call(remote.domainGetSchedulerType, { dom: this.self }, options)
  }

  /**
   * The guest's share of the CPUs; periods and quotas in microseconds.
   * @remarks virDomainGetSchedulerParameters, since libvirt 0.2.3; remote procedure 57
   */
  async getSchedulerParameters(options?: CallOptions): Promise<TypedParams> {
    const { nparams } = await this.getSchedulerType(options)
    const args = { dom: this.self, nparams }
    return paramsToObject((await this.conn.call(remote.domainGetSchedulerParameters, args, options)).params)
  }

  /**
   * The guest's share of the CPUs; periods and quotas in microseconds.
   * @param flags `DomainModificationImpact` values, added up
   * @remarks virDomainGetSchedulerParametersFlags, since libvirt 0.9.2; remote procedure 223
   */
  async getSchedulerParametersFlags(flags = 0, options?: CallOptions): Promise<TypedParams> {
    const { nparams } = await this.getSchedulerType(options)
    const args = { dom: this.self, nparams, flags: flags | typedString }
    return paramsToObject((await this.conn.call(remote.domainGetSchedulerParametersFlags, args, options)).params)
  }

  /**
   * Each virtual CPU: its state, its time, where it runs and where it may.
   * @throws LibvirtError VIR_ERR_OPERATION_INVALID when the guest does not run
   * @remarks virDomainGetVcpus, since libvirt 0.1.4; remote procedure 20
   */
  async getVcpus(options?: CallOptions): Promise<VcpuInfo[]> {
    const maxinfo = await this.getVcpusFlags(0, options)
    const maplen = await this.#cpumapBytes(options)
    const { info, cpumaps } = await this.conn.call(remote.domainGetVcpus, { dom: this.self, maxinfo, maplen }, options)
    return info.map((one, index) => ({ ...one, cpumap: cpumaps.subarray(index * maplen, (index + 1) * maplen) }))
  }

  /**
   * Where each virtual CPU may run: one map for each, one bit for each host CPU, lowest first.
   * @param flags `DomainModificationImpact` values, added up
   * @remarks virDomainGetVcpuPinInfo, since libvirt 0.9.3; remote procedure 230
   */
  async getVcpuPinInfo(flags = 0, options?: CallOptions): Promise<Uint8Array[]> {
    const maplen = await this.#cpumapBytes(options)
    const ncpumaps = Math.min(blockPeekVcpus, Math.floor(8_388_608 / maplen))
    const args = { dom: this.self, ncpumaps, maplen, flags }
    const { cpumaps, num } = await this.conn.call(remote.domainGetVcpuPinInfo, args, options)
    return Array.from({ length: num }, (_, index) => cpumaps.subarray(index * maplen, (index + 1) * maplen))
  }

  /**
   * Where the emulator's threads may run: one bit for each host CPU, lowest first.
   * @param flags `DomainModificationImpact` values, added up
   * @remarks virDomainGetEmulatorPinInfo, since libvirt 0.10.0; remote procedure 280
   */
  async getEmulatorPinInfo(flags = 0, options?: CallOptions): Promise<Uint8Array> {
    const maplen = await this.#cpumapBytes(options)
    return (await this.conn.call(remote.domainGetEmulatorPinInfo, { dom: this.self, maplen, flags }, options)).cpumaps
  }

  /**
   * Time spent on host CPUs, in nanoseconds.
   * @param startCpu the first host CPU to tell of; -1 for the sum of all
   * @param ncpus how many host CPUs, 1 for the sum; at most 128
   * @returns one object for each host CPU, or one for the sum
   * @remarks virDomainGetCPUStats, since libvirt 0.9.10; remote procedure 262
   */
  async getCpuStats(startCpu: number, ncpus: number, flags = 0, options?: CallOptions): Promise<TypedParams[]> {
    const args = { dom: this.self, startCpu, ncpus, flags: flags | typedString }
    const { nparams } = await this.conn.call(remote.domainGetCpuStats, { ...args, ncpus: 1, nparams: 0 }, options)
    if (nparams === 0) return []
    const { params, nparams: each } = await this.conn.call(remote.domainGetCpuStats, { ...args, nparams }, options)
    const width = Math.max(each, 1)
    return Array.from({ length: Math.ceil(params.length / width) }, (_, index) =>
      paramsToObject(params.slice(index * width, (index + 1) * width).filter(({ field }) => field !== '')),
    )
  }

  /**
   * Disks that failed while the guest runs: name to `DomainDiskErrorCode`.
   * @remarks virDomainGetDiskErrors, since libvirt 0.9.10; remote procedure 263
   */
  async getDiskErrors(flags = 0, options?: CallOptions): Promise<Record<string, number>> {
    const { nerrors } = await this.conn.call(
      remote.domainGetDiskErrors,
      { dom: this.self, maxerrors: 0, flags },
      options,
    )
    if (nerrors === 0) return {}
    const args = { dom: this.self, maxerrors: nerrors, flags }
    const { errors } = await this.conn.call(remote.domainGetDiskErrors, args, options)
    return Object.fromEntries(errors.map(({ disk, error }) => [disk, error]))
  }

  /**
   * How far a block job is; null when none runs on this disk.
   * @param path as `vda`
   * @param flags `DomainBlockJobInfoFlags` values, added up
   * @remarks virDomainGetBlockJobInfo, since libvirt 0.9.4; remote procedure 238
   */
  async getBlockJobInfo(path: string, flags = 0, options?: CallOptions): Promise<DomainBlockJobInfo | null> {
    const info = await this.conn.call(remote.domainGetBlockJobInfo, { dom: this.self, path, flags }, options)
    if (info.found === 0) return null
    return { type: info.type, bandwidth: Number(info.bandwidth), cur: Number(info.cur), end: Number(info.end) }
  }

  /**
   * The guest's security label (SELinux, AppArmor); empty where it has none.
   * @remarks virDomainGetSecurityLabel, since libvirt 0.6.1; remote procedure 121
   */
  async getSecurityLabel(options?: CallOptions): Promise<SecurityLabel> {
    return labelOf(await this.conn.call(remote.domainGetSecurityLabel, { dom: this.self }, options))
  }

  /**
   * The guest's labels, one for each security driver.
   * @remarks virDomainGetSecurityLabelList, since libvirt 0.10.0; remote procedure 278
   */
  async getSecurityLabelList(options?: CallOptions): Promise<SecurityLabel[]> {
    const { labels } = await this.conn.call(remote.domainGetSecurityLabelList, { dom: this.self }, options)
    return labels.map(labelOf)
  }

  protected abstract get self(): Domain

  /** The length of a map of this host's CPUs, as libvirt's own client counts it. */
  async #cpumapBytes(options?: CallOptions): Promise<number> {
    const { ret } = await this.conn.call(remote.nodeGetCpuMap, { needMap: 0, needOnline: 0, flags: 0 }, options)
    return Math.min(Math.max((ret + 7) >> 3, 1), cpumapBytes)
  }
}

function labelOf(wire: { readonly label: Uint8Array; readonly enforcing: number }): SecurityLabel {
  return { label: Buffer.from(wire.label).toString('utf8').replace(/\0.*$/s, ''), enforcing: wire.enforcing !== 0 }
}
