import { qemu } from '../protocol/generated/qemu.js'
import { remote } from '../protocol/generated/remote.js'
import type { CallOptions } from '../session/pending-call.ts'
import type { Connect } from './connect.ts'
import { paramsToObject, type TypedParams } from './typed-params.ts'

export interface DomainInfo {
  /** `DomainState` */
  readonly state: number
  /** KiB */
  readonly maxMem: number
  /** KiB */
  readonly memory: number
  readonly nrVirtCpu: number
  /** Nanoseconds. */
  readonly cpuTime: bigint
}

export interface DomainJobInfo {
  readonly type: number
  readonly timeElapsed: number
  readonly timeRemaining: number
  readonly dataTotal: number
  readonly dataProcessed: number
  readonly dataRemaining: number
  readonly memTotal: number
  readonly memProcessed: number
  readonly memRemaining: number
  readonly fileTotal: number
  readonly fileProcessed: number
  readonly fileRemaining: number
}

/** A guest: a handle made of its name, UUID and the id it had when it was looked up. */
export class Domain {
  readonly conn: Connect
  readonly name: string
  readonly uuid: string
  /** -1 when it was not running at that time. */
  readonly id: number

  constructor(conn: Connect, wire: { readonly name: string; readonly uuid: string; readonly id: number }) {
    this.conn = conn
    this.name = wire.name
    this.uuid = wire.uuid
    this.id = wire.id
  }

  async create(options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainCreate, { dom: this }, options)
  }

  /** @param flags `DomainCreateFlags` */
  async createWithFlags(flags = 0, options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainCreateWithFlags, { dom: this, flags }, options)
  }

  /** @param flags `DomainDestroyFlagsValues` */
  async destroyFlags(flags = 0, options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainDestroyFlags, { dom: this, flags }, options)
  }

  async destroy(options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainDestroy, { dom: this }, options)
  }

  /** @param flags `DomainShutdownFlagValues` */
  async shutdownFlags(flags = 0, options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainShutdownFlags, { dom: this, flags }, options)
  }

  /** @param flags `DomainUndefineFlagsValues` */
  async undefineFlags(flags = 0, options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainUndefineFlags, { dom: this, flags }, options)
  }

  /** `state` is a `DomainState`; `reason` one of the enums named for it (`DomainRunningReason` …). */
  async getState(flags = 0, options?: CallOptions): Promise<{ state: number; reason: number }> {
    return this.conn.call(remote.domainGetState, { dom: this, flags }, options)
  }

  async getInfo(options?: CallOptions): Promise<DomainInfo> {
    const info = await this.conn.call(remote.domainGetInfo, { dom: this }, options)
    return { ...info, maxMem: Number(info.maxMem), memory: Number(info.memory) }
  }

  /** @param flags `DomainXmlFlags` */
  async getXmlDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.conn.call(remote.domainGetXmlDesc, { dom: this, flags }, options)).xml
  }

  async suspend(options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainSuspend, { dom: this }, options)
  }

  async resume(options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainResume, { dom: this }, options)
  }

  /** @param flags `DomainRebootFlagValues` */
  async reboot(flags = 0, options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainReboot, { dom: this, flags }, options)
  }

  async isActive(options?: CallOptions): Promise<boolean> {
    return (await this.conn.call(remote.domainIsActive, { dom: this }, options)).active !== 0
  }

  async isPersistent(options?: CallOptions): Promise<boolean> {
    return (await this.conn.call(remote.domainIsPersistent, { dom: this }, options)).persistent !== 0
  }

  /** @param flags `DomainSaveRestoreFlags` */
  async managedSave(flags = 0, options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainManagedSave, { dom: this, flags }, options)
  }

  async managedSaveRemove(flags = 0, options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainManagedSaveRemove, { dom: this, flags }, options)
  }

  /** The job that runs now. `type` is a `DomainJobType`; sizes in bytes, times in milliseconds. */
  async getJobInfo(options?: CallOptions): Promise<DomainJobInfo> {
    const { type, ...sizes } = await this.conn.call(remote.domainGetJobInfo, { dom: this }, options)
    const numbers = Object.entries(sizes).map(([key, value]) => [key, Number(value)])
    return { type, ...(Object.fromEntries(numbers) as Omit<DomainJobInfo, 'type'>) }
  }

  /** @param flags `DomainGetJobStatsFlags`. `type` is a `DomainJobType`; sizes in bytes, times in milliseconds. */
  async getJobStats(flags = 0, options?: CallOptions): Promise<{ type: number; params: TypedParams }> {
    const { type, params } = await this.conn.call(remote.domainGetJobStats, { dom: this, flags }, options)
    return { type, params: paramsToObject(params) }
  }

  async abortJob(options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainAbortJob, { dom: this }, options)
  }

  /** @param cmd QMP as JSON, or a line for the human monitor with that flag. @param flags `DomainQemuMonitorCommandFlags` */
  async qemuMonitorCommand(cmd: string, flags = 0, options?: CallOptions): Promise<string> {
    return (await this.conn.call(qemu.domainMonitorCommand, { dom: this, cmd, flags }, options)).result
  }
}
