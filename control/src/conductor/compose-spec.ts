import { Fault, ImageSpec, ServerSpec } from '@kilonova/core'
import type { CloudParts } from '../cloud.ts'
import { peersWith } from '../services/images/peers.ts'
import { nicsOf } from '../services/network/ports.ts'
import { readPolicy } from '../services/network/security-groups.ts'
import { readServer } from './server-records.ts'

export const domainNameOf = (number: number): string => `instance-${number.toString(16).padStart(8, '0')}`

/**
 * All that a host needs to know of a server, from its record and its ports.
 * @throws {Fault} `notFound` when the server is deleted.
 */
export async function composeSpec(cloud: CloudParts, serverId: string, adminPassword?: string): Promise<ServerSpec> {
  const [row, nics] = await Promise.all([readServer(cloud.store.db, serverId), nicsOf(cloud.store.db, serverId)])
  if (row === undefined) throw new Fault('notFound', `server ${serverId} is deleted`)
  const groups = [...new Set(nics.flatMap((nic) => nic.security?.groups ?? []))]
  const [places, security] = await Promise.all([
    imagePlaces(cloud, [row.image, row.kernel, row.ramdisk], row.host),
    groups.length === 0 ? undefined : readPolicy(cloud.store.db, groups),
  ])
  const located = (image: StoredImage): ImageSpec => ImageSpec.parse({ ...image, locations: places(image.id) })
  return ServerSpec.parse({
    id: row.id,
    domainName: domainNameOf(row.number),
    name: row.name,
    hostname: row.hostname,
    userId: row.user_id,
    projectId: row.project_id,
    userName: row.user_name,
    projectName: row.project_name,
    createdAt: row.created_at.toISOString(),
    flavor: row.flavor,
    image: located(row.image),
    ...(row.kernel === null ? {} : { kernel: located(row.kernel) }),
    ...(row.ramdisk === null ? {} : { ramdisk: located(row.ramdisk) }),
    nics,
    configDrive: row.config_drive,
    metadata: row.metadata,
    ...(row.user_data === null ? {} : { userDataBase64: row.user_data }),
    ...(row.local_disks === null ? {} : { localDisks: row.local_disks }),
    injectedFiles: row.injected_files,
    publicKeys: row.public_keys,
    ...(adminPassword === undefined ? {} : { adminPassword }),
    availabilityZone: row.availability_zone,
    ...(security === undefined ? {} : { security }),
  })
}

type StoredImage = Omit<ImageSpec, 'locations'>

/** Where each of these images is to be had, best first: in Ceph, on this machine, at another host, at a controller. */
export async function imagePlaces(
  cloud: CloudParts,
  images: readonly (StoredImage | null | undefined)[],
  forHost: string | null,
): Promise<(id: string) => string[]> {
  const { store, imageFiles, manyHosts } = cloud
  const wanted = images.filter((one) => one !== null && one !== undefined)
  const ids = wanted.map((one) => one.id)
  const [rows, peers] = await Promise.all([
    store.db.selectFrom('images').select(['id', 'locations']).where('id', 'in', ids).execute(),
    peersWith(store, wanted, forHost, cloud.settings.scheduler.hostDownAfterMs),
  ])
  const elsewhere = new Map(rows.map(({ id, locations }) => [id, locations]))
  return (id) => [
    ...(elsewhere.get(id) ?? []),
    imageFiles.locationOf(id),
    ...(peers.get(id) ?? []),
    ...(manyHosts?.imageLocations(id) ?? []),
  ]
}
