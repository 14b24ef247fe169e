import type { everyFlow } from '../../src/index.ts'

/**
 * How each flow of the cloud is hurt: the module of its scenario, and the file of tests that runs it. A flow that is not
 * here is refused by the type check and by flow-matrix.test.ts.
 */
export const scenarios = {
  build: ['./build-scenario.ts', 'build.test.ts'],
  delete: ['./delete-scenario.ts', 'delete.test.ts'],
  snapshot: ['./snapshot-scenario.ts', 'snapshot.test.ts'],
  'attach-nic': ['./nic-scenario.ts?attach-nic', 'guest-changes.long.test.ts'],
  'detach-nic': ['./nic-scenario.ts?detach-nic', 'guest-changes.long.test.ts'],
  rescue: ['./rescue-scenario.ts?rescue', 'guest-changes.long.test.ts'],
  unrescue: ['./rescue-scenario.ts?unrescue', 'guest-changes.long.test.ts'],
  start: ['./power-scenario.ts?start', 'guest-changes.long.test.ts'],
  stop: ['./power-scenario.ts?stop', 'guest-changes.long.test.ts'],
  reboot: ['./power-scenario.ts?reboot', 'guest-changes.long.test.ts'],
  'hard-reboot': ['./power-scenario.ts?hard-reboot', 'guest-changes.long.test.ts'],
  pause: ['./power-scenario.ts?pause', 'guest-changes.long.test.ts'],
  unpause: ['./power-scenario.ts?unpause', 'guest-changes.long.test.ts'],
  suspend: ['./power-scenario.ts?suspend', 'guest-changes.long.test.ts'],
  resume: ['./power-scenario.ts?resume', 'guest-changes.long.test.ts'],
  resize: ['./resize-scenario.ts', 'resize.long.test.ts'],
  'confirm-resize': ['./confirm-resize-scenario.ts', 'resize.long.test.ts'],
  'revert-resize': ['./revert-resize-scenario.ts', 'resize.long.test.ts'],
  'live-migrate': ['./live-migrate-scenario.ts', 'live-migrate.long.test.ts'],
} satisfies Record<keyof typeof everyFlow, readonly [module: string, test: string]>
