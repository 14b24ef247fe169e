import { readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault, type GuestState, type ServerSpec } from '@kilonova/core'
import { disksOf, readManifest } from '../../images/disk-info.ts'
import { exists, isMissing, removePartials, syncPath } from '../../images/files.ts'
import { removeOffer } from '../../transfer/offers.ts'
import { powerOffNow } from '../destroy/undefine-guest.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import { qemuHasEnded } from '../hypervisor/qemu-process.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { domainXmlName } from '../plan/fixed-devices.ts'
import { startServer } from '../spawn/start-server.ts'
import { bringBackDisks, canBringBack, dropKeptDisks } from './disks-in-ceph.ts'
import { dropFirmwareState, placeFirmwareState } from './firmware-state.ts'
import { dropMerged } from './flatten-disks.ts'
import { arrived, departing, type Places, placesOf } from './places.ts'

export interface RestoreServer {
  readonly spec: ServerSpec
  readonly migrationId: string
  readonly sameHost: boolean
  readonly running: boolean
}

/** Whether the server's own files are here still: put aside by this migration, or never moved. */
export async function canRestoreServer(
  parts: DriverParts,
  { serverId, migrationId }: { readonly serverId: ServerSpec['id']; readonly migrationId: string },
  options: OperationOptions,
): Promise<boolean> {
  const places = placesOf(parts.files, serverId)
  if ((await departing.read(places.aside))?.migrationId === migrationId) {
    return canBringBack(parts, { serverId, migrationId, directory: places.aside }, options)
  }
  return (await exists(places.own)) && (await arrived.read(places.own))?.migrationId !== migrationId
}

/**
 * Brings the server back as it was: its directory, its definition, its firmware's state, and its power. The destination has
 * given up its part before; on one host, or one file system, its directory stood where ours goes.
 */
export async function restoreServer(
  parts: DriverParts,
  { spec, migrationId, sameHost, running }: RestoreServer,
  { signal }: OperationOptions,
): Promise<GuestState> {
  const places = placesOf(parts.files, spec.id)
  await takeBack(parts, places, { spec, migrationId }, { signal })
  // Only what was brought back is let go of: from here on the guest may run.
  await dropKeptDisks(parts, { serverId: spec.id, migrationId, directory: places.own }, { signal })
  await untilKnownOff(parts, spec, places, signal)
  if (sameHost) await redefine(parts, spec, places, signal)
  const disks = await readManifest(places.own)
  if (disks !== undefined) await dropMerged(places.own, disksOf(disks))
  await removePartials(places.own)
  const state = running ? await startServer(parts, spec, { signal }) : await stateOf(parts, spec, signal)
  await Promise.all([departing.remove(places.own), removeOffer(places.own), dropFirmwareState(places.own)])
  parts.log.info('server restored', { serverId: spec.id, migrationId, power: state.power })
  return state
}

async function takeBack(
  parts: DriverParts,
  places: Places,
  { spec, migrationId }: Pick<RestoreServer, 'spec' | 'migrationId'>,
  options: OperationOptions,
): Promise<void> {
  if ((await departing.read(places.aside))?.migrationId !== migrationId) return
  if (await exists(places.own)) {
    throw new Fault('conflict', `${whatFailed(spec.id, 'restored')}: ${places.own} is there beside ${places.aside}`, {
      next: 'the destination must give up its part first',
    })
  }
  await bringBackDisks(parts, { serverId: spec.id, migrationId, directory: places.aside }, options)
  await rename(places.aside, places.own)
  await syncPath(dirname(places.own))
}

/** Its QEMU may have been ended a moment ago, and libvirt not know yet: a start would find a guest that runs. */
async function untilKnownOff(
  parts: DriverParts,
  spec: ServerSpec,
  { own }: Places,
  signal: AbortSignal,
): Promise<void> {
  if ((await departing.read(own)) === undefined) return
  await parts.connection.use(
    whatFailed(spec.id, 'restored'),
    async (connection) => {
      const domain = await findDomain(connection, spec.id)
      if (domain !== undefined && (await qemuHasEnded(domain.name))) await powerOffNow(domain)
    },
    signal,
  )
}

/** On one host the new flavor's definition stands in the place of the old one. */
async function redefine(parts: DriverParts, spec: ServerSpec, { own }: Places, signal: AbortSignal): Promise<void> {
  // Without this mark nothing was stopped or changed.
  if ((await departing.read(own)) === undefined) return
  const xml = await readFile(join(own, domainXmlName), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
  if (xml === undefined) return
  await parts.connection.use(
    whatFailed(spec.id, 'restored'),
    async (connection) => {
      const domain = await findDomain(connection, spec.id)
      const power = domain === undefined ? 'nostate' : powerOf((await domain.getState(0)).state)
      if (power === 'running' || power === 'paused') return // Of an earlier try, which went as far as its start.
      parts.guests.expect(spec.id)
      await placeFirmwareState(await connection.domainDefineXmlFlags(xml, 0, { signal }), spec.id, own)
    },
    signal,
  )
}

async function stateOf(parts: DriverParts, spec: ServerSpec, signal: AbortSignal): Promise<GuestState> {
  return parts.connection.use(
    whatFailed(spec.id, 'restored'),
    async (connection) => {
      const domain = await findDomain(connection, spec.id)
      const power = domain === undefined ? 'nostate' : powerOf((await domain.getState(0)).state)
      return { serverId: spec.id, power }
    },
    signal,
  )
}
