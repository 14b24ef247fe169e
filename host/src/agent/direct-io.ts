import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Whether files there can be opened past the page cache (O_DIRECT): QEMU's cache mode `none` needs it. tmpfs cannot. */
export async function hasDirectIo(directory: string): Promise<boolean> {
  const path = join(directory, `.direct-io-${randomUUID()}`)
  try {
    const file = await open(path, constants.O_CREAT | constants.O_RDWR | constants.O_DIRECT, 0o600)
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EINVAL') return false
    throw error
  } finally {
    await rm(path, { force: true })
  }
}
