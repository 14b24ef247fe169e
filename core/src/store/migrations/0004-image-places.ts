import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Where else images lie, files that a server is given at its making, and what a server is rescued with. */
export const imagePlaces: Migration = {
  name: 'image-places',
  async up(trx) {
    await sql`alter table images add column locations text[] not null default '{}'`.execute(trx)
    await sql`alter table servers add column injected_files jsonb not null default '[]',
      add column rescue jsonb, add column local_disks jsonb`.execute(trx)
  },
}
