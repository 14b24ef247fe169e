// Generated from libvirt/protocol/enums.json by dev/protocol/generate.ts; edit the generator, not this file.

/** libvirt's `virAdmConnectDaemonShutdownFlags`. */
export declare const AdmConnectDaemonShutdownFlags: {
  /** since 11.2.0 */
  readonly VIR_DAEMON_SHUTDOWN_PRESERVE: 1
}
export type AdmConnectDaemonShutdownFlags = (typeof AdmConnectDaemonShutdownFlags)[keyof typeof AdmConnectDaemonShutdownFlags]
/** libvirt's `virBlkioParameterType`. */
export declare const BlkioParameterType: {
  /** since 0.9.0 */
  readonly VIR_DOMAIN_BLKIO_PARAM_INT: 1
  /** since 0.9.0 */
  readonly VIR_DOMAIN_BLKIO_PARAM_UINT: 2
  /** since 0.9.0 */
  readonly VIR_DOMAIN_BLKIO_PARAM_LLONG: 3
  /** since 0.9.0 */
  readonly VIR_DOMAIN_BLKIO_PARAM_ULLONG: 4
  /** since 0.9.0 */
  readonly VIR_DOMAIN_BLKIO_PARAM_DOUBLE: 5
  /** since 0.9.0 */
  readonly VIR_DOMAIN_BLKIO_PARAM_BOOLEAN: 6
}
export type BlkioParameterType = (typeof BlkioParameterType)[keyof typeof BlkioParameterType]
/** libvirt's `virClientTransport`. */
export declare const ClientTransport: {
  /** since 2.0.0 */
  readonly VIR_CLIENT_TRANS_UNIX: 0
  /** since 2.0.0 */
  readonly VIR_CLIENT_TRANS_TCP: 1
  /** since 2.0.0 */
  readonly VIR_CLIENT_TRANS_TLS: 2
  /** since 2.0.0 */
  readonly VIR_CLIENT_TRANS_LAST: 3
}
export type ClientTransport = (typeof ClientTransport)[keyof typeof ClientTransport]
/** libvirt's `virConnectBaselineCPUFlags`. */
export declare const ConnectBaselineCpuFlags: {
  /** since 1.1.2 */
  readonly VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES: 1
  /** since 1.2.14 */
  readonly VIR_CONNECT_BASELINE_CPU_MIGRATABLE: 2
  /** since 11.6.0 */
  readonly VIR_CONNECT_BASELINE_CPU_IGNORE_HOST: 4
}
export type ConnectBaselineCpuFlags = (typeof ConnectBaselineCpuFlags)[keyof typeof ConnectBaselineCpuFlags]
/** libvirt's `virConnectCloseReason`. */
export declare const ConnectCloseReason: {
  /** since 0.10.0 */
  readonly VIR_CONNECT_CLOSE_REASON_ERROR: 0
  /** since 0.10.0 */
  readonly VIR_CONNECT_CLOSE_REASON_EOF: 1
  /** since 0.10.0 */
  readonly VIR_CONNECT_CLOSE_REASON_KEEPALIVE: 2
  /** since 0.10.0 */
  readonly VIR_CONNECT_CLOSE_REASON_CLIENT: 3
  /** since 0.10.0 */
  readonly VIR_CONNECT_CLOSE_REASON_LAST: 4
}
export type ConnectCloseReason = (typeof ConnectCloseReason)[keyof typeof ConnectCloseReason]
/** libvirt's `virConnectCompareCPUFlags`. */
export declare const ConnectCompareCpuFlags: {
  /** since 1.2.6 */
  readonly VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE: 1
  /** since 6.9.0 */
  readonly VIR_CONNECT_COMPARE_CPU_VALIDATE_XML: 2
}
export type ConnectCompareCpuFlags = (typeof ConnectCompareCpuFlags)[keyof typeof ConnectCompareCpuFlags]
/** libvirt's `virConnectCredentialType`. */
export declare const ConnectCredentialType: {
  /** since 0.4.1 */
  readonly VIR_CRED_USERNAME: 1
  /** since 0.4.1 */
  readonly VIR_CRED_AUTHNAME: 2
  /** since 0.4.1 */
  readonly VIR_CRED_LANGUAGE: 3
  /** since 0.4.1 */
  readonly VIR_CRED_CNONCE: 4
  /** since 0.4.1 */
  readonly VIR_CRED_PASSPHRASE: 5
  /** since 0.4.1 */
  readonly VIR_CRED_ECHOPROMPT: 6
  /** since 0.4.1 */
  readonly VIR_CRED_NOECHOPROMPT: 7
  /** since 0.4.1 */
  readonly VIR_CRED_REALM: 8
  /** since 0.4.1 */
  readonly VIR_CRED_EXTERNAL: 9
  /** since 0.9.10 */
  readonly VIR_CRED_LAST: 10
}
export type ConnectCredentialType = (typeof ConnectCredentialType)[keyof typeof ConnectCredentialType]
/** libvirt's `virConnectDomainEventAgentLifecycleReason`. */
export declare const ConnectDomainEventAgentLifecycleReason: {
  /** since 1.2.11 */
  readonly VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_UNKNOWN: 0
  /** since 1.2.11 */
  readonly VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED: 1
  /** since 1.2.11 */
  readonly VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL: 2
  /** since 1.2.11 */
  readonly VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_LAST: 3
}
export type ConnectDomainEventAgentLifecycleReason = (typeof ConnectDomainEventAgentLifecycleReason)[keyof typeof ConnectDomainEventAgentLifecycleReason]
/** libvirt's `virConnectDomainEventAgentLifecycleState`. */
export declare const ConnectDomainEventAgentLifecycleState: {
  /** since 1.2.11 */
  readonly VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED: 1
  /** since 1.2.11 */
  readonly VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED: 2
  /** since 1.2.11 */
  readonly VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_LAST: 3
}
export type ConnectDomainEventAgentLifecycleState = (typeof ConnectDomainEventAgentLifecycleState)[keyof typeof ConnectDomainEventAgentLifecycleState]
/** libvirt's `virConnectDomainEventBlockJobStatus`. */
export declare const ConnectDomainEventBlockJobStatus: {
  /** since 0.9.4 */
  readonly VIR_DOMAIN_BLOCK_JOB_COMPLETED: 0
  /** since 0.9.4 */
  readonly VIR_DOMAIN_BLOCK_JOB_FAILED: 1
  /** since 0.9.12 */
  readonly VIR_DOMAIN_BLOCK_JOB_CANCELED: 2
  /** since 1.0.0 */
  readonly VIR_DOMAIN_BLOCK_JOB_READY: 3
  /** since 0.9.10 */
  readonly VIR_DOMAIN_BLOCK_JOB_LAST: 4
}
export type ConnectDomainEventBlockJobStatus = (typeof ConnectDomainEventBlockJobStatus)[keyof typeof ConnectDomainEventBlockJobStatus]
/** libvirt's `virConnectDomainEventChannelLifecycleReason`. */
export declare const ConnectDomainEventChannelLifecycleReason: {
  /** since 12.4.0 */
  readonly VIR_CONNECT_DOMAIN_EVENT_CHANNEL_LIFECYCLE_REASON_UNKNOWN: 0
  /** since 12.4.0 */
  readonly VIR_CONNECT_DOMAIN_EVENT_CHANNEL_LIFECYCLE_REASON_DOMAIN_STARTED: 1
  /** since 12.4.0 */
  readonly VIR_CONNECT_DOMAIN_EVENT_CHANNEL_LIFECYCLE_REASON_CHANNEL: 2
  /** since 12.4.0 */
  readonly VIR_CONNECT_DOMAIN_EVENT_CHANNEL_LIFECYCLE_REASON_LAST: 3
}
export type ConnectDomainEventChannelLifecycleReason = (typeof ConnectDomainEventChannelLifecycleReason)[keyof typeof ConnectDomainEventChannelLifecycleReason]
/** libvirt's `virConnectDomainEventChannelLifecycleState`. */
export declare const ConnectDomainEventChannelLifecycleState: {
  /** since 12.4.0 */
  readonly VIR_CONNECT_DOMAIN_EVENT_CHANNEL_LIFECYCLE_STATE_CONNECTED: 1
  /** since 12.4.0 */
  readonly VIR_CONNECT_DOMAIN_EVENT_CHANNEL_LIFECYCLE_STATE_DISCONNECTED: 2
  /** since 12.4.0 */
  readonly VIR_CONNECT_DOMAIN_EVENT_CHANNEL_LIFECYCLE_STATE_LAST: 3
}
export type ConnectDomainEventChannelLifecycleState = (typeof ConnectDomainEventChannelLifecycleState)[keyof typeof ConnectDomainEventChannelLifecycleState]
/** libvirt's `virConnectDomainEventDiskChangeReason`. */
export declare const ConnectDomainEventDiskChangeReason: {
  /** since 0.9.7 */
  readonly VIR_DOMAIN_EVENT_DISK_CHANGE_MISSING_ON_START: 0
  /** since 1.1.2 */
  readonly VIR_DOMAIN_EVENT_DISK_DROP_MISSING_ON_START: 1
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_DISK_CHANGE_LAST: 2
}
export type ConnectDomainEventDiskChangeReason = (typeof ConnectDomainEventDiskChangeReason)[keyof typeof ConnectDomainEventDiskChangeReason]
/** libvirt's `virConnectDomainQemuMonitorEventRegisterFlags`. */
export declare const ConnectDomainQemuMonitorEventRegisterFlags: {
  /** since 1.2.3 */
  readonly VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX: 1
  /** since 1.2.3 */
  readonly VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE: 2
}
export type ConnectDomainQemuMonitorEventRegisterFlags = (typeof ConnectDomainQemuMonitorEventRegisterFlags)[keyof typeof ConnectDomainQemuMonitorEventRegisterFlags]
/** libvirt's `virConnectFlags`. */
export declare const ConnectFlags: {
  /** since 0.4.1 */
  readonly VIR_CONNECT_RO: 1
  /** since 0.9.7 */
  readonly VIR_CONNECT_NO_ALIASES: 2
}
export type ConnectFlags = (typeof ConnectFlags)[keyof typeof ConnectFlags]
/** libvirt's `virConnectGetAllDomainStatsFlags`. */
export declare const ConnectGetAllDomainStatsFlags: {
  /** since 1.2.8 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE: 1
  /** since 1.2.8 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE: 2
  /** since 1.2.8 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT: 4
  /** since 1.2.8 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT: 8
  /** since 1.2.8 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING: 16
  /** since 1.2.8 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED: 32
  /** since 1.2.8 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF: 64
  /** since 1.2.8 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER: 128
  /** since 4.5.0 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT: 536870912
  /** since 1.2.12 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING: 1073741824
  /** since 1.2.8 */
  readonly VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS: 2147483648
}
export type ConnectGetAllDomainStatsFlags = (typeof ConnectGetAllDomainStatsFlags)[keyof typeof ConnectGetAllDomainStatsFlags]
/** libvirt's `virConnectGetDomainCapabilitiesFlags`. */
export declare const ConnectGetDomainCapabilitiesFlags: {
  /** since 11.0.0 */
  readonly VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES: 1
  /** since 12.2.0 */
  readonly VIR_CONNECT_GET_DOMAIN_CAPABILITIES_EXPAND_CPU_FEATURES: 2
  /** since 12.5.0 */
  readonly VIR_CONNECT_GET_DOMAIN_CAPABILITIES_SUPPORTED_CPU_FEATURES: 4
}
export type ConnectGetDomainCapabilitiesFlags = (typeof ConnectGetDomainCapabilitiesFlags)[keyof typeof ConnectGetDomainCapabilitiesFlags]
/** libvirt's `virConnectListAllDomainsFlags`. */
export declare const ConnectListAllDomainsFlags: {
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_ACTIVE: 1
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_INACTIVE: 2
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_PERSISTENT: 4
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_TRANSIENT: 8
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_RUNNING: 16
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_PAUSED: 32
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_SHUTOFF: 64
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_OTHER: 128
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE: 256
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE: 512
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_AUTOSTART: 1024
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART: 2048
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT: 4096
  /** since 0.9.13 */
  readonly VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT: 8192
  /** since 5.6.0 */
  readonly VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT: 16384
  /** since 5.6.0 */
  readonly VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT: 32768
}
export type ConnectListAllDomainsFlags = (typeof ConnectListAllDomainsFlags)[keyof typeof ConnectListAllDomainsFlags]
/** libvirt's `virConnectListAllInterfacesFlags`. */
export declare const ConnectListAllInterfacesFlags: {
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_INTERFACES_INACTIVE: 1
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_INTERFACES_ACTIVE: 2
}
export type ConnectListAllInterfacesFlags = (typeof ConnectListAllInterfacesFlags)[keyof typeof ConnectListAllInterfacesFlags]
/** libvirt's `virConnectListAllNetworksFlags`. */
export declare const ConnectListAllNetworksFlags: {
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NETWORKS_INACTIVE: 1
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NETWORKS_ACTIVE: 2
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NETWORKS_PERSISTENT: 4
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NETWORKS_TRANSIENT: 8
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NETWORKS_AUTOSTART: 16
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART: 32
}
export type ConnectListAllNetworksFlags = (typeof ConnectListAllNetworksFlags)[keyof typeof ConnectListAllNetworksFlags]
/** libvirt's `virConnectListAllNodeDeviceFlags`. */
export declare const ConnectListAllNodeDeviceFlags: {
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM: 1
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV: 2
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV: 4
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_INTERFACE: 8
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET: 16
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST: 32
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_TARGET: 64
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI: 128
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE: 256
  /** since 1.0.4 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_FC_HOST: 512
  /** since 1.0.4 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPORTS: 1024
  /** since 1.1.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_GENERIC: 2048
  /** since 3.1.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM: 4096
  /** since 3.4.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV_TYPES: 8192
  /** since 3.4.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV: 16384
  /** since 3.4.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCW_DEV: 32768
  /** since 6.8.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_CSS_DEV: 65536
  /** since 6.9.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA: 131072
  /** since 7.0.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_CARD: 262144
  /** since 7.0.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_QUEUE: 524288
  /** since 7.0.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_MATRIX: 1048576
  /** since 7.9.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPD: 2097152
  /** since 11.1.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_DEV: 4194304
  /** since 11.1.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_MEMBER: 8388608
  /** since 10.1.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT: 268435456
  /** since 10.1.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT: 536870912
  /** since 7.3.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE: 1073741824
  /** since 7.3.0 */
  readonly VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE: 2147483648
}
export type ConnectListAllNodeDeviceFlags = (typeof ConnectListAllNodeDeviceFlags)[keyof typeof ConnectListAllNodeDeviceFlags]
/** libvirt's `virConnectListAllSecretsFlags`. */
export declare const ConnectListAllSecretsFlags: {
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_SECRETS_EPHEMERAL: 1
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL: 2
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_SECRETS_PRIVATE: 4
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_SECRETS_NO_PRIVATE: 8
}
export type ConnectListAllSecretsFlags = (typeof ConnectListAllSecretsFlags)[keyof typeof ConnectListAllSecretsFlags]
/** libvirt's `virConnectListAllStoragePoolsFlags`. */
export declare const ConnectListAllStoragePoolsFlags: {
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE: 1
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE: 2
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT: 4
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT: 8
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART: 16
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART: 32
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_DIR: 64
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_FS: 128
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_NETFS: 256
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL: 512
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_DISK: 1024
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI: 2048
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_SCSI: 4096
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_MPATH: 8192
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_RBD: 16384
  /** since 0.10.2 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG: 32768
  /** since 1.2.1 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER: 65536
  /** since 1.2.8 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_ZFS: 131072
  /** since 3.1.0 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE: 262144
  /** since 5.6.0 */
  readonly VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT: 524288
}
export type ConnectListAllStoragePoolsFlags = (typeof ConnectListAllStoragePoolsFlags)[keyof typeof ConnectListAllStoragePoolsFlags]
/** libvirt's `virCPUCompareResult`. */
export declare const CpuCompareResult: {
  /** since 0.7.5 */
  readonly VIR_CPU_COMPARE_ERROR: -1
  /** since 0.7.5 */
  readonly VIR_CPU_COMPARE_INCOMPATIBLE: 0
  /** since 0.7.5 */
  readonly VIR_CPU_COMPARE_IDENTICAL: 1
  /** since 0.7.5 */
  readonly VIR_CPU_COMPARE_SUPERSET: 2
  /** since 0.9.10 */
  readonly VIR_CPU_COMPARE_LAST: 3
}
export type CpuCompareResult = (typeof CpuCompareResult)[keyof typeof CpuCompareResult]
/** libvirt's `virDomainAbortJobFlagsValues`. */
export declare const DomainAbortJobFlagsValues: {
  /** since 8.5.0 */
  readonly VIR_DOMAIN_ABORT_JOB_POSTCOPY: 1
}
export type DomainAbortJobFlagsValues = (typeof DomainAbortJobFlagsValues)[keyof typeof DomainAbortJobFlagsValues]
/** libvirt's `virDomainAgentResponseTimeoutValues`. */
export declare const DomainAgentResponseTimeoutValues: {
  /** since 5.10.0 */
  readonly VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK: -2
  /** since 5.10.0 */
  readonly VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_DEFAULT: -1
  /** since 5.10.0 */
  readonly VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_NOWAIT: 0
}
export type DomainAgentResponseTimeoutValues = (typeof DomainAgentResponseTimeoutValues)[keyof typeof DomainAgentResponseTimeoutValues]
/** libvirt's `virDomainAuthorizedSSHKeysSetFlags`. */
export declare const DomainAuthorizedSshKeysSetFlags: {
  /** since 6.10.0 */
  readonly VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND: 1
  /** since 6.10.0 */
  readonly VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE: 2
}
export type DomainAuthorizedSshKeysSetFlags = (typeof DomainAuthorizedSshKeysSetFlags)[keyof typeof DomainAuthorizedSshKeysSetFlags]
/** libvirt's `virDomainBackupBeginFlags`. */
export declare const DomainBackupBeginFlags: {
  /** since 6.0.0 */
  readonly VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL: 1
  /** since 11.10.0 */
  readonly VIR_DOMAIN_BACKUP_BEGIN_PRESERVE_SHUTDOWN_DOMAIN: 2
}
export type DomainBackupBeginFlags = (typeof DomainBackupBeginFlags)[keyof typeof DomainBackupBeginFlags]
/** libvirt's `virDomainBlockCommitFlags`. */
export declare const DomainBlockCommitFlags: {
  /** since 0.10.2 */
  readonly VIR_DOMAIN_BLOCK_COMMIT_SHALLOW: 1
  /** since 0.10.2 */
  readonly VIR_DOMAIN_BLOCK_COMMIT_DELETE: 2
  /** since 1.2.6 */
  readonly VIR_DOMAIN_BLOCK_COMMIT_ACTIVE: 4
  /** since 1.2.7 */
  readonly VIR_DOMAIN_BLOCK_COMMIT_RELATIVE: 8
  /** since 1.2.9 */
  readonly VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES: 16
}
export type DomainBlockCommitFlags = (typeof DomainBlockCommitFlags)[keyof typeof DomainBlockCommitFlags]
/** libvirt's `virDomainBlockCopyFlags`. */
export declare const DomainBlockCopyFlags: {
  /** since 1.2.8 */
  readonly VIR_DOMAIN_BLOCK_COPY_SHALLOW: 1
  /** since 1.2.8 */
  readonly VIR_DOMAIN_BLOCK_COPY_REUSE_EXT: 2
  /** since 3.5.0 */
  readonly VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB: 4
  /** since 8.0.0 */
  readonly VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES: 8
  /** since 12.2.0 */
  readonly VIR_DOMAIN_BLOCK_COPY_TARGET_ZEROED: 16
}
export type DomainBlockCopyFlags = (typeof DomainBlockCopyFlags)[keyof typeof DomainBlockCopyFlags]
/** libvirt's `virDomainBlockedReason`. */
export declare const DomainBlockedReason: {
  /** since 0.9.2 */
  readonly VIR_DOMAIN_BLOCKED_UNKNOWN: 0
  /** since 0.9.10 */
  readonly VIR_DOMAIN_BLOCKED_LAST: 1
}
export type DomainBlockedReason = (typeof DomainBlockedReason)[keyof typeof DomainBlockedReason]
/** libvirt's `virDomainBlockJobAbortFlags`. */
export declare const DomainBlockJobAbortFlags: {
  /** since 0.9.12 */
  readonly VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC: 1
  /** since 0.9.12 */
  readonly VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT: 2
}
export type DomainBlockJobAbortFlags = (typeof DomainBlockJobAbortFlags)[keyof typeof DomainBlockJobAbortFlags]
/** libvirt's `virDomainBlockJobInfoFlags`. */
export declare const DomainBlockJobInfoFlags: {
  /** since 1.2.9 */
  readonly VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES: 1
}
export type DomainBlockJobInfoFlags = (typeof DomainBlockJobInfoFlags)[keyof typeof DomainBlockJobInfoFlags]
/** libvirt's `virDomainBlockJobSetSpeedFlags`. */
export declare const DomainBlockJobSetSpeedFlags: {
  /** since 1.2.9 */
  readonly VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES: 1
}
export type DomainBlockJobSetSpeedFlags = (typeof DomainBlockJobSetSpeedFlags)[keyof typeof DomainBlockJobSetSpeedFlags]
/** libvirt's `virDomainBlockJobType`. */
export declare const DomainBlockJobType: {
  /** since 0.9.4 */
  readonly VIR_DOMAIN_BLOCK_JOB_TYPE_UNKNOWN: 0
  /** since 0.9.4 */
  readonly VIR_DOMAIN_BLOCK_JOB_TYPE_PULL: 1
  /** since 0.9.12 */
  readonly VIR_DOMAIN_BLOCK_JOB_TYPE_COPY: 2
  /** since 0.10.2 */
  readonly VIR_DOMAIN_BLOCK_JOB_TYPE_COMMIT: 3
  /** since 1.2.6 */
  readonly VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT: 4
  /** since 6.0.0 */
  readonly VIR_DOMAIN_BLOCK_JOB_TYPE_BACKUP: 5
  /** since 0.9.10 */
  readonly VIR_DOMAIN_BLOCK_JOB_TYPE_LAST: 6
}
export type DomainBlockJobType = (typeof DomainBlockJobType)[keyof typeof DomainBlockJobType]
/** libvirt's `virDomainBlockPullFlags`. */
export declare const DomainBlockPullFlags: {
  /** since 1.2.9 */
  readonly VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES: 64
}
export type DomainBlockPullFlags = (typeof DomainBlockPullFlags)[keyof typeof DomainBlockPullFlags]
/** libvirt's `virDomainBlockRebaseFlags`. */
export declare const DomainBlockRebaseFlags: {
  /** since 0.9.12 */
  readonly VIR_DOMAIN_BLOCK_REBASE_SHALLOW: 1
  /** since 0.9.12 */
  readonly VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT: 2
  /** since 0.9.12 */
  readonly VIR_DOMAIN_BLOCK_REBASE_COPY_RAW: 4
  /** since 0.9.12 */
  readonly VIR_DOMAIN_BLOCK_REBASE_COPY: 8
  /** since 1.2.7 */
  readonly VIR_DOMAIN_BLOCK_REBASE_RELATIVE: 16
  /** since 1.2.9 */
  readonly VIR_DOMAIN_BLOCK_REBASE_COPY_DEV: 32
  /** since 1.2.9 */
  readonly VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES: 64
}
export type DomainBlockRebaseFlags = (typeof DomainBlockRebaseFlags)[keyof typeof DomainBlockRebaseFlags]
/** libvirt's `virDomainBlockResizeFlags`. */
export declare const DomainBlockResizeFlags: {
  /** since 0.9.11 */
  readonly VIR_DOMAIN_BLOCK_RESIZE_BYTES: 1
  /** since 10.0.0 */
  readonly VIR_DOMAIN_BLOCK_RESIZE_CAPACITY: 2
  /** since 12.3.0 */
  readonly VIR_DOMAIN_BLOCK_RESIZE_EXTEND: 4
}
export type DomainBlockResizeFlags = (typeof DomainBlockResizeFlags)[keyof typeof DomainBlockResizeFlags]
/** libvirt's `virDomainChannelFlags`. */
export declare const DomainChannelFlags: {
  /** since 1.0.2 */
  readonly VIR_DOMAIN_CHANNEL_FORCE: 1
}
export type DomainChannelFlags = (typeof DomainChannelFlags)[keyof typeof DomainChannelFlags]
/** libvirt's `virDomainCheckpointCreateFlags`. */
export declare const DomainCheckpointCreateFlags: {
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE: 1
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE: 2
  /** since 6.10.0 */
  readonly VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE: 4
}
export type DomainCheckpointCreateFlags = (typeof DomainCheckpointCreateFlags)[keyof typeof DomainCheckpointCreateFlags]
/** libvirt's `virDomainCheckpointDeleteFlags`. */
export declare const DomainCheckpointDeleteFlags: {
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN: 1
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY: 2
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY: 4
}
export type DomainCheckpointDeleteFlags = (typeof DomainCheckpointDeleteFlags)[keyof typeof DomainCheckpointDeleteFlags]
/** libvirt's `virDomainCheckpointListFlags`. */
export declare const DomainCheckpointListFlags: {
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS: 1
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_LIST_ROOTS: 1
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL: 2
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_LIST_LEAVES: 4
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES: 8
}
export type DomainCheckpointListFlags = (typeof DomainCheckpointListFlags)[keyof typeof DomainCheckpointListFlags]
/** libvirt's `virDomainCheckpointXMLFlags`. */
export declare const DomainCheckpointXmlFlags: {
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_XML_SECURE: 1
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN: 2
  /** since 5.6.0 */
  readonly VIR_DOMAIN_CHECKPOINT_XML_SIZE: 4
}
export type DomainCheckpointXmlFlags = (typeof DomainCheckpointXmlFlags)[keyof typeof DomainCheckpointXmlFlags]
/** libvirt's `virDomainConsoleFlags`. */
export declare const DomainConsoleFlags: {
  /** since 0.9.11 */
  readonly VIR_DOMAIN_CONSOLE_FORCE: 1
  /** since 0.9.11 */
  readonly VIR_DOMAIN_CONSOLE_SAFE: 2
}
export type DomainConsoleFlags = (typeof DomainConsoleFlags)[keyof typeof DomainConsoleFlags]
/** libvirt's `virDomainControlErrorReason`. */
export declare const DomainControlErrorReason: {
  /** since 1.2.14 */
  readonly VIR_DOMAIN_CONTROL_ERROR_REASON_NONE: 0
  /** since 1.2.14 */
  readonly VIR_DOMAIN_CONTROL_ERROR_REASON_UNKNOWN: 1
  /** since 1.2.14 */
  readonly VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR: 2
  /** since 1.2.14 */
  readonly VIR_DOMAIN_CONTROL_ERROR_REASON_INTERNAL: 3
  /** since 1.2.14 */
  readonly VIR_DOMAIN_CONTROL_ERROR_REASON_LAST: 4
}
export type DomainControlErrorReason = (typeof DomainControlErrorReason)[keyof typeof DomainControlErrorReason]
/** libvirt's `virDomainControlState`. */
export declare const DomainControlState: {
  /** since 0.9.3 */
  readonly VIR_DOMAIN_CONTROL_OK: 0
  /** since 0.9.3 */
  readonly VIR_DOMAIN_CONTROL_JOB: 1
  /** since 0.9.3 */
  readonly VIR_DOMAIN_CONTROL_OCCUPIED: 2
  /** since 0.9.3 */
  readonly VIR_DOMAIN_CONTROL_ERROR: 3
  /** since 0.9.10 */
  readonly VIR_DOMAIN_CONTROL_LAST: 4
}
export type DomainControlState = (typeof DomainControlState)[keyof typeof DomainControlState]
/** libvirt's `virDomainCoreDumpFlags`. */
export declare const DomainCoreDumpFlags: {
  /** since 0.7.5 */
  readonly VIR_DUMP_CRASH: 1
  /** since 0.7.5 */
  readonly VIR_DUMP_LIVE: 2
  /** since 0.9.4 */
  readonly VIR_DUMP_BYPASS_CACHE: 4
  /** since 0.9.7 */
  readonly VIR_DUMP_RESET: 8
  /** since 0.9.13 */
  readonly VIR_DUMP_MEMORY_ONLY: 16
}
export type DomainCoreDumpFlags = (typeof DomainCoreDumpFlags)[keyof typeof DomainCoreDumpFlags]
/** libvirt's `virDomainCoreDumpFormat`. */
export declare const DomainCoreDumpFormat: {
  /** since 1.2.3 */
  readonly VIR_DOMAIN_CORE_DUMP_FORMAT_RAW: 0
  /** since 1.2.3 */
  readonly VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_ZLIB: 1
  /** since 1.2.3 */
  readonly VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_LZO: 2
  /** since 1.2.3 */
  readonly VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_SNAPPY: 3
  /** since 7.4.0 */
  readonly VIR_DOMAIN_CORE_DUMP_FORMAT_WIN_DMP: 4
  /** since 1.2.3 */
  readonly VIR_DOMAIN_CORE_DUMP_FORMAT_LAST: 5
}
export type DomainCoreDumpFormat = (typeof DomainCoreDumpFormat)[keyof typeof DomainCoreDumpFormat]
/** libvirt's `virDomainCrashedReason`. */
export declare const DomainCrashedReason: {
  /** since 0.9.2 */
  readonly VIR_DOMAIN_CRASHED_UNKNOWN: 0
  /** since 1.1.1 */
  readonly VIR_DOMAIN_CRASHED_PANICKED: 1
  /** since 0.9.10 */
  readonly VIR_DOMAIN_CRASHED_LAST: 2
}
export type DomainCrashedReason = (typeof DomainCrashedReason)[keyof typeof DomainCrashedReason]
/** libvirt's `virDomainCreateFlags`. */
export declare const DomainCreateFlags: {
  /** since 0.0.1 */
  readonly VIR_DOMAIN_NONE: 0
  /** since 0.8.2 */
  readonly VIR_DOMAIN_START_PAUSED: 1
  /** since 0.9.3 */
  readonly VIR_DOMAIN_START_AUTODESTROY: 2
  /** since 0.9.4 */
  readonly VIR_DOMAIN_START_BYPASS_CACHE: 4
  /** since 0.9.5 */
  readonly VIR_DOMAIN_START_FORCE_BOOT: 8
  /** since 1.2.12 */
  readonly VIR_DOMAIN_START_VALIDATE: 16
  /** since 8.1.0 */
  readonly VIR_DOMAIN_START_RESET_NVRAM: 32
}
export type DomainCreateFlags = (typeof DomainCreateFlags)[keyof typeof DomainCreateFlags]
/** libvirt's `virDomainDefineFlags`. */
export declare const DomainDefineFlags: {
  /** since 1.2.12 */
  readonly VIR_DOMAIN_DEFINE_VALIDATE: 1
}
export type DomainDefineFlags = (typeof DomainDefineFlags)[keyof typeof DomainDefineFlags]
/** libvirt's `virDomainDestroyFlagsValues`. */
export declare const DomainDestroyFlagsValues: {
  /** since 0.9.10 */
  readonly VIR_DOMAIN_DESTROY_DEFAULT: 0
  /** since 0.9.10 */
  readonly VIR_DOMAIN_DESTROY_GRACEFUL: 1
  /** since 8.3.0 */
  readonly VIR_DOMAIN_DESTROY_REMOVE_LOGS: 2
}
export type DomainDestroyFlagsValues = (typeof DomainDestroyFlagsValues)[keyof typeof DomainDestroyFlagsValues]
/** libvirt's `virDomainDeviceModifyFlags`. */
export declare const DomainDeviceModifyFlags: {
  /** since 0.7.7 */
  readonly VIR_DOMAIN_DEVICE_MODIFY_CURRENT: 0
  /** since 0.7.7 */
  readonly VIR_DOMAIN_DEVICE_MODIFY_LIVE: 1
  /** since 0.7.7 */
  readonly VIR_DOMAIN_DEVICE_MODIFY_CONFIG: 2
  /** since 0.8.6 */
  readonly VIR_DOMAIN_DEVICE_MODIFY_FORCE: 4
}
export type DomainDeviceModifyFlags = (typeof DomainDeviceModifyFlags)[keyof typeof DomainDeviceModifyFlags]
/** libvirt's `virDomainDirtyRateCalcFlags`. */
export declare const DomainDirtyRateCalcFlags: {
  /** since 8.1.0 */
  readonly VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING: 0
  /** since 8.1.0 */
  readonly VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP: 1
  /** since 8.1.0 */
  readonly VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING: 2
}
export type DomainDirtyRateCalcFlags = (typeof DomainDirtyRateCalcFlags)[keyof typeof DomainDirtyRateCalcFlags]
/** libvirt's `virDomainDirtyRateStatus`. */
export declare const DomainDirtyRateStatus: {
  /** since 7.2.0 */
  readonly VIR_DOMAIN_DIRTYRATE_UNSTARTED: 0
  /** since 7.2.0 */
  readonly VIR_DOMAIN_DIRTYRATE_MEASURING: 1
  /** since 7.2.0 */
  readonly VIR_DOMAIN_DIRTYRATE_MEASURED: 2
  /** since 7.2.0 */
  readonly VIR_DOMAIN_DIRTYRATE_LAST: 3
}
export type DomainDirtyRateStatus = (typeof DomainDirtyRateStatus)[keyof typeof DomainDirtyRateStatus]
/** libvirt's `virDomainDiskErrorCode`. */
export declare const DomainDiskErrorCode: {
  /** since 0.9.10 */
  readonly VIR_DOMAIN_DISK_ERROR_NONE: 0
  /** since 0.9.10 */
  readonly VIR_DOMAIN_DISK_ERROR_UNSPEC: 1
  /** since 0.9.10 */
  readonly VIR_DOMAIN_DISK_ERROR_NO_SPACE: 2
  /** since 0.9.10 */
  readonly VIR_DOMAIN_DISK_ERROR_LAST: 3
}
export type DomainDiskErrorCode = (typeof DomainDiskErrorCode)[keyof typeof DomainDiskErrorCode]
/** libvirt's `virDomainEventCrashedDetailType`. */
export declare const DomainEventCrashedDetailType: {
  /** since 1.1.1 */
  readonly VIR_DOMAIN_EVENT_CRASHED_PANICKED: 0
  /** since 6.1.0 */
  readonly VIR_DOMAIN_EVENT_CRASHED_CRASHLOADED: 1
  /** since 1.1.1 */
  readonly VIR_DOMAIN_EVENT_CRASHED_LAST: 2
}
export type DomainEventCrashedDetailType = (typeof DomainEventCrashedDetailType)[keyof typeof DomainEventCrashedDetailType]
/** libvirt's `virDomainEventDefinedDetailType`. */
export declare const DomainEventDefinedDetailType: {
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_DEFINED_ADDED: 0
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_DEFINED_UPDATED: 1
  /** since 1.2.19 */
  readonly VIR_DOMAIN_EVENT_DEFINED_RENAMED: 2
  /** since 1.3.3 */
  readonly VIR_DOMAIN_EVENT_DEFINED_FROM_SNAPSHOT: 3
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_DEFINED_LAST: 4
}
export type DomainEventDefinedDetailType = (typeof DomainEventDefinedDetailType)[keyof typeof DomainEventDefinedDetailType]
/** libvirt's `virDomainEventGraphicsAddressType`. */
export declare const DomainEventGraphicsAddressType: {
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4: 0
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6: 1
  /** since 0.9.7 */
  readonly VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX: 2
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_LAST: 3
}
export type DomainEventGraphicsAddressType = (typeof DomainEventGraphicsAddressType)[keyof typeof DomainEventGraphicsAddressType]
/** libvirt's `virDomainEventGraphicsPhase`. */
export declare const DomainEventGraphicsPhase: {
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_GRAPHICS_CONNECT: 0
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE: 1
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT: 2
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_GRAPHICS_LAST: 3
}
export type DomainEventGraphicsPhase = (typeof DomainEventGraphicsPhase)[keyof typeof DomainEventGraphicsPhase]
/** libvirt's `virDomainEventID`. */
export declare const DomainEventId: {
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_ID_LIFECYCLE: 0
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_ID_REBOOT: 1
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_ID_RTC_CHANGE: 2
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_ID_WATCHDOG: 3
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_ID_IO_ERROR: 4
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_ID_GRAPHICS: 5
  /** since 0.8.1 */
  readonly VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON: 6
  /** since 0.9.2 */
  readonly VIR_DOMAIN_EVENT_ID_CONTROL_ERROR: 7
  /** since 0.9.4 */
  readonly VIR_DOMAIN_EVENT_ID_BLOCK_JOB: 8
  /** since 0.9.7 */
  readonly VIR_DOMAIN_EVENT_ID_DISK_CHANGE: 9
  /** since 0.9.11 */
  readonly VIR_DOMAIN_EVENT_ID_TRAY_CHANGE: 10
  /** since 0.9.11 */
  readonly VIR_DOMAIN_EVENT_ID_PMWAKEUP: 11
  /** since 0.9.11 */
  readonly VIR_DOMAIN_EVENT_ID_PMSUSPEND: 12
  /** since 0.10.0 */
  readonly VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE: 13
  /** since 1.0.0 */
  readonly VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK: 14
  /** since 1.1.1 */
  readonly VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED: 15
  /** since 1.2.6 */
  readonly VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2: 16
  /** since 1.2.9 */
  readonly VIR_DOMAIN_EVENT_ID_TUNABLE: 17
  /** since 1.2.11 */
  readonly VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE: 18
  /** since 1.2.15 */
  readonly VIR_DOMAIN_EVENT_ID_DEVICE_ADDED: 19
  /** since 1.3.2 */
  readonly VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION: 20
  /** since 1.3.3 */
  readonly VIR_DOMAIN_EVENT_ID_JOB_COMPLETED: 21
  /** since 1.3.4 */
  readonly VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED: 22
  /** since 3.0.0 */
  readonly VIR_DOMAIN_EVENT_ID_METADATA_CHANGE: 23
  /** since 3.2.0 */
  readonly VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD: 24
  /** since 6.9.0 */
  readonly VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE: 25
  /** since 7.9.0 */
  readonly VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE: 26
  /** since 11.2.0 */
  readonly VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE: 27
  /** since 12.4.0 */
  readonly VIR_DOMAIN_EVENT_ID_VCPU_REMOVED: 28
  /** since 12.4.0 */
  readonly VIR_DOMAIN_EVENT_ID_CHANNEL_LIFECYCLE: 29
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_ID_LAST: 30
}
export type DomainEventId = (typeof DomainEventId)[keyof typeof DomainEventId]
/** libvirt's `virDomainEventIOErrorAction`. */
export declare const DomainEventIoErrorAction: {
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_IO_ERROR_NONE: 0
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_IO_ERROR_PAUSE: 1
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_IO_ERROR_REPORT: 2
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_IO_ERROR_LAST: 3
}
export type DomainEventIoErrorAction = (typeof DomainEventIoErrorAction)[keyof typeof DomainEventIoErrorAction]
/** libvirt's `virDomainEventPMSuspendedDetailType`. */
export declare const DomainEventPmSuspendedDetailType: {
  /** since 0.10.2 */
  readonly VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY: 0
  /** since 1.0.0 */
  readonly VIR_DOMAIN_EVENT_PMSUSPENDED_DISK: 1
  /** since 0.10.2 */
  readonly VIR_DOMAIN_EVENT_PMSUSPENDED_LAST: 2
}
export type DomainEventPmSuspendedDetailType = (typeof DomainEventPmSuspendedDetailType)[keyof typeof DomainEventPmSuspendedDetailType]
/** libvirt's `virDomainEventResumedDetailType`. */
export declare const DomainEventResumedDetailType: {
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_RESUMED_UNPAUSED: 0
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_RESUMED_MIGRATED: 1
  /** since 0.9.5 */
  readonly VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT: 2
  /** since 1.3.3 */
  readonly VIR_DOMAIN_EVENT_RESUMED_POSTCOPY: 3
  /** since 8.5.0 */
  readonly VIR_DOMAIN_EVENT_RESUMED_POSTCOPY_FAILED: 4
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_RESUMED_LAST: 5
}
export type DomainEventResumedDetailType = (typeof DomainEventResumedDetailType)[keyof typeof DomainEventResumedDetailType]
/** libvirt's `virDomainEventShutdownDetailType`. */
export declare const DomainEventShutdownDetailType: {
  /** since 0.9.8 */
  readonly VIR_DOMAIN_EVENT_SHUTDOWN_FINISHED: 0
  /** since 3.4.0 */
  readonly VIR_DOMAIN_EVENT_SHUTDOWN_GUEST: 1
  /** since 3.4.0 */
  readonly VIR_DOMAIN_EVENT_SHUTDOWN_HOST: 2
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_SHUTDOWN_LAST: 3
}
export type DomainEventShutdownDetailType = (typeof DomainEventShutdownDetailType)[keyof typeof DomainEventShutdownDetailType]
/** libvirt's `virDomainEventStartedDetailType`. */
export declare const DomainEventStartedDetailType: {
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STARTED_BOOTED: 0
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STARTED_MIGRATED: 1
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STARTED_RESTORED: 2
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT: 3
  /** since 0.9.11 */
  readonly VIR_DOMAIN_EVENT_STARTED_WAKEUP: 4
  /** since 11.6.0 */
  readonly VIR_DOMAIN_EVENT_STARTED_RECREATED: 5
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_STARTED_LAST: 6
}
export type DomainEventStartedDetailType = (typeof DomainEventStartedDetailType)[keyof typeof DomainEventStartedDetailType]
/** libvirt's `virDomainEventStoppedDetailType`. */
export declare const DomainEventStoppedDetailType: {
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN: 0
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STOPPED_DESTROYED: 1
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STOPPED_CRASHED: 2
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STOPPED_MIGRATED: 3
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STOPPED_SAVED: 4
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STOPPED_FAILED: 5
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT: 6
  /** since 11.6.0 */
  readonly VIR_DOMAIN_EVENT_STOPPED_RECREATED: 7
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_STOPPED_LAST: 8
}
export type DomainEventStoppedDetailType = (typeof DomainEventStoppedDetailType)[keyof typeof DomainEventStoppedDetailType]
/** libvirt's `virDomainEventSuspendedDetailType`. */
export declare const DomainEventSuspendedDetailType: {
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_PAUSED: 0
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED: 1
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_IOERROR: 2
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG: 3
  /** since 0.9.5 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_RESTORED: 4
  /** since 0.9.5 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT: 5
  /** since 1.0.1 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_API_ERROR: 6
  /** since 1.3.3 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY: 7
  /** since 1.3.3 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY_FAILED: 8
  /** since 11.10.0 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_GUEST_SHUTDOWN: 9
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED_LAST: 10
}
export type DomainEventSuspendedDetailType = (typeof DomainEventSuspendedDetailType)[keyof typeof DomainEventSuspendedDetailType]
/** libvirt's `virDomainEventTrayChangeReason`. */
export declare const DomainEventTrayChangeReason: {
  /** since 0.9.11 */
  readonly VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN: 0
  /** since 0.9.11 */
  readonly VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE: 1
  /** since 0.9.11 */
  readonly VIR_DOMAIN_EVENT_TRAY_CHANGE_LAST: 2
}
export type DomainEventTrayChangeReason = (typeof DomainEventTrayChangeReason)[keyof typeof DomainEventTrayChangeReason]
/** libvirt's `virDomainEventType`. */
export declare const DomainEventType: {
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_DEFINED: 0
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_UNDEFINED: 1
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STARTED: 2
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_SUSPENDED: 3
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_RESUMED: 4
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_STOPPED: 5
  /** since 0.9.8 */
  readonly VIR_DOMAIN_EVENT_SHUTDOWN: 6
  /** since 0.10.2 */
  readonly VIR_DOMAIN_EVENT_PMSUSPENDED: 7
  /** since 1.1.1 */
  readonly VIR_DOMAIN_EVENT_CRASHED: 8
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_LAST: 9
}
export type DomainEventType = (typeof DomainEventType)[keyof typeof DomainEventType]
/** libvirt's `virDomainEventUndefinedDetailType`. */
export declare const DomainEventUndefinedDetailType: {
  /** since 0.5.0 */
  readonly VIR_DOMAIN_EVENT_UNDEFINED_REMOVED: 0
  /** since 1.2.19 */
  readonly VIR_DOMAIN_EVENT_UNDEFINED_RENAMED: 1
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_UNDEFINED_LAST: 2
}
export type DomainEventUndefinedDetailType = (typeof DomainEventUndefinedDetailType)[keyof typeof DomainEventUndefinedDetailType]
/** libvirt's `virDomainEventWatchdogAction`. */
export declare const DomainEventWatchdogAction: {
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_WATCHDOG_NONE: 0
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_WATCHDOG_PAUSE: 1
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_WATCHDOG_RESET: 2
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF: 3
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN: 4
  /** since 0.8.0 */
  readonly VIR_DOMAIN_EVENT_WATCHDOG_DEBUG: 5
  /** since 1.2.17 */
  readonly VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI: 6
  /** since 0.9.10 */
  readonly VIR_DOMAIN_EVENT_WATCHDOG_LAST: 7
}
export type DomainEventWatchdogAction = (typeof DomainEventWatchdogAction)[keyof typeof DomainEventWatchdogAction]
/** libvirt's `virDomainFDAssociateFlags`. */
export declare const DomainFdAssociateFlags: {
  /** since 9.0.0 */
  readonly VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE: 1
  /** since 9.0.0 */
  readonly VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE: 2
}
export type DomainFdAssociateFlags = (typeof DomainFdAssociateFlags)[keyof typeof DomainFdAssociateFlags]
/** libvirt's `virDomainGetHostnameFlags`. */
export declare const DomainGetHostnameFlags: {
  /** since 6.1.0 */
  readonly VIR_DOMAIN_GET_HOSTNAME_LEASE: 1
  /** since 6.1.0 */
  readonly VIR_DOMAIN_GET_HOSTNAME_AGENT: 2
}
export type DomainGetHostnameFlags = (typeof DomainGetHostnameFlags)[keyof typeof DomainGetHostnameFlags]
/** libvirt's `virDomainGetJobStatsFlags`. */
export declare const DomainGetJobStatsFlags: {
  /** since 1.2.9 */
  readonly VIR_DOMAIN_JOB_STATS_COMPLETED: 1
  /** since 6.0.0 */
  readonly VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED: 2
}
export type DomainGetJobStatsFlags = (typeof DomainGetJobStatsFlags)[keyof typeof DomainGetJobStatsFlags]
/** libvirt's `virDomainGraphicsReloadType`. */
export declare const DomainGraphicsReloadType: {
  /** since 10.2.0 */
  readonly VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_ANY: 0
  /** since 10.2.0 */
  readonly VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_VNC: 1
  /** since 10.2.0 */
  readonly VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_LAST: 2
}
export type DomainGraphicsReloadType = (typeof DomainGraphicsReloadType)[keyof typeof DomainGraphicsReloadType]
/** libvirt's `virDomainGuestInfoTypes`. */
export declare const DomainGuestInfoTypes: {
  /** since 5.7.0 */
  readonly VIR_DOMAIN_GUEST_INFO_USERS: 1
  /** since 5.7.0 */
  readonly VIR_DOMAIN_GUEST_INFO_OS: 2
  /** since 5.7.0 */
  readonly VIR_DOMAIN_GUEST_INFO_TIMEZONE: 4
  /** since 5.7.0 */
  readonly VIR_DOMAIN_GUEST_INFO_HOSTNAME: 8
  /** since 5.7.0 */
  readonly VIR_DOMAIN_GUEST_INFO_FILESYSTEM: 16
  /** since 7.0.0 */
  readonly VIR_DOMAIN_GUEST_INFO_DISKS: 32
  /** since 7.10.0 */
  readonly VIR_DOMAIN_GUEST_INFO_INTERFACES: 64
  /** since 11.2.0 */
  readonly VIR_DOMAIN_GUEST_INFO_LOAD: 128
  /** since 12.7.0 */
  readonly VIR_DOMAIN_GUEST_INFO_DEVICES: 256
}
export type DomainGuestInfoTypes = (typeof DomainGuestInfoTypes)[keyof typeof DomainGuestInfoTypes]
/** libvirt's `virDomainInterfaceAddressesSource`. */
export declare const DomainInterfaceAddressesSource: {
  /** since 1.2.14 */
  readonly VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE: 0
  /** since 1.2.14 */
  readonly VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT: 1
  /** since 4.2.0 */
  readonly VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP: 2
  /** since 1.2.14 */
  readonly VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LAST: 3
}
export type DomainInterfaceAddressesSource = (typeof DomainInterfaceAddressesSource)[keyof typeof DomainInterfaceAddressesSource]
/** libvirt's `virDomainJobOperation`. */
export declare const DomainJobOperation: {
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_UNKNOWN: 0
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_START: 1
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_SAVE: 2
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_RESTORE: 3
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN: 4
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT: 5
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_SNAPSHOT: 6
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_REVERT: 7
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_DUMP: 8
  /** since 6.0.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_BACKUP: 9
  /** since 9.0.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_DELETE: 10
  /** since 3.3.0 */
  readonly VIR_DOMAIN_JOB_OPERATION_LAST: 11
}
export type DomainJobOperation = (typeof DomainJobOperation)[keyof typeof DomainJobOperation]
/** libvirt's `virDomainJobType`. */
export declare const DomainJobType: {
  /** since 0.7.7 */
  readonly VIR_DOMAIN_JOB_NONE: 0
  /** since 0.7.7 */
  readonly VIR_DOMAIN_JOB_BOUNDED: 1
  /** since 0.7.7 */
  readonly VIR_DOMAIN_JOB_UNBOUNDED: 2
  /** since 0.7.7 */
  readonly VIR_DOMAIN_JOB_COMPLETED: 3
  /** since 0.7.7 */
  readonly VIR_DOMAIN_JOB_FAILED: 4
  /** since 0.7.7 */
  readonly VIR_DOMAIN_JOB_CANCELLED: 5
  /** since 0.9.10 */
  readonly VIR_DOMAIN_JOB_LAST: 6
}
export type DomainJobType = (typeof DomainJobType)[keyof typeof DomainJobType]
/** libvirt's `virDomainLifecycle`. */
export declare const DomainLifecycle: {
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_POWEROFF: 0
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_REBOOT: 1
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_CRASH: 2
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_LAST: 3
}
export type DomainLifecycle = (typeof DomainLifecycle)[keyof typeof DomainLifecycle]
/** libvirt's `virDomainLifecycleAction`. */
export declare const DomainLifecycleAction: {
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY: 0
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_ACTION_RESTART: 1
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME: 2
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE: 3
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY: 4
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART: 5
  /** since 12.6.0 */
  readonly VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE_RUNNING: 6
  /** since 3.9.0 */
  readonly VIR_DOMAIN_LIFECYCLE_ACTION_LAST: 7
}
export type DomainLifecycleAction = (typeof DomainLifecycleAction)[keyof typeof DomainLifecycleAction]
/** libvirt's `virDomainMemoryFailureActionType`. */
export declare const DomainMemoryFailureActionType: {
  /** since 6.9.0 */
  readonly VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_IGNORE: 0
  /** since 6.9.0 */
  readonly VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_INJECT: 1
  /** since 6.9.0 */
  readonly VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_FATAL: 2
  /** since 6.9.0 */
  readonly VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_RESET: 3
  /** since 6.9.0 */
  readonly VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_LAST: 4
}
export type DomainMemoryFailureActionType = (typeof DomainMemoryFailureActionType)[keyof typeof DomainMemoryFailureActionType]
/** libvirt's `virDomainMemoryFailureFlags`. */
export declare const DomainMemoryFailureFlags: {
  /** since 6.9.0 */
  readonly VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED: 1
  /** since 6.9.0 */
  readonly VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE: 2
}
export type DomainMemoryFailureFlags = (typeof DomainMemoryFailureFlags)[keyof typeof DomainMemoryFailureFlags]
/** libvirt's `virDomainMemoryFailureRecipientType`. */
export declare const DomainMemoryFailureRecipientType: {
  /** since 6.9.0 */
  readonly VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_HYPERVISOR: 0
  /** since 6.9.0 */
  readonly VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_GUEST: 1
  /** since 6.9.0 */
  readonly VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_LAST: 2
}
export type DomainMemoryFailureRecipientType = (typeof DomainMemoryFailureRecipientType)[keyof typeof DomainMemoryFailureRecipientType]
/** libvirt's `virDomainMemoryFlags`. */
export declare const DomainMemoryFlags: {
  /** since 0.4.4 */
  readonly VIR_MEMORY_VIRTUAL: 1
  /** since 0.7.0 */
  readonly VIR_MEMORY_PHYSICAL: 2
}
export type DomainMemoryFlags = (typeof DomainMemoryFlags)[keyof typeof DomainMemoryFlags]
/** libvirt's `virDomainMemoryModFlags`. */
export declare const DomainMemoryModFlags: {
  /** since 0.9.1 */
  readonly VIR_DOMAIN_MEM_CURRENT: 0
  /** since 0.9.0 */
  readonly VIR_DOMAIN_MEM_LIVE: 1
  /** since 0.9.0 */
  readonly VIR_DOMAIN_MEM_CONFIG: 2
  /** since 0.9.1 */
  readonly VIR_DOMAIN_MEM_MAXIMUM: 4
}
export type DomainMemoryModFlags = (typeof DomainMemoryModFlags)[keyof typeof DomainMemoryModFlags]
/** libvirt's `virDomainMemoryStatTags`. */
export declare const DomainMemoryStatTags: {
  /** since 0.7.5 */
  readonly VIR_DOMAIN_MEMORY_STAT_SWAP_IN: 0
  /** since 0.7.5 */
  readonly VIR_DOMAIN_MEMORY_STAT_SWAP_OUT: 1
  /** since 0.7.5 */
  readonly VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT: 2
  /** since 0.7.5 */
  readonly VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT: 3
  /** since 0.7.5 */
  readonly VIR_DOMAIN_MEMORY_STAT_UNUSED: 4
  /** since 0.7.5 */
  readonly VIR_DOMAIN_MEMORY_STAT_AVAILABLE: 5
  /** since 0.9.3 */
  readonly VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON: 6
  /** since 0.9.10 */
  readonly VIR_DOMAIN_MEMORY_STAT_RSS: 7
  /** since 2.1.0 */
  readonly VIR_DOMAIN_MEMORY_STAT_USABLE: 8
  /** since 2.1.0 */
  readonly VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE: 9
  /** since 4.6.0 */
  readonly VIR_DOMAIN_MEMORY_STAT_DISK_CACHES: 10
  /** since 5.4.0 */
  readonly VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC: 11
  /** since 5.4.0 */
  readonly VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL: 12
  /** since 0.9.10 */
  readonly VIR_DOMAIN_MEMORY_STAT_LAST: 13
  /** since 0.7.5 */
  readonly VIR_DOMAIN_MEMORY_STAT_NR: 13
}
export type DomainMemoryStatTags = (typeof DomainMemoryStatTags)[keyof typeof DomainMemoryStatTags]
/** libvirt's `virDomainMessageType`. */
export declare const DomainMessageType: {
  /** since 7.1.0 */
  readonly VIR_DOMAIN_MESSAGE_DEPRECATION: 1
  /** since 7.1.0 */
  readonly VIR_DOMAIN_MESSAGE_TAINTING: 2
  /** since 11.1.0 */
  readonly VIR_DOMAIN_MESSAGE_IOERRORS: 4
}
export type DomainMessageType = (typeof DomainMessageType)[keyof typeof DomainMessageType]
/** libvirt's `virDomainMetadataType`. */
export declare const DomainMetadataType: {
  /** since 0.9.10 */
  readonly VIR_DOMAIN_METADATA_DESCRIPTION: 0
  /** since 0.9.10 */
  readonly VIR_DOMAIN_METADATA_TITLE: 1
  /** since 0.9.10 */
  readonly VIR_DOMAIN_METADATA_ELEMENT: 2
  /** since 0.9.10 */
  readonly VIR_DOMAIN_METADATA_LAST: 3
}
export type DomainMetadataType = (typeof DomainMetadataType)[keyof typeof DomainMetadataType]
/** libvirt's `virDomainMigrateFlags`. */
export declare const DomainMigrateFlags: {
  /** since 0.3.2 */
  readonly VIR_MIGRATE_LIVE: 1
  /** since 0.7.2 */
  readonly VIR_MIGRATE_PEER2PEER: 2
  /** since 0.7.2 */
  readonly VIR_MIGRATE_TUNNELLED: 4
  /** since 0.7.3 */
  readonly VIR_MIGRATE_PERSIST_DEST: 8
  /** since 0.7.3 */
  readonly VIR_MIGRATE_UNDEFINE_SOURCE: 16
  /** since 0.7.5 */
  readonly VIR_MIGRATE_PAUSED: 32
  /** since 0.8.2 */
  readonly VIR_MIGRATE_NON_SHARED_DISK: 64
  /** since 0.8.2 */
  readonly VIR_MIGRATE_NON_SHARED_INC: 128
  /** since 0.9.4 */
  readonly VIR_MIGRATE_CHANGE_PROTECTION: 256
  /** since 0.9.11 */
  readonly VIR_MIGRATE_UNSAFE: 512
  /** since 1.0.1 */
  readonly VIR_MIGRATE_OFFLINE: 1024
  /** since 1.0.3 */
  readonly VIR_MIGRATE_COMPRESSED: 2048
  /** since 1.1.0 */
  readonly VIR_MIGRATE_ABORT_ON_ERROR: 4096
  /** since 1.2.3 */
  readonly VIR_MIGRATE_AUTO_CONVERGE: 8192
  /** since 1.2.9 */
  readonly VIR_MIGRATE_RDMA_PIN_ALL: 16384
  /** since 1.3.3 */
  readonly VIR_MIGRATE_POSTCOPY: 32768
  /** since 3.2.0 */
  readonly VIR_MIGRATE_TLS: 65536
  /** since 5.2.0 */
  readonly VIR_MIGRATE_PARALLEL: 131072
  /** since 8.0.0 */
  readonly VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES: 262144
  /** since 8.5.0 */
  readonly VIR_MIGRATE_POSTCOPY_RESUME: 524288
  /** since 8.5.0 */
  readonly VIR_MIGRATE_ZEROCOPY: 1048576
}
export type DomainMigrateFlags = (typeof DomainMigrateFlags)[keyof typeof DomainMigrateFlags]
/** libvirt's `virDomainMigrateMaxSpeedFlags`. */
export declare const DomainMigrateMaxSpeedFlags: {
  /** since 5.1.0 */
  readonly VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY: 1
}
export type DomainMigrateMaxSpeedFlags = (typeof DomainMigrateMaxSpeedFlags)[keyof typeof DomainMigrateMaxSpeedFlags]
/** libvirt's `virDomainModificationImpact`. */
export declare const DomainModificationImpact: {
  /** since 0.9.2 */
  readonly VIR_DOMAIN_AFFECT_CURRENT: 0
  /** since 0.9.2 */
  readonly VIR_DOMAIN_AFFECT_LIVE: 1
  /** since 0.9.2 */
  readonly VIR_DOMAIN_AFFECT_CONFIG: 2
}
export type DomainModificationImpact = (typeof DomainModificationImpact)[keyof typeof DomainModificationImpact]
/** libvirt's `virDomainNostateReason`. */
export declare const DomainNostateReason: {
  /** since 0.9.2 */
  readonly VIR_DOMAIN_NOSTATE_UNKNOWN: 0
  /** since 0.9.10 */
  readonly VIR_DOMAIN_NOSTATE_LAST: 1
}
export type DomainNostateReason = (typeof DomainNostateReason)[keyof typeof DomainNostateReason]
/** libvirt's `virDomainNumatuneMemMode`. */
export declare const DomainNumatuneMemMode: {
  /** since 0.9.9 */
  readonly VIR_DOMAIN_NUMATUNE_MEM_STRICT: 0
  /** since 0.9.9 */
  readonly VIR_DOMAIN_NUMATUNE_MEM_PREFERRED: 1
  /** since 0.9.9 */
  readonly VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE: 2
  /** since 7.3.0 */
  readonly VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE: 3
  /** since 0.9.9 */
  readonly VIR_DOMAIN_NUMATUNE_MEM_LAST: 4
}
export type DomainNumatuneMemMode = (typeof DomainNumatuneMemMode)[keyof typeof DomainNumatuneMemMode]
/** libvirt's `virDomainOpenGraphicsFlags`. */
export declare const DomainOpenGraphicsFlags: {
  /** since 0.9.7 */
  readonly VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH: 1
}
export type DomainOpenGraphicsFlags = (typeof DomainOpenGraphicsFlags)[keyof typeof DomainOpenGraphicsFlags]
/** libvirt's `virDomainPausedReason`. */
export declare const DomainPausedReason: {
  /** since 0.9.2 */
  readonly VIR_DOMAIN_PAUSED_UNKNOWN: 0
  /** since 0.9.2 */
  readonly VIR_DOMAIN_PAUSED_USER: 1
  /** since 0.9.2 */
  readonly VIR_DOMAIN_PAUSED_MIGRATION: 2
  /** since 0.9.2 */
  readonly VIR_DOMAIN_PAUSED_SAVE: 3
  /** since 0.9.2 */
  readonly VIR_DOMAIN_PAUSED_DUMP: 4
  /** since 0.9.2 */
  readonly VIR_DOMAIN_PAUSED_IOERROR: 5
  /** since 0.9.2 */
  readonly VIR_DOMAIN_PAUSED_WATCHDOG: 6
  /** since 0.9.2 */
  readonly VIR_DOMAIN_PAUSED_FROM_SNAPSHOT: 7
  /** since 0.9.5 */
  readonly VIR_DOMAIN_PAUSED_SHUTTING_DOWN: 8
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PAUSED_SNAPSHOT: 9
  /** since 1.1.1 */
  readonly VIR_DOMAIN_PAUSED_CRASHED: 10
  /** since 1.2.14 */
  readonly VIR_DOMAIN_PAUSED_STARTING_UP: 11
  /** since 1.3.3 */
  readonly VIR_DOMAIN_PAUSED_POSTCOPY: 12
  /** since 1.3.3 */
  readonly VIR_DOMAIN_PAUSED_POSTCOPY_FAILED: 13
  /** since 9.2.0 */
  readonly VIR_DOMAIN_PAUSED_API_ERROR: 14
  /** since 0.9.10 */
  readonly VIR_DOMAIN_PAUSED_LAST: 15
}
export type DomainPausedReason = (typeof DomainPausedReason)[keyof typeof DomainPausedReason]
/** libvirt's `virDomainPMSuspendedDiskReason`. */
export declare const DomainPmSuspendedDiskReason: {
  /** since 1.0.0 */
  readonly VIR_DOMAIN_PMSUSPENDED_DISK_UNKNOWN: 0
  /** since 1.0.0 */
  readonly VIR_DOMAIN_PMSUSPENDED_DISK_LAST: 1
}
export type DomainPmSuspendedDiskReason = (typeof DomainPmSuspendedDiskReason)[keyof typeof DomainPmSuspendedDiskReason]
/** libvirt's `virDomainPMSuspendedReason`. */
export declare const DomainPmSuspendedReason: {
  /** since 0.9.11 */
  readonly VIR_DOMAIN_PMSUSPENDED_UNKNOWN: 0
  /** since 0.9.11 */
  readonly VIR_DOMAIN_PMSUSPENDED_LAST: 1
}
export type DomainPmSuspendedReason = (typeof DomainPmSuspendedReason)[keyof typeof DomainPmSuspendedReason]
/** libvirt's `virDomainProcessSignal`. */
export declare const DomainProcessSignal: {
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_NOP: 0
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_HUP: 1
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_INT: 2
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_QUIT: 3
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_ILL: 4
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_TRAP: 5
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_ABRT: 6
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_BUS: 7
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_FPE: 8
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_KILL: 9
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_USR1: 10
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_SEGV: 11
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_USR2: 12
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_PIPE: 13
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_ALRM: 14
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_TERM: 15
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_STKFLT: 16
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_CHLD: 17
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_CONT: 18
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_STOP: 19
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_TSTP: 20
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_TTIN: 21
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_TTOU: 22
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_URG: 23
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_XCPU: 24
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_XFSZ: 25
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_VTALRM: 26
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_PROF: 27
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_WINCH: 28
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_POLL: 29
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_PWR: 30
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_SYS: 31
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT0: 32
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT1: 33
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT2: 34
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT3: 35
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT4: 36
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT5: 37
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT6: 38
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT7: 39
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT8: 40
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT9: 41
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT10: 42
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT11: 43
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT12: 44
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT13: 45
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT14: 46
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT15: 47
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT16: 48
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT17: 49
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT18: 50
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT19: 51
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT20: 52
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT21: 53
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT22: 54
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT23: 55
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT24: 56
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT25: 57
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT26: 58
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT27: 59
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT28: 60
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT29: 61
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT30: 62
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT31: 63
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_RT32: 64
  /** since 1.0.1 */
  readonly VIR_DOMAIN_PROCESS_SIGNAL_LAST: 65
}
export type DomainProcessSignal = (typeof DomainProcessSignal)[keyof typeof DomainProcessSignal]
/** libvirt's `virDomainQemuAgentCommandTimeoutValues`. */
export declare const DomainQemuAgentCommandTimeoutValues: {
  /** since 0.10.0 */
  readonly VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK: -2
  /** since 0.10.0 */
  readonly VIR_DOMAIN_QEMU_AGENT_COMMAND_MIN: -2
  /** since 0.10.0 */
  readonly VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT: -1
  /** since 0.10.0 */
  readonly VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT: 0
  /** since 1.2.15 */
  readonly VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN: 60
}
export type DomainQemuAgentCommandTimeoutValues = (typeof DomainQemuAgentCommandTimeoutValues)[keyof typeof DomainQemuAgentCommandTimeoutValues]
/** libvirt's `virDomainQemuMonitorCommandFlags`. */
export declare const DomainQemuMonitorCommandFlags: {
  /** since 0.8.8 */
  readonly VIR_DOMAIN_QEMU_MONITOR_COMMAND_DEFAULT: 0
  /** since 0.8.8 */
  readonly VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP: 1
}
export type DomainQemuMonitorCommandFlags = (typeof DomainQemuMonitorCommandFlags)[keyof typeof DomainQemuMonitorCommandFlags]
/** libvirt's `virDomainRebootFlagValues`. */
export declare const DomainRebootFlagValues: {
  /** since 0.9.10 */
  readonly VIR_DOMAIN_REBOOT_DEFAULT: 0
  /** since 0.9.10 */
  readonly VIR_DOMAIN_REBOOT_ACPI_POWER_BTN: 1
  /** since 0.9.10 */
  readonly VIR_DOMAIN_REBOOT_GUEST_AGENT: 2
  /** since 1.0.1 */
  readonly VIR_DOMAIN_REBOOT_INITCTL: 4
  /** since 1.0.1 */
  readonly VIR_DOMAIN_REBOOT_SIGNAL: 8
  /** since 1.2.5 */
  readonly VIR_DOMAIN_REBOOT_PARAVIRT: 16
}
export type DomainRebootFlagValues = (typeof DomainRebootFlagValues)[keyof typeof DomainRebootFlagValues]
/** libvirt's `virDomainRunningReason`. */
export declare const DomainRunningReason: {
  /** since 0.9.2 */
  readonly VIR_DOMAIN_RUNNING_UNKNOWN: 0
  /** since 0.9.2 */
  readonly VIR_DOMAIN_RUNNING_BOOTED: 1
  /** since 0.9.2 */
  readonly VIR_DOMAIN_RUNNING_MIGRATED: 2
  /** since 0.9.2 */
  readonly VIR_DOMAIN_RUNNING_RESTORED: 3
  /** since 0.9.2 */
  readonly VIR_DOMAIN_RUNNING_FROM_SNAPSHOT: 4
  /** since 0.9.2 */
  readonly VIR_DOMAIN_RUNNING_UNPAUSED: 5
  /** since 0.9.2 */
  readonly VIR_DOMAIN_RUNNING_MIGRATION_CANCELED: 6
  /** since 0.9.2 */
  readonly VIR_DOMAIN_RUNNING_SAVE_CANCELED: 7
  /** since 0.9.11 */
  readonly VIR_DOMAIN_RUNNING_WAKEUP: 8
  /** since 1.1.1 */
  readonly VIR_DOMAIN_RUNNING_CRASHED: 9
  /** since 1.3.3 */
  readonly VIR_DOMAIN_RUNNING_POSTCOPY: 10
  /** since 8.5.0 */
  readonly VIR_DOMAIN_RUNNING_POSTCOPY_FAILED: 11
  /** since 0.9.10 */
  readonly VIR_DOMAIN_RUNNING_LAST: 12
}
export type DomainRunningReason = (typeof DomainRunningReason)[keyof typeof DomainRunningReason]
/** libvirt's `virDomainSaveImageXMLFlags`. */
export declare const DomainSaveImageXmlFlags: {
  /** since 5.1.0 */
  readonly VIR_DOMAIN_SAVE_IMAGE_XML_SECURE: 1
}
export type DomainSaveImageXmlFlags = (typeof DomainSaveImageXmlFlags)[keyof typeof DomainSaveImageXmlFlags]
/** libvirt's `virDomainSaveRestoreFlags`. */
export declare const DomainSaveRestoreFlags: {
  /** since 0.9.4 */
  readonly VIR_DOMAIN_SAVE_BYPASS_CACHE: 1
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SAVE_RUNNING: 2
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SAVE_PAUSED: 4
  /** since 8.1.0 */
  readonly VIR_DOMAIN_SAVE_RESET_NVRAM: 8
}
export type DomainSaveRestoreFlags = (typeof DomainSaveRestoreFlags)[keyof typeof DomainSaveRestoreFlags]
/** libvirt's `virDomainSetTimeFlags`. */
export declare const DomainSetTimeFlags: {
  /** since 1.2.5 */
  readonly VIR_DOMAIN_TIME_SYNC: 1
}
export type DomainSetTimeFlags = (typeof DomainSetTimeFlags)[keyof typeof DomainSetTimeFlags]
/** libvirt's `virDomainSetUserPasswordFlags`. */
export declare const DomainSetUserPasswordFlags: {
  /** since 1.2.16 */
  readonly VIR_DOMAIN_PASSWORD_ENCRYPTED: 1
}
export type DomainSetUserPasswordFlags = (typeof DomainSetUserPasswordFlags)[keyof typeof DomainSetUserPasswordFlags]
/** libvirt's `virDomainSetVcpuFlags`. */
export declare const DomainSetVcpuFlags: {
  /** since 12.4.0 */
  readonly VIR_DOMAIN_SETVCPU_AFFECT_CURRENT: 0
  /** since 12.4.0 */
  readonly VIR_DOMAIN_SETVCPU_AFFECT_LIVE: 1
  /** since 12.4.0 */
  readonly VIR_DOMAIN_SETVCPU_AFFECT_CONFIG: 2
  /** since 12.4.0 */
  readonly VIR_DOMAIN_SETVCPU_ASYNC_UNPLUG: 4
}
export type DomainSetVcpuFlags = (typeof DomainSetVcpuFlags)[keyof typeof DomainSetVcpuFlags]
/** libvirt's `virDomainShutdownFlagValues`. */
export declare const DomainShutdownFlagValues: {
  /** since 0.9.10 */
  readonly VIR_DOMAIN_SHUTDOWN_DEFAULT: 0
  /** since 0.9.10 */
  readonly VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN: 1
  /** since 0.9.10 */
  readonly VIR_DOMAIN_SHUTDOWN_GUEST_AGENT: 2
  /** since 1.0.1 */
  readonly VIR_DOMAIN_SHUTDOWN_INITCTL: 4
  /** since 1.0.1 */
  readonly VIR_DOMAIN_SHUTDOWN_SIGNAL: 8
  /** since 1.2.5 */
  readonly VIR_DOMAIN_SHUTDOWN_PARAVIRT: 16
}
export type DomainShutdownFlagValues = (typeof DomainShutdownFlagValues)[keyof typeof DomainShutdownFlagValues]
/** libvirt's `virDomainShutdownReason`. */
export declare const DomainShutdownReason: {
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTDOWN_UNKNOWN: 0
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTDOWN_USER: 1
  /** since 0.9.10 */
  readonly VIR_DOMAIN_SHUTDOWN_LAST: 2
}
export type DomainShutdownReason = (typeof DomainShutdownReason)[keyof typeof DomainShutdownReason]
/** libvirt's `virDomainShutoffReason`. */
export declare const DomainShutoffReason: {
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTOFF_UNKNOWN: 0
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTOFF_SHUTDOWN: 1
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTOFF_DESTROYED: 2
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTOFF_CRASHED: 3
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTOFF_MIGRATED: 4
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTOFF_SAVED: 5
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTOFF_FAILED: 6
  /** since 0.9.2 */
  readonly VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT: 7
  /** since 4.10.0 */
  readonly VIR_DOMAIN_SHUTOFF_DAEMON: 8
  /** since 0.9.10 */
  readonly VIR_DOMAIN_SHUTOFF_LAST: 9
}
export type DomainShutoffReason = (typeof DomainShutoffReason)[keyof typeof DomainShutoffReason]
/** libvirt's `virDomainSnapshotCreateFlags`. */
export declare const DomainSnapshotCreateFlags: {
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE: 1
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT: 2
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA: 4
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_HALT: 8
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY: 16
  /** since 0.9.10 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT: 32
  /** since 0.9.10 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE: 64
  /** since 0.9.11 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC: 128
  /** since 1.0.1 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_LIVE: 256
  /** since 5.6.0 */
  readonly VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE: 512
}
export type DomainSnapshotCreateFlags = (typeof DomainSnapshotCreateFlags)[keyof typeof DomainSnapshotCreateFlags]
/** libvirt's `virDomainSnapshotDeleteFlags`. */
export declare const DomainSnapshotDeleteFlags: {
  /** since 0.8.0 */
  readonly VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN: 1
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY: 2
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY: 4
}
export type DomainSnapshotDeleteFlags = (typeof DomainSnapshotDeleteFlags)[keyof typeof DomainSnapshotDeleteFlags]
/** libvirt's `virDomainSnapshotListFlags`. */
export declare const DomainSnapshotListFlags: {
  /** since 0.9.7 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS: 1
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_ROOTS: 1
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_METADATA: 2
  /** since 0.9.7 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_LEAVES: 4
  /** since 0.9.13 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES: 8
  /** since 0.9.13 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA: 16
  /** since 1.0.1 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE: 32
  /** since 1.0.1 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE: 64
  /** since 1.0.1 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY: 128
  /** since 1.0.1 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL: 256
  /** since 1.0.1 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL: 512
  /** since 5.2.0 */
  readonly VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL: 1024
}
export type DomainSnapshotListFlags = (typeof DomainSnapshotListFlags)[keyof typeof DomainSnapshotListFlags]
/** libvirt's `virDomainSnapshotRevertFlags`. */
export declare const DomainSnapshotRevertFlags: {
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING: 1
  /** since 0.9.5 */
  readonly VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED: 2
  /** since 0.9.7 */
  readonly VIR_DOMAIN_SNAPSHOT_REVERT_FORCE: 4
  /** since 8.1.0 */
  readonly VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM: 8
}
export type DomainSnapshotRevertFlags = (typeof DomainSnapshotRevertFlags)[keyof typeof DomainSnapshotRevertFlags]
/** libvirt's `virDomainSnapshotXMLFlags`. */
export declare const DomainSnapshotXmlFlags: {
  /** since 5.1.0 */
  readonly VIR_DOMAIN_SNAPSHOT_XML_SECURE: 1
}
export type DomainSnapshotXmlFlags = (typeof DomainSnapshotXmlFlags)[keyof typeof DomainSnapshotXmlFlags]
/** libvirt's `virDomainState`. */
export declare const DomainState: {
  /** since 0.0.1 */
  readonly VIR_DOMAIN_NOSTATE: 0
  /** since 0.0.1 */
  readonly VIR_DOMAIN_RUNNING: 1
  /** since 0.0.1 */
  readonly VIR_DOMAIN_BLOCKED: 2
  /** since 0.0.1 */
  readonly VIR_DOMAIN_PAUSED: 3
  /** since 0.0.1 */
  readonly VIR_DOMAIN_SHUTDOWN: 4
  /** since 0.0.1 */
  readonly VIR_DOMAIN_SHUTOFF: 5
  /** since 0.0.2 */
  readonly VIR_DOMAIN_CRASHED: 6
  /** since 0.9.11 */
  readonly VIR_DOMAIN_PMSUSPENDED: 7
  /** since 0.9.5 */
  readonly VIR_DOMAIN_LAST: 8
}
export type DomainState = (typeof DomainState)[keyof typeof DomainState]
/** libvirt's `virDomainStatsTypes`. */
export declare const DomainStatsTypes: {
  /** since 1.2.8 */
  readonly VIR_DOMAIN_STATS_STATE: 1
  /** since 1.2.9 */
  readonly VIR_DOMAIN_STATS_CPU_TOTAL: 2
  /** since 1.2.9 */
  readonly VIR_DOMAIN_STATS_BALLOON: 4
  /** since 1.2.9 */
  readonly VIR_DOMAIN_STATS_VCPU: 8
  /** since 1.2.9 */
  readonly VIR_DOMAIN_STATS_INTERFACE: 16
  /** since 1.2.9 */
  readonly VIR_DOMAIN_STATS_BLOCK: 32
  /** since 1.3.3 */
  readonly VIR_DOMAIN_STATS_PERF: 64
  /** since 4.10.0 */
  readonly VIR_DOMAIN_STATS_IOTHREAD: 128
  /** since 6.0.0 */
  readonly VIR_DOMAIN_STATS_MEMORY: 256
  /** since 7.2.0 */
  readonly VIR_DOMAIN_STATS_DIRTYRATE: 512
  /** since 8.9.0 */
  readonly VIR_DOMAIN_STATS_VM: 1024
}
export type DomainStatsTypes = (typeof DomainStatsTypes)[keyof typeof DomainStatsTypes]
/** libvirt's `virDomainUndefineFlagsValues`. */
export declare const DomainUndefineFlagsValues: {
  /** since 0.9.4 */
  readonly VIR_DOMAIN_UNDEFINE_MANAGED_SAVE: 1
  /** since 0.9.5 */
  readonly VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA: 2
  /** since 1.2.9 */
  readonly VIR_DOMAIN_UNDEFINE_NVRAM: 4
  /** since 2.3.0 */
  readonly VIR_DOMAIN_UNDEFINE_KEEP_NVRAM: 8
  /** since 5.6.0 */
  readonly VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA: 16
  /** since 8.9.0 */
  readonly VIR_DOMAIN_UNDEFINE_TPM: 32
  /** since 8.9.0 */
  readonly VIR_DOMAIN_UNDEFINE_KEEP_TPM: 64
}
export type DomainUndefineFlagsValues = (typeof DomainUndefineFlagsValues)[keyof typeof DomainUndefineFlagsValues]
/** libvirt's `virDomainVcpuFlags`. */
export declare const DomainVcpuFlags: {
  /** since 0.9.4 */
  readonly VIR_DOMAIN_VCPU_CURRENT: 0
  /** since 0.8.5 */
  readonly VIR_DOMAIN_VCPU_LIVE: 1
  /** since 0.8.5 */
  readonly VIR_DOMAIN_VCPU_CONFIG: 2
  /** since 0.8.5 */
  readonly VIR_DOMAIN_VCPU_MAXIMUM: 4
  /** since 1.1.0 */
  readonly VIR_DOMAIN_VCPU_GUEST: 8
  /** since 2.4.0 */
  readonly VIR_DOMAIN_VCPU_HOTPLUGGABLE: 16
  /** since 12.4.0 */
  readonly VIR_DOMAIN_VCPU_ASYNC_UNPLUG: 32
}
export type DomainVcpuFlags = (typeof DomainVcpuFlags)[keyof typeof DomainVcpuFlags]
/** libvirt's `virDomainXMLFlags`. */
export declare const DomainXmlFlags: {
  /** since 0.3.3 */
  readonly VIR_DOMAIN_XML_SECURE: 1
  /** since 0.3.3 */
  readonly VIR_DOMAIN_XML_INACTIVE: 2
  /** since 0.8.0 */
  readonly VIR_DOMAIN_XML_UPDATE_CPU: 4
  /** since 1.0.0 */
  readonly VIR_DOMAIN_XML_MIGRATABLE: 8
}
export type DomainXmlFlags = (typeof DomainXmlFlags)[keyof typeof DomainXmlFlags]
/** libvirt's `virErrorDomain`. */
export declare const ErrorDomain: {
  /** since 0.1.0 */
  readonly VIR_FROM_NONE: 0
  /** since 0.1.0 */
  readonly VIR_FROM_XEN: 1
  /** since 0.1.0 */
  readonly VIR_FROM_XEND: 2
  /** since 0.1.0 */
  readonly VIR_FROM_XENSTORE: 3
  /** since 0.1.0 */
  readonly VIR_FROM_SEXPR: 4
  /** since 0.1.0 */
  readonly VIR_FROM_XML: 5
  /** since 0.1.0 */
  readonly VIR_FROM_DOM: 6
  /** since 0.1.1 */
  readonly VIR_FROM_RPC: 7
  /** since 0.1.3 */
  readonly VIR_FROM_PROXY: 8
  /** since 0.1.6 */
  readonly VIR_FROM_CONF: 9
  /** since 0.2.0 */
  readonly VIR_FROM_QEMU: 10
  /** since 0.2.0 */
  readonly VIR_FROM_NET: 11
  /** since 0.2.3 */
  readonly VIR_FROM_TEST: 12
  /** since 0.2.3 */
  readonly VIR_FROM_REMOTE: 13
  /** since 0.3.1 */
  readonly VIR_FROM_OPENVZ: 14
  /** since 0.4.1 */
  readonly VIR_FROM_XENXM: 15
  /** since 0.4.1 */
  readonly VIR_FROM_STATS_LINUX: 16
  /** since 0.4.2 */
  readonly VIR_FROM_LXC: 17
  /** since 0.4.1 */
  readonly VIR_FROM_STORAGE: 18
  /** since 0.4.6 */
  readonly VIR_FROM_NETWORK: 19
  /** since 0.4.6 */
  readonly VIR_FROM_DOMAIN: 20
  /** since 0.5.0 */
  readonly VIR_FROM_UML: 21
  /** since 0.5.0 */
  readonly VIR_FROM_NODEDEV: 22
  /** since 0.5.0 */
  readonly VIR_FROM_XEN_INOTIFY: 23
  /** since 0.6.1 */
  readonly VIR_FROM_SECURITY: 24
  /** since 0.6.3 */
  readonly VIR_FROM_VBOX: 25
  /** since 0.6.4 */
  readonly VIR_FROM_INTERFACE: 26
  /** since 0.6.4 */
  readonly VIR_FROM_ONE: 27
  /** since 0.7.0 */
  readonly VIR_FROM_ESX: 28
  /** since 0.7.0 */
  readonly VIR_FROM_PHYP: 29
  /** since 0.7.1 */
  readonly VIR_FROM_SECRET: 30
  /** since 0.7.5 */
  readonly VIR_FROM_CPU: 31
  /** since 0.8.0 */
  readonly VIR_FROM_XENAPI: 32
  /** since 0.8.0 */
  readonly VIR_FROM_NWFILTER: 33
  /** since 0.8.0 */
  readonly VIR_FROM_HOOK: 34
  /** since 0.8.0 */
  readonly VIR_FROM_DOMAIN_SNAPSHOT: 35
  /** since 0.8.5 */
  readonly VIR_FROM_AUDIT: 36
  /** since 0.8.6 */
  readonly VIR_FROM_SYSINFO: 37
  /** since 0.8.6 */
  readonly VIR_FROM_STREAMS: 38
  /** since 0.8.7 */
  readonly VIR_FROM_VMWARE: 39
  /** since 0.9.0 */
  readonly VIR_FROM_EVENT: 40
  /** since 0.9.0 */
  readonly VIR_FROM_LIBXL: 41
  /** since 0.9.2 */
  readonly VIR_FROM_LOCKING: 42
  /** since 0.9.5 */
  readonly VIR_FROM_HYPERV: 43
  /** since 0.9.8 */
  readonly VIR_FROM_CAPABILITIES: 44
  /** since 0.9.11 */
  readonly VIR_FROM_URI: 45
  /** since 0.9.11 */
  readonly VIR_FROM_AUTH: 46
  /** since 0.9.12 */
  readonly VIR_FROM_DBUS: 47
  /** since 0.10.0 */
  readonly VIR_FROM_PARALLELS: 48
  /** since 0.10.0 */
  readonly VIR_FROM_DEVICE: 49
  /** since 0.10.0 */
  readonly VIR_FROM_SSH: 50
  /** since 1.0.0 */
  readonly VIR_FROM_LOCKSPACE: 51
  /** since 1.0.1 */
  readonly VIR_FROM_INITCTL: 52
  /** since 1.0.4 */
  readonly VIR_FROM_IDENTITY: 53
  /** since 1.0.5 */
  readonly VIR_FROM_CGROUP: 54
  /** since 1.1.0 */
  readonly VIR_FROM_ACCESS: 55
  /** since 1.1.1 */
  readonly VIR_FROM_SYSTEMD: 56
  /** since 1.2.2 */
  readonly VIR_FROM_BHYVE: 57
  /** since 1.2.3 */
  readonly VIR_FROM_CRYPTO: 58
  /** since 1.2.4 */
  readonly VIR_FROM_FIREWALL: 59
  /** since 1.2.9 */
  readonly VIR_FROM_POLKIT: 60
  /** since 1.2.14 */
  readonly VIR_FROM_THREAD: 61
  /** since 1.2.17 */
  readonly VIR_FROM_ADMIN: 62
  /** since 1.3.0 */
  readonly VIR_FROM_LOGGING: 63
  /** since 1.3.2 */
  readonly VIR_FROM_XENXL: 64
  /** since 1.3.3 */
  readonly VIR_FROM_PERF: 65
  /** since 2.5.0 */
  readonly VIR_FROM_LIBSSH: 66
  /** since 3.7.0 */
  readonly VIR_FROM_RESCTRL: 67
  /** since 5.1.0 */
  readonly VIR_FROM_FIREWALLD: 68
  /** since 5.2.0 */
  readonly VIR_FROM_DOMAIN_CHECKPOINT: 69
  /** since 5.6.0 */
  readonly VIR_FROM_TPM: 70
  /** since 5.10.0 */
  readonly VIR_FROM_BPF: 71
  /** since 7.5.0 */
  readonly VIR_FROM_CH: 72
  /** since 0.9.13 */
  readonly VIR_ERR_DOMAIN_LAST: 73
}
export type ErrorDomain = (typeof ErrorDomain)[keyof typeof ErrorDomain]
/** libvirt's `virErrorLevel`. */
export declare const ErrorLevel: {
  /** since 0.1.0 */
  readonly VIR_ERR_NONE: 0
  /** since 0.1.0 */
  readonly VIR_ERR_WARNING: 1
  /** since 0.1.0 */
  readonly VIR_ERR_ERROR: 2
}
export type ErrorLevel = (typeof ErrorLevel)[keyof typeof ErrorLevel]
/** libvirt's `virErrorNumber`. */
export declare const ErrorNumber: {
  /** since 0.1.0 */
  readonly VIR_ERR_OK: 0
  /** since 0.1.0 */
  readonly VIR_ERR_INTERNAL_ERROR: 1
  /** since 0.1.0 */
  readonly VIR_ERR_NO_MEMORY: 2
  /** since 0.1.0 */
  readonly VIR_ERR_NO_SUPPORT: 3
  /** since 0.1.0 */
  readonly VIR_ERR_UNKNOWN_HOST: 4
  /** since 0.1.0 */
  readonly VIR_ERR_NO_CONNECT: 5
  /** since 0.1.0 */
  readonly VIR_ERR_INVALID_CONN: 6
  /** since 0.1.0 */
  readonly VIR_ERR_INVALID_DOMAIN: 7
  /** since 0.1.0 */
  readonly VIR_ERR_INVALID_ARG: 8
  /** since 0.1.0 */
  readonly VIR_ERR_OPERATION_FAILED: 9
  /** since 0.1.0 */
  readonly VIR_ERR_GET_FAILED: 10
  /** since 0.1.0 */
  readonly VIR_ERR_POST_FAILED: 11
  /** since 0.1.0 */
  readonly VIR_ERR_HTTP_ERROR: 12
  /** since 0.1.0 */
  readonly VIR_ERR_SEXPR_SERIAL: 13
  /** since 0.1.0 */
  readonly VIR_ERR_NO_XEN: 14
  /** since 0.1.0 */
  readonly VIR_ERR_XEN_CALL: 15
  /** since 0.1.0 */
  readonly VIR_ERR_OS_TYPE: 16
  /** since 0.1.0 */
  readonly VIR_ERR_NO_KERNEL: 17
  /** since 0.1.0 */
  readonly VIR_ERR_NO_ROOT: 18
  /** since 0.1.0 */
  readonly VIR_ERR_NO_SOURCE: 19
  /** since 0.1.0 */
  readonly VIR_ERR_NO_TARGET: 20
  /** since 0.1.0 */
  readonly VIR_ERR_NO_NAME: 21
  /** since 0.1.0 */
  readonly VIR_ERR_NO_OS: 22
  /** since 0.1.0 */
  readonly VIR_ERR_NO_DEVICE: 23
  /** since 0.1.0 */
  readonly VIR_ERR_NO_XENSTORE: 24
  /** since 0.1.0 */
  readonly VIR_ERR_DRIVER_FULL: 25
  /** since 0.1.0 */
  readonly VIR_ERR_CALL_FAILED: 26
  /** since 0.1.1 */
  readonly VIR_ERR_XML_ERROR: 27
  /** since 0.1.1 */
  readonly VIR_ERR_DOM_EXIST: 28
  /** since 0.1.4 */
  readonly VIR_ERR_OPERATION_DENIED: 29
  /** since 0.1.6 */
  readonly VIR_ERR_OPEN_FAILED: 30
  /** since 0.1.6 */
  readonly VIR_ERR_READ_FAILED: 31
  /** since 0.1.6 */
  readonly VIR_ERR_PARSE_FAILED: 32
  /** since 0.1.6 */
  readonly VIR_ERR_CONF_SYNTAX: 33
  /** since 0.1.6 */
  readonly VIR_ERR_WRITE_FAILED: 34
  /** since 0.1.9 */
  readonly VIR_ERR_XML_DETAIL: 35
  /** since 0.2.0 */
  readonly VIR_ERR_INVALID_NETWORK: 36
  /** since 0.2.0 */
  readonly VIR_ERR_NETWORK_EXIST: 37
  /** since 0.2.1 */
  readonly VIR_ERR_SYSTEM_ERROR: 38
  /** since 0.2.3 */
  readonly VIR_ERR_RPC: 39
  /** since 0.2.3 */
  readonly VIR_ERR_GNUTLS_ERROR: 40
  /** since 0.2.3 */
  readonly VIR_WAR_NO_NETWORK: 41
  /** since 0.3.0 */
  readonly VIR_ERR_NO_DOMAIN: 42
  /** since 0.3.0 */
  readonly VIR_ERR_NO_NETWORK: 43
  /** since 0.3.1 */
  readonly VIR_ERR_INVALID_MAC: 44
  /** since 0.4.1 */
  readonly VIR_ERR_AUTH_FAILED: 45
  /** since 0.4.1 */
  readonly VIR_ERR_INVALID_STORAGE_POOL: 46
  /** since 0.4.1 */
  readonly VIR_ERR_INVALID_STORAGE_VOL: 47
  /** since 0.4.1 */
  readonly VIR_WAR_NO_STORAGE: 48
  /** since 0.4.1 */
  readonly VIR_ERR_NO_STORAGE_POOL: 49
  /** since 0.4.1 */
  readonly VIR_ERR_NO_STORAGE_VOL: 50
  /** since 0.5.0 */
  readonly VIR_WAR_NO_NODE: 51
  /** since 0.5.0 */
  readonly VIR_ERR_INVALID_NODE_DEVICE: 52
  /** since 0.5.0 */
  readonly VIR_ERR_NO_NODE_DEVICE: 53
  /** since 0.6.1 */
  readonly VIR_ERR_NO_SECURITY_MODEL: 54
  /** since 0.6.4 */
  readonly VIR_ERR_OPERATION_INVALID: 55
  /** since 0.6.4 */
  readonly VIR_WAR_NO_INTERFACE: 56
  /** since 0.6.4 */
  readonly VIR_ERR_NO_INTERFACE: 57
  /** since 0.6.4 */
  readonly VIR_ERR_INVALID_INTERFACE: 58
  /** since 0.7.0 */
  readonly VIR_ERR_MULTIPLE_INTERFACES: 59
  /** since 0.8.0 */
  readonly VIR_WAR_NO_NWFILTER: 60
  /** since 0.8.0 */
  readonly VIR_ERR_INVALID_NWFILTER: 61
  /** since 0.8.0 */
  readonly VIR_ERR_NO_NWFILTER: 62
  /** since 0.8.0 */
  readonly VIR_ERR_BUILD_FIREWALL: 63
  /** since 0.7.1 */
  readonly VIR_WAR_NO_SECRET: 64
  /** since 0.7.1 */
  readonly VIR_ERR_INVALID_SECRET: 65
  /** since 0.7.1 */
  readonly VIR_ERR_NO_SECRET: 66
  /** since 0.7.3 */
  readonly VIR_ERR_CONFIG_UNSUPPORTED: 67
  /** since 0.7.3 */
  readonly VIR_ERR_OPERATION_TIMEOUT: 68
  /** since 0.7.3 */
  readonly VIR_ERR_MIGRATE_PERSIST_FAILED: 69
  /** since 0.8.0 */
  readonly VIR_ERR_HOOK_SCRIPT_FAILED: 70
  /** since 0.8.0 */
  readonly VIR_ERR_INVALID_DOMAIN_SNAPSHOT: 71
  /** since 0.8.0 */
  readonly VIR_ERR_NO_DOMAIN_SNAPSHOT: 72
  /** since 0.9.0 */
  readonly VIR_ERR_INVALID_STREAM: 73
  /** since 0.9.4 */
  readonly VIR_ERR_ARGUMENT_UNSUPPORTED: 74
  /** since 0.9.5 */
  readonly VIR_ERR_STORAGE_PROBE_FAILED: 75
  /** since 0.9.5 */
  readonly VIR_ERR_STORAGE_POOL_BUILT: 76
  /** since 0.9.7 */
  readonly VIR_ERR_SNAPSHOT_REVERT_RISKY: 77
  /** since 0.9.9 */
  readonly VIR_ERR_OPERATION_ABORTED: 78
  /** since 0.9.10 */
  readonly VIR_ERR_AUTH_CANCELLED: 79
  /** since 0.9.10 */
  readonly VIR_ERR_NO_DOMAIN_METADATA: 80
  /** since 0.9.11 */
  readonly VIR_ERR_MIGRATE_UNSAFE: 81
  /** since 0.9.11 */
  readonly VIR_ERR_OVERFLOW: 82
  /** since 0.9.12 */
  readonly VIR_ERR_BLOCK_COPY_ACTIVE: 83
  /** since 0.10.0 */
  readonly VIR_ERR_OPERATION_UNSUPPORTED: 84
  /** since 0.10.0 */
  readonly VIR_ERR_SSH: 85
  /** since 0.10.0 */
  readonly VIR_ERR_AGENT_UNRESPONSIVE: 86
  /** since 1.0.0 */
  readonly VIR_ERR_RESOURCE_BUSY: 87
  /** since 1.1.0 */
  readonly VIR_ERR_ACCESS_DENIED: 88
  /** since 1.1.1 */
  readonly VIR_ERR_DBUS_SERVICE: 89
  /** since 1.1.4 */
  readonly VIR_ERR_STORAGE_VOL_EXIST: 90
  /** since 1.2.6 */
  readonly VIR_ERR_CPU_INCOMPATIBLE: 91
  /** since 1.2.12 */
  readonly VIR_ERR_XML_INVALID_SCHEMA: 92
  /** since 1.2.18 */
  readonly VIR_ERR_MIGRATE_FINISH_OK: 93
  /** since 1.3.3 */
  readonly VIR_ERR_AUTH_UNAVAILABLE: 94
  /** since 1.3.3 */
  readonly VIR_ERR_NO_SERVER: 95
  /** since 1.3.5 */
  readonly VIR_ERR_NO_CLIENT: 96
  /** since 2.3.0 */
  readonly VIR_ERR_AGENT_UNSYNCED: 97
  /** since 2.5.0 */
  readonly VIR_ERR_LIBSSH: 98
  /** since 4.1.0 */
  readonly VIR_ERR_DEVICE_MISSING: 99
  /** since 4.5.0 */
  readonly VIR_ERR_INVALID_NWFILTER_BINDING: 100
  /** since 4.5.0 */
  readonly VIR_ERR_NO_NWFILTER_BINDING: 101
  /** since 5.2.0 */
  readonly VIR_ERR_INVALID_DOMAIN_CHECKPOINT: 102
  /** since 5.2.0 */
  readonly VIR_ERR_NO_DOMAIN_CHECKPOINT: 103
  /** since 5.2.0 */
  readonly VIR_ERR_NO_DOMAIN_BACKUP: 104
  /** since 5.5.0 */
  readonly VIR_ERR_INVALID_NETWORK_PORT: 105
  /** since 5.5.0 */
  readonly VIR_ERR_NETWORK_PORT_EXIST: 106
  /** since 5.5.0 */
  readonly VIR_ERR_NO_NETWORK_PORT: 107
  /** since 6.1.0 */
  readonly VIR_ERR_NO_HOSTNAME: 108
  /** since 6.10.0 */
  readonly VIR_ERR_CHECKPOINT_INCONSISTENT: 109
  /** since 7.1.0 */
  readonly VIR_ERR_MULTIPLE_DOMAINS: 110
  /** since 9.7.0 */
  readonly VIR_ERR_NO_NETWORK_METADATA: 111
  /** since 11.2.0 */
  readonly VIR_ERR_AGENT_COMMAND_TIMEOUT: 112
  /** since 11.2.0 */
  readonly VIR_ERR_AGENT_COMMAND_FAILED: 113
  /** since 12.1.0 */
  readonly VIR_ERR_INVALID_ENCR_KEY_SECRET: 114
  /** since 5.0.0 */
  readonly VIR_ERR_NUMBER_LAST: 115
}
export type ErrorNumber = (typeof ErrorNumber)[keyof typeof ErrorNumber]
/** libvirt's `virEventHandleType`. */
export declare const EventHandleType: {
  /** since 0.5.0 */
  readonly VIR_EVENT_HANDLE_READABLE: 1
  /** since 0.5.0 */
  readonly VIR_EVENT_HANDLE_WRITABLE: 2
  /** since 0.5.0 */
  readonly VIR_EVENT_HANDLE_ERROR: 4
  /** since 0.5.0 */
  readonly VIR_EVENT_HANDLE_HANGUP: 8
}
export type EventHandleType = (typeof EventHandleType)[keyof typeof EventHandleType]
/** libvirt's `virInterfaceDefineFlags`. */
export declare const InterfaceDefineFlags: {
  /** since 7.7.0 */
  readonly VIR_INTERFACE_DEFINE_VALIDATE: 1
}
export type InterfaceDefineFlags = (typeof InterfaceDefineFlags)[keyof typeof InterfaceDefineFlags]
/** libvirt's `virInterfaceXMLFlags`. */
export declare const InterfaceXmlFlags: {
  /** since 0.7.3 */
  readonly VIR_INTERFACE_XML_INACTIVE: 1
}
export type InterfaceXmlFlags = (typeof InterfaceXmlFlags)[keyof typeof InterfaceXmlFlags]
/** libvirt's `virIPAddrType`. */
export declare const IpAddrType: {
  /** since 1.2.6 */
  readonly VIR_IP_ADDR_TYPE_IPV4: 0
  /** since 1.2.6 */
  readonly VIR_IP_ADDR_TYPE_IPV6: 1
  /** since 1.2.6 */
  readonly VIR_IP_ADDR_TYPE_LAST: 2
}
export type IpAddrType = (typeof IpAddrType)[keyof typeof IpAddrType]
/** libvirt's `virKeycodeSet`. */
export declare const KeycodeSet: {
  /** since 0.9.3 */
  readonly VIR_KEYCODE_SET_LINUX: 0
  /** since 0.9.3 */
  readonly VIR_KEYCODE_SET_XT: 1
  /** since 0.9.3 */
  readonly VIR_KEYCODE_SET_ATSET1: 2
  /** since 0.9.3 */
  readonly VIR_KEYCODE_SET_ATSET2: 3
  /** since 0.9.3 */
  readonly VIR_KEYCODE_SET_ATSET3: 4
  /** since 0.9.4 */
  readonly VIR_KEYCODE_SET_OSX: 5
  /** since 0.9.4 */
  readonly VIR_KEYCODE_SET_XT_KBD: 6
  /** since 0.9.4 */
  readonly VIR_KEYCODE_SET_USB: 7
  /** since 0.9.4 */
  readonly VIR_KEYCODE_SET_WIN32: 8
  /** since 4.2.0 */
  readonly VIR_KEYCODE_SET_QNUM: 9
  /** since 0.9.4 */
  readonly VIR_KEYCODE_SET_LAST: 10
}
export type KeycodeSet = (typeof KeycodeSet)[keyof typeof KeycodeSet]
/** libvirt's `virMemoryParameterType`. */
export declare const MemoryParameterType: {
  /** since 0.8.5 */
  readonly VIR_DOMAIN_MEMORY_PARAM_INT: 1
  /** since 0.8.5 */
  readonly VIR_DOMAIN_MEMORY_PARAM_UINT: 2
  /** since 0.8.5 */
  readonly VIR_DOMAIN_MEMORY_PARAM_LLONG: 3
  /** since 0.8.5 */
  readonly VIR_DOMAIN_MEMORY_PARAM_ULLONG: 4
  /** since 0.8.5 */
  readonly VIR_DOMAIN_MEMORY_PARAM_DOUBLE: 5
  /** since 0.8.5 */
  readonly VIR_DOMAIN_MEMORY_PARAM_BOOLEAN: 6
}
export type MemoryParameterType = (typeof MemoryParameterType)[keyof typeof MemoryParameterType]
/** libvirt's `virNetworkCreateFlags`. */
export declare const NetworkCreateFlags: {
  /** since 7.8.0 */
  readonly VIR_NETWORK_CREATE_VALIDATE: 1
}
export type NetworkCreateFlags = (typeof NetworkCreateFlags)[keyof typeof NetworkCreateFlags]
/** libvirt's `virNetworkDefineFlags`. */
export declare const NetworkDefineFlags: {
  /** since 7.7.0 */
  readonly VIR_NETWORK_DEFINE_VALIDATE: 1
}
export type NetworkDefineFlags = (typeof NetworkDefineFlags)[keyof typeof NetworkDefineFlags]
/** libvirt's `virNetworkEventID`. */
export declare const NetworkEventId: {
  /** since 1.2.1 */
  readonly VIR_NETWORK_EVENT_ID_LIFECYCLE: 0
  /** since 9.8.0 */
  readonly VIR_NETWORK_EVENT_ID_METADATA_CHANGE: 1
  /** since 1.2.1 */
  readonly VIR_NETWORK_EVENT_ID_LAST: 2
}
export type NetworkEventId = (typeof NetworkEventId)[keyof typeof NetworkEventId]
/** libvirt's `virNetworkEventLifecycleType`. */
export declare const NetworkEventLifecycleType: {
  /** since 1.2.1 */
  readonly VIR_NETWORK_EVENT_DEFINED: 0
  /** since 1.2.1 */
  readonly VIR_NETWORK_EVENT_UNDEFINED: 1
  /** since 1.2.1 */
  readonly VIR_NETWORK_EVENT_STARTED: 2
  /** since 1.2.1 */
  readonly VIR_NETWORK_EVENT_STOPPED: 3
  /** since 1.2.1 */
  readonly VIR_NETWORK_EVENT_LAST: 4
}
export type NetworkEventLifecycleType = (typeof NetworkEventLifecycleType)[keyof typeof NetworkEventLifecycleType]
/** libvirt's `virNetworkMetadataType`. */
export declare const NetworkMetadataType: {
  /** since 9.7.0 */
  readonly VIR_NETWORK_METADATA_DESCRIPTION: 0
  /** since 9.7.0 */
  readonly VIR_NETWORK_METADATA_TITLE: 1
  /** since 9.7.0 */
  readonly VIR_NETWORK_METADATA_ELEMENT: 2
  /** since 9.7.0 */
  readonly VIR_NETWORK_METADATA_LAST: 3
}
export type NetworkMetadataType = (typeof NetworkMetadataType)[keyof typeof NetworkMetadataType]
/** libvirt's `virNetworkPortCreateFlags`. */
export declare const NetworkPortCreateFlags: {
  /** since 5.5.0 */
  readonly VIR_NETWORK_PORT_CREATE_RECLAIM: 1
  /** since 7.8.0 */
  readonly VIR_NETWORK_PORT_CREATE_VALIDATE: 2
}
export type NetworkPortCreateFlags = (typeof NetworkPortCreateFlags)[keyof typeof NetworkPortCreateFlags]
/** libvirt's `virNetworkUpdateCommand`. */
export declare const NetworkUpdateCommand: {
  /** since 0.10.2 */
  readonly VIR_NETWORK_UPDATE_COMMAND_NONE: 0
  /** since 0.10.2 */
  readonly VIR_NETWORK_UPDATE_COMMAND_MODIFY: 1
  /** since 0.10.2 */
  readonly VIR_NETWORK_UPDATE_COMMAND_DELETE: 2
  /** since 0.10.2 */
  readonly VIR_NETWORK_UPDATE_COMMAND_ADD_LAST: 3
  /** since 0.10.2 */
  readonly VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST: 4
  /** since 0.10.2 */
  readonly VIR_NETWORK_UPDATE_COMMAND_LAST: 5
}
export type NetworkUpdateCommand = (typeof NetworkUpdateCommand)[keyof typeof NetworkUpdateCommand]
/** libvirt's `virNetworkUpdateFlags`. */
export declare const NetworkUpdateFlags: {
  /** since 0.10.2 */
  readonly VIR_NETWORK_UPDATE_AFFECT_CURRENT: 0
  /** since 0.10.2 */
  readonly VIR_NETWORK_UPDATE_AFFECT_LIVE: 1
  /** since 0.10.2 */
  readonly VIR_NETWORK_UPDATE_AFFECT_CONFIG: 2
}
export type NetworkUpdateFlags = (typeof NetworkUpdateFlags)[keyof typeof NetworkUpdateFlags]
/** libvirt's `virNetworkUpdateSection`. */
export declare const NetworkUpdateSection: {
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_NONE: 0
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_BRIDGE: 1
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_DOMAIN: 2
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_IP: 3
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_IP_DHCP_HOST: 4
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_IP_DHCP_RANGE: 5
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_FORWARD: 6
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_FORWARD_INTERFACE: 7
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_FORWARD_PF: 8
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_PORTGROUP: 9
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_DNS_HOST: 10
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_DNS_TXT: 11
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_DNS_SRV: 12
  /** since 0.10.2 */
  readonly VIR_NETWORK_SECTION_LAST: 13
}
export type NetworkUpdateSection = (typeof NetworkUpdateSection)[keyof typeof NetworkUpdateSection]
/** libvirt's `virNetworkXMLFlags`. */
export declare const NetworkXmlFlags: {
  /** since 0.9.10 */
  readonly VIR_NETWORK_XML_INACTIVE: 1
}
export type NetworkXmlFlags = (typeof NetworkXmlFlags)[keyof typeof NetworkXmlFlags]
/** libvirt's `virNodeAllocPagesFlags`. */
export declare const NodeAllocPagesFlags: {
  /** since 1.2.9 */
  readonly VIR_NODE_ALLOC_PAGES_ADD: 0
  /** since 1.2.9 */
  readonly VIR_NODE_ALLOC_PAGES_SET: 1
}
export type NodeAllocPagesFlags = (typeof NodeAllocPagesFlags)[keyof typeof NodeAllocPagesFlags]
/** libvirt's `virNodeDeviceCreateXMLFlags`. */
export declare const NodeDeviceCreateXmlFlags: {
  /** since 8.10.0 */
  readonly VIR_NODE_DEVICE_CREATE_XML_VALIDATE: 1
}
export type NodeDeviceCreateXmlFlags = (typeof NodeDeviceCreateXmlFlags)[keyof typeof NodeDeviceCreateXmlFlags]
/** libvirt's `virNodeDeviceDefineXMLFlags`. */
export declare const NodeDeviceDefineXmlFlags: {
  /** since 8.10.0 */
  readonly VIR_NODE_DEVICE_DEFINE_XML_VALIDATE: 1
}
export type NodeDeviceDefineXmlFlags = (typeof NodeDeviceDefineXmlFlags)[keyof typeof NodeDeviceDefineXmlFlags]
/** libvirt's `virNodeDeviceEventID`. */
export declare const NodeDeviceEventId: {
  /** since 2.2.0 */
  readonly VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE: 0
  /** since 2.2.0 */
  readonly VIR_NODE_DEVICE_EVENT_ID_UPDATE: 1
  /** since 2.2.0 */
  readonly VIR_NODE_DEVICE_EVENT_ID_LAST: 2
}
export type NodeDeviceEventId = (typeof NodeDeviceEventId)[keyof typeof NodeDeviceEventId]
/** libvirt's `virNodeDeviceEventLifecycleType`. */
export declare const NodeDeviceEventLifecycleType: {
  /** since 2.2.0 */
  readonly VIR_NODE_DEVICE_EVENT_CREATED: 0
  /** since 2.2.0 */
  readonly VIR_NODE_DEVICE_EVENT_DELETED: 1
  /** since 7.3.0 */
  readonly VIR_NODE_DEVICE_EVENT_DEFINED: 2
  /** since 7.3.0 */
  readonly VIR_NODE_DEVICE_EVENT_UNDEFINED: 3
  /** since 2.2.0 */
  readonly VIR_NODE_DEVICE_EVENT_LAST: 4
}
export type NodeDeviceEventLifecycleType = (typeof NodeDeviceEventLifecycleType)[keyof typeof NodeDeviceEventLifecycleType]
/** libvirt's `virNodeDeviceUpdateFlags`. */
export declare const NodeDeviceUpdateFlags: {
  /** since 10.1.0 */
  readonly VIR_NODE_DEVICE_UPDATE_AFFECT_CURRENT: 0
  /** since 10.1.0 */
  readonly VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE: 1
  /** since 10.1.0 */
  readonly VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG: 2
}
export type NodeDeviceUpdateFlags = (typeof NodeDeviceUpdateFlags)[keyof typeof NodeDeviceUpdateFlags]
/** libvirt's `virNodeDeviceXMLFlags`. */
export declare const NodeDeviceXmlFlags: {
  /** since 10.1.0 */
  readonly VIR_NODE_DEVICE_XML_INACTIVE: 1
}
export type NodeDeviceXmlFlags = (typeof NodeDeviceXmlFlags)[keyof typeof NodeDeviceXmlFlags]
/** libvirt's `virNodeGetCPUStatsAllCPUs`. */
export declare const NodeGetCpuStatsAllCpus: {
  /** since 0.9.3 */
  readonly VIR_NODE_CPU_STATS_ALL_CPUS: -1
}
export type NodeGetCpuStatsAllCpus = (typeof NodeGetCpuStatsAllCpus)[keyof typeof NodeGetCpuStatsAllCpus]
/** libvirt's `virNodeGetMemoryStatsAllCells`. */
export declare const NodeGetMemoryStatsAllCells: {
  /** since 0.9.3 */
  readonly VIR_NODE_MEMORY_STATS_ALL_CELLS: -1
}
export type NodeGetMemoryStatsAllCells = (typeof NodeGetMemoryStatsAllCells)[keyof typeof NodeGetMemoryStatsAllCells]
/** libvirt's `virNodeSuspendTarget`. */
export declare const NodeSuspendTarget: {
  /** since 0.9.8 */
  readonly VIR_NODE_SUSPEND_TARGET_MEM: 0
  /** since 0.9.8 */
  readonly VIR_NODE_SUSPEND_TARGET_DISK: 1
  /** since 0.9.8 */
  readonly VIR_NODE_SUSPEND_TARGET_HYBRID: 2
  /** since 0.9.8 */
  readonly VIR_NODE_SUSPEND_TARGET_LAST: 3
}
export type NodeSuspendTarget = (typeof NodeSuspendTarget)[keyof typeof NodeSuspendTarget]
/** libvirt's `virNWFilterBindingCreateFlags`. */
export declare const NwFilterBindingCreateFlags: {
  /** since 7.8.0 */
  readonly VIR_NWFILTER_BINDING_CREATE_VALIDATE: 1
}
export type NwFilterBindingCreateFlags = (typeof NwFilterBindingCreateFlags)[keyof typeof NwFilterBindingCreateFlags]
/** libvirt's `virNWFilterDefineFlags`. */
export declare const NwFilterDefineFlags: {
  /** since 7.7.0 */
  readonly VIR_NWFILTER_DEFINE_VALIDATE: 1
}
export type NwFilterDefineFlags = (typeof NwFilterDefineFlags)[keyof typeof NwFilterDefineFlags]
/** libvirt's `virSchedParameterType`. */
export declare const SchedParameterType: {
  /** since 0.2.3 */
  readonly VIR_DOMAIN_SCHED_FIELD_INT: 1
  /** since 0.2.3 */
  readonly VIR_DOMAIN_SCHED_FIELD_UINT: 2
  /** since 0.2.3 */
  readonly VIR_DOMAIN_SCHED_FIELD_LLONG: 3
  /** since 0.2.3 */
  readonly VIR_DOMAIN_SCHED_FIELD_ULLONG: 4
  /** since 0.2.3 */
  readonly VIR_DOMAIN_SCHED_FIELD_DOUBLE: 5
  /** since 0.2.3 */
  readonly VIR_DOMAIN_SCHED_FIELD_BOOLEAN: 6
}
export type SchedParameterType = (typeof SchedParameterType)[keyof typeof SchedParameterType]
/** libvirt's `virSecretDefineFlags`. */
export declare const SecretDefineFlags: {
  /** since 7.7.0 */
  readonly VIR_SECRET_DEFINE_VALIDATE: 1
}
export type SecretDefineFlags = (typeof SecretDefineFlags)[keyof typeof SecretDefineFlags]
/** libvirt's `virSecretEventID`. */
export declare const SecretEventId: {
  /** since 3.0.0 */
  readonly VIR_SECRET_EVENT_ID_LIFECYCLE: 0
  /** since 3.0.0 */
  readonly VIR_SECRET_EVENT_ID_VALUE_CHANGED: 1
  /** since 3.0.0 */
  readonly VIR_SECRET_EVENT_ID_LAST: 2
}
export type SecretEventId = (typeof SecretEventId)[keyof typeof SecretEventId]
/** libvirt's `virSecretEventLifecycleType`. */
export declare const SecretEventLifecycleType: {
  /** since 3.0.0 */
  readonly VIR_SECRET_EVENT_DEFINED: 0
  /** since 3.0.0 */
  readonly VIR_SECRET_EVENT_UNDEFINED: 1
  /** since 3.0.0 */
  readonly VIR_SECRET_EVENT_LAST: 2
}
export type SecretEventLifecycleType = (typeof SecretEventLifecycleType)[keyof typeof SecretEventLifecycleType]
/** libvirt's `virSecretUsageType`. */
export declare const SecretUsageType: {
  /** since 0.7.1 */
  readonly VIR_SECRET_USAGE_TYPE_NONE: 0
  /** since 0.7.1 */
  readonly VIR_SECRET_USAGE_TYPE_VOLUME: 1
  /** since 0.9.7 */
  readonly VIR_SECRET_USAGE_TYPE_CEPH: 2
  /** since 1.0.4 */
  readonly VIR_SECRET_USAGE_TYPE_ISCSI: 3
  /** since 2.3.0 */
  readonly VIR_SECRET_USAGE_TYPE_TLS: 4
  /** since 5.6.0 */
  readonly VIR_SECRET_USAGE_TYPE_VTPM: 5
  /** since 0.9.7 */
  readonly VIR_SECRET_USAGE_TYPE_LAST: 6
}
export type SecretUsageType = (typeof SecretUsageType)[keyof typeof SecretUsageType]
/** libvirt's `virStoragePoolBuildFlags`. */
export declare const StoragePoolBuildFlags: {
  /** since 0.4.1 */
  readonly VIR_STORAGE_POOL_BUILD_NEW: 0
  /** since 0.4.1 */
  readonly VIR_STORAGE_POOL_BUILD_REPAIR: 1
  /** since 0.4.1 */
  readonly VIR_STORAGE_POOL_BUILD_RESIZE: 2
  /** since 0.9.5 */
  readonly VIR_STORAGE_POOL_BUILD_NO_OVERWRITE: 4
  /** since 0.9.5 */
  readonly VIR_STORAGE_POOL_BUILD_OVERWRITE: 8
}
export type StoragePoolBuildFlags = (typeof StoragePoolBuildFlags)[keyof typeof StoragePoolBuildFlags]
/** libvirt's `virStoragePoolCreateFlags`. */
export declare const StoragePoolCreateFlags: {
  /** since 1.3.1 */
  readonly VIR_STORAGE_POOL_CREATE_NORMAL: 0
  /** since 1.3.1 */
  readonly VIR_STORAGE_POOL_CREATE_WITH_BUILD: 1
  /** since 1.3.1 */
  readonly VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE: 2
  /** since 1.3.1 */
  readonly VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE: 4
}
export type StoragePoolCreateFlags = (typeof StoragePoolCreateFlags)[keyof typeof StoragePoolCreateFlags]
/** libvirt's `virStoragePoolDefineFlags`. */
export declare const StoragePoolDefineFlags: {
  /** since 7.7.0 */
  readonly VIR_STORAGE_POOL_DEFINE_VALIDATE: 1
}
export type StoragePoolDefineFlags = (typeof StoragePoolDefineFlags)[keyof typeof StoragePoolDefineFlags]
/** libvirt's `virStoragePoolDeleteFlags`. */
export declare const StoragePoolDeleteFlags: {
  /** since 0.4.1 */
  readonly VIR_STORAGE_POOL_DELETE_NORMAL: 0
  /** since 0.4.1 */
  readonly VIR_STORAGE_POOL_DELETE_ZEROED: 1
}
export type StoragePoolDeleteFlags = (typeof StoragePoolDeleteFlags)[keyof typeof StoragePoolDeleteFlags]
/** libvirt's `virStoragePoolEventID`. */
export declare const StoragePoolEventId: {
  /** since 2.0.0 */
  readonly VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE: 0
  /** since 2.0.0 */
  readonly VIR_STORAGE_POOL_EVENT_ID_REFRESH: 1
  /** since 2.0.0 */
  readonly VIR_STORAGE_POOL_EVENT_ID_LAST: 2
}
export type StoragePoolEventId = (typeof StoragePoolEventId)[keyof typeof StoragePoolEventId]
/** libvirt's `virStoragePoolEventLifecycleType`. */
export declare const StoragePoolEventLifecycleType: {
  /** since 2.0.0 */
  readonly VIR_STORAGE_POOL_EVENT_DEFINED: 0
  /** since 2.0.0 */
  readonly VIR_STORAGE_POOL_EVENT_UNDEFINED: 1
  /** since 2.0.0 */
  readonly VIR_STORAGE_POOL_EVENT_STARTED: 2
  /** since 2.0.0 */
  readonly VIR_STORAGE_POOL_EVENT_STOPPED: 3
  /** since 3.8.0 */
  readonly VIR_STORAGE_POOL_EVENT_CREATED: 4
  /** since 3.8.0 */
  readonly VIR_STORAGE_POOL_EVENT_DELETED: 5
  /** since 2.0.0 */
  readonly VIR_STORAGE_POOL_EVENT_LAST: 6
}
export type StoragePoolEventLifecycleType = (typeof StoragePoolEventLifecycleType)[keyof typeof StoragePoolEventLifecycleType]
/** libvirt's `virStoragePoolState`. */
export declare const StoragePoolState: {
  /** since 0.4.1 */
  readonly VIR_STORAGE_POOL_INACTIVE: 0
  /** since 0.4.1 */
  readonly VIR_STORAGE_POOL_BUILDING: 1
  /** since 0.4.1 */
  readonly VIR_STORAGE_POOL_RUNNING: 2
  /** since 0.4.1 */
  readonly VIR_STORAGE_POOL_DEGRADED: 3
  /** since 0.8.2 */
  readonly VIR_STORAGE_POOL_INACCESSIBLE: 4
  /** since 0.9.10 */
  readonly VIR_STORAGE_POOL_STATE_LAST: 5
}
export type StoragePoolState = (typeof StoragePoolState)[keyof typeof StoragePoolState]
/** libvirt's `virStorageVolCreateFlags`. */
export declare const StorageVolCreateFlags: {
  /** since 1.0.1 */
  readonly VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA: 1
  /** since 1.2.13 */
  readonly VIR_STORAGE_VOL_CREATE_REFLINK: 2
  /** since 8.10.0 */
  readonly VIR_STORAGE_VOL_CREATE_VALIDATE: 4
}
export type StorageVolCreateFlags = (typeof StorageVolCreateFlags)[keyof typeof StorageVolCreateFlags]
/** libvirt's `virStorageVolDeleteFlags`. */
export declare const StorageVolDeleteFlags: {
  /** since 0.4.1 */
  readonly VIR_STORAGE_VOL_DELETE_NORMAL: 0
  /** since 0.4.1 */
  readonly VIR_STORAGE_VOL_DELETE_ZEROED: 1
  /** since 1.2.21 */
  readonly VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS: 2
}
export type StorageVolDeleteFlags = (typeof StorageVolDeleteFlags)[keyof typeof StorageVolDeleteFlags]
/** libvirt's `virStorageVolDownloadFlags`. */
export declare const StorageVolDownloadFlags: {
  /** since 3.4.0 */
  readonly VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM: 1
}
export type StorageVolDownloadFlags = (typeof StorageVolDownloadFlags)[keyof typeof StorageVolDownloadFlags]
/** libvirt's `virStorageVolInfoFlags`. */
export declare const StorageVolInfoFlags: {
  /** since 3.0.0 */
  readonly VIR_STORAGE_VOL_USE_ALLOCATION: 0
  /** since 3.0.0 */
  readonly VIR_STORAGE_VOL_GET_PHYSICAL: 1
}
export type StorageVolInfoFlags = (typeof StorageVolInfoFlags)[keyof typeof StorageVolInfoFlags]
/** libvirt's `virStorageVolResizeFlags`. */
export declare const StorageVolResizeFlags: {
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_RESIZE_ALLOCATE: 1
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_RESIZE_DELTA: 2
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_RESIZE_SHRINK: 4
}
export type StorageVolResizeFlags = (typeof StorageVolResizeFlags)[keyof typeof StorageVolResizeFlags]
/** libvirt's `virStorageVolType`. */
export declare const StorageVolType: {
  /** since 0.4.1 */
  readonly VIR_STORAGE_VOL_FILE: 0
  /** since 0.4.1 */
  readonly VIR_STORAGE_VOL_BLOCK: 1
  /** since 0.9.5 */
  readonly VIR_STORAGE_VOL_DIR: 2
  /** since 0.9.13 */
  readonly VIR_STORAGE_VOL_NETWORK: 3
  /** since 1.2.0 */
  readonly VIR_STORAGE_VOL_NETDIR: 4
  /** since 1.3.4 */
  readonly VIR_STORAGE_VOL_PLOOP: 5
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_LAST: 6
}
export type StorageVolType = (typeof StorageVolType)[keyof typeof StorageVolType]
/** libvirt's `virStorageVolUploadFlags`. */
export declare const StorageVolUploadFlags: {
  /** since 3.4.0 */
  readonly VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM: 1
}
export type StorageVolUploadFlags = (typeof StorageVolUploadFlags)[keyof typeof StorageVolUploadFlags]
/** libvirt's `virStorageVolWipeAlgorithm`. */
export declare const StorageVolWipeAlgorithm: {
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_ZERO: 0
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_NNSA: 1
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_DOD: 2
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_BSI: 3
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_GUTMANN: 4
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_SCHNEIER: 5
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_PFITZNER7: 6
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_PFITZNER33: 7
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_RANDOM: 8
  /** since 1.3.2 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_TRIM: 9
  /** since 0.9.10 */
  readonly VIR_STORAGE_VOL_WIPE_ALG_LAST: 10
}
export type StorageVolWipeAlgorithm = (typeof StorageVolWipeAlgorithm)[keyof typeof StorageVolWipeAlgorithm]
/** libvirt's `virStorageXMLFlags`. */
export declare const StorageXmlFlags: {
  /** since 0.9.13 */
  readonly VIR_STORAGE_XML_INACTIVE: 1
}
export type StorageXmlFlags = (typeof StorageXmlFlags)[keyof typeof StorageXmlFlags]
/** libvirt's `virStreamEventType`. */
export declare const StreamEventType: {
  /** since 0.7.2 */
  readonly VIR_STREAM_EVENT_READABLE: 1
  /** since 0.7.2 */
  readonly VIR_STREAM_EVENT_WRITABLE: 2
  /** since 0.7.2 */
  readonly VIR_STREAM_EVENT_ERROR: 4
  /** since 0.7.2 */
  readonly VIR_STREAM_EVENT_HANGUP: 8
}
export type StreamEventType = (typeof StreamEventType)[keyof typeof StreamEventType]
/** libvirt's `virStreamFlags`. */
export declare const StreamFlags: {
  /** since 0.7.2 */
  readonly VIR_STREAM_NONBLOCK: 1
}
export type StreamFlags = (typeof StreamFlags)[keyof typeof StreamFlags]
/** libvirt's `virStreamRecvFlagsValues`. */
export declare const StreamRecvFlagsValues: {
  /** since 3.4.0 */
  readonly VIR_STREAM_RECV_STOP_AT_HOLE: 1
}
export type StreamRecvFlagsValues = (typeof StreamRecvFlagsValues)[keyof typeof StreamRecvFlagsValues]
/** libvirt's `virTypedParameterFlags`. */
export declare const TypedParameterFlags: {
  /** since 0.9.8 */
  readonly VIR_TYPED_PARAM_STRING_OKAY: 4
}
export type TypedParameterFlags = (typeof TypedParameterFlags)[keyof typeof TypedParameterFlags]
/** libvirt's `virTypedParameterType`. */
export declare const TypedParameterType: {
  /** since 0.9.2 */
  readonly VIR_TYPED_PARAM_INT: 1
  /** since 0.9.2 */
  readonly VIR_TYPED_PARAM_UINT: 2
  /** since 0.9.2 */
  readonly VIR_TYPED_PARAM_LLONG: 3
  /** since 0.9.2 */
  readonly VIR_TYPED_PARAM_ULLONG: 4
  /** since 0.9.2 */
  readonly VIR_TYPED_PARAM_DOUBLE: 5
  /** since 0.9.2 */
  readonly VIR_TYPED_PARAM_BOOLEAN: 6
  /** since 0.9.8 */
  readonly VIR_TYPED_PARAM_STRING: 7
  /** since 0.9.10 */
  readonly VIR_TYPED_PARAM_LAST: 8
}
export type TypedParameterType = (typeof TypedParameterType)[keyof typeof TypedParameterType]
/** libvirt's `virVcpuHostCpuState`. */
export declare const VcpuHostCpuState: {
  /** since 6.10.0 */
  readonly VIR_VCPU_INFO_CPU_UNAVAILABLE: -2
  /** since 6.10.0 */
  readonly VIR_VCPU_INFO_CPU_OFFLINE: -1
}
export type VcpuHostCpuState = (typeof VcpuHostCpuState)[keyof typeof VcpuHostCpuState]
/** libvirt's `virVcpuState`. */
export declare const VcpuState: {
  /** since 0.1.4 */
  readonly VIR_VCPU_OFFLINE: 0
  /** since 0.1.4 */
  readonly VIR_VCPU_RUNNING: 1
  /** since 0.1.4 */
  readonly VIR_VCPU_BLOCKED: 2
  /** since 0.9.10 */
  readonly VIR_VCPU_LAST: 3
}
export type VcpuState = (typeof VcpuState)[keyof typeof VcpuState]
/** The strings that libvirt gives names to, most of them fields of typed parameters. */
export declare const ParamName: {
  readonly VIR_CONNECT_IDENTITY_GROUP_NAME: "group-name"
  readonly VIR_CONNECT_IDENTITY_PROCESS_ID: "process-id"
  readonly VIR_CONNECT_IDENTITY_PROCESS_TIME: "process-time"
  readonly VIR_CONNECT_IDENTITY_SASL_USER_NAME: "sasl-user-name"
  readonly VIR_CONNECT_IDENTITY_SELINUX_CONTEXT: "selinux-context"
  readonly VIR_CONNECT_IDENTITY_UNIX_GROUP_ID: "unix-group-id"
  readonly VIR_CONNECT_IDENTITY_UNIX_USER_ID: "unix-user-id"
  readonly VIR_CONNECT_IDENTITY_USER_NAME: "user-name"
  readonly VIR_CONNECT_IDENTITY_X509_DISTINGUISHED_NAME: "x509-distinguished-name"
  readonly VIR_DOMAIN_ANNOUNCE_INTERFACE_INITIAL: "initial"
  readonly VIR_DOMAIN_ANNOUNCE_INTERFACE_MAX: "max"
  readonly VIR_DOMAIN_ANNOUNCE_INTERFACE_ROUNDS: "rounds"
  readonly VIR_DOMAIN_ANNOUNCE_INTERFACE_STEP: "step"
  readonly VIR_DOMAIN_BANDWIDTH_IN_AVERAGE: "inbound.average"
  readonly VIR_DOMAIN_BANDWIDTH_IN_BURST: "inbound.burst"
  readonly VIR_DOMAIN_BANDWIDTH_IN_FLOOR: "inbound.floor"
  readonly VIR_DOMAIN_BANDWIDTH_IN_PEAK: "inbound.peak"
  readonly VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE: "outbound.average"
  readonly VIR_DOMAIN_BANDWIDTH_OUT_BURST: "outbound.burst"
  readonly VIR_DOMAIN_BANDWIDTH_OUT_PEAK: "outbound.peak"
  readonly VIR_DOMAIN_BLKIO_DEVICE_READ_BPS: "device_read_bytes_sec"
  readonly VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS: "device_read_iops_sec"
  readonly VIR_DOMAIN_BLKIO_DEVICE_WEIGHT: "device_weight"
  readonly VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS: "device_write_bytes_sec"
  readonly VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS: "device_write_iops_sec"
  readonly VIR_DOMAIN_BLKIO_WEIGHT: "weight"
  readonly VIR_DOMAIN_BLOCK_COPY_BANDWIDTH: "bandwidth"
  readonly VIR_DOMAIN_BLOCK_COPY_BUF_SIZE: "buf-size"
  readonly VIR_DOMAIN_BLOCK_COPY_GRANULARITY: "granularity"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME: "group_name"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC: "read_bytes_sec"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX: "read_bytes_sec_max"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH: "read_bytes_sec_max_length"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC: "read_iops_sec"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX: "read_iops_sec_max"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH: "read_iops_sec_max_length"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC: "size_iops_sec"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC: "total_bytes_sec"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX: "total_bytes_sec_max"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH: "total_bytes_sec_max_length"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC: "total_iops_sec"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX: "total_iops_sec_max"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH: "total_iops_sec_max_length"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC: "write_bytes_sec"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX: "write_bytes_sec_max"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH: "write_bytes_sec_max_length"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC: "write_iops_sec"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX: "write_iops_sec_max"
  readonly VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH: "write_iops_sec_max_length"
  readonly VIR_DOMAIN_BLOCK_STATS_ERRS: "errs"
  readonly VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ: "flush_operations"
  readonly VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES: "flush_total_times"
  readonly VIR_DOMAIN_BLOCK_STATS_READ_BYTES: "rd_bytes"
  readonly VIR_DOMAIN_BLOCK_STATS_READ_REQ: "rd_operations"
  readonly VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES: "rd_total_times"
  readonly VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES: "wr_bytes"
  readonly VIR_DOMAIN_BLOCK_STATS_WRITE_REQ: "wr_operations"
  readonly VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES: "wr_total_times"
  readonly VIR_DOMAIN_CPU_STATS_CPUTIME: "cpu_time"
  readonly VIR_DOMAIN_CPU_STATS_SYSTEMTIME: "system_time"
  readonly VIR_DOMAIN_CPU_STATS_USERTIME: "user_time"
  readonly VIR_DOMAIN_CPU_STATS_VCPUTIME: "vcpu_time"
  readonly VIR_DOMAIN_GUEST_INFO_DEVICE_COUNT: "device.count"
  readonly VIR_DOMAIN_GUEST_INFO_DEVICE_PREFIX: "device."
  readonly VIR_DOMAIN_GUEST_INFO_DEVICE_SUFFIX_DRIVER_DATE: ".driverDate"
  readonly VIR_DOMAIN_GUEST_INFO_DEVICE_SUFFIX_DRIVER_NAME: ".driverName"
  readonly VIR_DOMAIN_GUEST_INFO_DEVICE_SUFFIX_DRIVER_VERSION: ".driverVersion"
  readonly VIR_DOMAIN_GUEST_INFO_DEVICE_SUFFIX_ID_TYPE: ".idType"
  readonly VIR_DOMAIN_GUEST_INFO_DEVICE_SUFFIX_PCI_DEVICE: ".pciDevice"
  readonly VIR_DOMAIN_GUEST_INFO_DEVICE_SUFFIX_PCI_VENDOR: ".pciVendor"
  readonly VIR_DOMAIN_GUEST_INFO_DISK_COUNT: "disk.count"
  readonly VIR_DOMAIN_GUEST_INFO_DISK_PREFIX: "disk."
  readonly VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_ALIAS: ".alias"
  readonly VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_COUNT: ".dependency.count"
  readonly VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_PREFIX: ".dependency."
  readonly VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_ALIAS: ".guest_alias"
  readonly VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_BUS: ".guest_bus"
  readonly VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_PARTITION: ".partition"
  readonly VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_SERIAL: ".serial"
  readonly VIR_DOMAIN_GUEST_INFO_FS_COUNT: "fs.count"
  readonly VIR_DOMAIN_GUEST_INFO_FS_PREFIX: "fs."
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_COUNT: ".disk.count"
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_PREFIX: ".disk."
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_ALIAS: ".alias"
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_DEVICE: ".device"
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_SERIAL: ".serial"
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_FSTYPE: ".fstype"
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_MOUNTPOINT: ".mountpoint"
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_TOTAL_BYTES: ".total-bytes"
  readonly VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_USED_BYTES: ".used-bytes"
  readonly VIR_DOMAIN_GUEST_INFO_HOSTNAME_HOSTNAME: "hostname"
  readonly VIR_DOMAIN_GUEST_INFO_IF_COUNT: "if.count"
  readonly VIR_DOMAIN_GUEST_INFO_IF_PREFIX: "if."
  readonly VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_COUNT: ".addr.count"
  readonly VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_PREFIX: ".addr."
  readonly VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_ADDR: ".addr"
  readonly VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_PREFIX: ".prefix"
  readonly VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_TYPE: ".type"
  readonly VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_HWADDR: ".hwaddr"
  readonly VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_GUEST_INFO_LOAD_15M: "load.15m"
  readonly VIR_DOMAIN_GUEST_INFO_LOAD_1M: "load.1m"
  readonly VIR_DOMAIN_GUEST_INFO_LOAD_5M: "load.5m"
  readonly VIR_DOMAIN_GUEST_INFO_OS_ID: "os.id"
  readonly VIR_DOMAIN_GUEST_INFO_OS_KERNEL_RELEASE: "os.kernel-release"
  readonly VIR_DOMAIN_GUEST_INFO_OS_KERNEL_VERSION: "os.kernel-version"
  readonly VIR_DOMAIN_GUEST_INFO_OS_MACHINE: "os.machine"
  readonly VIR_DOMAIN_GUEST_INFO_OS_NAME: "os.name"
  readonly VIR_DOMAIN_GUEST_INFO_OS_PRETTY_NAME: "os.pretty-name"
  readonly VIR_DOMAIN_GUEST_INFO_OS_VARIANT: "os.variant"
  readonly VIR_DOMAIN_GUEST_INFO_OS_VARIANT_ID: "os.variant-id"
  readonly VIR_DOMAIN_GUEST_INFO_OS_VERSION: "os.version"
  readonly VIR_DOMAIN_GUEST_INFO_OS_VERSION_ID: "os.version-id"
  readonly VIR_DOMAIN_GUEST_INFO_TIMEZONE_NAME: "timezone.name"
  readonly VIR_DOMAIN_GUEST_INFO_TIMEZONE_OFFSET: "timezone.offset"
  readonly VIR_DOMAIN_GUEST_INFO_USER_COUNT: "user.count"
  readonly VIR_DOMAIN_GUEST_INFO_USER_PREFIX: "user."
  readonly VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_DOMAIN: ".domain"
  readonly VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_LOGIN_TIME: ".login-time"
  readonly VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_IOTHREAD_POLL_GROW: "poll_grow"
  readonly VIR_DOMAIN_IOTHREAD_POLL_MAX_NS: "poll_max_ns"
  readonly VIR_DOMAIN_IOTHREAD_POLL_SHRINK: "poll_shrink"
  readonly VIR_DOMAIN_IOTHREAD_POLL_WEIGHT: "poll_weight"
  readonly VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX: "thread_pool_max"
  readonly VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN: "thread_pool_min"
  readonly VIR_DOMAIN_JOB_AUTO_CONVERGE_THROTTLE: "auto_converge_throttle"
  readonly VIR_DOMAIN_JOB_COMPRESSION_BYTES: "compression_bytes"
  readonly VIR_DOMAIN_JOB_COMPRESSION_CACHE: "compression_cache"
  readonly VIR_DOMAIN_JOB_COMPRESSION_CACHE_MISSES: "compression_cache_misses"
  readonly VIR_DOMAIN_JOB_COMPRESSION_OVERFLOW: "compression_overflow"
  readonly VIR_DOMAIN_JOB_COMPRESSION_PAGES: "compression_pages"
  readonly VIR_DOMAIN_JOB_DATA_PROCESSED: "data_processed"
  readonly VIR_DOMAIN_JOB_DATA_REMAINING: "data_remaining"
  readonly VIR_DOMAIN_JOB_DATA_TOTAL: "data_total"
  readonly VIR_DOMAIN_JOB_DISK_BPS: "disk_bps"
  readonly VIR_DOMAIN_JOB_DISK_PROCESSED: "disk_processed"
  readonly VIR_DOMAIN_JOB_DISK_REMAINING: "disk_remaining"
  readonly VIR_DOMAIN_JOB_DISK_TEMP_TOTAL: "disk_temp_total"
  readonly VIR_DOMAIN_JOB_DISK_TEMP_USED: "disk_temp_used"
  readonly VIR_DOMAIN_JOB_DISK_TOTAL: "disk_total"
  readonly VIR_DOMAIN_JOB_DOWNTIME: "downtime"
  readonly VIR_DOMAIN_JOB_DOWNTIME_NET: "downtime_net"
  readonly VIR_DOMAIN_JOB_ERRMSG: "errmsg"
  readonly VIR_DOMAIN_JOB_MEMORY_BPS: "memory_bps"
  readonly VIR_DOMAIN_JOB_MEMORY_CONSTANT: "memory_constant"
  readonly VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE: "memory_dirty_rate"
  readonly VIR_DOMAIN_JOB_MEMORY_ITERATION: "memory_iteration"
  readonly VIR_DOMAIN_JOB_MEMORY_NORMAL: "memory_normal"
  readonly VIR_DOMAIN_JOB_MEMORY_NORMAL_BYTES: "memory_normal_bytes"
  readonly VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE: "memory_page_size"
  readonly VIR_DOMAIN_JOB_MEMORY_POSTCOPY_REQS: "memory_postcopy_requests"
  readonly VIR_DOMAIN_JOB_MEMORY_PROCESSED: "memory_processed"
  readonly VIR_DOMAIN_JOB_MEMORY_REMAINING: "memory_remaining"
  readonly VIR_DOMAIN_JOB_MEMORY_TOTAL: "memory_total"
  readonly VIR_DOMAIN_JOB_OPERATION: "operation"
  readonly VIR_DOMAIN_JOB_SETUP_TIME: "setup_time"
  readonly VIR_DOMAIN_JOB_SUCCESS: "success"
  readonly VIR_DOMAIN_JOB_TIME_ELAPSED: "time_elapsed"
  readonly VIR_DOMAIN_JOB_TIME_ELAPSED_NET: "time_elapsed_net"
  readonly VIR_DOMAIN_JOB_TIME_REMAINING: "time_remaining"
  readonly VIR_DOMAIN_JOB_VFIO_DATA_TRANSFERRED: "vfio_data_transferred"
  readonly VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MAJOR: "sev-api-major"
  readonly VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MINOR: "sev-api-minor"
  readonly VIR_DOMAIN_LAUNCH_SECURITY_SEV_BUILD_ID: "sev-build-id"
  readonly VIR_DOMAIN_LAUNCH_SECURITY_SEV_MEASUREMENT: "sev-measurement"
  readonly VIR_DOMAIN_LAUNCH_SECURITY_SEV_POLICY: "sev-policy"
  readonly VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET: "sev-secret"
  readonly VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER: "sev-secret-header"
  readonly VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_SET_ADDRESS: "sev-secret-set-address"
  readonly VIR_DOMAIN_LAUNCH_SECURITY_SEV_SNP_POLICY: "sev-snp-policy"
  readonly VIR_DOMAIN_MEMORY_HARD_LIMIT: "hard_limit"
  readonly VIR_DOMAIN_MEMORY_MIN_GUARANTEE: "min_guarantee"
  readonly VIR_DOMAIN_MEMORY_SOFT_LIMIT: "soft_limit"
  readonly VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT: "swap_hard_limit"
  readonly VIR_DOMAIN_NUMA_MODE: "numa_mode"
  readonly VIR_DOMAIN_NUMA_NODESET: "numa_nodeset"
  readonly VIR_DOMAIN_SAVE_PARAM_DXML: "dxml"
  readonly VIR_DOMAIN_SAVE_PARAM_FILE: "file"
  readonly VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT: "image_format"
  readonly VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT_BZIP2: "bzip2"
  readonly VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT_GZIP: "gzip"
  readonly VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT_LZOP: "lzop"
  readonly VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT_RAW: "raw"
  readonly VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT_SPARSE: "sparse"
  readonly VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT_XZ: "xz"
  readonly VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT_ZSTD: "zstd"
  readonly VIR_DOMAIN_SAVE_PARAM_PARALLEL_CHANNELS: "parallel.channels"
  readonly VIR_DOMAIN_SCHEDULER_CAP: "cap"
  readonly VIR_DOMAIN_SCHEDULER_CPU_SHARES: "cpu_shares"
  readonly VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD: "emulator_period"
  readonly VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA: "emulator_quota"
  readonly VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD: "global_period"
  readonly VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA: "global_quota"
  readonly VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD: "iothread_period"
  readonly VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA: "iothread_quota"
  readonly VIR_DOMAIN_SCHEDULER_LIMIT: "limit"
  readonly VIR_DOMAIN_SCHEDULER_RESERVATION: "reservation"
  readonly VIR_DOMAIN_SCHEDULER_SHARES: "shares"
  readonly VIR_DOMAIN_SCHEDULER_VCPU_PERIOD: "vcpu_period"
  readonly VIR_DOMAIN_SCHEDULER_VCPU_QUOTA: "vcpu_quota"
  readonly VIR_DOMAIN_SCHEDULER_WEIGHT: "weight"
  readonly VIR_DOMAIN_STATS_BALLOON_AVAILABLE: "balloon.available"
  readonly VIR_DOMAIN_STATS_BALLOON_CURRENT: "balloon.current"
  readonly VIR_DOMAIN_STATS_BALLOON_DISK_CACHES: "balloon.disk_caches"
  readonly VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGALLOC: "balloon.hugetlb_pgalloc"
  readonly VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGFAIL: "balloon.hugetlb_pgfail"
  readonly VIR_DOMAIN_STATS_BALLOON_LAST_UPDATE: "balloon.last-update"
  readonly VIR_DOMAIN_STATS_BALLOON_MAJOR_FAULT: "balloon.major_fault"
  readonly VIR_DOMAIN_STATS_BALLOON_MAXIMUM: "balloon.maximum"
  readonly VIR_DOMAIN_STATS_BALLOON_MINOR_FAULT: "balloon.minor_fault"
  readonly VIR_DOMAIN_STATS_BALLOON_RSS: "balloon.rss"
  readonly VIR_DOMAIN_STATS_BALLOON_SWAP_IN: "balloon.swap_in"
  readonly VIR_DOMAIN_STATS_BALLOON_SWAP_OUT: "balloon.swap_out"
  readonly VIR_DOMAIN_STATS_BALLOON_UNUSED: "balloon.unused"
  readonly VIR_DOMAIN_STATS_BALLOON_USABLE: "balloon.usable"
  readonly VIR_DOMAIN_STATS_BLOCK_COUNT: "block.count"
  readonly VIR_DOMAIN_STATS_BLOCK_PREFIX: "block."
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_ALLOCATION: ".allocation"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_BACKINGINDEX: ".backingIndex"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_CAPACITY: ".capacity"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_ERRORS: ".errors"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_REQS: ".fl.reqs"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_TIMES: ".fl.times"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LATENCY_HISTOGRAM_FLUSH_PREFIX: ".latency_histogram.flush."
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LATENCY_HISTOGRAM_READ_PREFIX: ".latency_histogram.read."
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LATENCY_HISTOGRAM_SUFFIX_BIN_COUNT: "bin.count"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LATENCY_HISTOGRAM_SUFFIX_BIN_PREFIX: "bin."
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LATENCY_HISTOGRAM_SUFFIX_BIN_SUFFIX_START: ".start"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LATENCY_HISTOGRAM_SUFFIX_BIN_SUFFIX_VALUE: ".value"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LATENCY_HISTOGRAM_WRITE_PREFIX: ".latency_histogram.write."
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LATENCY_HISTOGRAM_ZONE_APPEND_PREFIX: ".latency_histogram.zone_append."
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_DISCARD_ALIGNMENT: ".limits.discard_alignment"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_DISCARD_MAX: ".limits.discard_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_IOV_HW_MAX: ".limits.iov_hw_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_IOV_MAX: ".limits.iov_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_MEMORY_ALIGNMENT_MINIMAL: ".limits.memory_alignment_minimal"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_MEMORY_ALIGNMENT_OPTIMAL: ".limits.memory_alignment_optimal"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_REQUEST_ALIGNMENT: ".limits.request_alignment"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_TRANSFER_HW_MAX: ".limits.transfer_hw_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_TRANSFER_MAX: ".limits.transfer_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_TRANSFER_OPTIMAL: ".limits.transfer_optimal"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_WRITE_ZEROES_ALIGNMENT: ".limits.write_zeroes_alignment"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_LIMITS_WRITE_ZEROES_MAX: ".limits.write_zeroes_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_PATH: ".path"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_PHYSICAL: ".physical"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_BYTES: ".rd.bytes"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_REQS: ".rd.reqs"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_TIMES: ".rd.times"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_THRESHOLD: ".threshold"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_COUNT: ".timed_group.count"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_PREFIX: ".timed_group."
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_FLUSH_LATENCY_AVG: ".flush_latency_avg"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_FLUSH_LATENCY_MAX: ".flush_latency_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_FLUSH_LATENCY_MIN: ".flush_latency_min"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_INTERVAL: ".interval"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_RD_LATENCY_AVG: ".rd_latency_avg"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_RD_LATENCY_MAX: ".rd_latency_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_RD_LATENCY_MIN: ".rd_latency_min"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_RD_QUEUE_DEPTH_AVG: ".rd_queue_depth_avg"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_WR_LATENCY_AVG: ".wr_latency_avg"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_WR_LATENCY_MAX: ".wr_latency_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_WR_LATENCY_MIN: ".wr_latency_min"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_WR_QUEUE_DEPTH_AVG: ".wr_queue_depth_avg"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_ZONE_APPEND_LATENCY_AVG: ".zone_append_latency_avg"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_ZONE_APPEND_LATENCY_MAX: ".zone_append_latency_max"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_ZONE_APPEND_LATENCY_MIN: ".zone_append_latency_min"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_TIMED_GROUP_SUFFIX_ZONE_APPEND_QUEUE_DEPTH_AVG: ".zone_append_queue_depth_avg"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_BYTES: ".wr.bytes"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_REQS: ".wr.reqs"
  readonly VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_TIMES: ".wr.times"
  readonly VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_COUNT: "cpu.cache.monitor.count"
  readonly VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_PREFIX: "cpu.cache.monitor."
  readonly VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_COUNT: ".bank.count"
  readonly VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_PREFIX: ".bank."
  readonly VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_BYTES: ".bytes"
  readonly VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_ID: ".id"
  readonly VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_VCPUS: ".vcpus"
  readonly VIR_DOMAIN_STATS_CPU_ENERGY_MONITOR_COUNT: "cpu.energy.monitor.count"
  readonly VIR_DOMAIN_STATS_CPU_ENERGY_MONITOR_PREFIX: "cpu.energy.monitor."
  readonly VIR_DOMAIN_STATS_CPU_ENERGY_MONITOR_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_STATS_CPU_ENERGY_MONITOR_SUFFIX_PKG_COUNT: ".pkg.count"
  readonly VIR_DOMAIN_STATS_CPU_ENERGY_MONITOR_SUFFIX_PKG_PREFIX: ".pkg."
  readonly VIR_DOMAIN_STATS_CPU_ENERGY_MONITOR_SUFFIX_PKG_SUFFIX_ID: ".id"
  readonly VIR_DOMAIN_STATS_CPU_ENERGY_MONITOR_SUFFIX_VCPUS: ".vcpus"
  readonly VIR_DOMAIN_STATS_CPU_HALTPOLL_FAIL_TIME: "cpu.haltpoll.fail.time"
  readonly VIR_DOMAIN_STATS_CPU_HALTPOLL_SUCCESS_TIME: "cpu.haltpoll.success.time"
  readonly VIR_DOMAIN_STATS_CPU_SYSTEM: "cpu.system"
  readonly VIR_DOMAIN_STATS_CPU_TIME: "cpu.time"
  readonly VIR_DOMAIN_STATS_CPU_USER: "cpu.user"
  readonly VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_CUR: ".cur"
  readonly VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_MAX: ".max"
  readonly VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_SUM: ".sum"
  readonly VIR_DOMAIN_STATS_DIRTYRATE_CALC_MODE: "dirtyrate.calc_mode"
  readonly VIR_DOMAIN_STATS_DIRTYRATE_CALC_PERIOD: "dirtyrate.calc_period"
  readonly VIR_DOMAIN_STATS_DIRTYRATE_CALC_START_TIME: "dirtyrate.calc_start_time"
  readonly VIR_DOMAIN_STATS_DIRTYRATE_CALC_STATUS: "dirtyrate.calc_status"
  readonly VIR_DOMAIN_STATS_DIRTYRATE_MEGABYTES_PER_SECOND: "dirtyrate.megabytes_per_second"
  readonly VIR_DOMAIN_STATS_DIRTYRATE_VCPU_PREFIX: "dirtyrate.vcpu."
  readonly VIR_DOMAIN_STATS_DIRTYRATE_VCPU_SUFFIX_MEGABYTES_PER_SECOND: ".megabytes_per_second"
  readonly VIR_DOMAIN_STATS_IOTHREAD_COUNT: "iothread.count"
  readonly VIR_DOMAIN_STATS_IOTHREAD_PREFIX: "iothread."
  readonly VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_GROW: ".poll-grow"
  readonly VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_MAX_NS: ".poll-max-ns"
  readonly VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_SHRINK: ".poll-shrink"
  readonly VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_WEIGHT: ".poll-weight"
  readonly VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_COUNT: "memory.bandwidth.monitor.count"
  readonly VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_PREFIX: "memory.bandwidth.monitor."
  readonly VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_COUNT: ".node.count"
  readonly VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_PREFIX: ".node."
  readonly VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_LOCAL: ".bytes.local"
  readonly VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_TOTAL: ".bytes.total"
  readonly VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_ID: ".id"
  readonly VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_VCPUS: ".vcpus"
  readonly VIR_DOMAIN_STATS_NET_COUNT: "net.count"
  readonly VIR_DOMAIN_STATS_NET_PREFIX: "net."
  readonly VIR_DOMAIN_STATS_NET_SUFFIX_NAME: ".name"
  readonly VIR_DOMAIN_STATS_NET_SUFFIX_RX_BYTES: ".rx.bytes"
  readonly VIR_DOMAIN_STATS_NET_SUFFIX_RX_DROP: ".rx.drop"
  readonly VIR_DOMAIN_STATS_NET_SUFFIX_RX_ERRS: ".rx.errs"
  readonly VIR_DOMAIN_STATS_NET_SUFFIX_RX_PKTS: ".rx.pkts"
  readonly VIR_DOMAIN_STATS_NET_SUFFIX_TX_BYTES: ".tx.bytes"
  readonly VIR_DOMAIN_STATS_NET_SUFFIX_TX_DROP: ".tx.drop"
  readonly VIR_DOMAIN_STATS_NET_SUFFIX_TX_ERRS: ".tx.errs"
  readonly VIR_DOMAIN_STATS_NET_SUFFIX_TX_PKTS: ".tx.pkts"
  readonly VIR_DOMAIN_STATS_PERF_ALIGNMENT_FAULTS: "perf.alignment_faults"
  readonly VIR_DOMAIN_STATS_PERF_BRANCH_INSTRUCTIONS: "perf.branch_instructions"
  readonly VIR_DOMAIN_STATS_PERF_BRANCH_MISSES: "perf.branch_misses"
  readonly VIR_DOMAIN_STATS_PERF_BUS_CYCLES: "perf.bus_cycles"
  readonly VIR_DOMAIN_STATS_PERF_CACHE_MISSES: "perf.cache_misses"
  readonly VIR_DOMAIN_STATS_PERF_CACHE_REFERENCES: "perf.cache_references"
  readonly VIR_DOMAIN_STATS_PERF_CMT: "perf.cmt"
  readonly VIR_DOMAIN_STATS_PERF_CONTEXT_SWITCHES: "perf.context_switches"
  readonly VIR_DOMAIN_STATS_PERF_CPU_CLOCK: "perf.cpu_clock"
  readonly VIR_DOMAIN_STATS_PERF_CPU_CYCLES: "perf.cpu_cycles"
  readonly VIR_DOMAIN_STATS_PERF_CPU_MIGRATIONS: "perf.cpu_migrations"
  readonly VIR_DOMAIN_STATS_PERF_EMULATION_FAULTS: "perf.emulation_faults"
  readonly VIR_DOMAIN_STATS_PERF_INSTRUCTIONS: "perf.instructions"
  readonly VIR_DOMAIN_STATS_PERF_MBML: "perf.mbml"
  readonly VIR_DOMAIN_STATS_PERF_MBMT: "perf.mbmt"
  readonly VIR_DOMAIN_STATS_PERF_PAGE_FAULTS: "perf.page_faults"
  readonly VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MAJ: "perf.page_faults_maj"
  readonly VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MIN: "perf.page_faults_min"
  readonly VIR_DOMAIN_STATS_PERF_REF_CPU_CYCLES: "perf.ref_cpu_cycles"
  readonly VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_BACKEND: "perf.stalled_cycles_backend"
  readonly VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_FRONTEND: "perf.stalled_cycles_frontend"
  readonly VIR_DOMAIN_STATS_PERF_TASK_CLOCK: "perf.task_clock"
  readonly VIR_DOMAIN_STATS_STATE_REASON: "state.reason"
  readonly VIR_DOMAIN_STATS_STATE_STATE: "state.state"
  readonly VIR_DOMAIN_STATS_VCPU_CURRENT: "vcpu.current"
  readonly VIR_DOMAIN_STATS_VCPU_MAXIMUM: "vcpu.maximum"
  readonly VIR_DOMAIN_STATS_VCPU_PREFIX: "vcpu."
  readonly VIR_DOMAIN_STATS_VCPU_SUFFIX_DELAY: ".delay"
  readonly VIR_DOMAIN_STATS_VCPU_SUFFIX_HALTED: ".halted"
  readonly VIR_DOMAIN_STATS_VCPU_SUFFIX_STATE: ".state"
  readonly VIR_DOMAIN_STATS_VCPU_SUFFIX_TIME: ".time"
  readonly VIR_DOMAIN_STATS_VCPU_SUFFIX_WAIT: ".wait"
  readonly VIR_DOMAIN_STATS_VM_PREFIX: "vm."
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_DISK: "blkdeviotune.disk"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME: "blkdeviotune.group_name"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC: "blkdeviotune.read_bytes_sec"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX: "blkdeviotune.read_bytes_sec_max"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX_LENGTH: "blkdeviotune.read_bytes_sec_max_length"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC: "blkdeviotune.read_iops_sec"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX: "blkdeviotune.read_iops_sec_max"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX_LENGTH: "blkdeviotune.read_iops_sec_max_length"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_SIZE_IOPS_SEC: "blkdeviotune.size_iops_sec"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC: "blkdeviotune.total_bytes_sec"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX: "blkdeviotune.total_bytes_sec_max"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX_LENGTH: "blkdeviotune.total_bytes_sec_max_length"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC: "blkdeviotune.total_iops_sec"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX: "blkdeviotune.total_iops_sec_max"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX_LENGTH: "blkdeviotune.total_iops_sec_max_length"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC: "blkdeviotune.write_bytes_sec"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX: "blkdeviotune.write_bytes_sec_max"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX_LENGTH: "blkdeviotune.write_bytes_sec_max_length"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC: "blkdeviotune.write_iops_sec"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX: "blkdeviotune.write_iops_sec_max"
  readonly VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX_LENGTH: "blkdeviotune.write_iops_sec_max_length"
  readonly VIR_DOMAIN_TUNABLE_CPU_CPU_SHARES: "cputune.cpu_shares"
  readonly VIR_DOMAIN_TUNABLE_CPU_EMULATORPIN: "cputune.emulatorpin"
  readonly VIR_DOMAIN_TUNABLE_CPU_EMULATOR_PERIOD: "cputune.emulator_period"
  readonly VIR_DOMAIN_TUNABLE_CPU_EMULATOR_QUOTA: "cputune.emulator_quota"
  readonly VIR_DOMAIN_TUNABLE_CPU_GLOBAL_PERIOD: "cputune.global_period"
  readonly VIR_DOMAIN_TUNABLE_CPU_GLOBAL_QUOTA: "cputune.global_quota"
  readonly VIR_DOMAIN_TUNABLE_CPU_IOTHREADSPIN: "cputune.iothreadpin%u"
  readonly VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_PERIOD: "cputune.iothread_period"
  readonly VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_QUOTA: "cputune.iothread_quota"
  readonly VIR_DOMAIN_TUNABLE_CPU_VCPUPIN: "cputune.vcpupin%u"
  readonly VIR_DOMAIN_TUNABLE_CPU_VCPU_PERIOD: "cputune.vcpu_period"
  readonly VIR_DOMAIN_TUNABLE_CPU_VCPU_QUOTA: "cputune.vcpu_quota"
  readonly VIR_MIGRATE_PARAM_AUTO_CONVERGE_INCREMENT: "auto_converge.increment"
  readonly VIR_MIGRATE_PARAM_AUTO_CONVERGE_INITIAL: "auto_converge.initial"
  readonly VIR_MIGRATE_PARAM_BANDWIDTH: "bandwidth"
  readonly VIR_MIGRATE_PARAM_BANDWIDTH_AVAIL_SWITCHOVER: "bandwidth.avail.switchover"
  readonly VIR_MIGRATE_PARAM_BANDWIDTH_POSTCOPY: "bandwidth.postcopy"
  readonly VIR_MIGRATE_PARAM_COMPRESSION: "compression"
  readonly VIR_MIGRATE_PARAM_COMPRESSION_MT_DTHREADS: "compression.mt.dthreads"
  readonly VIR_MIGRATE_PARAM_COMPRESSION_MT_LEVEL: "compression.mt.level"
  readonly VIR_MIGRATE_PARAM_COMPRESSION_MT_THREADS: "compression.mt.threads"
  readonly VIR_MIGRATE_PARAM_COMPRESSION_XBZRLE_CACHE: "compression.xbzrle.cache"
  readonly VIR_MIGRATE_PARAM_COMPRESSION_ZLIB_LEVEL: "compression.zlib.level"
  readonly VIR_MIGRATE_PARAM_COMPRESSION_ZSTD_LEVEL: "compression.zstd.level"
  readonly VIR_MIGRATE_PARAM_DEST_NAME: "destination_name"
  readonly VIR_MIGRATE_PARAM_DEST_XML: "destination_xml"
  readonly VIR_MIGRATE_PARAM_DISKS_PORT: "disks_port"
  readonly VIR_MIGRATE_PARAM_DISKS_URI: "disks_uri"
  readonly VIR_MIGRATE_PARAM_GRAPHICS_URI: "graphics_uri"
  readonly VIR_MIGRATE_PARAM_LISTEN_ADDRESS: "listen_address"
  readonly VIR_MIGRATE_PARAM_MIGRATE_DISKS: "migrate_disks"
  readonly VIR_MIGRATE_PARAM_MIGRATE_DISKS_DETECT_ZEROES: "migrate_disks_detect_zeroes"
  readonly VIR_MIGRATE_PARAM_MIGRATE_DISKS_TARGET_ZERO: "migrate_disks_target_zero"
  readonly VIR_MIGRATE_PARAM_PARALLEL_CONNECTIONS: "parallel.connections"
  readonly VIR_MIGRATE_PARAM_PERSIST_XML: "persistent_xml"
  readonly VIR_MIGRATE_PARAM_TLS_DESTINATION: "tls.destination"
  readonly VIR_MIGRATE_PARAM_URI: "migrate_uri"
  readonly VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE: "inbound.average"
  readonly VIR_NETWORK_PORT_BANDWIDTH_IN_BURST: "inbound.burst"
  readonly VIR_NETWORK_PORT_BANDWIDTH_IN_FLOOR: "inbound.floor"
  readonly VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK: "inbound.peak"
  readonly VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE: "outbound.average"
  readonly VIR_NETWORK_PORT_BANDWIDTH_OUT_BURST: "outbound.burst"
  readonly VIR_NETWORK_PORT_BANDWIDTH_OUT_PEAK: "outbound.peak"
  readonly VIR_NODE_CPU_STATS_GUEST: "guest"
  readonly VIR_NODE_CPU_STATS_IDLE: "idle"
  readonly VIR_NODE_CPU_STATS_INTR: "intr"
  readonly VIR_NODE_CPU_STATS_IOWAIT: "iowait"
  readonly VIR_NODE_CPU_STATS_KERNEL: "kernel"
  readonly VIR_NODE_CPU_STATS_USER: "user"
  readonly VIR_NODE_CPU_STATS_UTILIZATION: "utilization"
  readonly VIR_NODE_MEMORY_SHARED_FULL_SCANS: "shm_full_scans"
  readonly VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES: "shm_merge_across_nodes"
  readonly VIR_NODE_MEMORY_SHARED_PAGES_SHARED: "shm_pages_shared"
  readonly VIR_NODE_MEMORY_SHARED_PAGES_SHARING: "shm_pages_sharing"
  readonly VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN: "shm_pages_to_scan"
  readonly VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED: "shm_pages_unshared"
  readonly VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE: "shm_pages_volatile"
  readonly VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS: "shm_sleep_millisecs"
  readonly VIR_NODE_MEMORY_STATS_AVAILABLE: "available"
  readonly VIR_NODE_MEMORY_STATS_BUFFERS: "buffers"
  readonly VIR_NODE_MEMORY_STATS_CACHED: "cached"
  readonly VIR_NODE_MEMORY_STATS_FREE: "free"
  readonly VIR_NODE_MEMORY_STATS_TOTAL: "total"
  readonly VIR_NODE_SEV_CBITPOS: "cbitpos"
  readonly VIR_NODE_SEV_CERT_CHAIN: "cert-chain"
  readonly VIR_NODE_SEV_CPU0_ID: "cpu0-id"
  readonly VIR_NODE_SEV_MAX_ES_GUESTS: "max-es-guests"
  readonly VIR_NODE_SEV_MAX_GUESTS: "max-guests"
  readonly VIR_NODE_SEV_PDH: "pdh"
  readonly VIR_NODE_SEV_REDUCED_PHYS_BITS: "reduced-phys-bits"
  readonly VIR_PERF_PARAM_ALIGNMENT_FAULTS: "alignment_faults"
  readonly VIR_PERF_PARAM_BRANCH_INSTRUCTIONS: "branch_instructions"
  readonly VIR_PERF_PARAM_BRANCH_MISSES: "branch_misses"
  readonly VIR_PERF_PARAM_BUS_CYCLES: "bus_cycles"
  readonly VIR_PERF_PARAM_CACHE_MISSES: "cache_misses"
  readonly VIR_PERF_PARAM_CACHE_REFERENCES: "cache_references"
  readonly VIR_PERF_PARAM_CMT: "cmt"
  readonly VIR_PERF_PARAM_CONTEXT_SWITCHES: "context_switches"
  readonly VIR_PERF_PARAM_CPU_CLOCK: "cpu_clock"
  readonly VIR_PERF_PARAM_CPU_CYCLES: "cpu_cycles"
  readonly VIR_PERF_PARAM_CPU_MIGRATIONS: "cpu_migrations"
  readonly VIR_PERF_PARAM_EMULATION_FAULTS: "emulation_faults"
  readonly VIR_PERF_PARAM_INSTRUCTIONS: "instructions"
  readonly VIR_PERF_PARAM_MBML: "mbml"
  readonly VIR_PERF_PARAM_MBMT: "mbmt"
  readonly VIR_PERF_PARAM_PAGE_FAULTS: "page_faults"
  readonly VIR_PERF_PARAM_PAGE_FAULTS_MAJ: "page_faults_maj"
  readonly VIR_PERF_PARAM_PAGE_FAULTS_MIN: "page_faults_min"
  readonly VIR_PERF_PARAM_REF_CPU_CYCLES: "ref_cpu_cycles"
  readonly VIR_PERF_PARAM_STALLED_CYCLES_BACKEND: "stalled_cycles_backend"
  readonly VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND: "stalled_cycles_frontend"
  readonly VIR_PERF_PARAM_TASK_CLOCK: "task_clock"
  readonly VIR_CLIENT_INFO_READONLY: "readonly"
  readonly VIR_CLIENT_INFO_SASL_USER_NAME: "sasl_user_name"
  readonly VIR_CLIENT_INFO_SELINUX_CONTEXT: "selinux_context"
  readonly VIR_CLIENT_INFO_SOCKET_ADDR: "sock_addr"
  readonly VIR_CLIENT_INFO_UNIX_GROUP_ID: "unix_group_id"
  readonly VIR_CLIENT_INFO_UNIX_GROUP_NAME: "unix_group_name"
  readonly VIR_CLIENT_INFO_UNIX_PROCESS_ID: "unix_process_id"
  readonly VIR_CLIENT_INFO_UNIX_USER_ID: "unix_user_id"
  readonly VIR_CLIENT_INFO_UNIX_USER_NAME: "unix_user_name"
  readonly VIR_CLIENT_INFO_X509_DISTINGUISHED_NAME: "tls_x509_dname"
  readonly VIR_SERVER_CLIENTS_CURRENT: "nclients"
  readonly VIR_SERVER_CLIENTS_MAX: "nclients_max"
  readonly VIR_SERVER_CLIENTS_UNAUTH_CURRENT: "nclients_unauth"
  readonly VIR_SERVER_CLIENTS_UNAUTH_MAX: "nclients_unauth_max"
  readonly VIR_THREADPOOL_JOB_QUEUE_DEPTH: "jobQueueDepth"
  readonly VIR_THREADPOOL_WORKERS_CURRENT: "nWorkers"
  readonly VIR_THREADPOOL_WORKERS_FREE: "freeWorkers"
  readonly VIR_THREADPOOL_WORKERS_MAX: "maxWorkers"
  readonly VIR_THREADPOOL_WORKERS_MIN: "minWorkers"
  readonly VIR_THREADPOOL_WORKERS_PRIORITY: "prioWorkers"
}
