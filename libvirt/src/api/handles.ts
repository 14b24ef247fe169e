import type { Domain } from './domain.ts'
import type { DomainCheckpoint } from './domain-checkpoint.ts'
import type { DomainSnapshot } from './domain-snapshot.ts'
import type { Connect } from './connect.ts'
import type { Interface } from './interface.ts'
import type { Network } from './network.ts'
import type { NetworkPort } from './network-port.ts'
import type { NodeDevice } from './node-device.ts'
import type { NwFilter } from './nw-filter.ts'
import type { NwFilterBinding } from './nw-filter-binding.ts'
import type { Secret } from './secret.ts'
import type { StoragePool } from './storage-pool.ts'
import type { StorageVol } from './storage-vol.ts'
import type { Admin } from './admin.ts'
import type { AdminClient } from './admin-client.ts'
import type { AdminServer } from './admin-server.ts'
import type { AdminNonnullClient, AdminNonnullServer } from '../protocol/generated/admin.js'
import type * as wire from '../protocol/generated/remote.js'

/** How a handle is made from what came over the wire. */
export interface Makers {
  domain: (conn: Connect, wire: wire.Domain) => Domain
  domainSnapshot: (conn: Connect, wire: wire.DomainSnapshot) => DomainSnapshot
  domainCheckpoint: (conn: Connect, wire: wire.DomainCheckpoint) => DomainCheckpoint
  network: (conn: Connect, wire: wire.Network) => Network
  networkPort: (conn: Connect, wire: wire.NetworkPort) => NetworkPort
  storagePool: (conn: Connect, wire: wire.StoragePool) => StoragePool
  storageVol: (conn: Connect, wire: wire.StorageVol) => StorageVol
  interface: (conn: Connect, wire: wire.Interface) => Interface
  nodeDevice: (conn: Connect, wire: wire.NodeDevice) => NodeDevice
  nwFilter: (conn: Connect, wire: wire.Nwfilter) => NwFilter
  nwFilterBinding: (conn: Connect, wire: wire.NwfilterBinding) => NwFilterBinding
  secret: (conn: Connect, wire: wire.Secret) => Secret
  adminServer: (admin: Admin, wire: AdminNonnullServer) => AdminServer
  adminClient: (admin: Admin, wire: AdminNonnullClient) => AdminClient
}
