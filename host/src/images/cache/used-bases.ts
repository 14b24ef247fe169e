import { type Dirent } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isMissing } from '../files.ts'

const serverDirectory = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(_resize|_del)?$/

/**
 * Which bases have a disk on top of them: every qcow2 file of every server's directory is asked for its backing file,
 * those of half-removed and resized servers too.
 * @returns base name → directories that use it.
 */
export async function usedBases(instancesDirectory: string, cacheDirectory: string): Promise<Map<string, string[]>> {
  const users = new Map<string, string[]>()
  for (const server of await names(instancesDirectory)) {
    if (!server.isDirectory() || !serverDirectory.test(server.name)) continue
    const directory = join(instancesDirectory, server.name)
    for (const file of await names(directory)) {
      // Other names too: whoever made it, a file on top of a base must keep it.
      if (!file.isFile() || !/disk|delta|snap/.test(file.name)) continue
      const backing = await backingFileOf(join(directory, file.name))
      if (backing === undefined || dirname(backing) !== cacheDirectory) continue
      users.set(basename(backing), [...(users.get(basename(backing)) ?? []), server.name])
    }
  }
  return users
}

async function names(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** The backing file that a qcow2 file of ours names; undefined for files of other kinds. */
export async function backingFileOf(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path, 'r')
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    if (bytesRead < 20 || buffer.toString('latin1', 0, 4) !== 'QFI\xfb') return undefined
    const offset = Number(buffer.readBigUInt64BE(8))
    const length = buffer.readUInt32BE(16)
    if (offset === 0 || length === 0 || length > 1023) return undefined
    const name = await file.read(Buffer.alloc(length), 0, length, offset)
    return name.buffer.toString('utf8', 0, name.bytesRead)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
