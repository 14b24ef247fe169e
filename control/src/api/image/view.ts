import type { Database } from '@kilonova/core'
import type { Selectable } from 'kysely'
import { seconds } from '../time.ts'

export type ImageRow = Selectable<Database['images']>

/** An image as Glance v2 shows it: its own properties lie flat beside the fixed ones. */
export function imageView(image: ImageRow) {
  return {
    ...image.properties,
    id: image.id,
    name: image.name,
    status: image.status,
    visibility: image.visibility,
    protected: image.protected,
    os_hidden: image.os_hidden,
    owner: image.project_id,
    disk_format: image.disk_format,
    container_format: image.container_format,
    size: image.size_bytes === null ? null : Number(image.size_bytes),
    virtual_size: image.virtual_size_bytes === null ? null : Number(image.virtual_size_bytes),
    checksum: image.md5,
    os_hash_algo: image.sha512 === null ? null : 'sha512',
    os_hash_value: image.sha512,
    min_disk: image.min_disk_gib,
    min_ram: image.min_ram_mib,
    tags: image.tags,
    created_at: seconds(image.created_at),
    updated_at: seconds(image.updated_at),
    self: `/v2/images/${image.id}`,
    file: `/v2/images/${image.id}/file`,
    schema: '/v2/schemas/image',
  }
}
