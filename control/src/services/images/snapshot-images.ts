import type { Database, StoredSnapshot } from '@kilonova/core'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { ServerRow } from '../../conductor/server-records.ts'

/** What stays behind of an image's properties when a snapshot takes after it, beside those of the settings. */
const neverInherited = [
  'cinder_encryption_key_id',
  'cinder_encryption_key_deletion_policy',
  'img_signature',
  'img_signature_hash_method',
  'img_signature_key_type',
  'img_signature_certificate_uuid',
  'backup_type',
]

export interface SnapshotImage {
  readonly id: string
  readonly name: string
  /** Who asked for it, and for whose project. */
  readonly userId: string
  readonly projectId: string
  readonly kind: 'snapshot' | 'backup'
  /** What the user wants to be said of it; stronger than all that is said by itself. */
  readonly metadata: Readonly<Record<string, string>>
  readonly nonInheritable: readonly string[]
}

/** The properties of a server's snapshot: those of its image, what the server is, and what it was asked for with. */
export function snapshotProperties(server: ServerRow, image: SnapshotImage): Record<string, string> {
  const left = new Set([...neverInherited, ...image.nonInheritable])
  const inherited = Object.entries(server.image.properties).filter(([name]) => !left.has(name))
  return {
    ...Object.fromEntries(inherited),
    image_type: image.kind,
    image_location: 'snapshot',
    image_state: 'available',
    base_image_ref: server.image.id,
    instance_uuid: server.id,
    owner_id: server.project_id,
    user_id: image.userId,
    root_device_name: server.root_device_name,
    ...(server.kernel === null ? {} : { kernel_id: server.kernel.id }),
    ...(server.ramdisk === null ? {} : { ramdisk_id: server.ramdisk.id }),
    ...image.metadata,
  }
}

/** Its record, in the transaction of the flow that fills it. Another project's server makes it a shared one. */
export async function insertSnapshotImage(
  trx: Transaction<Database>,
  server: ServerRow,
  image: SnapshotImage,
): Promise<void> {
  const foreign = image.projectId !== server.project_id
  await trx
    .insertInto('images')
    .values({
      id: image.id,
      name: image.name,
      project_id: image.projectId,
      status: 'queued',
      visibility: foreign ? 'shared' : 'private',
      disk_format: null,
      container_format: null,
      min_disk_gib: Math.max(server.image.minDiskGiB, server.flavor.rootGiB),
      min_ram_mib: server.image.minRamMiB,
      properties: JSON.stringify(snapshotProperties(server, image)),
    })
    .execute()
  if (foreign) {
    await trx.insertInto('image_members').values({ image_id: image.id, project_id: server.project_id }).execute()
  }
}

/** @returns false when the image is not there any more to be filled. */
export async function activateSnapshotImage(
  trx: Transaction<Database>,
  imageId: string,
  stored: StoredSnapshot,
  formats: { readonly disk: string; readonly container: string; readonly place?: string | undefined },
): Promise<boolean> {
  const done = await trx
    .updateTable('images')
    .set({
      status: 'active',
      disk_format: formats.disk,
      container_format: formats.container,
      size_bytes: stored.sizeBytes,
      virtual_size_bytes: stored.virtualSizeBytes,
      md5: stored.md5,
      sha256: stored.sha256,
      sha512: stored.sha512,
      ...(formats.place === undefined ? {} : { locations: [formats.place] }),
      updated_at: new Date(),
    })
    .where('id', '=', imageId)
    .where('status', '=', 'saving')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export interface BackupSeries {
  readonly serverId: string
  readonly backupType: string
  /** The newest. */
  readonly imageId: string
}

/**
 * Takes backups of one kind of a server away until so many are left, the oldest first; their bytes go with the next
 * sweep. Only those of the newest one's project: what others say of their images pushes none of it out.
 */
export async function rotateBackups(
  trx: Transaction<Database>,
  { serverId, backupType, imageId }: BackupSeries,
  keep: number,
): Promise<void> {
  await sql`update images set deleted_at = now(), status = 'deleted', updated_at = now() where id in (
    select id from images where deleted_at is null and not protected and status = 'active'
      and properties ->> 'image_type' = 'backup' and properties ->> 'backup_type' = ${backupType}
      and properties ->> 'instance_uuid' = ${serverId}
      and project_id = (select project_id from images where id = ${imageId})
    order by created_at desc, id offset ${keep})`.execute(trx)
}

/** The flow that is filling an image, if one is. */
export async function snapshotFlowOf(db: Kysely<Database>, imageId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from flows where kind = 'snapshot'
    and state in ('queued', 'running', 'undoing') and input ->> 'imageId' = ${imageId}`.execute(db)
  return rows[0]?.id
}
