import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { type DoorRequest, Fault, ImageId, sendJson } from '@kilonova/core'
import type { ImageGrants } from './grants.ts'
import type { ImageFiles } from './image-files.ts'

export interface UploadParts {
  readonly imageFiles: ImageFiles
  readonly grants: ImageGrants
  readonly maxBytes: number
  /** Ends an upload that sends nothing for so long. */
  readonly stalledMs: number
}

/** A leave to upload is none to fetch. */
export const uploadSubject = (imageId: string): string => `upload of ${imageId}`
export const uploadPrefix = '/image-uploads/'

const holeUnit = 65_536
const zeros = Buffer.alloc(holeUnit)
const hashPiece = 2 ** 20

/**
 * Where a host that does not share the image store brings a snapshot, in as many pieces as it takes: GET tells how many
 * bytes are here, PUT `?at=` goes on from there, and the one that brings the last byte is answered by the SHA-256 of all
 * that lies here.
 */
export async function takeUpload(parts: UploadParts, { request, response, url, signal }: DoorRequest): Promise<void> {
  const id = ImageId.safeParse(url.pathname.slice(uploadPrefix.length))
  if (!id.success || !parts.grants.allows(uploadSubject(id.data), url.searchParams.get('grant') ?? '')) {
    throw new Fault('forbidden', 'this image may not be uploaded, or not any more')
  }
  const path = parts.imageFiles.partOf(id.data)
  await using file = await open(path, 'r+').catch((cause: unknown) => {
    throw new Fault('notFound', `image ${id.data} is not awaited here: it was deleted, or its snapshot was given up`, {
      cause,
    })
  })
  const have = (await file.stat()).size
  if (request.method !== 'PUT') return sendJson(response, { have })
  const at = Number(url.searchParams.get('at'))
  const total = Number(url.searchParams.get('of'))
  if (!Number.isSafeInteger(total) || total < 0 || total > parts.maxBytes) {
    throw new Fault('overLimit', `the image is larger than ${parts.maxBytes} bytes, the limit of this cloud`)
  }
  // From the beginning is always right: what came before was found to be wrong.
  if (at !== have && at !== 0) throw new Fault('conflict', `the upload goes on at ${have}, not at ${at}`)
  const stalled = setTimeout(() => request.destroy(), parts.stalledMs)
  try {
    await write(file, request, { at, total, signal, alive: () => stalled.refresh() })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw cause
    throw new Fault('noSpace', 'the image store is full', {
      cause,
      next: 'Delete images that nobody needs, or give the image store more space',
    })
  } finally {
    clearTimeout(stalled)
  }
  await file.sync()
  sendJson(response, { have: total, sha256: await hashOf(file, total, signal) })
}

interface Writing {
  readonly at: number
  readonly total: number
  readonly signal: AbortSignal
  readonly alive: () => void
}

/** Its length says how much is here, so it grows with what is written and by nothing else. */
async function write(
  file: FileHandle,
  body: AsyncIterable<Buffer>,
  { at, total, signal, alive }: Writing,
): Promise<void> {
  await file.truncate(at)
  let place = at
  for await (const chunk of body) {
    signal.throwIfAborted()
    alive()
    if (place + chunk.length > total) throw new Fault('invalid', 'the upload is longer than was announced')
    // A busy machine brings chunks of any length, larger than a unit too.
    for (let from = 0; from < chunk.length; from += holeUnit) {
      await writePiece(file, chunk.subarray(from, from + holeUnit), place + from)
    }
    place += chunk.length
  }
  if (place !== total) throw new Fault('cancelled', `the upload broke off at ${place} of ${total} bytes`)
}

async function writePiece(file: FileHandle, piece: Buffer, at: number): Promise<void> {
  if (piece.equals(zeros.subarray(0, piece.length))) return file.truncate(at + piece.length)
  for (let done = 0; done < piece.length; ) {
    done += (await file.write(piece, done, piece.length - done, at + done)).bytesWritten
  }
}

async function hashOf(file: FileHandle, total: number, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(hashPiece)
  for (let at = 0; at < total; ) {
    signal.throwIfAborted()
    const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, total - at), at)
    if (bytesRead === 0) throw new Fault('internal', 'an image shrank while it was read')
    hash.update(piece.subarray(0, bytesRead))
    at += bytesRead
  }
  return hash.digest('hex')
}
