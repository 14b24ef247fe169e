import { Fault, type GuestState, type ServerSpec } from '@kilonova/core'
import { findDomain } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { defineServer } from '../spawn/define-server.ts'
import { startServer } from '../spawn/start-server.ts'
import { untilDisksAreFree } from './disks-in-ceph.ts'
import { dropFirmwareState, firmwareFiles, placeFirmwareState } from './firmware-state.ts'
import { arrived, placesOf } from './places.ts'

export interface StartMigrated {
  readonly spec: ServerSpec
  readonly migrationId: string
  readonly running: boolean
}

/** Defines the guest where its disks have arrived, with its firmware's state, and starts it when it ran before. */
export async function startMigrated(
  parts: DriverParts,
  { spec, migrationId, running }: StartMigrated,
  { signal }: OperationOptions,
): Promise<GuestState> {
  const { own } = placesOf(parts.files, spec.id)
  const what = whatFailed(spec.id, 'started')
  if ((await arrived.read(own))?.migrationId !== migrationId) {
    throw new Fault('conflict', `${what}: its disks are not on this host`, { next: 'ask for the move again' })
  }
  const before = await parts.connection.use(
    what,
    async (connection) => {
      const domain = await findDomain(connection, spec.id)
      return domain === undefined ? 'nostate' : powerOf((await domain.getState(0)).state)
    },
    signal,
  )
  if (before === 'running' || before === 'paused') return { serverId: spec.id, power: before }
  await untilDisksAreFree(parts, what, await parts.files.find(spec.id), { signal })
  const firmware = await firmwareFiles(own)
  if (!running || firmware.length > 0) {
    const domain = await defineServer(parts, spec, { signal })
    if (firmware.length > 0) {
      await parts.connection.use(what, () => placeFirmwareState(domain, spec.id, own), signal)
      await dropFirmwareState(own)
    }
  }
  if (!running) return { serverId: spec.id, power: 'shutdown' }
  return startServer(parts, spec, { signal })
}
