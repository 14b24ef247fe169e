import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageId, ServerId, StoredSnapshot } from '@kilonova/core'
import { z } from 'zod'
import { isMissing, makeDirectory, partialPath, syncPath, writeWhole } from '../../images/files.ts'

/**
 * What a snapshot has changed, or is about to change, at a guest. Written before the change, so that whoever finds it
 * after a crash knows all that there is to take back.
 */
const SnapshotRecord = z.object({
  version: z.literal(1),
  serverId: ServerId,
  imageId: ImageId,
  /** `taking`: the guest may be touched. `cut`: the content is fixed, nothing of the guest is touched any more. */
  phase: z.enum(['taking', 'cut']),
  at: z.string(),
  /** It was given up, and that did not succeed yet. */
  unwanted: z.boolean().optional(),
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
  /** The image is, or is about to be, in Ceph as well. */
  imageInCeph: z.boolean().optional(),
  /** What was fixed: a file in the record's own directory, or the snapshot in Ceph. */
  source: z.object({ name: z.string(), format: z.enum(['raw', 'qcow2']), sizeBytes: z.int() }).optional(),
  /** The source is the image itself, and not hashed yet. */
  whole: z.boolean().optional(),
  /** The format that the image must have, where the store wants one. */
  format: z.enum(['raw', 'qcow2']).optional(),
  /** The source is the image itself, made and hashed, and waits for its upload. */
  stored: StoredSnapshot.optional(),
})
export type SnapshotRecord = z.infer<typeof SnapshotRecord>

const recordName = 'snapshot.json'
/** Beside the record: an image that waits until it is in the store. */
export const imageName = 'image'

/** The records of this host: `<instances>/snapshots/<image id>/`, which QEMU can pass through. */
export class SnapshotRecords {
  readonly #directory: string
  constructor(instancesDirectory: string) {
    this.#directory = join(instancesDirectory, 'snapshots')
  }

  directoryOf(imageId: string): string {
    return join(this.#directory, imageId)
  }

  /**
   * What must outlive a power cut is on stable storage when it resolves, directory entry included: a definition, and that
   * a guest has to go on from saved memory. All else is of a guest that a power cut ends anyway.
   */
  async write(record: SnapshotRecord): Promise<void> {
    const directory = this.directoryOf(record.imageId)
    const fresh = await this.#make(directory)
    const [path, text] = [join(directory, recordName), JSON.stringify(record)]
    if (record.definition === undefined && record.saved !== true) {
      const part = partialPath(path)
      await writeFile(part, text, { mode: 0o600 })
      return rename(part, path)
    }
    await writeWhole(path, text, 0o600)
    await syncPath(directory)
    if (fresh) await syncPath(this.#directory)
  }

  async #make(directory: string): Promise<boolean> {
    await makeDirectory(this.#directory, 0o711)
    const before = await readdir(directory).catch(() => undefined)
    await makeDirectory(directory, 0o711)
    return before === undefined
  }

  /** @returns undefined too for one that a power cut left without its content: it had nothing to take back. */
  async read(imageId: string): Promise<SnapshotRecord | undefined> {
    const text = await readFile(join(this.directoryOf(imageId), recordName), 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return ''
      throw error
    })
    return text.trim() === '' || text.startsWith('\0') ? undefined : SnapshotRecord.parse(JSON.parse(text))
  }

  /** Removes all that is in its directory, the record last: while it is there, the rest is not forgotten. */
  async remove(imageId: string): Promise<void> {
    const directory = this.directoryOf(imageId)
    const names = await readdir(directory).catch(() => [])
    for (const name of names) if (name !== recordName) await rm(join(directory, name), { force: true, recursive: true })
    await rm(directory, { force: true, recursive: true })
  }

  /** Every record that is there. */
  async all(): Promise<SnapshotRecord[]> {
    const records = await Promise.all((await this.#names()).map((name) => this.read(name)))
    return records.filter((record) => record !== undefined)
  }

  /** Removes what was made just before a crash, and has no record yet. Only while nobody takes snapshots. */
  async removeOrphans(): Promise<void> {
    for (const name of await this.#names()) if ((await this.read(name)) === undefined) await this.remove(name)
  }

  async #names(): Promise<string[]> {
    const names = await readdir(this.#directory).catch(() => [])
    return names.filter((name) => ImageId.safeParse(name).success)
  }
}
