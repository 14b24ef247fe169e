import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ImageId, type Log } from '@kilonova/core'
import { baseName } from './base-name.ts'
import { checkBase, readSidecar, stampBase } from './sidecar.ts'

/** What a peer asks for: `GET <anything>/images/<image id>`, with `Range: bytes=N-` to go on where it stopped. */
const wanted = /\/images\/([0-9a-f-]{36})$/

/**
 * Answers other hosts that fetch a base image from this one: the caller has authenticated them. Only images that lie
 * here as they came are given, because only those can be checked by the peer against the image's own SHA-256.
 */
export async function servePeer(
  { directory, log }: { readonly directory: string; readonly log: Log },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = ImageId.safeParse(wanted.exec(request.url ?? '')?.[1])
  if (!id.success || (request.method !== 'GET' && request.method !== 'HEAD')) return end(response, 404)
  const path = join(directory, baseName(id.data))
  const sidecar = await readSidecar(path)
  if (sidecar === undefined || sidecar.contentSha256 !== sidecar.source.sha256) return end(response, 404)
  if ((await checkBase(path, sidecar)) !== 'good') return end(response, 404)
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  if (start > 0 && start >= sidecar.sizeBytes) return end(response, 416)
  await stampBase(path, sidecar)
  response.writeHead(start > 0 ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': sidecar.sizeBytes - start,
    'accept-ranges': 'bytes',
    ...(start > 0 ? { 'content-range': `bytes ${start}-${sidecar.sizeBytes - 1}/${sidecar.sizeBytes}` } : {}),
  })
  if (request.method === 'HEAD') return void response.end()
  try {
    await pipeline(createReadStream(path, { start, highWaterMark: 2 ** 18 }), response)
  } catch (error) {
    log.debug('a peer broke off its fetch of an image', { imageId: id.data, error })
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end()
}
