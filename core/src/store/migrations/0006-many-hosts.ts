import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/** Machines that belong to the cloud, the tokens by which they come in, and what controllers share in secret. */
export const manyHosts: Migration = {
  name: 'many-hosts',
  async up(trx) {
    await sql`create table cloud_secrets (name text primary key, sealed text not null)`.execute(trx)
    await sql`create table host_tokens (
      id text primary key, secret_hash text not null, made_at timestamptz not null default clock_timestamp(),
      expires_at timestamptz not null, used_at timestamptz, used_by_key text, used_for text)`.execute(trx)
    await sql`create table members (
      role text not null, name text not null, key_fingerprint text not null unique, public_key text not null,
      bus_key text, addresses text[] not null, entrance_port int, bus_port int, cluster_port int, serials text[] not null default '{}',
      joined_at timestamptz not null default clock_timestamp(),
      renewed_at timestamptz not null default clock_timestamp(), primary key (role, name))`.execute(trx)
    // Names of machines do not differ by capitals, whatever else here does.
    await sql`create unique index members_by_name on members (role, lower(name))`.execute(trx)
    await sql`create table revoked_certificates (
      serial text primary key, name text not null, revoked_at timestamptz not null default clock_timestamp())`.execute(
      trx,
    )
  },
}
