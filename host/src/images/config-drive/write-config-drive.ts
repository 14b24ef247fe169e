import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Fault } from '@kilonova/core'
import { runProgram } from '../../programs/run-program.ts'
import { partialPath } from '../files.ts'
import type { DriveFile } from './instance-metadata.ts'

export const configDriveLabel = 'config-2'
/** Source: nova-facts 3.8. */
export const vfatBytes = 64 * 2 ** 20

/**
 * Writes the config drive's image at `path`. The files on it hold passwords: they lie in a directory that only we can
 * enter, and are removed whatever happens; the image itself is readable by its owner only.
 */
export async function writeConfigDrive(
  path: string,
  files: readonly DriveFile[],
  format: 'iso9660' | 'vfat',
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const work = partialPath(path)
  const tree = join(work, 'tree')
  const image = join(work, basename(path))
  try {
    await mkdir(work, { mode: 0o700 })
    await writeTree(tree, files)
    if (format === 'iso9660') await makeIso(image, tree, signal)
    else await makeVfat(image, tree, files, signal)
    await chmod(image, 0o600)
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

async function makeIso(image: string, tree: string, signal: AbortSignal): Promise<void> {
  await runProgram(
    'genisoimage',
    [
      '-quiet',
      '-o',
      image,
      '-ldots',
      '-allow-lowercase',
      '-allow-multidot',
      '-l',
      '-publisher',
      'Kilonova',
      '-J',
      '-r',
      '-V',
      configDriveLabel,
      tree,
    ],
    { signal, writesTo: image },
  )
}

async function makeVfat(image: string, tree: string, files: readonly DriveFile[], signal: AbortSignal): Promise<void> {
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
