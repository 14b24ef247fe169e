import { createHash } from 'node:crypto'
import { apiStatus, powerStates } from '@kilonova/core'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { domainNameOf } from '../../../conductor/compose-spec.ts'
import type { ServerAddress } from '../../../services/network/addresses.ts'
import { microsecondsOrNull, seconds } from '../../time.ts'
import { flavorLinks } from '../flavors.ts'
import type { HostLight } from './host-lights.ts'

export interface ViewContext {
  readonly base: string
  readonly minor: number
  readonly isAdmin: boolean
  readonly addresses: ReadonlyMap<string, readonly ServerAddress[]>
  /** Names of the security groups that the servers' ports are in. */
  readonly groups: ReadonlyMap<string, readonly string[]>
  readonly hosts: ReadonlyMap<string, HostLight>
}

/** Names a host to users without telling which it is: the same for two servers of one project on one host. */
export const hostIdOf = (projectId: string, host: string | null): string =>
  host === null
    ? ''
    : createHash('sha224')
        .update(projectId + host)
        .digest('hex')

export const serverLinks = (base: string, id: string) => [
  { rel: 'self', href: `${base}/compute/v2.1/servers/${id}` },
  { rel: 'bookmark', href: `${base}/compute/servers/${id}` },
]

const showsProgress = new Set(['ACTIVE', 'BUILD', 'REBUILD', 'RESIZE', 'VERIFY_RESIZE', 'MIGRATING'])

function flavorOf({ flavor }: ServerRow, { base, minor }: ViewContext) {
  if (minor < 47) return { id: flavor.id, links: flavorLinks(base, flavor.id).slice(1) }
  return {
    vcpus: flavor.vcpus,
    ram: flavor.memoryMiB,
    disk: flavor.rootGiB,
    ephemeral: flavor.ephemeralGiB,
    swap: flavor.swapMiB,
    original_name: flavor.name,
    extra_specs: flavor.extraSpecs,
  }
}

function addressesOf(server: ServerRow, context: ViewContext) {
  const byNetwork: Record<string, object[]> = {}
  for (const { network, address, mac } of context.addresses.get(server.id) ?? []) {
    const list = (byNetwork[network] ??= [])
    list.push({ addr: address, version: 4, 'OS-EXT-IPS:type': 'fixed', 'OS-EXT-IPS-MAC:mac_addr': mac })
  }
  return byNetwork
}

/** As its ports have them; before it has ports, as they were asked for. */
function groupsOf(server: ServerRow, { addresses, groups }: ViewContext) {
  const names = groups.get(server.id) ?? (addresses.has(server.id) ? [] : server.security_groups)
  return names.length === 0 ? {} : { security_groups: names.map((name) => ({ name })) }
}

/** What a host that nobody hears of runs is not known: its guests show NOSTATE until it is back. */
function powerOf(server: ServerRow, context: ViewContext): number {
  const known = server.host === null || context.hosts.get(server.host)?.up === true
  return powerStates[known ? server.power_state : 'nostate']
}

function statesOf(server: ServerRow, context: ViewContext) {
  return {
    'OS-EXT-STS:task_state': server.task_state,
    'OS-EXT-STS:vm_state': server.vm_state,
    'OS-EXT-STS:power_state': powerOf(server, context),
    'OS-EXT-AZ:availability_zone': server.availability_zone,
    'OS-SRV-USG:launched_at': microsecondsOrNull(server.launched_at),
    'OS-SRV-USG:terminated_at': microsecondsOrNull(server.terminated_at),
  }
}

function hostAttributes(server: ServerRow, { isAdmin, minor }: ViewContext) {
  if (!isAdmin) return {}
  const prefix = 'OS-EXT-SRV-ATTR'
  const early = {
    [`${prefix}:host`]: server.host,
    [`${prefix}:hypervisor_hostname`]: server.hypervisor_hostname,
    [`${prefix}:instance_name`]: domainNameOf(server.number),
  }
  if (minor < 3) return early
  return {
    ...early,
    [`${prefix}:reservation_id`]: server.reservation_id,
    [`${prefix}:launch_index`]: server.launch_index,
    [`${prefix}:hostname`]: server.hostname,
    [`${prefix}:kernel_id`]: server.kernel?.id ?? '',
    [`${prefix}:ramdisk_id`]: server.ramdisk?.id ?? '',
    [`${prefix}:root_device_name`]: server.root_device_name,
    [`${prefix}:user_data`]: server.user_data,
  }
}

/** Fields that came with later versions. */
function laterFields(server: ServerRow, { minor, isAdmin, hosts }: ViewContext) {
  const light = server.host === null ? '' : (hosts.get(server.host)?.status ?? 'UNKNOWN')
  return {
    ...(minor >= 9 ? { locked: server.locked_by !== null } : {}),
    ...(minor >= 16 && isAdmin ? { host_status: light } : {}),
    ...(minor >= 19 ? { description: server.description } : {}),
    ...(minor >= 26 ? { tags: server.tags } : {}),
    ...(minor >= 63 ? { trusted_image_certificates: null } : {}),
    ...(minor >= 73 ? { locked_reason: server.locked_reason } : {}),
    ...(minor >= 90 && !isAdmin ? { 'OS-EXT-SRV-ATTR:hostname': server.hostname } : {}),
    ...(minor >= 96 ? { pinned_availability_zone: server.requested_zone } : {}),
  }
}

function faultOf(server: ServerRow, status: string, isAdmin: boolean) {
  if (server.fault === null || (status !== 'ERROR' && status !== 'DELETED')) return {}
  const { code, message, created, details } = server.fault
  return { fault: { code, created, message, ...(isAdmin && details !== undefined ? { details } : {}) } }
}

/** A server as Nova shows it, in the shape of the version asked for. */
export function serverView(server: ServerRow, context: ViewContext) {
  const { base } = context
  const status = server.deleted_at === null ? apiStatus(server.vm_state, server.task_state) : 'DELETED'
  return {
    id: server.id,
    name: server.name,
    status,
    tenant_id: server.project_id,
    user_id: server.user_id,
    metadata: server.metadata,
    hostId: hostIdOf(server.project_id, server.host),
    image:
      server.image_id === null
        ? ''
        : { id: server.image_id, links: [{ rel: 'bookmark', href: `${base}/compute/images/${server.image_id}` }] },
    flavor: flavorOf(server, context),
    created: seconds(server.created_at),
    updated: seconds(server.updated_at),
    addresses: addressesOf(server, context),
    accessIPv4: server.access_ipv4,
    accessIPv6: server.access_ipv6,
    links: serverLinks(base, server.id),
    'OS-DCF:diskConfig': server.disk_config,
    ...(showsProgress.has(status) || server.task_state?.startsWith('image_') === true
      ? { progress: server.progress }
      : {}),
    config_drive: server.config_drive ? 'True' : '',
    key_name: server.key_name,
    ...statesOf(server, context),
    ...hostAttributes(server, context),
    'os-extended-volumes:volumes_attached': [],
    ...groupsOf(server, context),
    ...laterFields(server, context),
    ...faultOf(server, status, context.isAdmin),
  }
}
