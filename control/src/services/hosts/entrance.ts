import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import {
  type Door,
  type DoorRequest,
  Fault,
  ImageId,
  JoinRequest,
  type JoinAnswer,
  type Log,
  type Neighbourhood,
  protocolVersion,
  readJson,
  RenewRequest,
  sendJson,
} from '@kilonova/core'
import { byteRange } from '../../api/image/byte-range.ts'
import type { ImageFiles } from '../images/image-files.ts'
import type { ImageGrants } from '../images/grants.ts'
import { takeUpload, uploadPrefix } from '../images/take-upload.ts'
import type { Members } from './members.ts'

export interface EntranceParts {
  readonly members: Members
  /** PEM. */
  readonly authority: string
  readonly imageFiles: ImageFiles
  readonly grants: ImageGrants
  /** Longest image that is taken. */
  readonly maxImageBytes: number
  readonly stalledUploadMs: number
  /** The list as it is now, also after a change a moment ago. */
  readonly neighbourhood: () => Promise<Neighbourhood>
  /** A host came in: the bus and the others must know it before it is answered. */
  readonly joined: () => Promise<void>
  readonly log: Log
}

/** By whom a door is asked too often with wrong tokens is made to wait: guessing is hopeless, and so is the noise. */
const wrongTokenMs = 500

/** What machines of this cloud ask of a controller: to come in, to renew, who the others are, bytes of images. */
export function addEntrance(door: Door, parts: EntranceParts): void {
  const { members, authority, log } = parts
  door.add({
    method: 'GET',
    prefix: '/authority',
    open: true,
    handle: async ({ response }) => sendJson(response, { authority }),
  })
  door.add({
    method: 'POST',
    prefix: '/join',
    open: true,
    handle: async ({ request, response, signal }) => {
      const wanted = await readJson(request, JoinRequest, { signal })
      checkVersion(wanted.version)
      let certificate: string
      try {
        const from = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
        certificate = await members.redeem(wanted, from)
      } catch (error) {
        log.warn('a host was not let in', { host: wanted.host, from: request.socket.remoteAddress, error })
        if (error instanceof Fault && error.kind === 'forbidden')
          await new Promise((go) => setTimeout(go, wrongTokenMs))
        throw error
      }
      await parts.joined()
      log.info('a host joined', { host: wanted.host, from: request.socket.remoteAddress })
      sendJson(response, { certificate, neighbourhood: await parts.neighbourhood() } satisfies JoinAnswer)
    },
  })
  door.add({
    method: 'POST',
    prefix: '/renew',
    handle: async ({ request, response, peer, signal }) => {
      const { addresses } = await readJson(request, RenewRequest, { signal })
      if (peer?.role !== 'host') throw new Fault('forbidden', 'only a host renews its certificate here')
      const certificate = await members.renew(peer.name, peer.keyFingerprint, addresses)
      log.info('a host has a new certificate', { host: peer.name })
      sendJson(response, { certificate, neighbourhood: await parts.neighbourhood() } satisfies JoinAnswer)
    },
  })
  door.add({
    method: 'GET',
    prefix: '/neighbourhood',
    handle: async ({ response }) => sendJson(response, await parts.neighbourhood()),
  })
  const { imageFiles, grants, maxImageBytes: maxBytes, stalledUploadMs: stalledMs } = parts
  for (const method of ['GET', 'PUT'] as const) {
    const handle = (asked: DoorRequest) => takeUpload({ imageFiles, grants, maxBytes, stalledMs }, asked)
    door.add({ method, prefix: uploadPrefix, handle })
  }
  door.add({ method: 'GET', prefix: '/images/', handle: (asked) => giveImage(parts, asked) })
}

function checkVersion(version: number): void {
  if (version === protocolVersion) return
  throw new Fault('conflict', `the host speaks version ${version} with its cloud, this controller ${protocolVersion}`, {
    next: 'install the same version of Kilonova on both',
  })
}

async function giveImage({ imageFiles, grants }: EntranceParts, asked: DoorRequest): Promise<void> {
  const { request, response, url, signal } = asked
  const id = ImageId.safeParse(url.pathname.slice('/images/'.length))
  if (!id.success || !grants.allows(id.data, url.searchParams.get('grant') ?? '')) {
    throw new Fault('forbidden', 'this image may not be fetched, or not any more')
  }
  const file = await open(imageFiles.pathOf(id.data), 'r').catch((cause: unknown) => {
    throw new Fault('notFound', `image ${id.data} is not here`, { cause })
  })
  await using _file = file
  const { size } = await file.stat()
  const range = byteRange(request.headers.range, size)
  if (range === 'unsatisfiable') return void response.writeHead(416, { 'content-range': `bytes */${size}` }).end()
  const { start, end } = range ?? { start: 0, end: size - 1 }
  response.writeHead(range === undefined ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  })
  if (request.method === 'HEAD' || size === 0) return void response.end()
  const stream = file.createReadStream({ start, end, highWaterMark: 256 * 1024, autoClose: false })
  await pipeline(stream, response, { signal }).catch((error: unknown) => {
    if (!response.destroyed) throw error // a host that broke off comes back for the rest
  })
}
