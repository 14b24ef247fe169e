import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const partEnd = '.part'

/** Where image bytes lie: `<state>/images/<image id>`, and `<id>.part` while they arrive. */
export class ImageFiles {
  readonly #directory: string
  constructor(directory: string) {
    this.#directory = directory
  }

  static async open(stateDirectory: string): Promise<ImageFiles> {
    const directory = join(stateDirectory, 'images')
    await mkdir(directory, { recursive: true, mode: 0o711 })
    return new ImageFiles(directory)
  }

  pathOf(imageId: string): string {
    return join(this.#directory, imageId)
  }

  partOf(imageId: string): string {
    return this.pathOf(imageId) + partEnd
  }

  locationOf(imageId: string): string {
    return pathToFileURL(this.pathOf(imageId)).href
  }

  /** Gives a complete, synced file its name, so that it survives a power cut under that name or not at all. */
  async publish(imageId: string): Promise<void> {
    await rename(this.partOf(imageId), this.pathOf(imageId))
    const directory = await open(this.#directory, 'r')
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
  }

  /** Makes the empty file that a host of ours fills: that it finds it says that it shares the store. */
  async makePart(imageId: string): Promise<void> {
    await (await open(this.partOf(imageId), 'a', 0o644)).close()
  }

  async partSize(imageId: string): Promise<number | undefined> {
    return stat(this.partOf(imageId)).then(
      ({ size }) => size,
      () => undefined,
    )
  }

  async remove(imageId: string): Promise<void> {
    await rm(this.pathOf(imageId), { force: true })
  }

  async removePart(imageId: string): Promise<void> {
    await rm(this.partOf(imageId), { force: true })
  }

  /** Ids of the files that are there, whole ones and parts. */
  async list(): Promise<{ imageId: string; part: boolean }[]> {
    const names = await readdir(this.#directory)
    return names.map((name) => {
      const part = name.endsWith(partEnd)
      return { imageId: part ? name.slice(0, -partEnd.length) : name, part }
    })
  }

  async has(imageId: string): Promise<boolean> {
    return stat(this.pathOf(imageId)).then(
      () => true,
      () => false,
    )
  }
}
