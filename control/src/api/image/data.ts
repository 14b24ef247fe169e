import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { DiskFormat, Fault } from '@kilonova/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import { type Received, receive } from '../../services/images/receive.ts'
import { fetchElsewhere } from '../../services/images/fetch-elsewhere.ts'
import { Refusal } from '../refusal.ts'
import { noContent, requireRole } from '../request.ts'
import { readableImage, writableImage } from './access.ts'
import { type ByteRange, byteRange } from './byte-range.ts'
import type { ImageRow } from './view.ts'

interface ById {
  Params: { id: string }
}

/** The bytes of an image, in and out. */
export function imageDataRoutes(app: FastifyInstance, cloud: Cloud, stopping: AbortSignal): void {
  // In a scope of its own, so that no other route takes a stream for a body.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/octet-stream', async (_request: FastifyRequest, body: Readable) => body)
    scope.put<ById>('/image/v2/images/:id/file', { config: { upload: true } }, async (request, reply) => {
      requireRole(request, 'member')
      await upload(cloud, request, stopping)
      return noContent(reply)
    })
  })
  app.get<ById>('/image/v2/images/:id/file', (request, reply) => download(cloud, request, reply))
}

async function upload(cloud: Cloud, request: FastifyRequest<ById>, stopping: AbortSignal): Promise<void> {
  const image = await writableImage(cloud.store, request.caller, request.params.id)
  if (request.body === undefined) throw new Refusal(415, 'Image data must be sent as application/octet-stream.')
  checkReady(image)
  const maxBytes = cloud.settings.images.maxSizeGiB * 1024 ** 3
  const declared = request.headers['content-length'] ?? request.headers['x-openstack-image-size']
  if (Number(declared ?? 0) > maxBytes) throw new Refusal(413, `The image is larger than ${maxBytes} bytes.`)
  await take(cloud, image.id)
  try {
    const part = cloud.imageFiles.partOf(image.id)
    const signal = AbortSignal.any([stopping])
    const { stalledUploadMs } = cloud.settings.images
    const received = await receive(request.body as Readable, part, { maxBytes, stalledMs: stalledUploadMs, signal })
    checkSize(request, received)
    const virtualSizeBytes = await inspected(cloud, image, part, signal)
    await cloud.imageFiles.publish(image.id)
    await finish(cloud, image.id, received, virtualSizeBytes)
  } catch (error) {
    await giveBack(cloud, image.id)
    throw error
  }
}

function checkReady(image: ImageRow): void {
  if (image.status !== 'queued') {
    throw new Refusal(409, `Image status transition from ${image.status} to saving is not allowed`)
  }
  if (image.disk_format === null || image.container_format === null) {
    throw new Refusal(409, 'Properties disk_format, container_format must be set prior to saving data.')
  }
}

/** From queued to saving, by one request only. */
async function take(cloud: Cloud, id: string): Promise<void> {
  const taken = await cloud.store.db
    .updateTable('images')
    .set({ status: 'saving', updated_at: new Date() })
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (taken.numUpdatedRows !== 1n) throw new Refusal(409, 'Another upload to this image is under way.')
}

function checkSize(request: FastifyRequest, received: Received): void {
  const hint = request.headers['x-openstack-image-size']
  if (hint !== undefined && Number(hint) !== received.sizeBytes) {
    throw new Refusal(
      400,
      `The upload has ${received.sizeBytes} bytes, and ${String(hint).slice(0, 20)} were announced.`,
    )
  }
}

/** What the file says about itself, before anything else opens it. */
async function inspected(cloud: Cloud, image: ImageRow, path: string, signal: AbortSignal): Promise<number | null> {
  if (cloud.inspectImage === undefined) return null
  const { virtualSizeBytes } = await cloud.inspectImage(
    { path, declaredFormat: DiskFormat.parse(image.disk_format) },
    { signal },
  )
  return virtualSizeBytes
}

async function finish(cloud: Cloud, id: string, received: Received, virtualSizeBytes: number | null): Promise<void> {
  const done = await cloud.store.db
    .updateTable('images')
    .set({
      status: 'active',
      size_bytes: received.sizeBytes,
      virtual_size_bytes: virtualSizeBytes,
      md5: received.md5,
      sha256: received.sha256,
      sha512: received.sha512,
      updated_at: new Date(),
    })
    .where('id', '=', id)
    .where('status', '=', 'saving')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows === 1n) return
  throw new Refusal(410, `Image ${id} was deleted while its data arrived.`)
}

/** The image waits for its data again, and nothing of what came is kept. */
async function giveBack(cloud: Cloud, id: string): Promise<void> {
  await cloud.imageFiles.removePart(id)
  await cloud.imageFiles.remove(id)
  await cloud.store.db
    .updateTable('images')
    .set({ status: 'queued', updated_at: new Date() })
    .where('id', '=', id)
    .where('status', '=', 'saving')
    .execute()
}

async function download(cloud: Cloud, request: FastifyRequest<ById>, reply: FastifyReply): Promise<FastifyReply> {
  const image = await readableImage(cloud.store, request.caller, request.params.id)
  if (image.status === 'deactivated' && !request.caller.isAdmin) {
    throw new Refusal(403, `The requested image has been deactivated. Image data download is forbidden.`)
  }
  if (image.size_bytes === null) return reply.code(204).send()
  const size = Number(image.size_bytes)
  const range = byteRange(request.headers.range, size)
  if (range === 'unsatisfiable') {
    throw new Refusal(416, 'The range lies outside of the image.', { 'Content-Range': `bytes */${size}` })
  }
  const stream = await bytesOf(cloud, image.id, range)
  reply.type('application/octet-stream').header('Accept-Ranges', 'bytes')
  if (range === undefined) {
    if (image.md5 !== null) reply.header('Content-MD5', image.md5)
    reply.header('Content-Length', size)
  } else {
    reply.code(206).header('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
    reply.header('Content-Length', range.end - range.start + 1)
  }
  return reply.send(stream)
}

/** From this controller's image store, else from another's that took the upload. */
async function bytesOf(cloud: Cloud, imageId: string, range: ByteRange | undefined): Promise<Readable> {
  try {
    const file = await open(cloud.imageFiles.pathOf(imageId), 'r')
    return file.createReadStream({ highWaterMark: 256 * 1024, ...range })
  } catch (cause) {
    const elsewhere = await fetchElsewhere(cloud.manyHosts, imageId, range)
    if (elsewhere !== undefined) return elsewhere
    throw new Fault('notFound', `the data of image ${imageId} is missing from the image store`, { cause })
  }
}
