import type { ColumnType, Generated } from 'kysely'
import type { FaultRecord } from '../model/fault.ts'
import type { FlavorSpec, ImageSpec, InjectedFile, LocalDisks } from '../model/server-spec.ts'
import type { PowerState, TaskState, VmState } from '../model/states.ts'

/** A 64-bit count. PostgreSQL's driver answers it as text unless told otherwise: read it with `Number()`. */
type Count = ColumnType<string | number, number, number>
type Moment = Date
type MadeNow = ColumnType<Date, Date | undefined, Date>
type Texts = Readonly<Record<string, string>>
type Json<T> = ColumnType<T, string, string>

export interface UsersTable {
  id: string
  name: string
  /** `scrypt$N$r$p$salt$hash`, base64url. */
  password_hash: string
  enabled: Generated<boolean>
  default_project_id: string | null
  email: string | null
  description: Generated<string>
  created_at: MadeNow
}

export interface ProjectsTable {
  id: string
  name: string
  description: Generated<string>
  enabled: Generated<boolean>
  created_at: MadeNow
}

export interface RoleAssignmentsTable {
  user_id: string
  project_id: string
  /** The role's name: admin, manager, member, reader, service. */
  role: string
}

/** Tokens are signed and carry their own expiry; this is what makes one invalid before that. */
export interface RevocationsTable {
  /** `token` with an audit id; `user` or `project` for all their tokens issued before `issued_before`. */
  kind: 'token' | 'user' | 'project'
  subject: string
  issued_before: Moment
  /** After this no token that the row speaks of can be valid, and the row may go. */
  expires_at: Moment
}

export interface QuotasTable {
  project_id: string
  resource: string
  /** -1: without limit. */
  limit_value: number
}

export interface FlavorsTable {
  id: string
  name: string
  vcpus: number
  memory_mib: number
  root_gib: number
  ephemeral_gib: number
  swap_mib: number
  rxtx_factor: Generated<number>
  is_public: Generated<boolean>
  disabled: Generated<boolean>
  description: string | null
  extra_specs: Json<Texts>
  created_at: MadeNow
}

export interface FlavorAccessTable {
  flavor_id: string
  project_id: string
}

export interface KeypairsTable {
  user_id: string
  name: string
  type: 'ssh' | 'x509'
  public_key: string
  fingerprint: string
  created_at: MadeNow
}

export type ImageStatus =
  | 'queued'
  | 'saving'
  | 'active'
  | 'killed'
  | 'deleted'
  | 'deactivated'
  | 'uploading'
  | 'importing'

export interface ImagesTable {
  id: string
  name: string | null
  project_id: string
  status: ImageStatus
  visibility: 'public' | 'private' | 'shared' | 'community'
  disk_format: string | null
  container_format: string | null
  size_bytes: Count | null
  virtual_size_bytes: Count | null
  /** Lower-case hex of the file as stored. */
  md5: string | null
  sha256: string | null
  sha512: string | null
  min_disk_gib: Generated<number>
  min_ram_mib: Generated<number>
  protected: Generated<boolean>
  os_hidden: Generated<boolean>
  tags: Generated<string[]>
  properties: Json<Texts>
  /** Where its bytes lie beside the image store: `rbd://<cluster>/<pool>/<image>/<snapshot>`. */
  locations: Generated<string[]>
  created_at: MadeNow
  updated_at: MadeNow
  /** Set once the user deleted it; the row and the file go when no flow that is open needs them. */
  deleted_at: Moment | null
}

export interface ImagesInCephTable {
  image_id: string
  place: string
  /** Who made it. */
  host: string
}

export interface ImageMembersTable {
  image_id: string
  project_id: string
  status: Generated<'pending' | 'accepted' | 'rejected'>
  created_at: MadeNow
  updated_at: MadeNow
}

export interface NetworksTable {
  id: string
  project_id: string
  name: string
  description: Generated<string>
  /** `flat`: on a physical network of the hosts. */
  kind: 'nat' | 'flat'
  physical_network: string | null
  mtu: number | null
  shared: Generated<boolean>
  /** The one that `auto` takes; at most one row. */
  is_default: Generated<boolean>
  admin_state_up: Generated<boolean>
  port_security_enabled: Generated<boolean>
  created_at: MadeNow
  updated_at: MadeNow
}

export interface SubnetsTable {
  id: string
  network_id: string
  project_id: string
  name: string
  description: Generated<string>
  cidr: string
  gateway: string | null
  enable_dhcp: Generated<boolean>
  dns_servers: Generated<string[]>
  /** First and last address that may be given out. */
  pool_start: string
  pool_end: string
  created_at: MadeNow
  updated_at: MadeNow
}

/** A sender that a port may be beside itself. */
export interface AddressPair {
  readonly mac: string
  readonly address: string
}

export interface PortsTable {
  id: string
  network_id: string
  subnet_id: string | null
  project_id: string
  server_id: string | null
  name: Generated<string>
  description: Generated<string>
  device_owner: Generated<string>
  mac: string
  address: string | null
  /** Order of the cards of a server. */
  position: Generated<number>
  /** True for a port that was made by its user: it outlives the server. */
  outlives_server: Generated<boolean>
  admin_state_up: Generated<boolean>
  port_security_enabled: Generated<boolean>
  security_group_ids: Generated<string[]>
  allowed_address_pairs: Json<readonly AddressPair[]> | null
  /** False while a running server's card is on its way in or out. */
  attached: Generated<boolean>
  /** What the network's provider said of the port since it has its server: the status of `network-vif-plugged`. */
  plug_event: 'completed' | 'failed' | null
  tag: string | null
  created_at: MadeNow
  updated_at: MadeNow
}

export interface SecurityGroupsTable {
  id: string
  project_id: string
  name: string
  description: Generated<string>
  stateful: Generated<boolean>
  created_at: MadeNow
  updated_at: MadeNow
}

export interface SecurityGroupRulesTable {
  id: string
  security_group_id: string
  project_id: string
  direction: 'ingress' | 'egress'
  ethertype: 'IPv4' | 'IPv6'
  protocol: string | null
  port_min: number | null
  port_max: number | null
  remote_cidr: string | null
  remote_group_id: string | null
  description: Generated<string>
  created_at: MadeNow
}

export interface HostsTable {
  /** The agent's name for itself. */
  name: string
  id: string
  /** The small number that old API versions use for an id. */
  number: Generated<number>
  hypervisor_hostname: string
  /** What the host last told of itself: HostFacts. */
  facts: Json<Readonly<Record<string, unknown>>>
  vcpus: number
  memory_mib: number
  disk_gib: number
  free_disk_gib: number
  disabled: Generated<boolean>
  disabled_reason: string | null
  forced_down: Generated<boolean>
  /** Follows from the aggregates that the host is in; `nova` without one. */
  availability_zone: Generated<string>
  /** Builds that failed there since the last one that did not. */
  failed_builds: Generated<number>
  /** The agent's own life, and the machine's, as last told: what runs there is asked again when one is new. */
  session: Generated<string>
  boot_id: Generated<string>
  /** By the store's clock, so that hosts' clocks do not matter. */
  last_seen_at: MadeNow
  created_at: MadeNow
}

/** A group of hosts. Its metadata says what is special about them: a zone, whose they are, what runs there. */
export interface AggregatesTable {
  id: Generated<number>
  uuid: string
  name: string
  metadata: Json<Texts>
  created_at: MadeNow
  updated_at: Moment | null
}

export interface AggregateHostsTable {
  aggregate_id: number
  host: string
}

/** What the API shows as `fault`, and the record behind it. */
export interface ServerFault {
  readonly code: number
  readonly message: string
  readonly details?: string
  readonly created: string
  readonly fault?: FaultRecord
}

export interface RescueRecord {
  readonly image: Omit<ImageSpec, 'locations'>
  readonly kernel?: Omit<ImageSpec, 'locations'>
  readonly ramdisk?: Omit<ImageSpec, 'locations'>
}

export interface ServersTable {
  id: string
  /** Makes the domain's name: `instance-%08x`. */
  number: Generated<number>
  project_id: string
  user_id: string
  project_name: string
  user_name: string
  name: string
  description: string | null
  hostname: string
  vm_state: VmState
  task_state: TaskState | null
  power_state: Generated<PowerState>
  /** The host that has a claim or the guest; null before scheduling and after a failed build. */
  host: string | null
  hypervisor_hostname: string | null
  /** What was asked for, if anything. */
  requested_zone: string | null
  requested_host: string | null
  availability_zone: Generated<string>
  flavor: Json<FlavorSpec>
  /** Sums for quotas and claims, taken from the flavor when the server was asked for. */
  vcpus: number
  memory_mib: number
  disk_gib: number
  image_id: string | null
  image: Json<Omit<ImageSpec, 'locations'>>
  kernel: Json<Omit<ImageSpec, 'locations'>> | null
  ramdisk: Json<Omit<ImageSpec, 'locations'>> | null
  metadata: Json<Texts>
  tags: Generated<string[]>
  key_name: string | null
  public_keys: Json<Texts>
  user_data: string | null
  injected_files: ColumnType<readonly InjectedFile[], string | undefined, string>
  /** Ephemeral disks and swap as its mapping asked for them; null: one of each, as the flavor says. */
  local_disks: Json<LocalDisks> | null
  config_drive: boolean
  /** What it is rescued with, from the request until the end of its rescue. */
  rescue: Json<RescueRecord> | null
  disk_config: Generated<'MANUAL' | 'AUTO'>
  access_ipv4: Generated<string>
  access_ipv6: Generated<string>
  locked_by: string | null
  locked_reason: string | null
  scheduler_hints: Json<Readonly<Record<string, unknown>>>
  security_groups: Generated<string[]>
  reservation_id: string
  launch_index: Generated<number>
  root_device_name: Generated<string>
  progress: Generated<number>
  fault: Json<ServerFault> | null
  created_at: MadeNow
  updated_at: MadeNow
  launched_at: Moment | null
  terminated_at: Moment | null
  deleted_at: Moment | null
}

/** One request about a server. What its flow did is read from the flow's journal. */
export interface ServerActionsTable {
  id: string
  server_id: string
  action: string
  request_id: string
  user_id: string | null
  project_id: string | null
  /** The flow that does it; null for what is done at once. */
  flow_id: string | null
  message: string | null
  started_at: MadeNow
  updated_at: MadeNow
}

/** What happened to a server, in order: steps of flows, and what its host told of the guest. */
export interface ServerActionEventsTable {
  id: Generated<string | number>
  action_id: string
  event: string
  host: string | null
  started_at: Moment
  finished_at: Moment | null
  result: string | null
  details: string | null
}

export type MigrationKind = 'resize' | 'migration' | 'live-migration' | 'evacuation'

/** Nova's words for how far a migration is; which kind goes through which is in Nova's own table. */
export type MigrationStatus =
  | 'accepted'
  | 'queued'
  | 'preparing'
  | 'running'
  | 'running (post-copy)'
  | 'pre-migrating'
  | 'migrating'
  | 'post-migrating'
  | 'finished'
  | 'confirming'
  | 'confirmed'
  | 'reverting'
  | 'reverted'
  | 'completed'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'error'

/**
 * One way of a server from host to host, or from flavor to flavor. A server that moves needs room at two places: its own
 * record claims one of them, and `held_*` of its migration the other: the destination until the server's record points
 * there, then the source until the move is confirmed. `held_host` is null once nothing more is held.
 */
export interface ServerMigrationsTable {
  id: string
  /** The small number that the API calls `id`. */
  number: Generated<number>
  server_id: string
  kind: MigrationKind
  status: MigrationStatus
  source_host: string
  destination_host: string | null
  old_flavor: Json<FlavorSpec> | null
  new_flavor: Json<FlavorSpec> | null
  /** The flow that does it. */
  flow_id: string | null
  user_id: string | null
  project_id: string | null
  held_host: string | null
  held_vcpus: Generated<number>
  held_memory_mib: Generated<number>
  held_disk_gib: Generated<number>
  /** What a kind keeps beside: bytes of memory and disk, power state before, whether storage is shared. */
  detail: Json<Readonly<Record<string, unknown>>>
  created_at: MadeNow
  updated_at: MadeNow
}

export interface ServerGroupsTable {
  id: string
  project_id: string
  user_id: string
  name: string
  policy: 'affinity' | 'anti-affinity' | 'soft-affinity' | 'soft-anti-affinity'
  rules: Json<Readonly<Record<string, unknown>>>
  created_at: MadeNow
}

export interface ServerGroupMembersTable {
  group_id: string
  server_id: string
}

/** Texts that all controllers of a cloud share, sealed with the service's own key: the authority's, the bus's. */
export interface CloudSecretsTable {
  name: string
  sealed: string
}

/** Join tokens. The secret itself is nowhere but in the token. */
export interface HostTokensTable {
  id: string
  /** SHA-256 of the secret, hex. */
  secret_hash: string
  made_at: MadeNow
  expires_at: Moment
  used_at: Moment | null
  /** Fingerprint of the key that came with it: the same one may ask again when its answer was lost. */
  used_by_key: string | null
  used_for: string | null
}

/** Machines that may come in: hosts and controllers, with the key of each. */
export interface MembersTable {
  role: 'host' | 'controller'
  name: string
  key_fingerprint: string
  public_key: string
  /** Public nkey; null for controllers, which share one. */
  bus_key: string | null
  addresses: string[]
  /** A controller's ports; null where it has none, and for hosts. */
  entrance_port: number | null
  bus_port: number | null
  cluster_port: number | null
  /** Serial numbers of its certificates, to be revoked when it leaves. */
  serials: Generated<string[]>
  joined_at: MadeNow
  renewed_at: MadeNow
}

export interface RevokedCertificatesTable {
  serial: string
  name: string
  revoked_at: MadeNow
}

/** The cloud: who may do what, what was asked for, and what was seen. Column names are PostgreSQL's. */
export interface CloudTables {
  users: UsersTable
  projects: ProjectsTable
  role_assignments: RoleAssignmentsTable
  revocations: RevocationsTable
  quotas: QuotasTable
  flavors: FlavorsTable
  flavor_access: FlavorAccessTable
  keypairs: KeypairsTable
  images: ImagesTable
  images_in_ceph: ImagesInCephTable
  image_members: ImageMembersTable
  networks: NetworksTable
  subnets: SubnetsTable
  ports: PortsTable
  security_groups: SecurityGroupsTable
  security_group_rules: SecurityGroupRulesTable
  hosts: HostsTable
  aggregates: AggregatesTable
  aggregate_hosts: AggregateHostsTable
  servers: ServersTable
  server_actions: ServerActionsTable
  server_action_events: ServerActionEventsTable
  server_groups: ServerGroupsTable
  server_group_members: ServerGroupMembersTable
  server_migrations: ServerMigrationsTable
  cloud_secrets: CloudSecretsTable
  host_tokens: HostTokensTable
  members: MembersTable
  revoked_certificates: RevokedCertificatesTable
}
