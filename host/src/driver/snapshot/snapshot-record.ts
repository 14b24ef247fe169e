import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageId, ServerId, StoredSnapshot } from '@kilonova/core'
import { z } from 'zod'
import { isMissing, makeDirectory, syncPath, writeWhole } from '../../images/files.ts'

/**
 * What a snapshot has changed, or is about to change, at a guest. Written to stable storage before the change, so that
 * whoever finds it after a crash knows all that there is to take back.
 */
const SnapshotRecord = z.object({
  version: z.literal(1),
  serverId: ServerId,
  imageId: ImageId,
  /** `taking`: the guest may be touched. `cut`: the content is fixed, nothing of the guest is touched any more. */
  phase: z.enum(['taking', 'cut']),
  at: z.string(),
  /** Disk of the block job, as `vda`. */
  target: z.string().optional(),
  /** The guest's definition, to be given back: libvirt was, or is about to be, told to forget it. */
  definition: z.string().optional(),
  /** Its file systems are frozen, or just about to be. */
  frozen: z.boolean().optional(),
  /** Its memory is saved, or just about to be, and it must go on from there. */
  saved: z.boolean().optional(),
  /** Snapshot of the disk in Ceph, as `pool/image@snapshot`. */
  cephSnapshot: z.string().optional(),
  /** What was fixed: a file in the record's own directory. */
  source: z.object({ name: z.string(), format: z.enum(['raw', 'qcow2']), sizeBytes: z.int() }).optional(),
  /** The source is the image itself, made and hashed, and waits for its upload. */
  stored: StoredSnapshot.optional(),
})
export type SnapshotRecord = z.infer<typeof SnapshotRecord>

const recordName = 'snapshot.json'

/** The records of this host: `<instances>/snapshots/<image id>/`, which QEMU can pass through. */
export class SnapshotRecords {
  readonly #directory: string
  constructor(instancesDirectory: string) {
    this.#directory = join(instancesDirectory, 'snapshots')
  }

  directoryOf(imageId: string): string {
    return join(this.#directory, imageId)
  }

  /** On stable storage when it resolves, directory entry included. */
  async write(record: SnapshotRecord): Promise<void> {
    const directory = this.directoryOf(record.imageId)
    const fresh = await this.#make(directory)
    await writeWhole(join(directory, recordName), JSON.stringify(record), 0o600)
    await syncPath(directory)
    if (fresh) await syncPath(this.#directory)
  }

  async #make(directory: string): Promise<boolean> {
    await makeDirectory(this.#directory, 0o711)
    const before = await readdir(directory).catch(() => undefined)
    await makeDirectory(directory, 0o711)
    return before === undefined
  }

  async read(imageId: string): Promise<SnapshotRecord | undefined> {
    try {
      return SnapshotRecord.parse(JSON.parse(await readFile(join(this.directoryOf(imageId), recordName), 'utf8')))
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  /** Removes all that is in its directory, the record last: while it is there, the rest is not forgotten. */
  async remove(imageId: string): Promise<void> {
    const directory = this.directoryOf(imageId)
    const names = await readdir(directory).catch(() => [])
    for (const name of names) if (name !== recordName) await rm(join(directory, name), { force: true, recursive: true })
    await rm(directory, { force: true, recursive: true })
  }

  /** Every record that is there. A directory without one was made just before a crash, and goes. */
  async all(): Promise<SnapshotRecord[]> {
    const names = await readdir(this.#directory).catch(() => [])
    const records: SnapshotRecord[] = []
    for (const name of names) {
      if (!ImageId.safeParse(name).success) continue
      const record = await this.read(name)
      if (record !== undefined) records.push(record)
    }
    return records
  }
}
