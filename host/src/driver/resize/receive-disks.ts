import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type DiskFacts,
  Fault,
  type Progress,
  type ServerSpec,
  type TransferMode,
  type TravellingFile,
} from '@kilonova/core'
import { readManifest } from '../../images/disk-info.ts'
import { exists, makeDirectory, makeWhole, removePartials, syncPath } from '../../images/files.ts'
import type { FileOptions } from '../../images/server-files.ts'
import { explainNoSpace } from '../../programs/no-space.ts'
import { runProgram } from '../../programs/run-program.ts'
import { receiveFile } from '../../transfer/receive-file.ts'
import { type DriverParts, whatFailed } from '../parts.ts'
import { finishDisks } from './finish-disks.ts'
import { departing, arrived, incoming, type Places, placesOf } from './places.ts'
import { type SourcePlace, sourceOf } from './source-of.ts'

export interface ReceiveDisks {
  readonly spec: ServerSpec
  readonly migrationId: string
  readonly source?: SourcePlace | undefined
  readonly mode: TransferMode
  readonly files: readonly TravellingFile[]
  readonly disks: readonly DiskFacts[]
}

/** Brings the disks, makes them what the new flavor says, and gives the directory its name. */
export async function receiveDisks(
  parts: DriverParts,
  request: ReceiveDisks,
  options: FileOptions,
): Promise<{ receivedBytes: number }> {
  const { spec, migrationId } = request
  const places = placesOf(parts.files, spec.id)
  if ((await arrived.read(places.own))?.migrationId === migrationId) {
    await dropTravelThings(places.own)
    return { receivedBytes: 0 }
  }
  const mark = await incoming.read(places.incoming)
  if (mark?.migrationId !== migrationId || (await exists(places.own))) {
    throw new Fault('conflict', `${whatFailed(spec.id, 'moved')}: this host was not prepared for it`, {
      next: `look at ${places.own} and ${places.incoming} on that host`,
    })
  }
  const began = performance.now()
  await removePartials(places.incoming)
  let receivedBytes = 0
  try {
    if (!mark.received) {
      receivedBytes = await bring(parts, request, places, mark.ticket, options)
      await incoming.write(places.incoming, { ...mark, received: true })
    }
    const copiedMs = Math.round(performance.now() - began)
    await finishDisks(parts, { ...request, directory: places.incoming }, options)
    await settle(places, migrationId)
    const tookMs = Math.round(performance.now() - began)
    parts.log.info('disks arrived', { serverId: spec.id, mode: request.mode, receivedBytes, copiedMs, tookMs })
  } catch (error) {
    throw await explainNoSpace(error, places.incoming)
  }
  return { receivedBytes }
}

async function bring(
  parts: DriverParts,
  request: ReceiveDisks,
  places: Places,
  ticket: string,
  options: FileOptions,
): Promise<number> {
  switch (request.mode) {
    case 'overlay':
      return bringFromSource(parts, request, places, ticket, options)
    case 'local':
      return copyFromAside(request, places, options)
    case 'flatten':
      return checkPushed(request, places)
    default:
      return request.mode satisfies never
  }
}

const filesAtOnce = 2

async function bringFromSource(
  parts: DriverParts,
  { spec, migrationId, source, files }: ReceiveDisks,
  places: Places,
  ticket: string,
  { signal, onProgress }: FileOptions,
): Promise<number> {
  if (source === undefined) throw new Fault('invalid', `${whatFailed(spec.id, 'moved')}: from nowhere`)
  const from = sourceOf(parts, source, { serverId: spec.id, migrationId, ticket })
  const total = files.reduce((sum, file) => sum + file.filledBytes, 0)
  let done = 0
  const onBytes = (more: number): void => {
    done += more
    onProgress?.(copying(done, total))
  }
  onProgress?.(copying(0, total))
  const patienceMs = parts.settings.resize.patienceSec * 1000
  // The small ones come beside the largest: each costs a handshake and a wait for the disk, and the guest is off.
  const left = [...files].sort((a, b) => b.filledBytes - a.filledBytes)
  const failing = new AbortController()
  const both = AbortSignal.any([signal, failing.signal])
  const work = async (): Promise<void> => {
    for (let facts = left.shift(); facts !== undefined; facts = left.shift()) {
      const path = join(places.incoming, facts.path)
      await mkdir(dirname(path), { recursive: true, mode: 0o711 })
      await receiveFile({
        source: from,
        name: facts.name,
        path,
        facts,
        signal: both,
        patienceMs,
        onBytes,
        log: parts.log,
      })
    }
  }
  const failed = (error: unknown): void => failing.abort(failing.signal.aborted ? failing.signal.reason : error)
  await Promise.all(Array.from({ length: filesAtOnce }, () => work().catch(failed)))
  if (failing.signal.aborted) throw failing.signal.reason
  return done
}

const copying = (done: number, total: number): Progress => ({
  label: 'copying disks',
  done,
  total: Math.max(total, done),
  unit: 'bytes',
})

/** Source and destination are one file system: each file is copied, blocks shared where that can be, holes kept. */
async function copyFromAside(
  { spec, migrationId, files }: ReceiveDisks,
  places: Places,
  { signal, onProgress }: FileOptions,
): Promise<number> {
  if ((await departing.read(places.aside))?.migrationId !== migrationId) {
    throw new Fault('conflict', `${whatFailed(spec.id, 'moved')}: ${places.aside} is not of this move`)
  }
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(join(places.aside, path))).blocks * 512))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let done = 0
  for (const [index, { path }] of files.entries()) {
    const to = join(places.incoming, path)
    await makeDirectory(dirname(to), 0o711)
    await makeWhole(to, async (partial) => {
      // cp shares blocks where it can, copies inside the kernel where it cannot, and jumps over holes.
      const args = ['--reflink=auto', '--sparse=auto', '--', join(places.aside, path), partial]
      await runProgram('cp', args, { signal, writesTo: to, timeoutMs: Infinity })
      await syncPath(partial)
    })
    done += sizes[index] ?? 0
    onProgress?.(copying(done, total))
  }
  return total
}

/** The source has sent them; they are put on stable storage. */
async function checkPushed({ spec, files }: ReceiveDisks, places: Places): Promise<number> {
  let bytes = 0
  for (const { path } of files) {
    const stats = await stat(join(places.incoming, path)).catch(() => undefined)
    if (stats === undefined) {
      throw new Fault('conflict', `${whatFailed(spec.id, 'moved')}: ${path} did not come to ${places.incoming}`)
    }
    bytes += stats.blocks * 512
    await syncPath(join(places.incoming, path))
  }
  return bytes
}

/** The directory gets its name, and the server is here; what was for the way only goes after that. */
async function settle(places: Places, migrationId: string): Promise<void> {
  if ((await readManifest(places.incoming)) === undefined)
    throw new Error(`${places.incoming} has no record of its disks`)
  await arrived.write(places.incoming, { version: 1, migrationId })
  await rename(places.incoming, places.own)
  await syncPath(dirname(places.own))
  await dropTravelThings(places.own)
}

/** Marks, probe, and what disks were made of. */
async function dropTravelThings(directory: string): Promise<void> {
  await incoming.remove(directory)
  const names = await readdir(directory)
  const ours = names.filter((name) => name === 'probe' || /\.(base|arrived)$/.test(name))
  await Promise.all(ours.map((name) => rm(join(directory, name), { force: true })))
}
