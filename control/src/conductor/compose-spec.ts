import { Fault, ImageSpec, ServerSpec } from '@kilonova/core'
import type { CloudParts } from '../cloud.ts'
import { nicsOf } from '../services/network/ports.ts'
import { readServer, type ServerRow } from './server-records.ts'

export const domainNameOf = (number: number): string => `instance-${number.toString(16).padStart(8, '0')}`

/** The file for a host on this machine, and where all others fetch it. */
const locationsOf = ({ imageFiles, manyHosts }: CloudParts, imageId: string): string[] => [
  imageFiles.locationOf(imageId),
  ...(manyHosts?.imageLocations(imageId) ?? []),
]

/**
 * All that a host needs to know of a server, from its record and its ports.
 * @throws {Fault} `notFound` when the server is deleted.
 */
export async function composeSpec(cloud: CloudParts, serverId: string, adminPassword?: string): Promise<ServerSpec> {
  const [row, nics] = await Promise.all([readServer(cloud.store.db, serverId), nicsOf(cloud.store.db, serverId)])
  if (row === undefined) throw new Fault('notFound', `server ${serverId} is deleted`)
  const places = await placesOf(cloud, row)
  const located = (image: ServerRow['image']): ImageSpec =>
    ImageSpec.parse({ ...image, locations: [...(places.get(image.id) ?? []), ...locationsOf(cloud, image.id)] })
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
    injectedFiles: row.injected_files,
    publicKeys: row.public_keys,
    ...(adminPassword === undefined ? {} : { adminPassword }),
    availabilityZone: row.availability_zone,
  })
}

/** Where the images of a server lie beside the image store. */
async function placesOf({ store }: CloudParts, row: ServerRow): Promise<Map<string, string[]>> {
  const ids = [row.image, row.kernel, row.ramdisk].filter((one) => one !== null).map((one) => one.id)
  const rows = await store.db.selectFrom('images').select(['id', 'locations']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, locations }) => [id, locations]))
}
