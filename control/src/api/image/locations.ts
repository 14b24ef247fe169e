import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'
import { writableImage } from './access.ts'
import type { ImageRow } from './view.ts'

interface ById {
  Params: { id: string }
}

/** A snapshot in Ceph: cluster, pool, image, snapshot. Names that would be options of a program are none. */
const part = '[A-Za-z0-9][A-Za-z0-9._-]*'
const cephPlace = new RegExp(`^rbd://${part}/${part}/${part}/${part}$`)

const NewLocation = z.strictObject({
  url: PlainText(1024).regex(cephPlace, 'only rbd://<cluster id>/<pool>/<image>/<snapshot> is taken'),
  validation_data: z
    .strictObject({ os_hash_algo: z.string(), os_hash_value: z.string(), checksum: z.string().optional() })
    .partial()
    .optional(),
})

const most = 16

/**
 * Where an image's bytes lie beside the image store: hosts whose disks are in that Ceph cluster clone from there, all
 * others fetch. For administrators, since hosts take the bytes there for the image's own.
 */
export function imageLocationRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/image/v2/images/:id/locations'
  app.get<ById>(path, async (request) => {
    requireRole(request, 'admin')
    return view(await writableImage(cloud.store, request.caller, request.params.id))
  })
  app.post<ById>(path, async (request, reply) => {
    requireRole(request, 'admin')
    const { url, validation_data: told } = parse(NewLocation, request.body)
    const image = await writableImage(cloud.store, request.caller, request.params.id)
    if (image.status !== 'active') {
      throw new Refusal(409, `Image ${image.id} is ${image.status}: upload its data before saying where else it lies.`)
    }
    checkHash(image, told?.os_hash_algo, told?.os_hash_value)
    if (image.locations.includes(url)) throw new Refusal(409, `Image ${image.id} has this location already.`)
    if (image.locations.length >= most) throw new Refusal(413, `An image may have ${most} locations at most.`)
    const changed = await cloud.store.db
      .updateTable('images')
      .set({ locations: sql<string[]>`array_append(locations, ${url})`, updated_at: new Date() })
      .where('id', '=', image.id)
      .where('deleted_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (changed === undefined) throw new Refusal(404, `No image found with ID ${image.id}`)
    return reply.code(202).send(view(changed))
  })
}

const view = (image: ImageRow) => image.locations.map((url) => ({ url, metadata: {} }))

/** Who says what the bytes there are must say what ours are. */
function checkHash(image: ImageRow, algorithm: string | undefined, value: string | undefined): void {
  if (value === undefined) return
  const ours: Record<string, string | null> = { md5: image.md5, sha256: image.sha256, sha512: image.sha512 }
  const known = ours[algorithm ?? 'sha512']
  if (known === undefined) throw new Refusal(400, `The hash ${String(algorithm).slice(0, 20)} is not kept here.`)
  if (known !== value.toLowerCase()) throw new Refusal(409, `Image ${image.id} has another ${algorithm ?? 'sha512'}.`)
}
