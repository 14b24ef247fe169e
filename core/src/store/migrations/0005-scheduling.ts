import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

const moment = "timestamptz not null default date_trunc('milliseconds', now())"

/** Groups of hosts, and what the scheduler remembers of hosts beside what they tell. */
export const scheduling: Migration = {
  name: 'scheduling',
  async up(trx) {
    await sql
      .raw(
        `create table aggregates (
          id serial primary key, uuid uuid not null unique, name text not null unique,
          metadata jsonb not null default '{}', created_at ${moment}, updated_at timestamptz)`,
      )
      .execute(trx)
    await sql`create table aggregate_hosts (
      aggregate_id integer not null references aggregates on delete cascade,
      host text not null references hosts (name) on update cascade on delete cascade,
      primary key (aggregate_id, host))`.execute(trx)
    await sql`create index aggregate_hosts_by_host on aggregate_hosts (host)`.execute(trx)
    await sql`alter table hosts add column failed_builds integer not null default 0,
      add column session text not null default '', add column boot_id text not null default ''`.execute(trx)
  },
}
