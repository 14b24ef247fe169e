import { Fault, ImageSpec, ServerSpec } from '@kilonova/core'
import type { CloudParts } from '../cloud.ts'
import { readPlaces } from '../services/images/peers.ts'
import { nicSpecsOf } from '../services/network/ports.ts'
import { readPolicy } from '../services/network/security-groups.ts'
import { readWholeServer } from './server-records.ts'

export const domainNameOf = (number: number): string => `instance-${number.toString(16).padStart(8, '0')}`

/**
 * All that a host needs to know of a server, from its record and its ports.
 * @throws {Fault} `notFound` when the server is deleted.
 */
export async function composeSpec(cloud: CloudParts, serverId: string): Promise<ServerSpec> {
  return (await composeWithHost(cloud, serverId)).spec
}

/** The same, and the host that has the server; undefined when none, or when that host has left the cloud. */
export async function composeWithHost(
  cloud: CloudParts,
  serverId: string,
  adminPassword?: string,
): Promise<{ readonly spec: ServerSpec; readonly host: string | undefined }> {
  const row = await readWholeServer(cloud.store.db, serverId)
  if (row === undefined) throw new Fault('notFound', `server ${serverId} is deleted`)
  const nics = nicSpecsOf(row.nics)
  const groups = [...new Set(nics.flatMap((nic) => nic.security?.groups ?? []))].sort()
  const policy = () => readPolicy(cloud.store.db, groups)
  const [places, security] = await Promise.all([
    imagePlaces(cloud, [row.image, row.kernel, row.ramdisk], row.host),
    groups.length === 0 ? undefined : cloud.reads.read(`policy of ${groups.join(' ')}`, policy),
  ])
  const located = (image: StoredImage): ImageSpec => ImageSpec.parse({ ...image, locations: places(image.id) })
  const spec = ServerSpec.parse({
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
  return { spec, host: row.presentHost ?? undefined }
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
  const read = () => readPlaces(store, wanted, forHost, cloud.settings.scheduler.hostDownAfterMs)
  const known = await cloud.reads.read(`places of ${ids.join(' ')} for ${forHost}`, read)
  return (id) => [
    ...(known.get(id)?.elsewhere ?? []),
    imageFiles.locationOf(id),
    ...(known.get(id)?.peers ?? []),
    ...(manyHosts?.imageLocations(id) ?? []),
  ]
}
