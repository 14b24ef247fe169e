import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Fault } from '@kilonova/core'
import { runProgram } from '../../programs/run-program.ts'
import { partialPath, syncPath, writeWhole } from '../files.ts'
import { isoImage } from './iso9660.ts'
import type { DriveFile } from './instance-metadata.ts'

export const configDriveLabel = 'config-2'
/** Source: nova-facts 3.8. */
export const vfatBytes = 64 * 2 ** 20

/**
 * Writes the config drive's image at `path`, readable by its owner only. The files on it hold passwords: where a program
 * needs them as files they lie in a directory that only we can enter, and are removed whatever happens.
 */
export async function writeConfigDrive(
  path: string,
  files: readonly DriveFile[],
  format: 'iso9660' | 'vfat',
  { signal }: { signal: AbortSignal },
): Promise<void> {
  if (format === 'iso9660') {
    signal.throwIfAborted()
    return writeWhole(path, isoImage(configDriveLabel, files, new Date()), 0o600)
  }
  const work = partialPath(path)
  const image = join(work, basename(path))
  try {
    await mkdir(work, { mode: 0o700 })
    await makeVfat(image, work, files, signal)
    await chmod(image, 0o600)
    await syncPath(image)
    await rename(image, path)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function writeTree(tree: string, files: readonly DriveFile[]): Promise<void> {
  const directories = new Set(files.map((file) => dirname(join(tree, file.path))))
  await Promise.all([...directories].map((directory) => mkdir(directory, { recursive: true, mode: 0o700 })))
  await Promise.all(files.map((file) => writeFile(join(tree, file.path), file.content, { mode: 0o600 })))
}

async function makeVfat(image: string, work: string, files: readonly DriveFile[], signal: AbortSignal): Promise<void> {
  const tree = join(work, 'tree')
  await writeTree(tree, files)
  const bytes = files.reduce((sum, file) => sum + file.content.length, 0)
  if (bytes > vfatBytes * 0.9) {
    throw new Fault('invalid', `what the server is told (${bytes} bytes) does not fit on its config drive`, {
      next: 'make the user data smaller',
    })
  }
  await runProgram('mkfs.vfat', ['-n', configDriveLabel, '-C', image, String(vfatBytes / 1024)], {
    signal,
    writesTo: image,
  })
  const tops = [...new Set(files.map((file) => file.path.split('/')[0] ?? ''))].map((top) => join(tree, top))
  await runProgram('mcopy', ['-s', '-o', '-i', image, ...tops, '::/'], { signal, writesTo: image })
}
