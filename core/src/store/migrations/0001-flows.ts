import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** The journal of flows. `json` and not `jsonb`: kept exactly as written, and it may hold any text. */
export const flows: Migration = {
  name: 'flows',
  async up(trx) {
    await sql`
      create table flow_owners (
        name text primary key,
        epoch bigint not null,
        seen_at timestamptz not null
      )`.execute(trx)
    await sql`
      create table flows (
        id uuid primary key,
        sequence bigint generated always as identity,
        kind text not null,
        server_id uuid,
        request_id text,
        input json not null,
        state text not null check (state in ('queued', 'running', 'undoing', 'done', 'failed')),
        step_index int not null default 0,
        attempt int not null default 1,
        step_began_at timestamptz not null default clock_timestamp(),
        owner text,
        epoch bigint not null default 1,
        cancel_requested boolean not null default false,
        error json,
        stuck json,
        retry_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        ended_at timestamptz
      ) with (fillfactor = 60)`.execute(trx)
    // The rule that one flow at a time works on a server, kept by the database itself.
    await sql`create unique index flows_one_per_server on flows (server_id)
      where server_id is not null and state in ('running', 'undoing')`.execute(trx)
    await sql`create index flows_open on flows (sequence) where state in ('queued', 'running', 'undoing')`.execute(trx)
    await sql`create index flows_of_server on flows (server_id, sequence) where server_id is not null`.execute(trx)
    await sql`create index flows_ended on flows (ended_at) where ended_at is not null`.execute(trx)
    // No foreign key: the statement that writes a step has the flow's row in its hand, and a check of it again would
    // cost a tenth of the journal's speed.
    await sql`
      create table flow_steps (
        flow_id uuid not null,
        step_index int not null,
        name text not null,
        state text not null check (state in ('done', 'undone')),
        attempt int not null,
        output json,
        began_at timestamptz not null,
        ended_at timestamptz not null,
        primary key (flow_id, step_index)
      ) with (fillfactor = 70)`.execute(trx)
  },
}
