import { type Dirent } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isMissing } from '../files.ts'

const serverDirectory = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(_resize|_incoming|_del)?$/

/**
 * Which bases have a disk on top of them: every qcow2 file of every server's directory is asked for its backing file,
 * those of half-removed, resized and arriving servers too, and what snapshots have fixed and not stored yet, which may
 * outlive its server.
 * @returns base name → directories that use it.
 */
export async function usedBases(instancesDirectory: string, cacheDirectory: string): Promise<Map<string, string[]>> {
  const users = new Map<string, string[]>()
  const directories = [
    ...(await directoriesIn(instancesDirectory)).filter((name) => serverDirectory.test(name)),
    ...(await directoriesIn(join(instancesDirectory, 'snapshots'))).map((name) => join('snapshots', name)),
  ]
  for (const directory of directories) {
    for (const file of await entriesOf(join(instancesDirectory, directory))) {
      // Other names too: whoever made it, a file on top of a base must keep it.
      if (!file.isFile() || !/disk|delta|snap|image/.test(file.name)) continue
      const backing = await backingFileOf(join(instancesDirectory, directory, file.name))
      if (backing === undefined || dirname(backing) !== cacheDirectory) continue
      users.set(basename(backing), [...(users.get(basename(backing)) ?? []), directory])
    }
  }
  return users
}

const directoriesIn = async (path: string): Promise<string[]> =>
  (await entriesOf(path)).filter((entry) => entry.isDirectory()).map(({ name }) => name)

async function entriesOf(directory: string): Promise<Dirent[]> {
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

const extensionBackingFormat = 0xe2792aca

/** The format that a qcow2 file of ours says its backing file has; undefined when it leaves that to a guess. */
export async function backingFormatOf(path: string): Promise<'raw' | 'qcow2' | undefined> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
  const version = bytesRead < 104 ? 0 : buffer.readUInt32BE(4)
  // Source: QEMU's docs/interop/qcow2.txt, header extensions.
  for (let at = version >= 3 ? buffer.readUInt32BE(100) : 72; at + 8 <= bytesRead; ) {
    const [kind, length] = [buffer.readUInt32BE(at), buffer.readUInt32BE(at + 4)]
    if (kind === 0) return undefined
    const text = buffer.toString('latin1', at + 8, at + 8 + length)
    if (kind === extensionBackingFormat) return text === 'raw' || text === 'qcow2' ? text : undefined
    at += 8 + Math.ceil(length / 8) * 8
  }
  return undefined
}

/** The unit in which a qcow2 file of ours is written, in bytes. */
export async function clusterSizeOf(path: string): Promise<number> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(24), 0, 24, 0)
  if (bytesRead < 24 || buffer.toString('latin1', 0, 4) !== 'QFI\xfb') throw new Error(`${path} is not a qcow2 file`)
  return 2 ** buffer.readUInt32BE(20)
}
