import { sql } from 'kysely'
import type { Migration } from '../migrate.ts'

const identity = [
  `create table users (
    id text primary key, name text not null unique, password_hash text not null,
    enabled boolean not null default true, default_project_id text, email text,
    description text not null default '', created_at timestamptz not null default now())`,
  `create table projects (
    id text primary key, name text not null unique, description text not null default '',
    enabled boolean not null default true, created_at timestamptz not null default now())`,
  `create table role_assignments (
    user_id text not null references users on delete cascade,
    project_id text not null references projects on delete cascade,
    role text not null, primary key (user_id, project_id, role))`,
  `create table revocations (
    kind text not null, subject text not null, issued_before timestamptz not null, expires_at timestamptz not null,
    primary key (kind, subject))`,
  `create table quotas (
    project_id text not null, resource text not null, limit_value integer not null,
    primary key (project_id, resource))`,
]

const catalogue = [
  `create table flavors (
    id text primary key, name text not null unique, vcpus integer not null check (vcpus > 0),
    memory_mib integer not null check (memory_mib > 0), root_gib integer not null, ephemeral_gib integer not null,
    swap_mib integer not null, rxtx_factor double precision not null default 1, is_public boolean not null default true,
    disabled boolean not null default false, description text, extra_specs jsonb not null default '{}',
    created_at timestamptz not null default now())`,
  `create table flavor_access (
    flavor_id text not null references flavors on delete cascade, project_id text not null,
    primary key (flavor_id, project_id))`,
  `create table keypairs (
    user_id text not null references users on delete cascade, name text not null, type text not null,
    public_key text not null, fingerprint text not null, created_at timestamptz not null default now(),
    primary key (user_id, name))`,
  `create table images (
    id uuid primary key, name text, project_id text not null, status text not null, visibility text not null,
    disk_format text, container_format text, size_bytes bigint, virtual_size_bytes bigint,
    md5 text, sha256 text, sha512 text, min_disk_gib integer not null default 0, min_ram_mib integer not null default 0,
    protected boolean not null default false, os_hidden boolean not null default false,
    tags text[] not null default '{}', properties jsonb not null default '{}',
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    deleted_at timestamptz)`,
  `create index images_by_time on images (created_at desc, id) where deleted_at is null`,
  `create table image_members (
    image_id uuid not null references images on delete cascade, project_id text not null,
    status text not null default 'pending', created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(), primary key (image_id, project_id))`,
]

const network = [
  `create table networks (
    id uuid primary key, project_id text not null, name text not null, description text not null default '',
    kind text not null, mtu integer, shared boolean not null default false, is_default boolean not null default false,
    admin_state_up boolean not null default true, port_security_enabled boolean not null default true,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create unique index networks_one_default on networks (is_default) where is_default`,
  `create table subnets (
    id uuid primary key, network_id uuid not null references networks on delete cascade, project_id text not null,
    name text not null, description text not null default '', cidr text not null, gateway text,
    enable_dhcp boolean not null default true, dns_servers text[] not null default '{}',
    pool_start text not null, pool_end text not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  // The two unique rules are what makes it impossible to give one address or one MAC twice, whoever races.
  `create table ports (
    id uuid primary key, network_id uuid not null references networks, subnet_id uuid references subnets,
    project_id text not null, server_id uuid, name text not null default '', description text not null default '',
    device_owner text not null default '', mac text not null unique, address text, position integer not null default 0,
    outlives_server boolean not null default false, admin_state_up boolean not null default true,
    port_security_enabled boolean not null default true, security_group_ids text[] not null default '{}', tag text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    unique (network_id, address))`,
  `create index ports_by_server on ports (server_id)`,
  `create table security_groups (
    id uuid primary key, project_id text not null, name text not null, description text not null default '',
    stateful boolean not null default true, created_at timestamptz not null default now(),
    updated_at timestamptz not null default now())`,
  `create unique index security_groups_one_default on security_groups (project_id) where name = 'default'`,
  `create table security_group_rules (
    id uuid primary key, security_group_id uuid not null references security_groups on delete cascade,
    project_id text not null, direction text not null, ethertype text not null, protocol text,
    port_min integer, port_max integer, remote_cidr text,
    remote_group_id uuid references security_groups on delete cascade, description text not null default '',
    created_at timestamptz not null default now())`,
]

const compute = [
  `create table hosts (
    name text primary key, id uuid not null unique, number serial not null, hypervisor_hostname text not null,
    facts jsonb not null, vcpus integer not null, memory_mib integer not null, disk_gib integer not null,
    free_disk_gib integer not null, disabled boolean not null default false, disabled_reason text,
    forced_down boolean not null default false, availability_zone text not null default 'nova',
    last_seen_at timestamptz not null default now(), created_at timestamptz not null default now())`,
  `create table servers (
    id uuid primary key, number serial not null unique, project_id text not null, user_id text not null,
    project_name text not null, user_name text not null, name text not null, description text, hostname text not null,
    vm_state text not null, task_state text, power_state text not null default 'nostate',
    host text, hypervisor_hostname text, requested_zone text, requested_host text,
    availability_zone text not null default '',
    flavor jsonb not null, vcpus integer not null, memory_mib integer not null, disk_gib integer not null,
    image_id uuid, image jsonb not null, kernel jsonb, ramdisk jsonb, metadata jsonb not null default '{}',
    tags text[] not null default '{}', key_name text, public_keys jsonb not null default '{}', user_data text,
    config_drive boolean not null, disk_config text not null default 'MANUAL',
    access_ipv4 text not null default '', access_ipv6 text not null default '', locked_by text, locked_reason text,
    scheduler_hints jsonb not null default '{}', security_groups text[] not null default '{}',
    reservation_id text not null, launch_index integer not null default 0,
    root_device_name text not null default '/dev/vda', progress integer not null default 0, fault jsonb,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    launched_at timestamptz, terminated_at timestamptz, deleted_at timestamptz)`,
  `create index servers_by_project on servers (project_id, created_at desc, id) where deleted_at is null`,
  `create index servers_by_time on servers (created_at desc, id) where deleted_at is null`,
  `create index servers_by_change on servers (updated_at)`,
  // Usage of a host is summed over this index: there is no second ledger that could differ.
  `create index servers_by_host on servers (host) include (vcpus, memory_mib, disk_gib)
    where deleted_at is null and host is not null`,
  `create index servers_by_image on servers (image_id) where deleted_at is null`,
  `create table server_actions (
    id uuid primary key, server_id uuid not null references servers on delete cascade, action text not null,
    request_id text not null, user_id text, project_id text, flow_id uuid, message text,
    started_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create index server_actions_by_server on server_actions (server_id, started_at desc)`,
  `create index server_actions_by_flow on server_actions (flow_id)`,
  `create table server_action_events (
    id bigserial primary key, action_id uuid not null references server_actions on delete cascade, event text not null,
    host text, started_at timestamptz not null, finished_at timestamptz, result text, details text)`,
  `create index server_action_events_by_action on server_action_events (action_id, id)`,
  `create table server_groups (
    id uuid primary key, project_id text not null, user_id text not null, name text not null, policy text not null,
    rules jsonb not null default '{}', created_at timestamptz not null default now())`,
  `create table server_group_members (
    group_id uuid not null references server_groups on delete cascade, server_id uuid not null,
    primary key (group_id, server_id))`,
]

/** A moment that JavaScript can hold exactly, so that what was read can be compared with what is there. */
const wholeMilliseconds = "default date_trunc('milliseconds', now())"

/** Users, images, flavors, networks, hosts, servers. */
export const cloud: Migration = {
  name: 'cloud',
  async up(trx) {
    for (const statement of [...identity, ...catalogue, ...network, ...compute]) {
      await sql.raw(statement.replaceAll('default now()', wholeMilliseconds)).execute(trx)
    }
  },
}
