/** Nova's states of a server and what the API shows of them. Source: openstack/nova, vm_states, task_states, power_state. */
export const vmStates = [
  'building',
  'active',
  'paused',
  'suspended',
  'stopped',
  'rescued',
  'resized',
  'soft-delete',
  'deleted',
  'error',
  'shelved',
  'shelved_offloaded',
] as const
export type VmState = (typeof vmStates)[number]

export const taskStates = [
  'scheduling',
  'networking',
  'block_device_mapping',
  'spawning',
  'image_snapshot_pending',
  'image_snapshot',
  'image_pending_upload',
  'image_uploading',
  'image_backup',
  'rebooting',
  'reboot_pending',
  'reboot_started',
  'rebooting_hard',
  'reboot_pending_hard',
  'reboot_started_hard',
  'powering-off',
  'powering-on',
  'pausing',
  'unpausing',
  'suspending',
  'resuming',
  'rescuing',
  'unrescuing',
  'rebuilding',
  'rebuild_block_device_mapping',
  'rebuild_spawning',
  'resize_prep',
  'resize_migrating',
  'resize_migrated',
  'resize_finish',
  'resize_reverting',
  'resize_confirming',
  'migrating',
  'deleting',
  'soft-deleting',
  'restoring',
  'shelving',
  'shelving_image_pending_upload',
  'shelving_image_uploading',
  'shelving_offloading',
  'unshelving',
  'updating_password',
] as const
export type TaskState = (typeof taskStates)[number]

/** Nova's numbers for what the hypervisor sees. */
export const powerStates = { nostate: 0, running: 1, paused: 3, shutdown: 4, crashed: 6, suspended: 7 } as const
export type PowerState = keyof typeof powerStates

const statusByVmState: Record<VmState, string> = {
  building: 'BUILD',
  active: 'ACTIVE',
  paused: 'PAUSED',
  suspended: 'SUSPENDED',
  stopped: 'SHUTOFF',
  rescued: 'RESCUE',
  resized: 'VERIFY_RESIZE',
  'soft-delete': 'SOFT_DELETED',
  deleted: 'DELETED',
  error: 'ERROR',
  shelved: 'SHELVED',
  shelved_offloaded: 'SHELVED_OFFLOADED',
}

const resizeTasks = {
  resize_prep: 'RESIZE',
  resize_migrating: 'RESIZE',
  resize_migrated: 'RESIZE',
  resize_finish: 'RESIZE',
}
const rebuildTasks = { rebuilding: 'REBUILD', rebuild_block_device_mapping: 'REBUILD', rebuild_spawning: 'REBUILD' }

const statusByTask: Partial<Record<VmState, Partial<Record<TaskState, string>>>> = {
  active: {
    rebooting: 'REBOOT',
    reboot_pending: 'REBOOT',
    reboot_started: 'REBOOT',
    rebooting_hard: 'HARD_REBOOT',
    reboot_pending_hard: 'HARD_REBOOT',
    reboot_started_hard: 'HARD_REBOOT',
    updating_password: 'PASSWORD',
    migrating: 'MIGRATING',
    ...rebuildTasks,
    ...resizeTasks,
  },
  stopped: { ...resizeTasks, ...rebuildTasks },
  resized: { resize_reverting: 'REVERT_RESIZE' },
  paused: { migrating: 'MIGRATING' },
  error: rebuildTasks,
}

/** The `status` that the API shows, from the two states that the record keeps. */
export function apiStatus(vmState: VmState, taskState: TaskState | null): string {
  const override = taskState === null ? undefined : statusByTask[vmState]?.[taskState]
  return override ?? statusByVmState[vmState]
}
