import type { Log, ServerId } from '@kilonova/core'
import type { Membership } from '../agent/membership/membership.ts'
import type { ServerFiles } from '../images/server-files.ts'
import type { HostNetworks } from '../network/host-networks.ts'
import type { HostSettings } from '../settings.ts'
import type { CephSecret } from './hypervisor/ceph-secret.ts'
import type { HypervisorConnection } from './hypervisor/connection.ts'
import type { LinkRates } from './migrate/link-rates.ts'
import type { GuestRegistry } from './hypervisor/guest-registry.ts'
import type { HostDescription } from './hypervisor/read-capabilities.ts'

/** What the driver's operations work with; made once, by the agent. */
export interface DriverParts {
  readonly connection: HypervisorConnection
  readonly guests: GuestRegistry
  readonly files: ServerFiles
  readonly networks: HostNetworks
  readonly settings: HostSettings
  readonly instancesDirectory: string
  readonly directIo: boolean
  /** How fast guests left this host. */
  readonly linkRates: LinkRates
  readonly version: string
  /** What the host can do; waits for the first connection and the question of KVM. */
  readonly describeHost: (signal: AbortSignal) => Promise<HostDescription>
  /** The login of disks in Ceph; absent when no disk of this host is there. */
  readonly cephSecret?: CephSecret
  /** Who the other hosts are, and what to reach their doors with; undefined while this host is the only one. */
  readonly membership: () => Membership | undefined
  readonly log: Log
}

/** For every operation: the end of it, by abort, is said by the one who asked. */
export interface OperationOptions {
  readonly signal: AbortSignal
}

export const whatFailed = (serverId: ServerId, verb: string): string => `server ${serverId} was not ${verb}`
