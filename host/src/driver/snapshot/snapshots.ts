import type { ImageId, Log, ServerId, StoredSnapshot } from '@kilonova/core'
import { hostOperations } from '@kilonova/core'
import type { z } from 'zod'
import { imagesInCeph } from '../../images/extract/ceph-images.ts'
import type { FileOptions } from '../../images/server-files.ts'
import type { DriverParts, OperationOptions } from '../parts.ts'
import { cephOf } from './cut-in-ceph.ts'
import { Places } from './places.ts'
import { restoreGuest } from './restore-guest.ts'
import { type SnapshotRecord, SnapshotRecords } from './snapshot-record.ts'
import { storeSnapshot } from './store-snapshot.ts'
import { type Taken, type TakeParts, takeSnapshot } from './take-snapshot.ts'

export type TakeRequest = z.output<(typeof hostOperations)['takeSnapshot']['request']>
export type StoreRequest = z.output<(typeof hostOperations)['storeSnapshot']['request']> & Pick<TakeRequest, 'format'>

type InTurn = <T>(serverId: ServerId, options: OperationOptions, work: () => Promise<T>) => Promise<T>

const cephTimeoutMs = 120_000
/** A cut that nobody asked for in so long is of a cloud that forgot it. */
const forgottenAfterMs = 24 * 3_600_000
const settleAgainMs = 5000

/** The snapshots of this host's servers: so many at once as the settings allow, and never two of one server. */
export class Snapshots {
  readonly #take: TakeParts
  readonly #places: Places
  readonly #inTurn: InTurn
  readonly #log: Log
  #settling: NodeJS.Timeout | undefined
  #stopped = false
  #cleaning: Promise<void> | undefined

  constructor(parts: DriverParts, inTurn: InTurn) {
    this.#take = { parts, records: new SnapshotRecords(parts.instancesDirectory) }
    this.#places = new Places(parts.settings.snapshot.concurrent)
    this.#inTurn = inTurn
    this.#log = parts.log
  }

  take(request: TakeRequest, options: FileOptions): Promise<Taken> {
    return this.#places.use(options, () =>
      this.#inTurn(request.serverId, options, async () => {
        await this.#cleaned()
        const began = performance.now()
        await this.#giveUp(request.imageId)
        try {
          const taken = await takeSnapshot(this.#take, request, options)
          const tookMs = Math.round(performance.now() - began)
          this.#log.info('snapshot taken', {
            serverId: request.serverId,
            imageId: request.imageId,
            how: taken.how,
            tookMs,
          })
          return taken
        } catch (error) {
          await this.#giveUp(request.imageId).catch(() => this.#settleLater())
          throw error
        }
      }),
    )
  }

  store(request: StoreRequest, options: FileOptions): Promise<StoredSnapshot> {
    return this.#places.use(options, () =>
      this.#inTurn(request.serverId, options, () => storeSnapshot(this.#take, request, options)),
    )
  }

  drop({ serverId, imageId }: { serverId: ServerId; imageId: ImageId }, options: OperationOptions): Promise<void> {
    return this.#inTurn(serverId, options, async () => {
      try {
        await this.#giveUp(imageId)
      } catch (error) {
        // Nobody asks again for what is not wanted any more: it is ours to try on, after a restart too.
        const record = await this.#take.records.read(imageId)
        if (record !== undefined) await this.#take.records.write({ ...record, unwanted: true })
        this.#settleLater()
        throw error
      }
    })
  }

  /** One that this host never could have made is elsewhere. */
  async removeImageInCeph(
    { imageId, place }: { imageId: ImageId; place: string },
    options: OperationOptions,
  ): Promise<'gone' | 'used' | 'elsewhere'> {
    const { rbd } = this.#take.parts.settings.images
    if (rbd?.imagesPool === undefined) return 'elsewhere'
    return imagesInCeph(rbd).remove(imageId, place, options)
  }

  /**
   * Settles what an agent before us left at guests, and what we could not take back while libvirt was away. What is
   * fixed already is kept for whoever asks for it; only what nobody asked for in a day goes.
   */
  async settle(): Promise<void> {
    await this.#cleaned()
    for (const { serverId, imageId } of await this.#take.records.all()) {
      await this.#inTurn(serverId, { signal: new AbortController().signal }, async () => {
        const record = await this.#take.records.read(imageId)
        if (record === undefined) return
        const old = Date.now() - Date.parse(record.at) > forgottenAfterMs
        if (record.phase === 'taking' || record.unwanted === true || old) await this.#giveUp(imageId)
      }).catch((error: unknown) => {
        this.#log.warn('a snapshot that broke off is not settled yet', { serverId, imageId, error })
        this.#settleLater()
      })
    }
  }

  /** What is not settled by then is the next agent's. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#settling)
  }

  /** Once in a process, and before its first snapshot: only then nothing without a record is just being made. */
  #cleaned(): Promise<void> {
    return (this.#cleaning ??= this.#take.records.removeOrphans())
  }

  #settleLater(): void {
    if (this.#stopped) return
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      this.settle().catch((error: unknown) => this.#log.warn('snapshots are not settled', { error }))
    }, settleAgainMs)
  }

  /** The guest is as before, then what the snapshot has on this host goes. Nothing there is success. */
  async #giveUp(imageId: ImageId): Promise<void> {
    const { parts, records } = this.#take
    const record: SnapshotRecord | undefined = await records.read(imageId)
    if (record !== undefined) {
      await restoreGuest(parts, record)
      const signal = AbortSignal.timeout(cephTimeoutMs)
      if (record.cephSnapshot !== undefined && record.imageInCeph === true) {
        await imagesInCeph(parts.settings.images.rbd).giveUp(imageId, record.cephSnapshot, { signal })
      } else if (record.cephSnapshot !== undefined) {
        await cephOf(parts).remove(record.cephSnapshot, { signal })
      }
    }
    await records.remove(imageId)
  }
}
