import { ConnectCalls } from '../protocol/generated/calls/connect.js'
import { remote } from '../protocol/generated/remote.js'
import type { Procedure } from '../protocol/procedure.ts'
import type { CallOptions } from '../session/pending-call.ts'
import type { Domain } from './domain.ts'
import { make, paramsToObject, charsToText, type TypedParams } from './values.ts'

export interface DomainStatsRecord {
  readonly domain: Domain
  readonly params: TypedParams
}

export interface NodeCpuMap {
  /** How many CPUs the host has, online or not. */
  readonly cpus: number
  readonly online: number
  /** One bit for each CPU, lowest first: whether it is online. */
  readonly cpumap: Uint8Array
}

/** The questions to the host whose answers need putting together. */
export abstract class HostCalls extends ConnectCalls {
  abstract call<Args, Ret>(procedure: Procedure<Args, Ret>, args: Args, options?: CallOptions): Promise<Ret>

  /**
   * Statistics of all guests, or those that the flags choose, in one call.
   * @param stats `DomainStatsTypes` values, added up; 0 for all
   * @param flags `ConnectGetAllDomainStatsFlags` values, added up
   * @remarks virConnectGetAllDomainStats, since libvirt 1.2.8; remote procedure 344
   */
  async getAllDomainStats(stats = 0, flags = 0, options?: CallOptions): Promise<DomainStatsRecord[]> {
    return this.#stats([], stats, flags, options)
  }

  /**
   * Statistics of these guests, in one call.
   * @param stats `DomainStatsTypes` values, added up; 0 for all
   * @param flags `ConnectGetAllDomainStatsFlags` values, added up
   * @remarks virDomainListGetStats, since libvirt 1.2.8; remote procedure 344
   */
  async domainListGetStats(
    domains: readonly Domain[],
    stats = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<DomainStatsRecord[]> {
    return domains.length === 0 ? [] : this.#stats(domains, stats, flags, options)
  }

  async #stats(
    doms: readonly Domain[],
    stats: number,
    flags: number,
    options?: CallOptions,
  ): Promise<DomainStatsRecord[]> {
    const { retStats } = await this.call(remote.connectGetAllDomainStats, { doms, stats, flags }, options)
    return retStats.map(({ dom, params }) => ({ domain: make.domain(this.self, dom), params: paramsToObject(params) }))
  }

  /**
   * The host's CPUs and which are online.
   * @remarks virNodeGetCPUMap, since libvirt 1.0.0; remote procedure 293
   */
  async nodeGetCpuMap(flags = 0, options?: CallOptions): Promise<NodeCpuMap> {
    const args = { needMap: 1, needOnline: 1, flags }
    const { cpumap, online, ret } = await this.call(remote.nodeGetCpuMap, args, options)
    return { cpus: ret, online, cpumap }
  }

  /**
   * The host's security driver and its domain of interpretation; empty where it has none.
   * @remarks virNodeGetSecurityModel, since libvirt 0.6.1; remote procedure 122
   */
  async nodeGetSecurityModel(options?: CallOptions): Promise<{ readonly model: string; readonly doi: string }> {
    const { model, doi } = await this.call(remote.nodeGetSecurityModel, undefined, options)
    return { model: charsToText(model), doi: charsToText(doi) }
  }

  /**
   * Whether the daemon has a feature; the numbers are those of libvirt's internal list.
   * @remarks the client's own call CONNECT_SUPPORTS_FEATURE; remote procedure 60
   */
  async supportsFeature(feature: number, options?: CallOptions): Promise<boolean> {
    return (await this.call(remote.connectSupportsFeature, { feature }, options)).supported !== 0
  }

  protected get self(): Parameters<typeof make.domain>[0] {
    return this as unknown as Parameters<typeof make.domain>[0]
  }
}
