import { join } from 'node:path'
import {
  type DiskFacts,
  Fault,
  type FlavorSpec,
  type HostAnswer,
  type HostName,
  type ServerSpec,
  type TransferMode,
  type TravellingFile,
} from '@kilonova/core'
import { kernelName, ramdiskName } from '../../images/disk-info.ts'
import { exists } from '../../images/files.ts'
import type { FileOptions } from '../../images/server-files.ts'
import { fileFacts } from '../../transfer/file-facts.ts'
import { readOffer, writeOffer } from '../../transfer/offers.ts'
import type { DriverParts } from '../parts.ts'
import { fixedDevicesName } from '../plan/fixed-devices.ts'
import { swapStays, type WantedSizes } from './disk-list.ts'
import { disksIn } from './disks-in.ts'
import { endGuest } from './end-guest.ts'
import { firmwareFiles } from './firmware-state.ts'
import { flattenDisks } from './flatten-disks.ts'
import { departing, type Places, placesOf } from './places.ts'
import { beginToLeave, putAside } from './put-disks-aside.ts'

export interface MigrateDisks {
  readonly spec: ServerSpec
  readonly flavor: FlavorSpec
  readonly migrationId: string
  readonly sameHost: boolean
  readonly shared: boolean
  readonly asideLater?: boolean | undefined
  readonly destination: { readonly host: HostName; readonly address: string; readonly incomingDirectory: string }
}

/**
 * Switches the guest off, and tells what there is to move. Its directory is put aside at once, unless the destination reads
 * from it: then the copy begins as soon as QEMU has ended, and `putDisksAside` follows beside it.
 */
export async function migrateDisks(
  parts: DriverParts,
  request: MigrateDisks,
  options: FileOptions,
): Promise<HostAnswer<'migrateDisks'>> {
  const { spec, flavor } = request
  const places = placesOf(parts.files, spec.id)
  const began = performance.now()
  const local = request.sameHost || request.shared
  const flatten = parts.settings.resize.transfer === 'flatten' && !request.sameHost
  const mode = flatten ? 'flatten' : local ? 'local' : 'overlay'
  const directory = await switchOff(parts, request, mode, places, options)
  const stoppedMs = Math.round(performance.now() - began)
  const disks = await disksIn(parts, spec, directory)
  const travelling = await travellingPaths({ ...spec, flavor }, disks, directory)
  if (flatten) await flattenDisks(parts, { ...request, disks, paths: travelling, directory }, options)
  const files = mode === 'overlay' ? await offerAll(directory, travelling, options.signal) : travelling.map(plainFile)
  parts.log.info('disks are ready to move', {
    serverId: spec.id,
    mode,
    stoppedMs,
    tookMs: Math.round(performance.now() - began),
  })
  return { mode, files, disks }
}

/** @returns where its files are from here on, or for as long as they are not put aside. */
async function switchOff(
  parts: DriverParts,
  request: MigrateDisks,
  mode: TransferMode,
  places: Places,
  options: FileOptions,
): Promise<string> {
  const { spec, migrationId } = request
  const later = mode === 'overlay' && request.asideLater === true
  if (later && (await departing.read(places.aside))?.migrationId !== migrationId) {
    const disks = await beginToLeave(parts, request, places)
    // A disk in Ceph must be kept before the destination may touch it.
    const stays = disks.some(({ ceph }) => ceph !== undefined)
    if (!stays && (await endGuest(parts, spec.id, options))) return places.own
  }
  const timeoutMs = parts.settings.libvirt.shutdownTimeoutSec * 1000
  await putAside(parts, request, places, { ...options, timeoutMs })
  return places.aside
}

/** What moves, relative to the server's directory: all but a swap disk that is made anew, and what is in Ceph. */
async function travellingPaths(sizes: WantedSizes, disks: readonly DiskFacts[], directory: string): Promise<string[]> {
  const others = [kernelName, ramdiskName, fixedDevicesName]
  const there = await Promise.all(others.map((name) => exists(join(directory, name))))
  return [
    ...disks.filter((disk) => disk.ceph === undefined && !swapStays(sizes, disk)).map((disk) => disk.name),
    ...others.filter((_, index) => there[index]),
    ...(await firmwareFiles(directory)),
  ]
}

const nameInOffer = (path: string): string => path.replaceAll('/', ':')

const plainFile = (path: string): TravellingFile => ({
  name: nameInOffer(path),
  path,
  sizeBytes: 0,
  filledBytes: 0,
  version: '',
  cuts: [],
})

/** Lets the destination read all of it, and tells it what there is, so that it need not ask. */
async function offerAll(directory: string, paths: readonly string[], signal: AbortSignal): Promise<TravellingFile[]> {
  const offer = await readOffer(directory)
  if (offer === undefined) throw new Fault('conflict', `${directory} has no offer`)
  const files = { ...offer.files, ...Object.fromEntries(paths.map((path) => [nameInOffer(path), path])) }
  const [all] = await Promise.all([
    Promise.all(
      paths.map(async (path) => ({
        name: nameInOffer(path),
        path,
        ...(await fileFacts(join(directory, path), signal)).facts,
      })),
    ),
    writeOffer(directory, { ...offer, files }),
  ])
  return all
}
