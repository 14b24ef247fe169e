import { constants } from 'node:fs'
import { chmod, copyFile, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageSpec, ServerSpec } from '@kilonova/core'
import type { ImageBackend } from './backends/image-backend.ts'
import type { BaseImage, ImageCache } from './cache/image-cache.ts'
import { metadataFiles } from './config-drive/instance-metadata.ts'
import { writeConfigDrive } from './config-drive/write-config-drive.ts'
import { consoleName, kernelName, ramdiskName } from './disk-info.ts'
import { ephemeralBase, needEphemeralFormat, swapBase } from './disks/formatted-base.ts'
import { rootSizeBytes } from './disks/root-size.ts'
import { exists, makeDirectory, makeWhole, removePartials, syncPath } from './files.ts'
import type { Disk, FileOptions, ServerDisks } from './server-files.ts'
import type { EphemeralFormat, ImageSettings } from './settings.ts'

export interface MakeDisksOptions extends FileOptions {
  readonly directory: string
  readonly cache: ImageCache
  readonly locksDirectory: string
  readonly backend: ImageBackend
  readonly settings: ImageSettings
}

interface Bases {
  readonly root: BaseImage
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
  const format = spec.flavor.ephemeralGiB > 0 ? await ephemeralFormatOf(spec, options.settings) : undefined
  const bases = await getBases(spec, options)
  const rootBytes = rootSizeBytes(spec, bases.root.virtualSizeBytes)
  await makeDirectory(options.directory, 0o711)
  await removePartials(options.directory)
  const settled = await allOrFirst(options.signal, (signal) => {
    const at = { ...options, signal }
    return [
      makeRoot(spec, bases.root, rootBytes, at),
      format === undefined ? undefined : makeEphemeral(spec, format, at),
      spec.flavor.swapMiB === 0 ? undefined : makeSwap(spec, at),
      spec.configDrive ? makeConfigDrive(spec, at) : undefined,
      bases.kernel === undefined ? undefined : copyFromBase(bases.kernel, join(options.directory, kernelName)),
      bases.ramdisk === undefined ? undefined : copyFromBase(bases.ramdisk, join(options.directory, ramdiskName)),
      makeConsoleLog(options.directory),
    ] as const
  })
  const [root, ephemeral, swap, configDrive, kernelPath, ramdiskPath, consoleLogPath] = settled
  const disks: ServerDisks = {
    root,
    ephemerals: ephemeral === undefined ? [] : [ephemeral],
    ...(swap === undefined ? {} : { swap }),
    ...(configDrive === undefined ? {} : { configDrive }),
    ...(kernelPath === undefined ? {} : { kernelPath }),
    ...(ramdiskPath === undefined ? {} : { ramdiskPath }),
    consoleLogPath,
  }
  return { disks, imageFetched: bases.fetched }
}

async function getBases(spec: ServerSpec, { cache, signal, onProgress }: MakeDisksOptions): Promise<Bases> {
  const virtualSize = await cache.peekVirtualSize(spec.image, signal)
  if (virtualSize !== undefined) rootSizeBytes(spec, virtualSize)
  const [root, kernel, ramdisk] = await allOrFirst(signal, (signal) => {
    const job = { signal, ...(onProgress === undefined ? {} : { onProgress }) }
    const get = (image: ImageSpec | undefined) => (image === undefined ? undefined : cache.get(image, job))
    return [cache.get(spec.image, job), get(spec.kernel), get(spec.ramdisk)] as const
  })
  return {
    root: root.base,
    kernel: kernel?.base,
    ramdisk: ramdisk?.base,
    fetched: [root, kernel, ramdisk].some((one) => one?.fetched === true),
  }
}

async function makeRoot(
  spec: ServerSpec,
  base: BaseImage,
  sizeBytes: number,
  options: MakeDisksOptions,
): Promise<Disk> {
  const cdrom = spec.image.diskFormat === 'iso'
  return options.backend.create(
    {
      serverId: spec.id,
      directory: options.directory,
      name: 'disk',
      // A CD has the size that it has.
      sizeBytes: cdrom ? base.virtualSizeBytes : sizeBytes,
      preallocate: options.settings.preallocate === 'space',
      readOnly: cdrom,
      device: cdrom ? 'cdrom' : 'disk',
    },
    base,
    options,
  )
}

async function makeEphemeral(spec: ServerSpec, format: EphemeralFormat, options: MakeDisksOptions): Promise<Disk> {
  const base = await ephemeralBase(spec.flavor.ephemeralGiB, format, {
    directory: options.cache.directory,
    locksDirectory: options.locksDirectory,
    signal: options.signal,
  })
  return makeFromFormatted(spec, 'disk.eph0', base, options)
}

async function makeSwap(spec: ServerSpec, options: MakeDisksOptions): Promise<Disk> {
  const base = await swapBase(spec.flavor.swapMiB, {
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
    },
    base,
    options,
  )
}

/** The image's os_type decides, then the setting. @throws {Fault} `invalid` when this host cannot make it. */
function ephemeralFormatOf(spec: ServerSpec, settings: ImageSettings): Promise<EphemeralFormat> {
  const osType = spec.image.properties.os_type
  return needEphemeralFormat(osType === 'windows' ? 'ntfs' : settings.ephemeralFormat)
}

async function makeConfigDrive(spec: ServerSpec, { directory, settings, signal }: MakeDisksOptions): Promise<Disk> {
  const path = join(directory, 'disk.config')
  if (!(await exists(path))) await writeConfigDrive(path, metadataFiles(spec), settings.configDriveFormat, { signal })
  const iso = settings.configDriveFormat === 'iso9660'
  return {
    name: 'disk.config',
    path,
    format: 'raw',
    sizeBytes: (await stat(path)).size,
    readOnly: iso,
    device: iso ? 'cdrom' : 'disk',
  }
}

/** A copy of its own, sharing blocks where the file system can: libvirt changes the owner of what it gives to a guest. */
async function copyFromBase(base: BaseImage, path: string): Promise<string> {
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
