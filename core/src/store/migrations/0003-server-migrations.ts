import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Servers on their way between hosts or flavors. See ServerMigrationsTable. */
export const serverMigrations: Migration = {
  name: 'server-migrations',
  async up(trx) {
    await sql`create table server_migrations (
      id uuid primary key, number serial not null unique, server_id uuid not null references servers on delete cascade,
      kind text not null, status text not null, source_host text not null, destination_host text,
      old_flavor jsonb, new_flavor jsonb, flow_id uuid, user_id text, project_id text,
      held_host text, held_vcpus integer not null default 0, held_memory_mib integer not null default 0,
      held_disk_gib integer not null default 0, detail jsonb not null default '{}',
      created_at timestamptz not null default date_trunc('milliseconds', now()),
      updated_at timestamptz not null default date_trunc('milliseconds', now()))`.execute(trx)
    await sql`create index server_migrations_by_server on server_migrations (server_id, created_at desc)`.execute(trx)
    await sql`create index server_migrations_held on server_migrations (held_host)
      include (held_vcpus, held_memory_mib, held_disk_gib) where held_host is not null`.execute(trx)
  },
}
