import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type DiskFacts,
  type DiskOffer,
  Fault,
  type FlavorSpec,
  type HostRequest,
  type ServerSpec,
} from '@kilonova/core'
import { readManifest, writeManifest } from '../../images/disk-info.ts'
import { isMissing } from '../../images/files.ts'
import { writeOffer } from '../../transfer/offers.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { listDisks, refuseShrinking, swapStays } from './disk-list.ts'
import { leaveProbes, refuseOtherStorage } from './disks-in-ceph.ts'
import { arrived, departing, placesOf } from './places.ts'

/**
 * Tells the destination what there is and lets it read the bases. Everything that speaks against the move is said here,
 * while the guest still runs.
 */
export async function offerDisks(
  parts: DriverParts,
  request: Omit<HostRequest<'offerDisks'>, 'spec' | 'flavor'> & { spec: ServerSpec; flavor: FlavorSpec },
  { signal }: OperationOptions,
): Promise<DiskOffer> {
  const { spec, flavor, migrationId, destination, ticketSha256, probe } = request
  const places = placesOf(parts.files, spec.id)
  const what = whatFailed(spec.id, 'moved')
  const disks = await parts.files.find(spec.id)
  if (disks === undefined) {
    throw new Fault('conflict', `${what}: its disks are not on this host`, { next: 'look at the host’s log' })
  }
  if (disks.root.block === true || !parts.files.backend.can.moveCold) {
    throw new Fault(
      'conflict',
      `${what}: disks of the ${parts.files.backend.kind} backend do not move while it is off`,
      {
        next: 'move it live, or make a snapshot of it and a server from that',
      },
    )
  }
  refuseOtherStorage(parts, request, disks)
  signal.throwIfAborted()
  const facts = await listDisks(spec, disks, parts.files.ceph)
  const wanted = { ...spec, flavor }
  refuseShrinking(wanted, facts)
  // A directory of Nova's gets our own record, by which it can be read wherever it is moved.
  if ((await readManifest(places.own)) === undefined) await writeManifest(places.own, disks)
  // Of a move that brought it here, long over.
  await Promise.all([arrived.remove(places.own), departing.remove(places.own)])
  await writeOffer(places.own, {
    version: 1,
    migrationId,
    destination,
    ticketSha256,
    files: Object.fromEntries(facts.flatMap((disk) => (disk.backing === undefined ? [] : [baseOffer(disk)]))),
  })
  await leaveProbes(parts, { spec, text: probe.text }, facts, { signal })
  return {
    shared: await sees(join(dirname(places.own), probe.name), probe.text),
    swapStays: facts.some((disk) => swapStays(wanted, disk)),
    flatten: parts.settings.resize.transfer === 'flatten',
    disks: facts,
  }
}

/** How a disk's base is called in the offer. */
export const baseNameInOffer = (disk: Pick<DiskFacts, 'name'>): string => `base:${disk.name}`

const baseOffer = (disk: DiskFacts): [string, string] => [baseNameInOffer(disk), disk.backing?.path ?? '']

async function sees(path: string, text: string): Promise<boolean> {
  try {
    return (await readFile(path, 'utf8')) === text
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
