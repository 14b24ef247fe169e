// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { DomainSnapshot } from '../../../api/domain-snapshot.ts'
import type { DomainCheckpoint } from '../../../api/domain-checkpoint.ts'
import type { Connect } from '../../../api/connect.ts'

import type { DomainFsinfo, DomainIothreadInfo, DomainInterface } from '../remote.js'
/** What `Domain.getInfo` gives. maxMem and memory in KiB, cpuTime in nanoseconds */
export interface DomainInfo {
  readonly state: number
  readonly maxMem: number
  readonly memory: number
  readonly nrVirtCpu: number
  readonly cpuTime: bigint
}
/** What `Domain.blockStats` gives. requests and bytes since start; -1 where unknown */
export interface DomainBlockStats {
  readonly rdReq: number
  readonly rdBytes: number
  readonly wrReq: number
  readonly wrBytes: number
  readonly errs: number
}
/** What `Domain.interfaceStats` gives. bytes and packets since start; -1 where unknown */
export interface DomainInterfaceStats {
  readonly rxBytes: number
  readonly rxPackets: number
  readonly rxErrs: number
  readonly rxDrop: number
  readonly txBytes: number
  readonly txPackets: number
  readonly txErrs: number
  readonly txDrop: number
}
/** What `Domain.getJobInfo` gives. `type` is a `DomainJobType`; sizes in bytes, times in milliseconds */
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
/** What `Domain.getBlockInfo` gives. bytes: capacity the guest sees, allocation in use, physical size of the container */
export interface DomainBlockInfo {
  readonly allocation: number
  readonly capacity: number
  readonly physical: number
}
/** What `Domain.getState` gives. `state` is a `DomainState`, `reason` is of the enum named for it, as `DomainRunningReason` */
export interface DomainStateResult {
  readonly state: number
  readonly reason: number
}
/** What `Domain.getControlInfo` gives. `state` is a `DomainControlState`, stateTime in milliseconds */
export interface DomainControlInfo {
  readonly state: number
  readonly details: number
  readonly stateTime: number
}
/** What `Domain.getJobStats` gives. `type` is a `DomainJobType`, `params` has sizes in bytes, times in milliseconds */
export interface DomainJobStats {
  readonly type: number
  readonly params: TypedParams
}
/** What `Domain.getTime` gives. seconds since 1970 and nanoseconds */
export interface DomainTime {
  readonly seconds: number
  readonly nseconds: number
}
export declare abstract class DomainCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * Plugs a device into the running guest.
   * @param xml a device element
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainAttachDevice, since libvirt 0.1.9; remote procedure 8
   */
  attachDevice(xml: string, options?: CallOptions): Promise<void>

  /**
   * Starts a defined guest.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCreate, since libvirt 0.1.1; remote procedure 9
   */
  create(options?: CallOptions): Promise<void>

  /**
   * Stops the guest at once, like pulling the plug.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainDestroy, since libvirt 0.0.3; remote procedure 12
   */
  destroy(options?: CallOptions): Promise<void>

  /**
   * Asks the running guest to give a device up.
   * @param xml a device element
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainDetachDevice, since libvirt 0.1.9; remote procedure 13
   */
  detachDevice(xml: string, options?: CallOptions): Promise<void>

  /**
   * The guest as domain XML.
   * @param flags `DomainXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetXMLDesc, since libvirt 0.0.3; remote procedure 14
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Whether the guest starts with the daemon.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetAutostart, since libvirt 0.2.1; remote procedure 15
   */
  getAutostart(options?: CallOptions): Promise<boolean>

  /**
   * State, memory, CPUs and time used.
   * @returns maxMem and memory in KiB, cpuTime in nanoseconds
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetInfo, since libvirt 0.0.3; remote procedure 16
   */
  getInfo(options?: CallOptions): Promise<DomainInfo>

  /**
   * Most memory the guest may have.
   * @returns KiB
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetMaxMemory, since libvirt 0.0.3; remote procedure 17
   */
  getMaxMemory(options?: CallOptions): Promise<number>

  /**
   * Most CPUs the guest may have.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetMaxVcpus, since libvirt 0.2.1; remote procedure 18
   */
  getMaxVcpus(options?: CallOptions): Promise<number>

  /**
   * As `hvm`.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetOSType, since libvirt 0.0.3; remote procedure 19
   */
  getOsType(options?: CallOptions): Promise<string>

  /**
   * Binds a virtual CPU to host CPUs.
   * @param vcpu its number
   * @param cpumap one bit for each host CPU, lowest first
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainPinVcpu, since libvirt 0.1.4; remote procedure 26
   */
  pinVcpu(vcpu: number, cpumap: Uint8Array, options?: CallOptions): Promise<void>

  /**
   * Asks the guest to restart.
   * @param flags `DomainRebootFlagValues` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainReboot, since libvirt 0.1.0; remote procedure 27
   */
  reboot(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Lets a paused guest go on.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainResume, since libvirt 0.0.3; remote procedure 28
   */
  resume(options?: CallOptions): Promise<void>

  /**
   * Chooses whether the guest starts with the daemon.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetAutostart, since libvirt 0.2.1; remote procedure 29
   */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void>

  /**
   * Changes the most memory the guest may have.
   * @param memory KiB
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetMaxMemory, since libvirt 0.0.3; remote procedure 30
   */
  setMaxMemory(memory: number | bigint, options?: CallOptions): Promise<void>

  /**
   * Changes the memory of the running guest through its balloon.
   * @param memory KiB
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetMemory, since libvirt 0.1.1; remote procedure 31
   */
  setMemory(memory: number | bigint, options?: CallOptions): Promise<void>

  /**
   * Changes the number of the running guest's CPUs.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetVcpus, since libvirt 0.1.4; remote procedure 32
   */
  setVcpus(nvcpus: number, options?: CallOptions): Promise<void>

  /**
   * Asks the guest to shut down; it may refuse or take long.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainShutdown, since libvirt 0.0.3; remote procedure 33
   */
  shutdown(options?: CallOptions): Promise<void>

  /**
   * Pauses the guest's CPUs; its memory stays.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSuspend, since libvirt 0.0.3; remote procedure 34
   */
  suspend(options?: CallOptions): Promise<void>

  /**
   * Forgets the guest's definition; a running guest becomes transient.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainUndefine, since libvirt 0.1.1; remote procedure 35
   */
  undefine(options?: CallOptions): Promise<void>

  /**
   * Writes the guest's memory to a file for a debugger.
   * @param to path on the host
   * @param flags `DomainCoreDumpFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCoreDump, since libvirt 0.1.9; remote procedure 53
   */
  coreDump(to: string, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Writes the guest's memory to a file and stops it.
   * @param to path on the host
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSave, since libvirt 0.0.3; remote procedure 55
   */
  save(to: string, options?: CallOptions): Promise<void>

  /**
   * Changes the guest's share of the CPUs.
   * @param params fields `ParamName.VIR_DOMAIN_SCHEDULER_…`; periods and quotas in microseconds
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetSchedulerParameters, since libvirt 0.2.3; remote procedure 58
   */
  setSchedulerParameters(params: TypedParamsInput, options?: CallOptions): Promise<void>

  /**
   * Counters of a disk.
   * @param path as `vda`
   * @returns requests and bytes since start; -1 where unknown
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockStats, since libvirt 0.3.2; remote procedure 64
   */
  blockStats(path: string, options?: CallOptions): Promise<DomainBlockStats>

  /**
   * Counters of a network interface.
   * @param device its name on the host
   * @returns bytes and packets since start; -1 where unknown
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainInterfaceStats, since libvirt 0.3.2; remote procedure 65
   */
  interfaceStats(device: string, options?: CallOptions): Promise<DomainInterfaceStats>

  /**
   * Reads the start or any part of a disk as the guest sees it.
   * @param path as `vda`
   * @param offset bytes
   * @param size bytes, up to 4 MiB
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockPeek, since libvirt 0.4.2; remote procedure 103
   */
  blockPeek(path: string, offset: number | bigint, size: number, flags?: number, options?: CallOptions): Promise<Uint8Array>

  /**
   * Reads the guest's memory.
   * @param offset address
   * @param size bytes, up to 4 MiB
   * @param flags `DomainMemoryFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainMemoryPeek, since libvirt 0.4.2; remote procedure 104
   */
  memoryPeek(offset: number | bigint, size: number, flags?: number, options?: CallOptions): Promise<Uint8Array>

  /**
   * Whether the guest runs.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainIsActive, since libvirt 0.7.3; remote procedure 150
   */
  isActive(options?: CallOptions): Promise<boolean>

  /**
   * Whether the guest is defined, and so stays when it stops.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainIsPersistent, since libvirt 0.7.3; remote procedure 151
   */
  isPersistent(options?: CallOptions): Promise<boolean>

  /**
   * Plugs a device in, now or in the definition.
   * @param xml a device element
   * @param flags `DomainDeviceModifyFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainAttachDeviceFlags, since libvirt 0.7.7; remote procedure 160
   */
  attachDeviceFlags(xml: string, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Asks the guest to give a device up; an event tells when it has.
   * @param xml a device element
   * @param flags `DomainDeviceModifyFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainDetachDeviceFlags, since libvirt 0.7.7; remote procedure 161
   */
  detachDeviceFlags(xml: string, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The job that runs on the guest.
   * @returns `type` is a `DomainJobType`; sizes in bytes, times in milliseconds
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetJobInfo, since libvirt 0.7.7; remote procedure 163
   */
  getJobInfo(options?: CallOptions): Promise<DomainJobInfo>

  /**
   * Ends the running job; a migrating guest goes on at its source.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainAbortJob, since libvirt 0.7.7; remote procedure 164
   */
  abortJob(options?: CallOptions): Promise<void>

  /**
   * Longest pause at the switch-over of a migration.
   * @param downtime milliseconds
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainMigrateSetMaxDowntime, since libvirt 0.8.0; remote procedure 166
   */
  migrateSetMaxDowntime(downtime: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Changes a device, such as the medium of a CD drive.
   * @param xml a device element
   * @param flags `DomainDeviceModifyFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainUpdateDeviceFlags, since libvirt 0.8.0; remote procedure 174
   */
  updateDeviceFlags(xml: string, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Writes the guest's memory to libvirt's own place and stops it; the next start goes on from there.
   * @param flags `DomainSaveRestoreFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainManagedSave, since libvirt 0.8.0; remote procedure 182
   */
  managedSave(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Whether the next start goes on from saved memory.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainHasManagedSaveImage, since libvirt 0.8.0; remote procedure 183
   */
  hasManagedSaveImage(flags?: number, options?: CallOptions): Promise<boolean>

  /**
   * Throws the saved memory away; the next start boots.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainManagedSaveRemove, since libvirt 0.8.0; remote procedure 184
   */
  managedSaveRemove(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Takes a snapshot of disks, memory or both.
   * @param xmlDesc snapshot XML
   * @param flags `DomainSnapshotCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotCreateXML, since libvirt 0.8.0; remote procedure 185
   */
  snapshotCreateXml(xmlDesc: string, flags?: number, options?: CallOptions): Promise<DomainSnapshot>

  /**
   * Number of snapshots.
   * @param flags `DomainSnapshotListFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotNum, since libvirt 0.8.0; remote procedure 187
   */
  snapshotNum(flags?: number, options?: CallOptions): Promise<number>

  /**
   * Names of the snapshots.
   * @param flags `DomainSnapshotListFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotListNames, since libvirt 0.8.0; remote procedure 188
   */
  snapshotListNames(flags?: number, options?: CallOptions): Promise<string[]>

  /**
   * The snapshot with this name.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotLookupByName, since libvirt 0.8.0; remote procedure 189
   */
  snapshotLookupByName(name: string, flags?: number, options?: CallOptions): Promise<DomainSnapshot>

  /**
   * Whether the guest has a current snapshot.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainHasCurrentSnapshot, since libvirt 0.8.0; remote procedure 190
   */
  hasCurrentSnapshot(flags?: number, options?: CallOptions): Promise<boolean>

  /**
   * The current snapshot.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotCurrent, since libvirt 0.8.0; remote procedure 191
   */
  snapshotCurrent(flags?: number, options?: CallOptions): Promise<DomainSnapshot>

  /**
   * Sizes of a disk.
   * @param path as `vda`
   * @param flags must be 0
   * @returns bytes: capacity the guest sees, allocation in use, physical size of the container
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetBlockInfo, since libvirt 0.8.1; remote procedure 194
   */
  getBlockInfo(path: string, flags?: number, options?: CallOptions): Promise<DomainBlockInfo>

  /**
   * Starts a defined guest.
   * @param flags `DomainCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCreateWithFlags, since libvirt 0.8.2; remote procedure 196
   */
  createWithFlags(flags?: number, options?: CallOptions): Promise<Domain>

  /**
   * Changes the guest's memory limits.
   * @param params fields `ParamName.VIR_DOMAIN_MEMORY_…` in KiB, 2^53-1 for no limit
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetMemoryParameters, since libvirt 0.8.5; remote procedure 197
   */
  setMemoryParameters(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The guest's memory limits.
   * @param flags `DomainModificationImpact` values, added up
   * @returns KiB; 2^53-1 stands for no limit
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetMemoryParameters, since libvirt 0.8.5; remote procedure 198
   */
  getMemoryParameters(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Changes the number of CPUs, now or in the definition.
   * @param flags `DomainVcpuFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetVcpusFlags, since libvirt 0.8.5; remote procedure 199
   */
  setVcpusFlags(nvcpus: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Number of CPUs, now or in the definition.
   * @param flags `DomainVcpuFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetVcpusFlags, since libvirt 0.8.5; remote procedure 200
   */
  getVcpusFlags(flags?: number, options?: CallOptions): Promise<number>

  /**
   * Whether the definition was changed since the guest started.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainIsUpdated, since libvirt 0.8.6; remote procedure 202
   */
  isUpdated(options?: CallOptions): Promise<boolean>

  /**
   * Changes the guest's memory.
   * @param memory KiB
   * @param flags `DomainMemoryModFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetMemoryFlags, since libvirt 0.9.0; remote procedure 204
   */
  setMemoryFlags(memory: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Changes the guest's weight and limits for block I/O.
   * @param params fields `ParamName.VIR_DOMAIN_BLKIO_…`
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetBlkioParameters, since libvirt 0.9.0; remote procedure 205
   */
  setBlkioParameters(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The guest's weight and limits for block I/O.
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetBlkioParameters, since libvirt 0.9.0; remote procedure 206
   */
  getBlkioParameters(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Limits a migration.
   * @param bandwidth MiB/s
   * @param flags `DomainMigrateMaxSpeedFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainMigrateSetMaxSpeed, since libvirt 0.9.0; remote procedure 207
   */
  migrateSetMaxSpeed(bandwidth: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Sends a non-maskable interrupt.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainInjectNMI, since libvirt 0.9.2; remote procedure 210
   */
  injectNmi(flags?: number, options?: CallOptions): Promise<void>

  /**
   * State and its reason.
   * @param flags must be 0
   * @returns `state` is a `DomainState`, `reason` is of the enum named for it, as `DomainRunningReason`
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetState, since libvirt 0.9.2; remote procedure 212
   */
  getState(flags?: number, options?: CallOptions): Promise<DomainStateResult>

  /**
   * Changes the guest's share of the CPUs.
   * @param params fields `ParamName.VIR_DOMAIN_SCHEDULER_…`, periods and quotas in microseconds
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetSchedulerParametersFlags, since libvirt 0.9.2; remote procedure 219
   */
  setSchedulerParametersFlags(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Binds a virtual CPU to host CPUs.
   * @param vcpu its number
   * @param cpumap one bit for each host CPU, lowest first
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainPinVcpuFlags, since libvirt 0.9.3; remote procedure 225
   */
  pinVcpuFlags(vcpu: number, cpumap: Uint8Array, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Presses keys.
   * @param codeset a `KeycodeSet`
   * @param holdtime milliseconds
   * @param keycodes up to 16, pressed together
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSendKey, since libvirt 0.9.3; remote procedure 226
   */
  sendKey(codeset: number, holdtime: number, keycodes: readonly number[], flags?: number, options?: CallOptions): Promise<void>

  /**
   * Whether the driver can talk to the guest's process.
   * @param flags must be 0
   * @returns `state` is a `DomainControlState`, stateTime in milliseconds
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetControlInfo, since libvirt 0.9.3; remote procedure 229
   */
  getControlInfo(flags?: number, options?: CallOptions): Promise<DomainControlInfo>

  /**
   * Forgets the guest's definition, and what the flags name with it.
   * @param flags `DomainUndefineFlagsValues` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainUndefineFlags, since libvirt 0.9.4; remote procedure 231
   */
  undefineFlags(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Writes the guest's memory to a file and stops it.
   * @param to path on the host
   * @param dxml domain XML to keep in the file instead
   * @param flags `DomainSaveRestoreFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSaveFlags, since libvirt 0.9.4; remote procedure 232
   */
  saveFlags(to: string, dxml?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Stops the guest at once, like pulling the plug.
   * @param flags `DomainDestroyFlagsValues` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainDestroyFlags, since libvirt 0.9.4; remote procedure 234
   */
  destroyFlags(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Ends a block job; with the pivot flag the guest goes on with the copy.
   * @param path as `vda`
   * @param flags `DomainBlockJobAbortFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockJobAbort, since libvirt 0.9.4; remote procedure 237
   */
  blockJobAbort(path: string, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Limits a block job.
   * @param path as `vda`
   * @param bandwidth MiB/s, or bytes/s with that flag; 0 for no limit
   * @param flags `DomainBlockJobSetSpeedFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockJobSetSpeed, since libvirt 0.9.4; remote procedure 239
   */
  blockJobSetSpeed(path: string, bandwidth: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Copies what a disk takes from its backing files into it, in the background.
   * @param path as `vda`
   * @param bandwidth MiB/s, or bytes/s with that flag; 0 for no limit
   * @param flags `DomainBlockPullFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockPull, since libvirt 0.9.4; remote procedure 240
   */
  blockPull(path: string, bandwidth: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The limit of a migration.
   * @param flags `DomainMigrateMaxSpeedFlags` values, added up
   * @returns MiB/s
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainMigrateGetMaxSpeed, since libvirt 0.9.5; remote procedure 242
   */
  migrateGetMaxSpeed(flags?: number, options?: CallOptions): Promise<number>

  /**
   * Counters of a disk, all there are.
   * @param path as `vda`; empty for the sum of all
   * @param flags must be 0
   * @returns fields `ParamName.VIR_DOMAIN_BLOCK_STATS_…`, times in nanoseconds
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockStatsFlags, since libvirt 0.9.5; remote procedure 243
   */
  blockStatsFlags(path: string, flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Resets the guest as the button does; its disks' caches are lost.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainReset, since libvirt 0.9.7; remote procedure 245
   */
  reset(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Grows a disk of the running guest.
   * @param disk as `vda`
   * @param size KiB, or bytes with that flag
   * @param flags `DomainBlockResizeFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockResize, since libvirt 0.9.8; remote procedure 251
   */
  blockResize(disk: string, size: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Limits a disk.
   * @param disk as `vda`
   * @param params fields `ParamName.VIR_DOMAIN_BLOCK_IOTUNE_…`, bytes or operations per second, 0 for no limit
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetBlockIoTune, since libvirt 0.9.8; remote procedure 252
   */
  setBlockIoTune(disk: string, params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Limits of a disk.
   * @param disk as `vda`; null gives only what all may have
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetBlockIoTune, since libvirt 0.9.8; remote procedure 253
   */
  getBlockIoTune(disk?: string | null, flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Changes from which NUMA cells the guest takes memory.
   * @param params `numa_nodeset` as `0-1`, `numa_mode` a `DomainNumatuneMemMode`
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetNumaParameters, since libvirt 0.9.9; remote procedure 254
   */
  setNumaParameters(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * From which NUMA cells the guest takes memory.
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetNumaParameters, since libvirt 0.9.9; remote procedure 255
   */
  getNumaParameters(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Limits the bandwidth of a network interface.
   * @param device name or MAC address
   * @param params fields `ParamName.VIR_DOMAIN_BANDWIDTH_…`, average and peak in KiB/s, burst in KiB
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetInterfaceParameters, since libvirt 0.9.9; remote procedure 256
   */
  setInterfaceParameters(device: string, params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Bandwidth of a network interface.
   * @param device name or MAC address
   * @param flags `DomainModificationImpact` values, added up
   * @returns average and peak in KiB/s, burst in KiB
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetInterfaceParameters, since libvirt 0.9.9; remote procedure 257
   */
  getInterfaceParameters(device: string, flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Asks the guest to shut down in the chosen way; it may refuse or take long.
   * @param flags `DomainShutdownFlagValues` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainShutdownFlags, since libvirt 0.9.10; remote procedure 258
   */
  shutdownFlags(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Asks the guest's system to sleep.
   * @param target a `NodeSuspendTarget`
   * @param duration seconds until it wakes; must be 0 with QEMU
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainPMSuspendForDuration, since libvirt 0.9.10; remote procedure 261
   */
  pmSuspendForDuration(target: number, duration: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Changes the guest's title, description or an element of a program's own.
   * @param type a `DomainMetadataType`
   * @param metadata text or element, null to remove
   * @param key namespace prefix
   * @param uri namespace
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetMetadata, since libvirt 0.9.10; remote procedure 264
   */
  setMetadata(type: number, metadata?: string | null, key?: string | null, uri?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The guest's title, description or an element of a program's own.
   * @param type a `DomainMetadataType`
   * @param uri namespace of the element
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetMetadata, since libvirt 0.9.10; remote procedure 265
   */
  getMetadata(type: number, uri?: string | null, flags?: number, options?: CallOptions): Promise<string>

  /**
   * Pulls or copies a disk in the background.
   * @param path as `vda`
   * @param base file to keep as backing, or the destination of a copy
   * @param bandwidth MiB/s, or bytes/s with that flag
   * @param flags `DomainBlockRebaseFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockRebase, since libvirt 0.9.10; remote procedure 266
   */
  blockRebase(path: string, base: string | null, bandwidth: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Wakes a sleeping guest.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainPMWakeup, since libvirt 0.9.11; remote procedure 267
   */
  pmWakeup(flags?: number, options?: CallOptions): Promise<void>

  /**
   * The snapshots.
   * @param flags `DomainSnapshotListFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainListAllSnapshots, since libvirt 0.9.13; remote procedure 274
   */
  listAllSnapshots(flags?: number, options?: CallOptions): Promise<DomainSnapshot[]>

  /**
   * The name that the guest gives itself.
   * @param flags `DomainGetHostnameFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetHostname, since libvirt 0.10.0; remote procedure 277
   */
  getHostname(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Binds the emulator's threads to host CPUs.
   * @param cpumap one bit for each host CPU, lowest first
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainPinEmulator, since libvirt 0.10.0; remote procedure 279
   */
  pinEmulator(cpumap: Uint8Array, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Merges overlays into a backing file, in the background.
   * @param disk as `vda`
   * @param base file to merge into, null for the lowest
   * @param top file to merge from, null for the active one
   * @param bandwidth MiB/s, or bytes/s with that flag
   * @param flags `DomainBlockCommitFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockCommit, since libvirt 0.10.2; remote procedure 290
   */
  blockCommit(disk: string, base: string | null, top: string | null, bandwidth: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Gives unused blocks back to the storage, through the guest's agent.
   * @param mountPoint null for all
   * @param minimum bytes; smaller ranges are left
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainFSTrim, since libvirt 1.0.1; remote procedure 294
   */
  fsTrim(mountPoint: string | null, minimum: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Sends a signal to a process of the guest (containers only).
   * @param pidValue its number inside
   * @param signum a `DomainProcessSignal`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSendProcessSignal, since libvirt 1.0.1; remote procedure 295
   */
  sendProcessSignal(pidValue: number | bigint, signum: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The job that runs on the guest, or the last one.
   * @param flags `DomainGetJobStatsFlags` values, added up
   * @returns `type` is a `DomainJobType`, `params` has sizes in bytes, times in milliseconds
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetJobStats, since libvirt 1.0.3; remote procedure 298
   */
  getJobStats(flags?: number, options?: CallOptions): Promise<DomainJobStats>

  /**
   * Size of the cache for compressed pages.
   * @param flags must be 0
   * @returns bytes
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainMigrateGetCompressionCache, since libvirt 1.0.3; remote procedure 299
   */
  migrateGetCompressionCache(flags?: number, options?: CallOptions): Promise<number>

  /**
   * Size of the cache for compressed pages.
   * @param cacheSize bytes
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainMigrateSetCompressionCache, since libvirt 1.0.3; remote procedure 300
   */
  migrateSetCompressionCache(cacheSize: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * How often the balloon driver reports.
   * @param period seconds, 0 for never
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetMemoryStatsPeriod, since libvirt 1.1.1; remote procedure 308
   */
  setMemoryStatsPeriod(period: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Writes the guest's memory to a file for a debugger.
   * @param to path on the host
   * @param dumpformat a `DomainCoreDumpFormat`
   * @param flags `DomainCoreDumpFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCoreDumpWithFormat, since libvirt 1.2.3; remote procedure 334
   */
  coreDumpWithFormat(to: string, dumpformat: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Flushes and stops file systems inside the guest, through its agent.
   * @param mountpoints empty for all
   * @param flags must be 0
   * @returns how many are frozen
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainFSFreeze, since libvirt 1.2.5; remote procedure 335
   */
  fsFreeze(mountpoints?: readonly string[], flags?: number, options?: CallOptions): Promise<number>

  /**
   * Lets frozen file systems go on.
   * @param mountpoints empty for all
   * @param flags must be 0
   * @returns how many were thawed
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainFSThaw, since libvirt 1.2.5; remote procedure 336
   */
  fsThaw(mountpoints?: readonly string[], flags?: number, options?: CallOptions): Promise<number>

  /**
   * The guest's clock.
   * @param flags must be 0
   * @returns seconds since 1970 and nanoseconds
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetTime, since libvirt 1.2.5; remote procedure 337
   */
  getTime(flags?: number, options?: CallOptions): Promise<DomainTime>

  /**
   * Sets the guest's clock, through its agent.
   * @param seconds since 1970
   * @param nseconds nanoseconds
   * @param flags `DomainSetTimeFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetTime, since libvirt 1.2.5; remote procedure 338
   */
  setTime(seconds: number | bigint, nseconds: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Mirrors a disk to another place, in the background.
   * @param path as `vda`
   * @param destxml a `<disk>` element
   * @param params `bandwidth` in bytes/s, `granularity`, `buf-size` in bytes
   * @param flags `DomainBlockCopyFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBlockCopy, since libvirt 1.2.8; remote procedure 345
   */
  blockCopy(path: string, destxml: string, params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The guest's mounted file systems, told by its agent.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetFSInfo, since libvirt 1.2.11; remote procedure 349
   */
  getFsInfo(flags?: number, options?: CallOptions): Promise<DomainFsinfo[]>

  /**
   * The I/O threads and where they may run.
   * @param flags `DomainModificationImpact` values, added up
   * @returns `cpumap` has one bit for each host CPU
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetIOThreadInfo, since libvirt 1.2.14; remote procedure 351
   */
  getIoThreadInfo(flags?: number, options?: CallOptions): Promise<DomainIothreadInfo[]>

  /**
   * Binds an I/O thread to host CPUs.
   * @param iothreadsId its number
   * @param cpumap one bit for each host CPU, lowest first
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainPinIOThread, since libvirt 1.2.14; remote procedure 352
   */
  pinIoThread(iothreadsId: number, cpumap: Uint8Array, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Addresses of the guest's interfaces.
   * @param source a `DomainInterfaceAddressesSource`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainInterfaceAddresses, since libvirt 1.2.14; remote procedure 353
   */
  interfaceAddresses(source: number, flags?: number, options?: CallOptions): Promise<DomainInterface[]>

  /**
   * Adds an I/O thread.
   * @param iothreadId its number, from 1
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainAddIOThread, since libvirt 1.2.15; remote procedure 355
   */
  addIoThread(iothreadId: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Removes an I/O thread.
   * @param iothreadId its number
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainDelIOThread, since libvirt 1.2.15; remote procedure 356
   */
  delIoThread(iothreadId: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Sets a password inside the guest, through its agent.
   * @param user a login name
   * @param password the new one
   * @param flags `DomainSetUserPasswordFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetUserPassword, since libvirt 1.2.16; remote procedure 357
   */
  setUserPassword(user?: string | null, password?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Gives a stopped guest another name.
   * @param newName must be free
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainRename, since libvirt 1.2.19; remote procedure 358
   */
  rename(newName?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Switches a running migration to post-copy.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainMigrateStartPostCopy, since libvirt 1.3.3; remote procedure 364
   */
  migrateStartPostCopy(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Which performance counters are on.
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetPerfEvents, since libvirt 1.3.3; remote procedure 365
   */
  getPerfEvents(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Switches performance counters on or off.
   * @param params booleans by name, as `cmt`
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetPerfEvents, since libvirt 1.3.3; remote procedure 366
   */
  setPerfEvents(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The CPUs as the guest's agent sees them.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetGuestVcpus, since libvirt 2.0.0; remote procedure 371
   */
  getGuestVcpus(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Switches CPUs on or off inside the guest, through its agent.
   * @param cpumap as `0-1,3`
   * @param state 1 on, 0 off
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetGuestVcpus, since libvirt 2.0.0; remote procedure 372
   */
  setGuestVcpus(cpumap: string, state: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Plugs or unplugs single CPUs.
   * @param cpumap as `0-1,3`
   * @param state 1 in, 0 out
   * @param flags `DomainSetVcpuFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetVcpu, since libvirt 3.1.0; remote procedure 384
   */
  setVcpu(cpumap: string, state: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Asks for an event when a write passes this offset.
   * @param dev as `vda` or `vda[1]`
   * @param threshold bytes
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetBlockThreshold, since libvirt 3.1.0; remote procedure 386
   */
  setBlockThreshold(dev: string, threshold: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Longest pause at the switch-over of a migration.
   * @param flags must be 0
   * @returns milliseconds
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainMigrateGetMaxDowntime, since libvirt 3.7.0; remote procedure 387
   */
  migrateGetMaxDowntime(flags?: number, options?: CallOptions): Promise<number>

  /**
   * Domain XML inside the saved memory.
   * @param flags `DomainSaveImageXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainManagedSaveGetXMLDesc, since libvirt 3.7.0; remote procedure 388
   */
  managedSaveGetXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Changes the domain XML inside the saved memory.
   * @param dxml domain XML
   * @param flags `DomainSaveRestoreFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainManagedSaveDefineXML, since libvirt 3.7.0; remote procedure 389
   */
  managedSaveDefineXml(dxml?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * What happens when the guest powers off, reboots or crashes.
   * @param type a `DomainLifecycle`
   * @param action a `DomainLifecycleAction`
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetLifecycleAction, since libvirt 3.9.0; remote procedure 390
   */
  setLifecycleAction(type: number, action: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Asks the guest to give up the device with this alias; an event tells when it has.
   * @param alias as `ua-disk1`
   * @param flags `DomainDeviceModifyFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainDetachDeviceAlias, since libvirt 4.4.0; remote procedure 392
   */
  detachDeviceAlias(alias: string, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Measurement of a confidential guest.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetLaunchSecurityInfo, since libvirt 4.5.0; remote procedure 396
   */
  getLaunchSecurityInfo(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Tunes how an I/O thread polls.
   * @param iothreadId its number
   * @param params fields `ParamName.VIR_DOMAIN_IOTHREAD_…`
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetIOThreadParams, since libvirt 4.10.0; remote procedure 402
   */
  setIoThreadParams(iothreadId: number, params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Makes a checkpoint, from which incremental backups start.
   * @param xmlDesc checkpoint XML
   * @param flags `DomainCheckpointCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCheckpointCreateXML, since libvirt 5.6.0; remote procedure 411
   */
  checkpointCreateXml(xmlDesc: string, flags?: number, options?: CallOptions): Promise<DomainCheckpoint>

  /**
   * The checkpoints.
   * @param flags `DomainCheckpointListFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainListAllCheckpoints, since libvirt 5.6.0; remote procedure 413
   */
  listAllCheckpoints(flags?: number, options?: CallOptions): Promise<DomainCheckpoint[]>

  /**
   * The checkpoint with this name.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_CHECKPOINT when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCheckpointLookupByName, since libvirt 5.6.0; remote procedure 415
   */
  checkpointLookupByName(name: string, flags?: number, options?: CallOptions): Promise<DomainCheckpoint>

  /**
   * What the guest's agent tells about users, system, time zone, file systems, disks and interfaces.
   * @param types `DomainGuestInfoTypes`, 0 for all
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetGuestInfo, since libvirt 5.7.0; remote procedure 418
   */
  getGuestInfo(types: number, flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * How long the driver waits for the guest's agent.
   * @param timeout seconds, or a `DomainAgentResponseTimeoutValues`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainAgentSetResponseTimeout, since libvirt 5.10.0; remote procedure 420
   */
  agentSetResponseTimeout(timeout: number, flags?: number, options?: CallOptions): Promise<number>

  /**
   * Starts a backup; a block job event tells its end.
   * @param backupXml backup XML
   * @param checkpointXml checkpoint to make with it
   * @param flags `DomainBackupBeginFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBackupBegin, since libvirt 6.0.0; remote procedure 421
   */
  backupBegin(backupXml: string, checkpointXml?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The running backup.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainBackupGetXMLDesc, since libvirt 6.0.0; remote procedure 422
   */
  backupGetXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * SSH keys that may log in as a user of the guest.
   * @param user a login name
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainAuthorizedSSHKeysGet, since libvirt 6.10.0; remote procedure 424
   */
  authorizedSshKeysGet(user: string, flags?: number, options?: CallOptions): Promise<string[]>

  /**
   * Changes the SSH keys that may log in as a user of the guest.
   * @param user a login name
   * @param keys lines of authorized_keys
   * @param flags `DomainAuthorizedSshKeysSetFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainAuthorizedSSHKeysSet, since libvirt 6.10.0; remote procedure 425
   */
  authorizedSshKeysSet(user: string, keys: readonly string[], flags?: number, options?: CallOptions): Promise<void>

  /**
   * Warnings about the guest: tainting, deprecations.
   * @param flags `DomainMessageType`; 0 for all
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetMessages, since libvirt 7.1.0; remote procedure 426
   */
  getMessages(flags?: number, options?: CallOptions): Promise<string[]>

  /**
   * Starts to measure how fast the guest changes its memory; `getAllDomainStats` tells the result.
   * @param seconds 1 to 60
   * @param flags `DomainDirtyRateCalcFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainStartDirtyRateCalc, since libvirt 7.2.0; remote procedure 427
   */
  startDirtyRateCalc(seconds: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Gives a confidential guest its secret.
   * @param params fields `ParamName.VIR_DOMAIN_LAUNCH_SECURITY_…`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetLaunchSecurityState, since libvirt 8.0.0; remote procedure 439
   */
  setLaunchSecurityState(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Writes the guest's memory to a file and stops it.
   * @param params fields `ParamName.VIR_DOMAIN_SAVE_PARAM_…`
   * @param flags `DomainSaveRestoreFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSaveParams, since libvirt 8.4.0; remote procedure 440
   */
  saveParams(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Ends the running job, also a post-copy migration.
   * @param flags `DomainAbortJobFlagsValues` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainAbortJobFlags, since libvirt 8.5.0; remote procedure 442
   */
  abortJobFlags(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Makes the graphics server read its certificates again.
   * @param type a `DomainGraphicsReloadType`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGraphicsReload, since libvirt 10.2.0; remote procedure 448
   */
  graphicsReload(type: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Whether the guest starts once with the next boot of the host.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainGetAutostartOnce, since libvirt 11.2.0; remote procedure 449
   */
  getAutostartOnce(options?: CallOptions): Promise<boolean>

  /**
   * Chooses whether the guest starts once with the next boot of the host.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetAutostartOnce, since libvirt 11.2.0; remote procedure 450
   */
  setAutostartOnce(autostart: boolean, options?: CallOptions): Promise<void>

  /**
   * Makes or changes a group of limits that disks can share.
   * @param group its name
   * @param params as for `setBlockIoTune`
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSetThrottleGroup, since libvirt 11.2.0; remote procedure 451
   */
  setThrottleGroup(group: string, params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Removes a group of limits.
   * @param group its name
   * @param flags `DomainModificationImpact` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainDelThrottleGroup, since libvirt 11.2.0; remote procedure 452
   */
  delThrottleGroup(group?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Makes the guest announce its address on the network.
   * @param device interface, null for all
   * @param params fields `ParamName.VIR_DOMAIN_ANNOUNCE_INTERFACE_…`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainAnnounceInterface, since libvirt 12.5.0; remote procedure 456
   */
  announceInterface(device: string, params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Sends a command to QEMU's monitor as it is.
   * @param cmd JSON, or a line for people with that flag
   * @param flags `DomainQemuMonitorCommandFlags` values, added up
   * @returns the answer as it is
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainQemuMonitorCommand, since libvirt 0.8.3; qemu procedure 1
   */
  qemuMonitorCommand(cmd: string, flags?: number, options?: CallOptions): Promise<string>

  /**
   * Sends a command to the guest's agent as it is.
   * @param cmd JSON
   * @param timeout seconds, or a `DomainQemuAgentCommandTimeoutValues`
   * @param flags must be 0
   * @returns JSON
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainQemuAgentCommand, since libvirt 0.10.0; qemu procedure 3
   */
  qemuAgentCommand(cmd: string, timeout: number, flags?: number, options?: CallOptions): Promise<string | null>
}
