/** The classes of the public API: which C pointer and which wire struct each stands for. */
export interface ClassFact {
  readonly name: string
  /** First argument of its functions in C. */
  readonly pointer: string
  /** Taken off the front of the function's name. */
  readonly prefix: string
  readonly struct: string | undefined
  /** Error for a thing that is gone. */
  readonly gone: string
}

export const classes: readonly ClassFact[] = [
  { name: 'Connect', pointer: 'virConnectPtr', prefix: 'Connect', struct: undefined, gone: '' },
  {
    name: 'Domain',
    pointer: 'virDomainPtr',
    prefix: 'Domain',
    struct: 'remote_nonnull_domain',
    gone: 'VIR_ERR_NO_DOMAIN',
  },
  {
    name: 'DomainSnapshot',
    pointer: 'virDomainSnapshotPtr',
    prefix: 'DomainSnapshot',
    struct: 'remote_nonnull_domain_snapshot',
    gone: 'VIR_ERR_NO_DOMAIN_SNAPSHOT',
  },
  {
    name: 'DomainCheckpoint',
    pointer: 'virDomainCheckpointPtr',
    prefix: 'DomainCheckpoint',
    struct: 'remote_nonnull_domain_checkpoint',
    gone: 'VIR_ERR_NO_DOMAIN_CHECKPOINT',
  },
  {
    name: 'Network',
    pointer: 'virNetworkPtr',
    prefix: 'Network',
    struct: 'remote_nonnull_network',
    gone: 'VIR_ERR_NO_NETWORK',
  },
  {
    name: 'NetworkPort',
    pointer: 'virNetworkPortPtr',
    prefix: 'NetworkPort',
    struct: 'remote_nonnull_network_port',
    gone: 'VIR_ERR_NO_NETWORK_PORT',
  },
  {
    name: 'StoragePool',
    pointer: 'virStoragePoolPtr',
    prefix: 'StoragePool',
    struct: 'remote_nonnull_storage_pool',
    gone: 'VIR_ERR_NO_STORAGE_POOL',
  },
  {
    name: 'StorageVol',
    pointer: 'virStorageVolPtr',
    prefix: 'StorageVol',
    struct: 'remote_nonnull_storage_vol',
    gone: 'VIR_ERR_NO_STORAGE_VOL',
  },
  {
    name: 'Interface',
    pointer: 'virInterfacePtr',
    prefix: 'Interface',
    struct: 'remote_nonnull_interface',
    gone: 'VIR_ERR_NO_INTERFACE',
  },
  {
    name: 'NodeDevice',
    pointer: 'virNodeDevicePtr',
    prefix: 'NodeDevice',
    struct: 'remote_nonnull_node_device',
    gone: 'VIR_ERR_NO_NODE_DEVICE',
  },
  {
    name: 'NwFilter',
    pointer: 'virNWFilterPtr',
    prefix: 'NWFilter',
    struct: 'remote_nonnull_nwfilter',
    gone: 'VIR_ERR_NO_NWFILTER',
  },
  {
    name: 'NwFilterBinding',
    pointer: 'virNWFilterBindingPtr',
    prefix: 'NWFilterBinding',
    struct: 'remote_nonnull_nwfilter_binding',
    gone: 'VIR_ERR_NO_NWFILTER_BINDING',
  },
  {
    name: 'Secret',
    pointer: 'virSecretPtr',
    prefix: 'Secret',
    struct: 'remote_nonnull_secret',
    gone: 'VIR_ERR_NO_SECRET',
  },
  { name: 'Admin', pointer: 'virAdmConnectPtr', prefix: 'AdmConnect', struct: undefined, gone: '' },
  {
    name: 'AdminServer',
    pointer: 'virAdmServerPtr',
    prefix: 'AdmServer',
    struct: 'admin_nonnull_server',
    gone: 'VIR_ERR_NO_SERVER',
  },
  {
    name: 'AdminClient',
    pointer: 'virAdmClientPtr',
    prefix: 'AdmClient',
    struct: 'admin_nonnull_client',
    gone: 'VIR_ERR_NO_CLIENT',
  },
]

export function classOfStruct(struct: string | undefined): ClassFact | undefined {
  return struct === undefined ? undefined : classes.find((one) => one.struct === struct)
}
