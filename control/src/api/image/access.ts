import type { Database, Store } from '@kilonova/core'
import { ImageId } from '@kilonova/core'
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Caller } from '../../services/identity/tokens.ts'
import { Refusal } from '../refusal.ts'
import type { ImageRow } from './view.ts'

/** Which images a caller may know of: own, public, community, and those that were shared with the project. */
export function mayRead(caller: Caller) {
  return (eb: ExpressionBuilder<Database, 'images'>) => {
    if (caller.isAdmin) return sql<SqlBool>`true`
    const project = caller.projectId ?? ''
    return eb.or([
      eb('images.project_id', '=', project),
      eb('images.visibility', 'in', ['public', 'community']),
      eb.and([
        eb('images.visibility', '=', 'shared'),
        eb.exists(
          eb
            .selectFrom('image_members')
            .select('image_id')
            .whereRef('image_members.image_id', '=', 'images.id')
            .where('image_members.project_id', '=', project),
        ),
      ]),
    ])
  }
}

/** @returns the image, or undefined when there is none that the caller may know of. */
export async function findImage(store: Store, caller: Caller, id: string): Promise<ImageRow | undefined> {
  if (!ImageId.safeParse(id).success) return undefined
  return store.db
    .selectFrom('images')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where(mayRead(caller))
    .executeTakeFirst()
}

/** @throws {Refusal} 404 when there is none that the caller may know of. */
export async function readableImage(store: Store, caller: Caller, id: string): Promise<ImageRow> {
  const image = await findImage(store, caller, id)
  if (image === undefined) throw new Refusal(404, `No image found with ID ${id.slice(0, 64)}`)
  return image
}

/** @throws {Refusal} 404, or 403 for an image of another project that the caller may only read. */
export async function writableImage(store: Store, caller: Caller, id: string): Promise<ImageRow> {
  const image = await readableImage(store, caller, id)
  if (!caller.isAdmin && image.project_id !== caller.projectId) {
    throw new Refusal(403, 'You are not permitted to modify this image.')
  }
  return image
}
