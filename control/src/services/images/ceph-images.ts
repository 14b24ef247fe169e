import { askHost, type Database, HostName, ImageId } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { CloudParts } from '../../cloud.ts'

const everyMs = 10_000
const answerMs = 600_000

type Parts = Pick<CloudParts, 'store' | 'bus' | 'log' | 'settings'>

export interface ImageInCeph {
  readonly imageId: string
  readonly place: string
  /** Who makes it. */
  readonly host: string
}

/** Before a host makes it: from here on it is removed unless its image is there for users, whatever crashes. */
export async function expectImageInCeph(trx: Transaction<Database>, image: ImageInCeph): Promise<void> {
  const { imageId, place, host } = image
  await trx
    .insertInto('images_in_ceph')
    .values({ image_id: imageId, place, host })
    .onConflict((conflict) => conflict.column('image_id').doUpdateSet({ place, host }))
    .execute()
}

/** Removes from Ceph what hosts made there for images that are gone, now and at every try after. */
export class CephImageKeeper implements Disposable {
  readonly #parts: Parts
  readonly #timer: NodeJS.Timeout
  #round: Promise<void> | undefined
  #again = false
  /** What was said of which image already. */
  readonly #told = new Set<string>()

  constructor(parts: Parts) {
    this.#parts = parts
    this.#timer = setInterval(() => this.look(), everyMs)
    this.look()
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
    this.#again = false
  }

  look(): void {
    if (this.#round !== undefined) {
      this.#again = true
      return
    }
    this.#round = removeUnowned(this.#parts, this.#told)
      .catch((error: unknown) => this.#parts.log.warn('images in Ceph could not be looked at', { error }))
      .finally(() => {
        this.#round = undefined
        if (!this.#again) return
        this.#again = false
        this.look()
      })
  }
}

interface Line {
  readonly image_id: string
  readonly place: string
  readonly host: string
}

async function removeUnowned(parts: Parts, told: Set<string>): Promise<void> {
  const { store, log } = parts
  const { rows } = await sql<Line>`
    select c.image_id, c.place, c.host from images_in_ceph c
    where not exists (select from images i where i.id = c.image_id and i.deleted_at is null)
      and not exists (select from flows f where f.kind = 'snapshot'
        and f.state in ('queued', 'running', 'undoing') and f.input ->> 'imageId' = c.image_id::text)`.execute(store.db)
  for (const line of rows) {
    const { image_id: imageId, place } = line
    const { state, error } = await removeByAnyHost(parts, line)
    if (state === 'gone') {
      await store.db.deleteFrom('images_in_ceph').where('image_id', '=', imageId).execute()
      log.info('image removed from Ceph', { imageId, place })
    } else if (!told.has(imageId + state)) {
      told.add(imageId + state)
      if (state === 'used') log.info('disks of servers stand on an image that is deleted', { imageId, place })
      else
        log.warn('no host that is up could remove a deleted image from Ceph; it is tried again', {
          imageId,
          place,
          error,
        })
    }
  }
}

/** Its maker first; any other host of the same cluster does it as well. */
async function removeByAnyHost(
  { store, bus, settings }: Parts,
  line: Line,
): Promise<{ state: 'gone' | 'used' | 'not'; error?: unknown }> {
  let failure: unknown
  const request = { imageId: ImageId.parse(line.image_id), place: line.place }
  const { rows: hosts } = await sql<{ name: string }>`select name from hosts
    where last_seen_at > clock_timestamp() - ${settings.scheduler.hostDownAfterMs} * interval '1 millisecond'
    order by name <> ${line.host}, name`.execute(store.db)
  for (const { name } of hosts) {
    const options = { signal: AbortSignal.timeout(answerMs), deadlineMs: answerMs, requestId: crypto.randomUUID() }
    try {
      const { state } = await askHost(bus, HostName.parse(name), 'removeImageInCeph', request, options)
      if (state !== 'elsewhere') return { state }
    } catch (error) {
      failure ??= error
    }
  }
  return { state: 'not', error: failure }
}
