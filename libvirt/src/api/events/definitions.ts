import {
  DomainEventId,
  NetworkEventId,
  NodeDeviceEventId,
  SecretEventId,
  StoragePoolEventId,
} from '../../protocol/generated/enums.js'
import { qemu, qemuEvents } from '../../protocol/generated/qemu.js'
import { remote, remoteEvents } from '../../protocol/generated/remote.js'
import type * as wire from '../../protocol/generated/remote.js'
import type { EventProcedure, Procedure } from '../../protocol/procedure.ts'
import type { CallOptions } from '../../session/pending-call.ts'
import type { Connect } from '../connect.ts'
import { make, paramsToObject } from '../values.ts'
import type { EventMap, EventName } from './types.ts'

export type RegisterCall = <Args, Ret>(
  procedure: Procedure<Args, Ret>,
  args: Args,
  options?: CallOptions,
) => Promise<Ret>

/** How one kind of event is asked for, and what its message becomes. */
export interface EventDefinition {
  readonly message: EventProcedure<unknown>
  readonly register: (call: RegisterCall) => Promise<number>
  readonly deregister: (call: RegisterCall, callbackId: number) => Promise<unknown>
  readonly event: (message: never, conn: Connect) => object
}

type Build<Message, Event> = (message: Message, conn: Connect) => Omit<Event, 'type'>

const id = DomainEventId

/** Events of guests: the newer generation, whose messages carry a callback id. */
function domain<N extends EventName, Message>(
  eventId: number,
  message: EventProcedure<Message>,
  event: Build<Message, EventMap[N]>,
): EventDefinition {
  return {
    message,
    register: async (call) =>
      (await call(remote.connectDomainEventCallbackRegisterAny, { eventId, dom: null })).callbackId,
    deregister: (call, callbackId) => call(remote.connectDomainEventCallbackDeregisterAny, { callbackId }),
    event,
  }
}

type RegisterArgs = { readonly eventId: number }

/** The other objects: each kind has calls of its own to register. */
function other<N extends EventName, Message>(
  eventId: number,
  calls: {
    readonly on: (call: RegisterCall, args: RegisterArgs) => Promise<{ readonly callbackId: number }>
    readonly off: Procedure<{ readonly callbackId: number }, void>
  },
  message: EventProcedure<Message>,
  event: Build<Message, EventMap[N]>,
): EventDefinition {
  return {
    message,
    register: async (call) => (await calls.on(call, { eventId })).callbackId,
    deregister: (call, callbackId) => call(calls.off, { callbackId }),
    event,
  }
}

const network = {
  on: (call: RegisterCall, args: RegisterArgs) => call(remote.connectNetworkEventRegisterAny, { ...args, net: null }),
  off: remote.connectNetworkEventDeregisterAny,
}
const pool = {
  on: (call: RegisterCall, args: RegisterArgs) =>
    call(remote.connectStoragePoolEventRegisterAny, { ...args, pool: null }),
  off: remote.connectStoragePoolEventDeregisterAny,
}
const device = {
  on: (call: RegisterCall, args: RegisterArgs) =>
    call(remote.connectNodeDeviceEventRegisterAny, { ...args, dev: null }),
  off: remote.connectNodeDeviceEventDeregisterAny,
}
const secret = {
  on: (call: RegisterCall, args: RegisterArgs) => call(remote.connectSecretEventRegisterAny, { ...args, secret: null }),
  off: remote.connectSecretEventDeregisterAny,
}

const guest = (conn: Connect, dom: wire.Domain): { domain: ReturnType<typeof make.domain> } => ({
  domain: make.domain(conn, dom),
})

export const eventDefinitions: Readonly<Record<EventName, EventDefinition>> = {
  'domain.lifecycle': domain<'domain.lifecycle', wire.DomainEventCallbackLifecycleMsg>(
    id.VIR_DOMAIN_EVENT_ID_LIFECYCLE,
    remoteEvents.domainEventCallbackLifecycle,
    ({ msg }, conn) => ({ ...guest(conn, msg.dom), event: msg.event, detail: msg.detail }),
  ),
  'domain.reboot': domain<'domain.reboot', wire.DomainEventCallbackRebootMsg>(
    id.VIR_DOMAIN_EVENT_ID_REBOOT,
    remoteEvents.domainEventCallbackReboot,
    ({ msg }, conn) => guest(conn, msg.dom),
  ),
  'domain.rtcChange': domain<'domain.rtcChange', wire.DomainEventCallbackRtcChangeMsg>(
    id.VIR_DOMAIN_EVENT_ID_RTC_CHANGE,
    remoteEvents.domainEventCallbackRtcChange,
    ({ msg }, conn) => ({ ...guest(conn, msg.dom), offset: Number(msg.offset) }),
  ),
  'domain.watchdog': domain<'domain.watchdog', wire.DomainEventCallbackWatchdogMsg>(
    id.VIR_DOMAIN_EVENT_ID_WATCHDOG,
    remoteEvents.domainEventCallbackWatchdog,
    ({ msg }, conn) => ({ ...guest(conn, msg.dom), action: msg.action }),
  ),
  'domain.ioError': domain<'domain.ioError', wire.DomainEventCallbackIoErrorReasonMsg>(
    id.VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON,
    remoteEvents.domainEventCallbackIoErrorReason,
    ({ msg: { dom, ...rest } }, conn) => ({ ...guest(conn, dom), ...rest }),
  ),
  'domain.graphics': domain<'domain.graphics', wire.DomainEventCallbackGraphicsMsg>(
    id.VIR_DOMAIN_EVENT_ID_GRAPHICS,
    remoteEvents.domainEventCallbackGraphics,
    ({ msg: { dom, ...rest } }, conn) => ({ ...guest(conn, dom), ...rest }),
  ),
  'domain.controlError': domain<'domain.controlError', wire.DomainEventCallbackControlErrorMsg>(
    id.VIR_DOMAIN_EVENT_ID_CONTROL_ERROR,
    remoteEvents.domainEventCallbackControlError,
    ({ msg }, conn) => guest(conn, msg.dom),
  ),
  'domain.blockJobPath': domain<'domain.blockJobPath', wire.DomainEventCallbackBlockJobMsg>(
    id.VIR_DOMAIN_EVENT_ID_BLOCK_JOB,
    remoteEvents.domainEventCallbackBlockJob,
    ({ msg: { dom, path, type, status } }, conn) => ({ ...guest(conn, dom), disk: path, jobType: type, status }),
  ),
  'domain.diskChange': domain<'domain.diskChange', wire.DomainEventCallbackDiskChangeMsg>(
    id.VIR_DOMAIN_EVENT_ID_DISK_CHANGE,
    remoteEvents.domainEventCallbackDiskChange,
    ({ msg: { dom, ...rest } }, conn) => ({ ...guest(conn, dom), ...rest }),
  ),
  'domain.trayChange': domain<'domain.trayChange', wire.DomainEventCallbackTrayChangeMsg>(
    id.VIR_DOMAIN_EVENT_ID_TRAY_CHANGE,
    remoteEvents.domainEventCallbackTrayChange,
    ({ msg: { dom, ...rest } }, conn) => ({ ...guest(conn, dom), ...rest }),
  ),
  'domain.pmWakeup': domain<'domain.pmWakeup', wire.DomainEventCallbackPmwakeupMsg>(
    id.VIR_DOMAIN_EVENT_ID_PMWAKEUP,
    remoteEvents.domainEventCallbackPmwakeup,
    ({ msg, reason }, conn) => ({ ...guest(conn, msg.dom), reason }),
  ),
  'domain.pmSuspend': domain<'domain.pmSuspend', wire.DomainEventCallbackPmsuspendMsg>(
    id.VIR_DOMAIN_EVENT_ID_PMSUSPEND,
    remoteEvents.domainEventCallbackPmsuspend,
    ({ msg, reason }, conn) => ({ ...guest(conn, msg.dom), reason }),
  ),
  'domain.balloonChange': domain<'domain.balloonChange', wire.DomainEventCallbackBalloonChangeMsg>(
    id.VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE,
    remoteEvents.domainEventCallbackBalloonChange,
    ({ msg }, conn) => ({ ...guest(conn, msg.dom), actual: Number(msg.actual) }),
  ),
  'domain.pmSuspendDisk': domain<'domain.pmSuspendDisk', wire.DomainEventCallbackPmsuspendDiskMsg>(
    id.VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK,
    remoteEvents.domainEventCallbackPmsuspendDisk,
    ({ msg, reason }, conn) => ({ ...guest(conn, msg.dom), reason }),
  ),
  'domain.deviceRemoved': domain<'domain.deviceRemoved', wire.DomainEventCallbackDeviceRemovedMsg>(
    id.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED,
    remoteEvents.domainEventCallbackDeviceRemoved,
    ({ msg }, conn) => ({ ...guest(conn, msg.dom), devAlias: msg.devAlias }),
  ),
  'domain.blockJob': domain<'domain.blockJob', wire.DomainEventBlockJob2Msg>(
    id.VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2,
    remoteEvents.domainEventBlockJob2,
    ({ dom, dst, type, status }, conn) => ({ ...guest(conn, dom), disk: dst, jobType: type, status }),
  ),
  'domain.tunable': domain<'domain.tunable', wire.DomainEventCallbackTunableMsg>(
    id.VIR_DOMAIN_EVENT_ID_TUNABLE,
    remoteEvents.domainEventCallbackTunable,
    ({ dom, params }, conn) => ({ ...guest(conn, dom), params: paramsToObject(params) }),
  ),
  'domain.agentLifecycle': domain<'domain.agentLifecycle', wire.DomainEventCallbackAgentLifecycleMsg>(
    id.VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE,
    remoteEvents.domainEventCallbackAgentLifecycle,
    ({ dom, state, reason }, conn) => ({ ...guest(conn, dom), state, reason }),
  ),
  'domain.deviceAdded': domain<'domain.deviceAdded', wire.DomainEventCallbackDeviceAddedMsg>(
    id.VIR_DOMAIN_EVENT_ID_DEVICE_ADDED,
    remoteEvents.domainEventCallbackDeviceAdded,
    ({ dom, devAlias }, conn) => ({ ...guest(conn, dom), devAlias }),
  ),
  'domain.migrationIteration': domain<'domain.migrationIteration', wire.DomainEventCallbackMigrationIterationMsg>(
    id.VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION,
    remoteEvents.domainEventCallbackMigrationIteration,
    ({ dom, iteration }, conn) => ({ ...guest(conn, dom), iteration }),
  ),
  'domain.jobCompleted': domain<'domain.jobCompleted', wire.DomainEventCallbackJobCompletedMsg>(
    id.VIR_DOMAIN_EVENT_ID_JOB_COMPLETED,
    remoteEvents.domainEventCallbackJobCompleted,
    ({ dom, params }, conn) => ({ ...guest(conn, dom), params: paramsToObject(params) }),
  ),
  'domain.deviceRemovalFailed': domain<'domain.deviceRemovalFailed', wire.DomainEventCallbackDeviceRemovalFailedMsg>(
    id.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED,
    remoteEvents.domainEventCallbackDeviceRemovalFailed,
    ({ dom, devAlias }, conn) => ({ ...guest(conn, dom), devAlias }),
  ),
  'domain.metadataChange': domain<'domain.metadataChange', wire.DomainEventCallbackMetadataChangeMsg>(
    id.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
    remoteEvents.domainEventCallbackMetadataChange,
    ({ dom, type, nsuri }, conn) => ({ ...guest(conn, dom), metadataType: type, uri: nsuri }),
  ),
  'domain.blockThreshold': domain<'domain.blockThreshold', wire.DomainEventBlockThresholdMsg>(
    id.VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD,
    remoteEvents.domainEventBlockThreshold,
    ({ dom, dev, path, threshold, excess }, conn) => ({
      ...guest(conn, dom),
      dev,
      path,
      threshold: Number(threshold),
      excess: Number(excess),
    }),
  ),
  'domain.memoryFailure': domain<'domain.memoryFailure', wire.DomainEventMemoryFailureMsg>(
    id.VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE,
    remoteEvents.domainEventMemoryFailure,
    ({ dom, recipient, action, flags }, conn) => ({ ...guest(conn, dom), recipient, action, flags }),
  ),
  'domain.memoryDeviceSizeChange': domain<'domain.memoryDeviceSizeChange', wire.DomainEventMemoryDeviceSizeChangeMsg>(
    id.VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE,
    remoteEvents.domainEventMemoryDeviceSizeChange,
    ({ dom, alias, size }, conn) => ({ ...guest(conn, dom), alias, size: Number(size) }),
  ),
  'domain.nicMacChange': domain<'domain.nicMacChange', wire.DomainEventNicMacChangeMsg>(
    id.VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE,
    remoteEvents.domainEventNicMacChange,
    ({ dom, alias, oldMac, newMac }, conn) => ({ ...guest(conn, dom), alias, oldMac, newMac }),
  ),
  'domain.vcpuRemoved': domain<'domain.vcpuRemoved', wire.DomainEventVcpuRemovedMsg>(
    id.VIR_DOMAIN_EVENT_ID_VCPU_REMOVED,
    remoteEvents.domainEventVcpuRemoved,
    ({ dom, vcpuid }, conn) => ({ ...guest(conn, dom), vcpu: vcpuid }),
  ),
  'domain.channelLifecycle': domain<'domain.channelLifecycle', wire.DomainEventCallbackChannelLifecycleMsg>(
    id.VIR_DOMAIN_EVENT_ID_CHANNEL_LIFECYCLE,
    remoteEvents.domainEventCallbackChannelLifecycle,
    ({ dom, channelName, state, reason }, conn) => ({ ...guest(conn, dom), channelName, state, reason }),
  ),
  'network.lifecycle': other<'network.lifecycle', wire.NetworkEventLifecycleMsg>(
    NetworkEventId.VIR_NETWORK_EVENT_ID_LIFECYCLE,
    network,
    remoteEvents.networkEventLifecycle,
    ({ net, event, detail }, conn) => ({ network: make.network(conn, net), event, detail }),
  ),
  'network.metadataChange': other<'network.metadataChange', wire.NetworkEventCallbackMetadataChangeMsg>(
    NetworkEventId.VIR_NETWORK_EVENT_ID_METADATA_CHANGE,
    network,
    remoteEvents.networkEventCallbackMetadataChange,
    ({ net, type, nsuri }, conn) => ({ network: make.network(conn, net), metadataType: type, uri: nsuri }),
  ),
  'storagePool.lifecycle': other<'storagePool.lifecycle', wire.StoragePoolEventLifecycleMsg>(
    StoragePoolEventId.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE,
    pool,
    remoteEvents.storagePoolEventLifecycle,
    ({ pool: one, event, detail }, conn) => ({ pool: make.storagePool(conn, one), event, detail }),
  ),
  'storagePool.refresh': other<'storagePool.refresh', wire.StoragePoolEventRefreshMsg>(
    StoragePoolEventId.VIR_STORAGE_POOL_EVENT_ID_REFRESH,
    pool,
    remoteEvents.storagePoolEventRefresh,
    ({ pool: one }, conn) => ({ pool: make.storagePool(conn, one) }),
  ),
  'nodeDevice.lifecycle': other<'nodeDevice.lifecycle', wire.NodeDeviceEventLifecycleMsg>(
    NodeDeviceEventId.VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE,
    device,
    remoteEvents.nodeDeviceEventLifecycle,
    ({ dev, event, detail }, conn) => ({ device: make.nodeDevice(conn, dev), event, detail }),
  ),
  'nodeDevice.update': other<'nodeDevice.update', wire.NodeDeviceEventUpdateMsg>(
    NodeDeviceEventId.VIR_NODE_DEVICE_EVENT_ID_UPDATE,
    device,
    remoteEvents.nodeDeviceEventUpdate,
    ({ dev }, conn) => ({ device: make.nodeDevice(conn, dev) }),
  ),
  'secret.lifecycle': other<'secret.lifecycle', wire.SecretEventLifecycleMsg>(
    SecretEventId.VIR_SECRET_EVENT_ID_LIFECYCLE,
    secret,
    remoteEvents.secretEventLifecycle,
    ({ secret: one, event, detail }, conn) => ({ secret: make.secret(conn, one), event, detail }),
  ),
  'secret.valueChanged': other<'secret.valueChanged', wire.SecretEventValueChangedMsg>(
    SecretEventId.VIR_SECRET_EVENT_ID_VALUE_CHANGED,
    secret,
    remoteEvents.secretEventValueChanged,
    ({ secret: one }, conn) => ({ secret: make.secret(conn, one) }),
  ),
  'qemu.monitor': {
    message: qemuEvents.domainMonitorEvent,
    register: async (call) =>
      (await call(qemu.connectDomainMonitorEventRegister, { dom: null, event: null, flags: 0 })).callbackId,
    deregister: (call, callbackId) => call(qemu.connectDomainMonitorEventDeregister, { callbackId }),
    event: ({ dom, event, seconds, micros, details }, conn: Connect) => ({
      ...guest(conn, dom),
      event,
      seconds: Number(seconds),
      micros,
      details,
    }),
  },
  'connection.closed': {
    message: remoteEvents.connectEventConnectionClosed,
    register: async (call) => {
      await call(remote.connectRegisterCloseCallback, undefined)
      return noCallbackId
    },
    deregister: (call) => call(remote.connectUnregisterCloseCallback, undefined),
    event: ({ reason }) => ({ reason }),
  },
}

/** For the one message that carries no callback id. */
export const noCallbackId = -1
