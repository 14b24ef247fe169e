import { open } from 'node:fs/promises'
import { Fault, type Log, type StoredSnapshot } from '@kilonova/core'
import type { FileOptions } from './server-files.ts'

export interface Upload {
  readonly path: string
  readonly stored: StoredSnapshot
  /** Each takes the bytes by PUT, with the right to do so in itself. */
  readonly urls: readonly string[]
  readonly imageId: string
  readonly log: Log
}

export async function uploadImage({ path, urls, imageId }: Upload, { signal }: FileOptions): Promise<void> {
  void path
  void open
  signal.throwIfAborted()
  throw new Fault(
    'internal',
    `image ${imageId} has no place that this host can upload it to (${urls.length} were told)`,
  )
}
