import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type DiskFacts,
  Fault,
  type FlavorSpec,
  type HostAnswer,
  type HostName,
  type ServerSpec,
  type TravellingFile,
} from '@kilonova/core'
import { kernelName, ramdiskName, readManifest } from '../../images/disk-info.ts'
import { exists, syncPath } from '../../images/files.ts'
import type { FileOptions } from '../../images/server-files.ts'
import { fileFacts } from '../../transfer/file-facts.ts'
import { readOffer, writeOffer } from '../../transfer/offers.ts'
import { type DriverParts, whatFailed } from '../parts.ts'
import { fixedDevicesName } from '../plan/fixed-devices.ts'
import { listDisks, refuseShrinking, swapStays, type WantedSizes } from './disk-list.ts'
import { firmwareFiles, saveFirmwareState } from './firmware-state.ts'
import { flattenDisks } from './flatten-disks.ts'
import { departing, type Places, placesOf } from './places.ts'
import { powerOffForGood } from './power-off-for-good.ts'

export interface MigrateDisks {
  readonly spec: ServerSpec
  readonly flavor: FlavorSpec
  readonly migrationId: string
  readonly sameHost: boolean
  readonly shared: boolean
  readonly destination: { readonly host: HostName; readonly address: string; readonly incomingDirectory: string }
}

/**
 * Switches the guest off and puts its directory aside, where nothing of this move writes into it: what is brought back by
 * a revert are these very files.
 */
export async function migrateDisks(
  parts: DriverParts,
  request: MigrateDisks,
  options: FileOptions,
): Promise<HostAnswer<'migrateDisks'>> {
  const { spec, flavor, migrationId } = request
  const places = placesOf(parts.files, spec.id)
  const began = performance.now()
  if ((await departing.read(places.aside))?.migrationId !== migrationId) await putAside(parts, request, places, options)
  const stoppedMs = Math.round(performance.now() - began)
  const disks = await disksIn(spec, places.aside)
  const travelling = await travellingPaths({ ...spec, flavor }, disks, places.aside)
  const local = request.sameHost || request.shared
  const flatten = parts.settings.resize.transfer === 'flatten' && !request.sameHost
  if (flatten) {
    await flattenDisks(parts, { ...request, disks, paths: travelling, directory: places.aside }, options)
  }
  const mode = flatten ? 'flatten' : local ? 'local' : 'overlay'
  const files =
    mode === 'overlay' ? await offerAll(places.aside, travelling, options.signal) : travelling.map(plainFile)
  parts.log.info('disks are ready to move', {
    serverId: spec.id,
    mode,
    stoppedMs,
    tookMs: Math.round(performance.now() - began),
  })
  return { mode, files, disks }
}

async function putAside(
  parts: DriverParts,
  { spec, flavor, migrationId }: MigrateDisks,
  places: Places,
  { signal }: FileOptions,
): Promise<void> {
  const what = whatFailed(spec.id, 'moved')
  if (!(await exists(places.own)) || (await exists(places.aside))) {
    throw new Fault('conflict', `${what}: its directory is not as it was left`, {
      next: `look at ${places.own} and ${places.aside} on that host`,
    })
  }
  // Once more: a disk may have been grown since it was offered.
  refuseShrinking({ ...spec, flavor }, await disksIn(spec, places.own))
  await departing.write(places.own, { version: 1, migrationId })
  await parts.connection.use(
    what,
    async (connection) => {
      const timeoutMs = parts.settings.libvirt.shutdownTimeoutSec * 1000
      const domain = await powerOffForGood(parts, connection, spec.id, timeoutMs, signal)
      if (domain !== undefined) await saveFirmwareState(domain, spec.id, places.own)
    },
    signal,
  )
  // From here on nothing of this host can start the guest: its definition names files that are not there.
  await rename(places.own, places.aside)
  await syncPath(dirname(places.own))
}

async function disksIn(spec: ServerSpec, directory: string): Promise<DiskFacts[]> {
  const disks = await readManifest(directory)
  if (disks === undefined) {
    throw new Fault('conflict', `${whatFailed(spec.id, 'moved')}: ${directory} has no record of its disks`)
  }
  return listDisks(spec, disks)
}

/** What moves, relative to the server's directory: all but a swap disk that is made anew. */
async function travellingPaths(sizes: WantedSizes, disks: readonly DiskFacts[], directory: string): Promise<string[]> {
  const others = [kernelName, ramdiskName, fixedDevicesName]
  const there = await Promise.all(others.map((name) => exists(join(directory, name))))
  return [
    ...disks.filter((disk) => !swapStays(sizes, disk)).map((disk) => disk.name),
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
