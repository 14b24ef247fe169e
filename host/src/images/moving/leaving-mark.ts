import { readlink, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { exists, isMissing, partialPath, syncPath } from '../files.ts'

/** Which move takes the guest away, in its directory at the source: a link, which a full disk has room for too. */
const markName = '.leaving'

/** Before a move: on disk when this resolves. */
export async function markLeaving(directory: string, migrationId: string): Promise<void> {
  const mark = join(directory, markName)
  const making = partialPath(mark)
  try {
    await symlink(migrationId, making)
    await rename(making, mark)
  } catch (error) {
    await rm(making, { force: true })
    throw error
  }
  await syncPath(directory)
}

/**
 * Whether what lies there is what this move left. One that is heard late may meet the guest come back meanwhile, by
 * another move: its directory is a new one then, with the only disks that it has. True when there is no directory.
 */
export async function isLeftBy(directory: string, migrationId: string): Promise<boolean> {
  try {
    return (await readlink(join(directory, markName))) === migrationId
  } catch (error) {
    if (!isMissing(error)) throw error
    return !(await exists(directory))
  }
}
