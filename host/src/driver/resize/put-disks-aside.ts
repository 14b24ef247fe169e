import { rename, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { type DiskFacts, Fault, type FlavorSpec, type HostAnswer, type ServerSpec } from '@kilonova/core'
import { exists, isMissing, syncPath } from '../../images/files.ts'
import { versionOf } from '../../transfer/file-facts.ts'
import { readOffer } from '../../transfer/offers.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { refuseShrinking } from './disk-list.ts'
import { disksIn } from './disks-in.ts'
import { keepDisks, leftInCeph } from './disks-in-ceph.ts'
import { saveFirmwareState } from './firmware-state.ts'
import { departing, type Places, placesOf } from './places.ts'
import { powerOffForGood } from './power-off-for-good.ts'

export interface PutDisksAside {
  readonly spec: ServerSpec
  readonly flavor: FlavorSpec
  readonly migrationId: string
}

/** Puts the directory of a server aside, whose disks are on their way already. */
export async function putDisksAside(
  parts: DriverParts,
  request: PutDisksAside,
  options: OperationOptions,
): Promise<HostAnswer<'putDisksAside'>> {
  const places = placesOf(parts.files, request.spec.id)
  // Its guest had its time to shut down before the copy began: one that is there again has none.
  await putAside(parts, request, places, { ...options, timeoutMs: 0 })
  return { versions: await versionsIn(places.aside) }
}

/**
 * Switches the guest off for good and gives its directory the name by which nothing of this move writes into it: what is
 * brought back by a revert are these very files. Done already it does nothing.
 * @param options `timeoutMs` is what the guest has to shut down by itself.
 */
export async function putAside(
  parts: DriverParts,
  request: PutDisksAside,
  places: Places,
  { signal, timeoutMs }: OperationOptions & { readonly timeoutMs: number },
): Promise<void> {
  const { spec, migrationId } = request
  if ((await departing.read(places.aside))?.migrationId === migrationId) return
  const disks = await beginToLeave(parts, request, places)
  await parts.connection.use(
    whatFailed(spec.id, 'moved'),
    async (connection) => {
      const domain = await powerOffForGood(parts, connection, spec.id, timeoutMs, signal)
      if (domain !== undefined) await saveFirmwareState(domain, spec.id, places.own)
    },
    signal,
  )
  await keepDisks(parts, request, disks, { signal })
  // From here on nothing of this host can start the guest: its definition names files that are not there.
  await rename(places.own, places.aside)
  await syncPath(dirname(places.own))
}

/** The mark comes before anything is stopped: what is stopped for a move is known by it. */
export async function beginToLeave(
  parts: DriverParts,
  { spec, flavor, migrationId }: PutDisksAside,
  places: Places,
): Promise<DiskFacts[]> {
  if (!(await exists(places.own)) || (await exists(places.aside))) {
    throw new Fault('conflict', `${whatFailed(spec.id, 'moved')}: its directory is not as it was left`, {
      next: `look at ${places.own} and ${places.aside} on that host`,
    })
  }
  // Once more: a disk may have been grown since it was offered.
  const sizes = { ...spec, flavor }
  const disks = await disksIn(parts, spec, places.own)
  refuseShrinking(sizes, disks)
  const left = leftInCeph(sizes, disks)
  await departing.write(places.own, { version: 1, migrationId, ...(left.length === 0 ? {} : { leftInCeph: left }) })
  return disks
}

async function versionsIn(directory: string): Promise<Record<string, string>> {
  const offer = await readOffer(directory)
  const versions: Record<string, string> = {}
  for (const [name, place] of Object.entries(offer?.files ?? {})) {
    const stats = await stat(isAbsolute(place) ? place : join(directory, place), { bigint: true }).catch(ifMissing)
    if (stats !== undefined) versions[name] = versionOf(stats)
  }
  return versions
}

function ifMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error
}
