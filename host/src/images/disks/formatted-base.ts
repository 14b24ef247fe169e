import { open, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { type EphemeralFormat, ephemeralFormats, Fault } from '@kilonova/core'
import { findProgram, type ProgramName } from '../../programs/find-program.ts'
import { ProgramError, runProgram } from '../../programs/run-program.ts'
import { ephemeralBaseName, swapBaseName } from '../cache/base-name.ts'
import { waitForLock } from '../cache/file-lock.ts'
import type { BaseImage } from '../cache/image-cache.ts'
import { lockedPartialPath, makeDirectory, makeWhole, syncPath } from '../files.ts'

export interface FormattedBaseOptions {
  /** `<instances>/_base` */
  readonly directory: string
  readonly locksDirectory: string
  readonly signal: AbortSignal
}

/** Arguments before the file's path, with the label where the tool wants it. */
const makers: Record<EphemeralFormat, (label: string) => readonly string[]> = {
  ext2: (label) => ['-q', '-F', '-L', label],
  ext3: (label) => ['-q', '-F', '-L', label],
  ext4: (label) => ['-q', '-F', '-L', label],
  xfs: (label) => ['-q', '-f', '-L', label],
  btrfs: (label) => ['-q', '-f', '-L', label],
  vfat: (label) => ['-I', '-n', label],
  ntfs: (label) => ['-Q', '-q', '-F', '-L', label],
}

const programFor = (format: EphemeralFormat): ProgramName => `mkfs.${format}`

/**
 * An empty file system of one size, made once per host; servers get overlays of it.
 * @param index which of the server's it is: its label says so, `ephemeral0` and on.
 */
export async function ephemeralBase(
  sizeGiB: number,
  format: EphemeralFormat,
  index: number,
  options: FormattedBaseOptions,
): Promise<BaseImage> {
  const program = programFor(format)
  if ((await findProgram(program)) === undefined) throw await unsupportedFormat(format)
  return formattedBase(ephemeralBaseName(sizeGiB, format, index), sizeGiB * 2 ** 30, options, (partial) =>
    // Ten minutes: some tools write their tables in full for very large disks.
    runProgram(program, [...makers[format](`ephemeral${index}`), partial], {
      signal: options.signal,
      writesTo: partial,
      timeoutMs: 600_000,
    }),
  )
}

/** A formatted swap area of one size, made once per host. */
export function swapBase(sizeMiB: number, options: FormattedBaseOptions): Promise<BaseImage> {
  return formattedBase(swapBaseName(sizeMiB), sizeMiB * 2 ** 20, options, (partial) =>
    runProgram('mkswap', [partial], { signal: options.signal, writesTo: partial }),
  )
}

/** @throws {Fault} `invalid` naming what this host can make. Nova calls it InvalidBlockDeviceFormat. */
export async function needEphemeralFormat(format: string): Promise<EphemeralFormat> {
  const known = ephemeralFormats.find((one) => one === format)
  if (known === undefined || (await findProgram(programFor(known))) === undefined) throw await unsupportedFormat(format)
  return known
}

async function unsupportedFormat(format: string): Promise<Fault> {
  const there = await Promise.all(
    ephemeralFormats.map(async (one) => ((await findProgram(programFor(one))) ? one : '')),
  )
  const supported = there.filter((one) => one !== '').join(', ')
  return new Fault(
    'invalid',
    `InvalidBlockDeviceFormat: this host cannot make the file system ${JSON.stringify(format)}`,
    {
      next: `ask for one of: ${supported}`,
      fields: { format, supported },
    },
  )
}

async function formattedBase(
  name: string,
  sizeBytes: number,
  options: FormattedBaseOptions,
  make: (partial: string) => Promise<unknown>,
): Promise<BaseImage> {
  const path = join(options.directory, name)
  const base: BaseImage = { imageId: name, path, format: 'raw', virtualSizeBytes: sizeBytes }
  if (await touchWhole(path, sizeBytes)) return base
  await makeDirectory(options.directory, 0o711)
  await makeDirectory(options.locksDirectory, 0o700)
  await using _lock = await waitForLock(join(options.locksDirectory, `nova-${name}`), { signal: options.signal })
  if (await touchWhole(path, sizeBytes)) return base
  try {
    const format = async (partial: string): Promise<void> => {
      await (await open(partial, 'wx', 0o644)).close()
      await truncate(partial, sizeBytes)
      await make(partial)
      await syncPath(partial)
    }
    await makeWhole(path, format, lockedPartialPath(path))
  } catch (error) {
    if (error instanceof ProgramError) {
      throw new Fault('invalid', `no disk ${name} of ${sizeBytes / 2 ** 20} MiB could be formatted`, {
        cause: error,
        next: 'choose another size or file system',
      })
    }
    throw error
  }
  await syncPath(options.directory)
  return base
}

/** Whether it is there at its full length; marks it as used now. */
async function touchWhole(path: string, sizeBytes: number): Promise<boolean> {
  try {
    if ((await stat(path)).size !== sizeBytes) return false
    await using file = await open(path, 'r+')
    const now = Date.now() / 1000
    await file.utimes(now, now)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
