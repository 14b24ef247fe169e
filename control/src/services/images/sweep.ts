import { ImageId, type Store } from '@kilonova/core'
import { sql } from 'kysely'
import type { ImageFiles } from './image-files.ts'

/**
 * Removes what no one needs any more: bytes and rows of images that were deleted once no server is being built from
 * them, and files without an image.
 */
export async function sweepImages(store: Store, files: ImageFiles): Promise<void> {
  const { rows: gone } = await sql<{ id: string }>`
    select i.id from images i where i.deleted_at is not null and not exists (
      select 1 from servers s where s.deleted_at is null and s.vm_state = 'building'
        and (s.image_id = i.id or s.kernel ->> 'id' = i.id::text or s.ramdisk ->> 'id' = i.id::text))`.execute(store.db)
  for (const { id } of gone) {
    await files.remove(id)
    await files.removePart(id)
    await store.db.deleteFrom('images').where('id', '=', id).execute()
  }
}

/** Images that a flow fills: it goes on with them by itself, or takes them back. */
async function beingMade(store: Store): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select input ->> 'imageId' as id from flows
    where kind = 'snapshot' and state in ('queued', 'running', 'undoing')`.execute(store.db)
  return new Set(rows.map((row) => row.id))
}

/** At start: uploads that the end of the last process cut off go back to queued, and nothing of their bytes stays. */
export async function settleImages(store: Store, files: ImageFiles): Promise<void> {
  if (!store.exclusive) return settleOwnFiles(store, files) // another controller may be in the middle of an upload
  const made = await beingMade(store)
  const cut = await store.db
    .updateTable('images')
    .set({ status: 'queued', updated_at: new Date() })
    .where('status', '=', 'saving')
    .where((eb) => (made.size === 0 ? eb.lit(true) : eb('id', 'not in', [...made])))
    .returning('id')
    .execute()
  for (const { id } of cut) await files.remove(id)
  const known = await store.db.selectFrom('images').select('id').execute()
  const ids = new Set(known.map((row) => row.id))
  for (const { imageId, part } of await files.list()) {
    if (!ImageId.safeParse(imageId).success || made.has(imageId)) continue // not ours, or not ours to judge
    if (part) await files.removePart(imageId)
    else if (!ids.has(imageId)) await files.remove(imageId)
  }
  await sweepImages(store, files)
}

/** Of several controllers each clears its own files: those whose image is gone from the store, uploads never are. */
export async function settleOwnFiles(store: Store, files: ImageFiles): Promise<void> {
  await sweepImages(store, files)
  const there = (await files.list()).filter(({ imageId }) => ImageId.safeParse(imageId).success)
  const known = await store.db.selectFrom('images').select('id').execute()
  const ids = new Set(known.map((row) => row.id))
  for (const { imageId, part } of there) {
    if (ids.has(imageId)) continue
    await (part ? files.removePart(imageId) : files.remove(imageId))
  }
}
