import type { Domain } from '../domain.ts'
import type { Network } from '../network.ts'
import type { NodeDevice } from '../node-device.ts'
import type { Secret } from '../secret.ts'
import type { StoragePool } from '../storage-pool.ts'
import type { TypedParams } from '../values.ts'

interface OfDomain<N extends string> {
  readonly type: N
  readonly domain: Domain
}
interface OfNetwork<N extends string> {
  readonly type: N
  readonly network: Network
}
interface OfPool<N extends string> {
  readonly type: N
  readonly pool: StoragePool
}
interface OfDevice<N extends string> {
  readonly type: N
  readonly device: NodeDevice
}
interface OfSecret<N extends string> {
  readonly type: N
  readonly secret: Secret
}
interface GraphicsAddress {
  /** A `DomainEventGraphicsAddressType`. */
  readonly family: number
  readonly node: string
  readonly service: string
}

/** Started, stopped, suspended, defined … */
export interface DomainLifecycleEvent extends OfDomain<'domain.lifecycle'> {
  /** What happened: a `DomainEventType`. */
  readonly event: number
  /** Why: of the enum named for `event`, as `DomainEventStartedDetailType`. */
  readonly detail: number
}

/** Every event by its name here, with libvirt's own name beside it. */
export interface EventMap {
  /** VIR_DOMAIN_EVENT_ID_LIFECYCLE */
  readonly 'domain.lifecycle': DomainLifecycleEvent
  /** VIR_DOMAIN_EVENT_ID_REBOOT: the guest restarted itself. */
  readonly 'domain.reboot': OfDomain<'domain.reboot'>
  /** VIR_DOMAIN_EVENT_ID_RTC_CHANGE: the guest set its clock; `offset` from UTC in seconds. */
  readonly 'domain.rtcChange': OfDomain<'domain.rtcChange'> & { readonly offset: number }
  /** VIR_DOMAIN_EVENT_ID_WATCHDOG: it barked; `action` is a `DomainEventWatchdogAction`. */
  readonly 'domain.watchdog': OfDomain<'domain.watchdog'> & { readonly action: number }
  /** VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON: a disk failed; `action` is a `DomainEventIoErrorAction`, `reason` as `enospc`. */
  readonly 'domain.ioError': OfDomain<'domain.ioError'> & {
    readonly srcPath: string
    readonly devAlias: string
    readonly action: number
    readonly reason: string
  }
  /** VIR_DOMAIN_EVENT_ID_GRAPHICS: someone came or went; `phase` is a `DomainEventGraphicsPhase`. */
  readonly 'domain.graphics': OfDomain<'domain.graphics'> & {
    readonly phase: number
    readonly local: GraphicsAddress
    readonly remote: GraphicsAddress
    readonly authScheme: string
    readonly subject: readonly { readonly type: string; readonly name: string }[]
  }
  /** VIR_DOMAIN_EVENT_ID_CONTROL_ERROR: the driver lost the guest's monitor. */
  readonly 'domain.controlError': OfDomain<'domain.controlError'>
  /** VIR_DOMAIN_EVENT_ID_BLOCK_JOB: as `domain.blockJob`, but `disk` is a path. */
  readonly 'domain.blockJobPath': OfDomain<'domain.blockJobPath'> & {
    readonly disk: string
    readonly jobType: number
    readonly status: number
  }
  /** VIR_DOMAIN_EVENT_ID_DISK_CHANGE: another medium; `reason` is a `ConnectDomainEventDiskChangeReason`. */
  readonly 'domain.diskChange': OfDomain<'domain.diskChange'> & {
    readonly oldSrcPath: string | null
    readonly newSrcPath: string | null
    readonly devAlias: string
    readonly reason: number
  }
  /** VIR_DOMAIN_EVENT_ID_TRAY_CHANGE: `reason` is a `DomainEventTrayChangeReason`. */
  readonly 'domain.trayChange': OfDomain<'domain.trayChange'> & { readonly devAlias: string; readonly reason: number }
  /** VIR_DOMAIN_EVENT_ID_PMWAKEUP */
  readonly 'domain.pmWakeup': OfDomain<'domain.pmWakeup'> & { readonly reason: number }
  /** VIR_DOMAIN_EVENT_ID_PMSUSPEND: the guest sleeps, its memory stays. */
  readonly 'domain.pmSuspend': OfDomain<'domain.pmSuspend'> & { readonly reason: number }
  /** VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE: `actual` memory in KiB. */
  readonly 'domain.balloonChange': OfDomain<'domain.balloonChange'> & { readonly actual: number }
  /** VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK: the guest sleeps, its memory on disk. */
  readonly 'domain.pmSuspendDisk': OfDomain<'domain.pmSuspendDisk'> & { readonly reason: number }
  /** VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED: the guest has given it up. */
  readonly 'domain.deviceRemoved': OfDomain<'domain.deviceRemoved'> & { readonly devAlias: string }
  /** VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2: `disk` as `vda`; a `DomainBlockJobType` and a `ConnectDomainEventBlockJobStatus`. */
  readonly 'domain.blockJob': OfDomain<'domain.blockJob'> & {
    readonly disk: string
    readonly jobType: number
    readonly status: number
  }
  /** VIR_DOMAIN_EVENT_ID_TUNABLE: a limit was changed. */
  readonly 'domain.tunable': OfDomain<'domain.tunable'> & { readonly params: TypedParams }
  /** VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE: a `ConnectDomainEventAgentLifecycleState` and its reason. */
  readonly 'domain.agentLifecycle': OfDomain<'domain.agentLifecycle'> & {
    readonly state: number
    readonly reason: number
  }
  /** VIR_DOMAIN_EVENT_ID_DEVICE_ADDED */
  readonly 'domain.deviceAdded': OfDomain<'domain.deviceAdded'> & { readonly devAlias: string }
  /** VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION: memory is copied for the `iteration`th time. */
  readonly 'domain.migrationIteration': OfDomain<'domain.migrationIteration'> & { readonly iteration: number }
  /** VIR_DOMAIN_EVENT_ID_JOB_COMPLETED: as `getJobStats` would tell. */
  readonly 'domain.jobCompleted': OfDomain<'domain.jobCompleted'> & { readonly params: TypedParams }
  /** VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED: the guest keeps it. */
  readonly 'domain.deviceRemovalFailed': OfDomain<'domain.deviceRemovalFailed'> & { readonly devAlias: string }
  /** VIR_DOMAIN_EVENT_ID_METADATA_CHANGE: a `DomainMetadataType`, and the namespace of an element. */
  readonly 'domain.metadataChange': OfDomain<'domain.metadataChange'> & {
    readonly metadataType: number
    readonly uri: string | null
  }
  /** VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD: a write passed `threshold` by `excess` bytes. */
  readonly 'domain.blockThreshold': OfDomain<'domain.blockThreshold'> & {
    readonly dev: string
    readonly path: string | null
    readonly threshold: number
    readonly excess: number
  }
  /** VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE: whose memory, what was done, and `DomainMemoryFailureFlags`. */
  readonly 'domain.memoryFailure': OfDomain<'domain.memoryFailure'> & {
    readonly recipient: number
    readonly action: number
    readonly flags: number
  }
  /** VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE: `size` in KiB. */
  readonly 'domain.memoryDeviceSizeChange': OfDomain<'domain.memoryDeviceSizeChange'> & {
    readonly alias: string
    readonly size: number
  }
  /** VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE */
  readonly 'domain.nicMacChange': OfDomain<'domain.nicMacChange'> & {
    readonly alias: string
    readonly oldMac: string
    readonly newMac: string
  }
  /** VIR_DOMAIN_EVENT_ID_VCPU_REMOVED */
  readonly 'domain.vcpuRemoved': OfDomain<'domain.vcpuRemoved'> & { readonly vcpu: number }
  /** VIR_DOMAIN_EVENT_ID_CHANNEL_LIFECYCLE: a `ConnectDomainEventChannelLifecycleState` and its reason. */
  readonly 'domain.channelLifecycle': OfDomain<'domain.channelLifecycle'> & {
    readonly channelName: string
    readonly state: number
    readonly reason: number
  }
  /** VIR_NETWORK_EVENT_ID_LIFECYCLE: a `NetworkEventLifecycleType`. */
  readonly 'network.lifecycle': OfNetwork<'network.lifecycle'> & { readonly event: number; readonly detail: number }
  /** VIR_NETWORK_EVENT_ID_METADATA_CHANGE: a `NetworkMetadataType`. */
  readonly 'network.metadataChange': OfNetwork<'network.metadataChange'> & {
    readonly metadataType: number
    readonly uri: string | null
  }
  /** VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE: a `StoragePoolEventLifecycleType`. */
  readonly 'storagePool.lifecycle': OfPool<'storagePool.lifecycle'> & {
    readonly event: number
    readonly detail: number
  }
  /** VIR_STORAGE_POOL_EVENT_ID_REFRESH: its volumes were read anew. */
  readonly 'storagePool.refresh': OfPool<'storagePool.refresh'>
  /** VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE: a `NodeDeviceEventLifecycleType`. */
  readonly 'nodeDevice.lifecycle': OfDevice<'nodeDevice.lifecycle'> & {
    readonly event: number
    readonly detail: number
  }
  /** VIR_NODE_DEVICE_EVENT_ID_UPDATE */
  readonly 'nodeDevice.update': OfDevice<'nodeDevice.update'>
  /** VIR_SECRET_EVENT_ID_LIFECYCLE: a `SecretEventLifecycleType`. */
  readonly 'secret.lifecycle': OfSecret<'secret.lifecycle'> & { readonly event: number; readonly detail: number }
  /** VIR_SECRET_EVENT_ID_VALUE_CHANGED */
  readonly 'secret.valueChanged': OfSecret<'secret.valueChanged'>
  /** QEMU's own events as its monitor tells them; `details` is JSON. */
  readonly 'qemu.monitor': OfDomain<'qemu.monitor'> & {
    readonly event: string
    /** Since 1970, and microseconds. */
    readonly seconds: number
    readonly micros: number
    readonly details: string | null
  }
  /** The daemon lost the hypervisor behind it: a `ConnectCloseReason`. */
  readonly 'connection.closed': { readonly type: 'connection.closed'; readonly reason: number }
}
export type EventName = keyof EventMap
