import type { TypedParamKind } from '../protocol/typed-param.ts'

/**
 * Wire types of the parameters that programs set, from libvirt's API description. The daemon refuses a value of
 * another type, so a plain number needs this table.
 */
const kinds: Record<TypedParamKind, readonly string[]> = {
  int: [
    'auto_converge.increment', 'auto_converge.initial', 'cap', 'compression.mt.dthreads', 'compression.mt.level',
    'compression.mt.threads', 'compression.zlib.level', 'compression.zstd.level', 'disks_port', 'numa_mode',
    'parallel.channels', 'parallel.connections', 'shares', 'thread_pool_max', 'thread_pool_min',
  ], // biome-ignore format: words
  uint: [
    'granularity',
    'inbound.average',
    'inbound.burst',
    'inbound.floor',
    'inbound.peak',
    'initial',
    'max',
    'maxWorkers',
    'minWorkers',
    'nclients_max',
    'nclients_unauth_max',
    'outbound.average',
    'outbound.burst',
    'outbound.peak',
    'poll_grow',
    'poll_shrink',
    'poll_weight',
    'prioWorkers',
    'rounds',
    'shm_merge_across_nodes',
    'shm_pages_to_scan',
    'shm_sleep_millisecs',
    'step',
    'weight',
  ],
  llong: ['emulator_quota', 'global_quota', 'iothread_quota', 'limit', 'process-id', 'reservation', 'vcpu_quota'],
  ullong: [
    'bandwidth',
    'bandwidth.avail.switchover',
    'bandwidth.postcopy',
    'buf-size',
    'compression.xbzrle.cache',
    'cpu_shares',
    'emulator_period',
    'global_period',
    'hard_limit',
    'iothread_period',
    'min_guarantee',
    'poll_max_ns',
    'process-time',
    'sev-secret-set-address',
    'size_iops_sec',
    'soft_limit',
    'swap_hard_limit',
    'unix-group-id',
    'unix-user-id',
    'vcpu_period',
  ],
  double: [],
  boolean: [],
  string: [],
}
const byName = new Map(
  Object.entries(kinds).flatMap(([kind, names]) => names.map((name) => [name, kind as TypedParamKind])),
)
/** All the limits of a disk: `total_bytes_sec`, `read_iops_sec_max_length` … */
const diskLimit = /^(?:total|read|write)_(?:bytes|iops)_sec(?:_max)?(?:_length)?$/

export function paramKind(field: string): TypedParamKind | undefined {
  return byName.get(field) ?? (diskLimit.test(field) ? 'ullong' : undefined)
}
