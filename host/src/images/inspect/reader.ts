import { type FileHandle, open } from 'node:fs/promises'
import { constants } from 'node:fs'

/** Reads any part of an image. At its end a read is short, never an error. */
export interface ByteReader {
  readonly sizeBytes: number
  read(offset: number, length: number): Promise<Buffer>
}

/** No single read of an inspection is larger: what a header claims never decides how much memory we take. */
export const largestRead = 8 * 2 ** 20

class FileReader implements ByteReader, AsyncDisposable {
  readonly sizeBytes: number
  readonly #file: FileHandle
  constructor(file: FileHandle, sizeBytes: number) {
    this.#file = file
    this.sizeBytes = sizeBytes
  }

  async read(offset: number, length: number): Promise<Buffer> {
    const wanted = boundedLength(this.sizeBytes, offset, length)
    const buffer = Buffer.allocUnsafe(wanted)
    let filled = 0
    while (filled < wanted) {
      const { bytesRead } = await this.#file.read(buffer, filled, wanted - filled, offset + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return buffer.subarray(0, filled)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file.close()
  }
}

/**
 * Opens a regular file for inspection. A symbolic link at its end, a device or a pipe is refused.
 * @throws {Error} with the code of the system, or when it is not a regular file.
 */
export async function openReader(path: string): Promise<ByteReader & AsyncDisposable> {
  // O_NONBLOCK: opening a named pipe must fail by its type below, not wait for a writer.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw new Error(`${path} is not a regular file`)
    return new FileReader(file, stats.size)
  } catch (error) {
    await file.close()
    throw error
  }
}

/** An image that is in memory already. */
export function bufferReader(bytes: Buffer): ByteReader {
  return {
    sizeBytes: bytes.length,
    read: (offset, length) => {
      const wanted = boundedLength(bytes.length, offset, length)
      return Promise.resolve(bytes.subarray(offset, offset + wanted))
    },
  }
}

function boundedLength(sizeBytes: number, offset: number, length: number): number {
  if (!Number.isSafeInteger(offset) || offset < 0 || length < 0 || length > largestRead) {
    throw new RangeError(`a read of ${length} bytes at ${offset} is out of bounds`)
  }
  return Math.max(0, Math.min(length, sizeBytes - offset))
}
