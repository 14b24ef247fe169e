import { constants } from 'node:fs'
import { chmod, copyFile, open, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { EphemeralFormat, ImageSpec, ServerSpec } from '@kilonova/core'
import { type DiskPlan, type ImageBackend, ImageNotCloneable } from './backends/image-backend.ts'
import type { BaseImage, ImageCache } from './cache/image-cache.ts'
import { metadataFiles } from './config-drive/instance-metadata.ts'
import { writeConfigDrive } from './config-drive/write-config-drive.ts'
import { consoleName, kernelName, ramdiskName } from './disk-info.ts'
import { ephemeralBase, needEphemeralFormat, swapBase } from './disks/formatted-base.ts'
import { rootSizeBytes } from './disks/root-size.ts'
import { exists, makeDirectory, makeWhole, removePartials, syncPath } from './files.ts'
import type { Arrived, Disk, FileOptions, ServerDisks } from './server-files.ts'
import type { ImageSettings } from './settings.ts'

export interface MakeDisksOptions extends FileOptions {
  readonly directory: string
  readonly cache: ImageCache
  readonly locksDirectory: string
  readonly backend: ImageBackend
  readonly settings: ImageSettings
  /** `.rescue` for the disks of a rescued server: root, config drive, kernel and ramdisk beside its own. */
  readonly suffix: '' | '.rescue'
  /** @see DiskPlan.madeBy */
  readonly madeBy?: string
}

interface Sources {
  /** The root disk itself, where the backend made it without fetching the image. */
  readonly cloned: Disk | undefined
  readonly root: BaseImage | undefined
  readonly kernel: BaseImage | undefined
  readonly ramdisk: BaseImage | undefined
  readonly fetched: boolean
}

/**
 * Makes all of a server's files that are not there yet. Images come first, and nothing is made for the server before
 * it is known that they may be opened and fit; then all pieces at once, each whole or absent under its name.
 */
export async function makeDisks(
  spec: ServerSpec,
  options: MakeDisksOptions,
): Promise<{ disks: ServerDisks; imageFetched: boolean }> {
  const own = options.suffix === ''
  const wanted = own ? await wantedOf(spec, options.settings) : nothingWanted
  const sources = await getSources(spec, options)
  const path = (name: string): string => join(options.directory, `${name}${options.suffix}`)
  await makeDirectory(options.directory, 0o711)
  await removePartials(options.directory)
  const [root, ephemerals, swap, configDrive, kernelPath, ramdiskPath, consoleLogPath] = await allOrFirst(
    options.signal,
    (signal) => {
      const at = { ...options, signal }
      return [
        sources.cloned ?? makeRoot(spec, sources.root, at),
        makeEphemerals(spec, wanted.ephemerals, at),
        wanted.swapMiB > 0 ? makeSwap(spec, wanted.swapMiB, at) : undefined,
        spec.configDrive ? makeConfigDrive(spec, path('disk.config'), at) : undefined,
        sources.kernel === undefined ? undefined : copyFromBase(sources.kernel, path(kernelName)),
        sources.ramdisk === undefined ? undefined : copyFromBase(sources.ramdisk, path(ramdiskName)),
        makeConsoleLog(options.directory),
      ] as const
    },
  )
  const disks: ServerDisks = {
    root,
    ephemerals,
    ...(swap === undefined ? {} : { swap }),
    ...(configDrive === undefined ? {} : { configDrive }),
    ...(kernelPath === undefined ? {} : { kernelPath }),
    ...(ramdiskPath === undefined ? {} : { ramdiskPath }),
    consoleLogPath,
  }
  return { disks, imageFetched: sources.fetched }
}

/** The same for a server that came from another place with its disks: only what it lacks is made. */
export async function completeDisks(
  spec: ServerSpec,
  arrived: Arrived,
  options: MakeDisksOptions,
): Promise<ServerDisks> {
  const { directory, signal } = options
  const wanted = await wantedOf(spec, options.settings)
  const there = async (name: string): Promise<string | undefined> =>
    (await exists(join(directory, name))) ? join(directory, name) : undefined
  const missing = arrived.ephemerals.length === 0 ? wanted.ephemerals : []
  const [ephemerals, swap, kernelPath, ramdiskPath, consoleLogPath] = await allOrFirst(signal, (signal) => {
    const at = { ...options, signal }
    return [
      makeEphemerals(spec, missing, at),
      arrived.swap ?? (wanted.swapMiB > 0 ? makeSwap(spec, wanted.swapMiB, at) : undefined),
      there(kernelName),
      there(ramdiskName),
      makeConsoleLog(directory),
    ] as const
  })
  return {
    root: arrived.root,
    ephemerals: [...arrived.ephemerals, ...ephemerals],
    ...(swap === undefined ? {} : { swap }),
    ...(arrived.configDrive === undefined ? {} : { configDrive: arrived.configDrive }),
    ...(kernelPath === undefined ? {} : { kernelPath }),
    ...(ramdiskPath === undefined ? {} : { ramdiskPath }),
    consoleLogPath,
  }
}

/** The same disks in another directory. */
export function atPlace(disks: ServerDisks, from: string, to: string): ServerDisks {
  const path = (old: string): string => (old.startsWith(`${from}/`) ? join(to, old.slice(from.length)) : old)
  const disk = (one: Disk): Disk => ({ ...one, path: path(one.path) })
  return {
    root: disk(disks.root),
    ephemerals: disks.ephemerals.map(disk),
    ...(disks.swap === undefined ? {} : { swap: disk(disks.swap) }),
    ...(disks.configDrive === undefined ? {} : { configDrive: disk(disks.configDrive) }),
    ...(disks.kernelPath === undefined ? {} : { kernelPath: path(disks.kernelPath) }),
    ...(disks.ramdiskPath === undefined ? {} : { ramdiskPath: path(disks.ramdiskPath) }),
    consoleLogPath: path(disks.consoleLogPath),
  }
}

async function getSources(spec: ServerSpec, options: MakeDisksOptions): Promise<Sources> {
  const { cache, signal, onProgress } = options
  const virtualSize = await cache.peekVirtualSize(spec.image, signal)
  if (virtualSize !== undefined) sizeOfRoot(spec, virtualSize, options)
  const cloned = await cloneRoot(spec, options)
  const [root, kernel, ramdisk] = await allOrFirst(signal, (signal) => {
    const job = { signal, ...(onProgress === undefined ? {} : { onProgress }) }
    const get = (image: ImageSpec | undefined) => (image === undefined ? undefined : cache.get(image, job))
    return [get(cloned === undefined ? spec.image : undefined), get(spec.kernel), get(spec.ramdisk)] as const
  })
  if (root !== undefined) sizeOfRoot(spec, root.base.virtualSizeBytes, options)
  return {
    cloned,
    root: root?.base,
    kernel: kernel?.base,
    ramdisk: ramdisk?.base,
    fetched: [root, kernel, ramdisk].some((one) => one?.fetched === true),
  }
}

/** A rescue disk and a CD are as large as their image; a root disk as the flavor says. */
function sizeOfRoot(spec: ServerSpec, imageBytes: number, { suffix }: MakeDisksOptions): number {
  return suffix === '' && spec.image.diskFormat !== 'iso' ? rootSizeBytes(spec, imageBytes) : imageBytes
}

function rootPlan(spec: ServerSpec, imageBytes: number, options: MakeDisksOptions): DiskPlan {
  const cdrom = spec.image.diskFormat === 'iso'
  return {
    serverId: spec.id,
    directory: options.directory,
    name: `disk${options.suffix}`,
    sizeBytes: sizeOfRoot(spec, imageBytes, options),
    preallocate: options.settings.preallocate === 'space',
    readOnly: cdrom,
    device: cdrom ? 'cdrom' : 'disk',
  }
}

/** @returns undefined when the image must be fetched: only an image that is not acceptable for a clone says so. */
async function cloneRoot(spec: ServerSpec, options: MakeDisksOptions): Promise<Disk | undefined> {
  if (!options.backend.can.cloneImage) return undefined
  try {
    return await options.backend.clone(rootPlan(spec, spec.image.sizeBytes, options), spec.image, options)
  } catch (error) {
    if (error instanceof ImageNotCloneable) return undefined
    throw error
  }
}

function makeRoot(spec: ServerSpec, base: BaseImage | undefined, options: MakeDisksOptions): Promise<Disk> {
  if (base === undefined) throw new Error(`no base image of ${spec.image.id} and no clone of it`)
  return options.backend.create(rootPlan(spec, base.virtualSizeBytes, options), base, options)
}

interface Wanted {
  readonly ephemerals: readonly { readonly sizeGiB: number; readonly format: EphemeralFormat }[]
  readonly swapMiB: number
}

const nothingWanted: Wanted = { ephemerals: [], swapMiB: 0 }

/** The disks that are mapped, else one of each as large as the flavor says. @throws {Fault} as `needEphemeralFormat`. */
async function wantedOf(spec: ServerSpec, settings: ImageSettings): Promise<Wanted> {
  const { ephemeralGiB, swapMiB } = spec.flavor
  const mapped = spec.localDisks ?? { ephemerals: ephemeralGiB > 0 ? [{ sizeGiB: ephemeralGiB }] : [], swapMiB }
  const usual = spec.image.properties.os_type === 'windows' ? 'ntfs' : settings.ephemeralFormat
  const ephemerals = mapped.ephemerals.map(async (one) => ({
    sizeGiB: one.sizeGiB,
    format: await needEphemeralFormat(('format' in one ? one.format : undefined) ?? usual),
  }))
  return { ephemerals: await Promise.all(ephemerals), swapMiB: mapped.swapMiB }
}

async function makeEphemerals(
  spec: ServerSpec,
  wanted: Wanted['ephemerals'],
  options: MakeDisksOptions,
): Promise<Disk[]> {
  const at = { directory: options.cache.directory, locksDirectory: options.locksDirectory, signal: options.signal }
  const make = async ({ sizeGiB, format }: Wanted['ephemerals'][number], index: number): Promise<Disk> =>
    makeFromFormatted(spec, `disk.eph${index}`, await ephemeralBase(sizeGiB, format, index, at), options)
  return allOrFirst(options.signal, () => wanted.map(make))
}

async function makeSwap(spec: ServerSpec, sizeMiB: number, options: MakeDisksOptions): Promise<Disk> {
  const base = await swapBase(sizeMiB, {
    directory: options.cache.directory,
    locksDirectory: options.locksDirectory,
    signal: options.signal,
  })
  return makeFromFormatted(spec, 'disk.swap', base, options)
}

function makeFromFormatted(spec: ServerSpec, name: string, base: BaseImage, options: MakeDisksOptions): Promise<Disk> {
  return options.backend.create(
    {
      serverId: spec.id,
      directory: options.directory,
      name,
      sizeBytes: base.virtualSizeBytes,
      preallocate: options.settings.preallocate === 'space',
      readOnly: false,
      device: 'disk',
      ...(options.madeBy === undefined ? {} : { madeBy: options.madeBy }),
    },
    base,
    options,
  )
}

async function makeConfigDrive(spec: ServerSpec, path: string, { settings, signal }: MakeDisksOptions): Promise<Disk> {
  if (!(await exists(path))) await writeConfigDrive(path, metadataFiles(spec), settings.configDriveFormat, { signal })
  const iso = settings.configDriveFormat === 'iso9660'
  return {
    name: basename(path),
    path,
    format: 'raw',
    sizeBytes: (await stat(path)).size,
    readOnly: iso,
    device: iso ? 'cdrom' : 'disk',
  }
}

/** A copy of its own, sharing blocks where the file system can: libvirt changes the owner of what it gives to a guest. */
export async function copyFromBase(base: BaseImage, path: string): Promise<string> {
  if (!(await exists(path))) {
    await makeWhole(path, async (partial) => {
      await copyFile(base.path, partial, constants.COPYFILE_FICLONE)
      await chmod(partial, 0o600)
      await syncPath(partial)
    })
  }
  return path
}

/** Makes the file that the guest's serial port is written to, ours before libvirt's. */
async function makeConsoleLog(directory: string): Promise<string> {
  const path = join(directory, consoleName)
  if (!(await exists(path))) await (await open(path, 'a', 0o600)).close()
  return path
}

type Awaitable = readonly unknown[]

/**
 * Runs pieces at once. When one fails the others are ended and waited for, so that nobody is still writing when the
 * caller cleans up; the first failure is thrown.
 */
async function allOrFirst<T extends Awaitable>(
  signal: AbortSignal,
  start: (signal: AbortSignal) => T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const failed = new AbortController()
  const pieces = start(AbortSignal.any([signal, failed.signal]))
  const results = await Promise.allSettled(
    pieces.map((piece) =>
      Promise.resolve(piece).catch((error: unknown) => {
        failed.abort(error)
        throw error
      }),
    ),
  )
  if (failed.signal.aborted) throw failed.signal.reason
  return results.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as {
    -readonly [K in keyof T]: Awaited<T[K]>
  }
}
