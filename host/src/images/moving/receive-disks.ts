import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, type MovingDisk, type MovingGuest, type ServerSpec } from '@kilonova/core'
import { createQcow2 } from '../../programs/qemu-img.ts'
import { writeEmptyQcow2 } from '../backends/write-qcow2.ts'
import type { BaseImage, ImageCache } from '../cache/image-cache.ts'
import { consoleName, kernelName, ramdiskName, readManifest, writeManifest } from '../disk-info.ts'
import { exists, isMissing, makeDirectory, makeWhole, removePartials, syncPath, writeWhole } from '../files.ts'
import { copyFromBase } from '../make-disks.ts'
import type { Disk, FileOptions, ReceivedMove, ServerDisks } from '../server-files.ts'
import type { CephDisks } from './ceph-disks.ts'
import { contentSha256, unpackFile } from './packed-file.ts'

/** Which move made a directory; gone once the guest is this host's. */
const markName = '.moving'
/** Of a directory that has not got its mark yet. */
export const unfinishedSuffix = '_moving'

export interface ReceiveOptions extends FileOptions, ReceivedMove {
  readonly directory: string
  readonly cache: ImageCache
  readonly ceph: CephDisks | undefined
}

/**
 * Makes the directory that a running guest's disks are copied into: empty disks of the same sizes, on bases that are the
 * same byte for byte. Repeating it for the same move is harmless.
 * @throws {Fault} `conflict` (Nova's DestinationDiskExists) for a directory that this move did not make.
 */
export async function receiveDisks(spec: ServerSpec, options: ReceiveOptions): Promise<ServerDisks> {
  const { directory, guest, signal } = options
  await takeDirectory(directory, options.migrationId)
  const made = await readManifest(directory)
  if (made !== undefined) return made
  await removePartials(directory)
  const [disks, kernelPath, ramdiskPath] = await Promise.all([
    Promise.all(guest.disks.map((disk) => receiveDisk(spec, disk, options))),
    fromCache(spec, 'kernel', options),
    fromCache(spec, 'ramdisk', options),
    touch(join(directory, consoleName)),
    guest.fixedDevices === undefined
      ? undefined
      : writeWhole(join(directory, 'guest-devices.json'), guest.fixedDevices, 0o600),
  ])
  signal.throwIfAborted()
  const of = (wanted: (name: string) => boolean): Disk[] => disks.filter((disk) => wanted(disk.name))
  const [root, swap, configDrive] = ['disk', 'disk.swap', 'disk.config'].map((name) => of((one) => one === name)[0])
  if (root === undefined) throw new Fault('invalid', `server ${spec.id} has no root disk at its source`)
  const all: ServerDisks = {
    root,
    ephemerals: of((name) => /^disk\.(local|eph\d+)$/.test(name)),
    ...(swap === undefined ? {} : { swap }),
    ...(configDrive === undefined ? {} : { configDrive }),
    ...(kernelPath === undefined ? {} : { kernelPath }),
    ...(ramdiskPath === undefined ? {} : { ramdiskPath }),
    consoleLogPath: join(directory, consoleName),
  }
  await writeManifest(directory, all)
  await syncPath(directory)
  return all
}

/** Whether a move made the directory; `undefined` when there is none. */
export async function moveThatMade(directory: string): Promise<string | undefined> {
  try {
    return (await readFile(join(directory, markName), 'utf8')).trim()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** From now on the directory is the server's, and no undo takes it away. */
export async function keepDirectory(directory: string): Promise<void> {
  await rm(join(directory, markName), { force: true })
  await syncPath(directory)
}

export function destinationDiskExists(directory: string): Fault {
  return new Fault('conflict', `DestinationDiskExists: ${directory} is there already`, {
    next: 'look whether a server’s only disk is in it; move it away if not',
    fields: { path: directory },
  })
}

/** The directory and its mark come at once, by a rename, so that a crash leaves none that nobody knows. */
async function takeDirectory(directory: string, migrationId: string): Promise<void> {
  if (await exists(directory)) {
    if ((await moveThatMade(directory)) === migrationId) return
    throw destinationDiskExists(directory)
  }
  const making = `${directory}${unfinishedSuffix}`
  await rm(making, { recursive: true, force: true })
  await makeDirectory(making, 0o711)
  await writeWhole(join(making, markName), `${migrationId}\n`, 0o600)
  try {
    await rename(making, directory)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw (error as NodeJS.ErrnoException).code === 'ENOTEMPTY' ? destinationDiskExists(directory) : error
  }
}

async function receiveDisk(spec: ServerSpec, disk: MovingDisk, options: ReceiveOptions): Promise<Disk> {
  const path = join(options.directory, disk.name)
  const { name, format, sizeBytes, readOnly, device } = disk
  if (disk.ceph !== undefined) {
    if (options.ceph !== undefined) return options.ceph.adopt(disk, disk.ceph.image)
    throw new Fault('invalid', `disk ${name} is in Ceph, and this host has no images.rbd settings`)
  }
  if (!(await exists(path))) {
    await makeWhole(path, async (partial) => {
      if (disk.name === 'disk.config') return receiveConfigDrive(partial, options)
      if (disk.format === 'raw') return makeRaw(partial, disk.sizeBytes)
      const base = options.copy === 'whole' ? undefined : await baseOf(spec, disk, options)
      return makeQcow2(partial, disk, base, options.signal)
    })
  }
  return { name, path, format, sizeBytes, readOnly, device }
}

async function receiveConfigDrive(path: string, { guest, signal }: ReceiveOptions): Promise<void> {
  if (guest.configDrive === undefined) throw new Fault('invalid', 'the config drive did not come along')
  await unpackFile(guest.configDrive, path, signal)
}

async function makeRaw(path: string, sizeBytes: number): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  await file.truncate(sizeBytes)
  await file.datasync()
}

async function makeQcow2(
  path: string,
  disk: MovingDisk,
  base: { readonly path: string; readonly format: 'raw' | 'qcow2' } | undefined,
  signal: AbortSignal,
): Promise<void> {
  const clusterSizeBytes = disk.clusterSizeBytes ?? 65_536
  const overlay = { sizeBytes: disk.sizeBytes, clusterSizeBytes, ...(base === undefined ? {} : { backing: base }) }
  if (await writeEmptyQcow2(path, overlay, 0o600)) return
  await createQcow2({ path, ...overlay }, { signal })
  await syncPath(path)
}

/** What is below a disk, proved to be what it has at its source. */
async function baseOf(spec: ServerSpec, { backing, name }: MovingDisk, options: ReceiveOptions) {
  switch (backing.kind) {
    case 'none':
      return undefined
    case 'image':
      return imageBase(spec, backing, options)
    case 'formatted':
      return formattedBase(backing, options)
    case 'other':
      throw new Fault('invalid', `disk ${name} stands on a base that only its source has`, { next: 'copy it whole' })
    default:
      return backing satisfies never
  }
}

async function imageBase(
  spec: ServerSpec,
  wanted: { sourceSha256: string; format: string; virtualSizeBytes: number },
  { cache, signal, onProgress }: ReceiveOptions,
): Promise<BaseImage> {
  const { base } = await cache.get(spec.image, { signal, ...(onProgress === undefined ? {} : { onProgress }) })
  if (isSameBase(base, wanted) && spec.image.sha256 === wanted.sourceSha256) return base
  throw new Fault('invalid', `the base of image ${spec.image.name} is kept in another way on this host`, {
    next: 'give both hosts the same setting images.forceRaw',
  })
}

const isSameBase = (base: BaseImage, wanted: { format: string; virtualSizeBytes: number }): boolean =>
  base.format === wanted.format && base.virtualSizeBytes === wanted.virtualSizeBytes

/** A formatted base is random on every host: the source's own gets a name of its own, with its checksum. */
async function formattedBase(
  { name, content }: { name: string; content: NonNullable<MovingGuest['configDrive']> },
  { cache, signal }: ReceiveOptions,
): Promise<{ path: string; format: 'raw' }> {
  const plain = name.replace(/-[0-9a-f]{12}$/, '')
  const own = join(cache.directory, plain)
  if ((await sizeOf(own)) === content.sizeBytes && (await contentSha256(own, signal)) === content.sha256) {
    return { path: own, format: 'raw' }
  }
  const path = join(cache.directory, `${plain}-${content.sha256.slice(0, 12)}`)
  if ((await sizeOf(path)) !== content.sizeBytes) {
    await mkdir(cache.directory, { recursive: true })
    await makeWhole(path, (partial) => unpackFile(content, partial, signal))
    await syncPath(cache.directory)
  }
  return { path, format: 'raw' }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function fromCache(spec: ServerSpec, what: 'kernel' | 'ramdisk', options: ReceiveOptions) {
  const image = spec[what]
  if (image === undefined) return undefined
  const { signal, onProgress } = options
  const { base } = await options.cache.get(image, { signal, ...(onProgress === undefined ? {} : { onProgress }) })
  return copyFromBase(base, join(options.directory, what === 'kernel' ? kernelName : ramdiskName))
}

async function touch(path: string): Promise<void> {
  await (await open(path, 'a', 0o600)).close()
}
