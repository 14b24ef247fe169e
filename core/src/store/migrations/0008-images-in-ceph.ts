import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Images that hosts made in Ceph beside the image store. A line stays until its image is gone from there. */
export const imagesInCeph: Migration = {
  name: 'images-in-ceph',
  async up(trx) {
    await sql`create table images_in_ceph (image_id uuid primary key, place text not null, host text not null)`.execute(
      trx,
    )
  },
}
