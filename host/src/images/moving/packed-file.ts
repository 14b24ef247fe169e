import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { Fault, type PackedFile } from '@kilonova/core'
import { dataExtents } from '../../programs/qemu-img.ts'

/** What is compared and left out: blocks that are all zeros are no part of a file's content here. */
const blockBytes = 65_536
/** Blocks that are packed together. */
const pieceBytes = 16 * blockBytes
/** What may cross the bus in one message beside everything else; base64 makes a third more of it. */
const maxPackedBytes = 3 * 2 ** 20

const deflate = promisify(gzip)
const inflate = promisify(gunzip)

/**
 * A file's content as text, for what is small or nearly all zeros: a config drive, an empty file system.
 * @returns undefined when it is more than a message may carry.
 */
export async function packFile(path: string, signal: AbortSignal): Promise<PackedFile | undefined> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const hash = createHash('sha256')
  const parts: { offset: number; gzip: string }[] = []
  let packed = 0
  for await (const { offset, piece } of piecesOf(file, path, size, signal)) {
    noteBlocks(hash, offset, piece)
    const text = (await deflate(piece)).toString('base64')
    packed += text.length
    if (packed > maxPackedBytes) return undefined
    parts.push({ offset, gzip: text })
  }
  return { sizeBytes: size, sha256: hash.digest('hex'), parts }
}

/**
 * Writes it to a new file, zeros as holes.
 * @throws {Fault} `invalid` when what came is not what was packed; the file is then worth nothing.
 */
export async function unpackFile(packed: PackedFile, path: string, signal: AbortSignal): Promise<void> {
  await using file = await open(path, 'wx+', 0o600)
  await file.truncate(packed.sizeBytes)
  const hash = createHash('sha256')
  for (const { offset, gzip: text } of packed.parts) {
    signal.throwIfAborted()
    const piece = await inflate(Buffer.from(text, 'base64'), { maxOutputLength: pieceBytes })
    if (offset % blockBytes !== 0 || offset + piece.length > packed.sizeBytes) throw notAsSent(path)
    noteBlocks(hash, offset, piece)
    // One call writes less where the disk gets full, and only the next one says so.
    for (let done = 0; done < piece.length; ) {
      done += (await file.write(piece, done, piece.length - done, offset + done)).bytesWritten
    }
  }
  if (hash.digest('hex') !== packed.sha256) throw notAsSent(path)
  await file.datasync()
}

/** The same sum of a file that is here. */
export async function contentSha256(path: string, signal: AbortSignal): Promise<string> {
  await using file = await open(path, 'r')
  const hash = createHash('sha256')
  const { size } = await file.stat()
  for await (const { offset, piece } of piecesOf(file, path, size, signal)) noteBlocks(hash, offset, piece)
  return hash.digest('hex')
}

/** Every block that is not all zeros, with its place: where a file has holes does not matter. */
function noteBlocks(hash: Hash, offset: number, piece: Buffer): void {
  const place = Buffer.alloc(8)
  for (let at = 0; at < piece.length; at += blockBytes) {
    const block = piece.subarray(at, at + blockBytes)
    if (isZero(block)) continue
    place.writeBigUInt64BE(BigInt(offset + at))
    hash.update(place).update(block)
  }
}

/** The pieces with something in them, in order; holes are not read. */
async function* piecesOf(file: FileHandle, path: string, size: number, signal: AbortSignal) {
  const extents = size <= pieceBytes ? [{ start: 0, length: size }] : await dataExtents(path, { signal })
  let done = 0
  for (const { start, length } of extents) {
    const end = Math.min(size, Math.ceil((start + length) / blockBytes) * blockBytes)
    for (let offset = Math.max(done, start - (start % blockBytes)); offset < end; ) {
      signal.throwIfAborted()
      const piece = Buffer.alloc(Math.min(pieceBytes, end - offset))
      const { bytesRead } = await file.read(piece, 0, piece.length, offset)
      if (bytesRead < piece.length) throw new Error(`${path} became shorter while it was read`)
      if (!isZero(piece)) yield { offset, piece }
      offset += piece.length
    }
    done = Math.max(done, end)
  }
}

const zeros = Buffer.alloc(pieceBytes)
const isZero = (piece: Buffer): boolean => piece.equals(zeros.subarray(0, piece.length))

const notAsSent = (path: string): Fault =>
  new Fault('invalid', `${path} came over from its source with other bytes than it has there`, { next: 'try again' })
