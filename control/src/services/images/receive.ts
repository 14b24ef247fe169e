import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { Fault } from '@kilonova/core'

export interface Received {
  readonly sizeBytes: number
  readonly md5: string
  readonly sha256: string
  readonly sha512: string
}

export interface ReceiveOptions {
  readonly maxBytes: number
  /** Ends an upload that sends nothing for so long. */
  readonly stalledMs: number
  readonly signal: AbortSignal
}

const zeroBytes = Buffer.alloc(1024 * 1024)

/**
 * Writes a stream to `path` and computes its three checksums on the way: the bytes are never read again. Runs of zeros
 * become holes. Resolves once the bytes are on the disk itself.
 * @throws {Fault} `overLimit` when it is too long, `noSpace` when the disk is full, `deadline` when it stalls,
 * `cancelled` when the client went away; the file is then the caller's to remove.
 */
export async function receive(stream: Readable, path: string, options: ReceiveOptions): Promise<Received> {
  const file = await open(path, 'w', 0o644)
  try {
    const received = await pour(stream, file, options)
    await file.truncate(received.sizeBytes) // a hole at the end has no length of its own
    await file.sync()
    return received
  } catch (error) {
    throw asFault(error, options)
  } finally {
    await file.close()
  }
}

async function pour(stream: Readable, file: FileHandle, options: ReceiveOptions): Promise<Received> {
  const md5 = createHash('md5')
  const sha256 = createHash('sha256')
  const sha512 = createHash('sha512')
  let sizeBytes = 0
  for await (const chunk of watched(stream, options)) {
    const at = sizeBytes
    sizeBytes += chunk.length
    if (sizeBytes > options.maxBytes) {
      throw new Fault('overLimit', `the image is larger than ${options.maxBytes} bytes, the limit of this cloud`)
    }
    const written = isZero(chunk) ? undefined : writeAll(file, chunk, at)
    md5.update(chunk)
    sha256.update(chunk)
    sha512.update(chunk)
    await written
  }
  return { sizeBytes, md5: md5.digest('hex'), sha256: sha256.digest('hex'), sha512: sha512.digest('hex') }
}

const isZero = (chunk: Buffer): boolean =>
  chunk.length >= 4096 && chunk.length <= zeroBytes.length && chunk.equals(zeroBytes.subarray(0, chunk.length))

async function writeAll(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done)
    done += bytesWritten
  }
}

async function* watched(stream: Readable, { stalledMs, signal }: ReceiveOptions): AsyncGenerator<Buffer> {
  const stalled = () => stream.destroy(new Fault('deadline', `the upload sent nothing for ${stalledMs} ms`))
  const abort = () => stream.destroy(new Fault('cancelled', 'the service is stopping'))
  signal.throwIfAborted()
  signal.addEventListener('abort', abort, { once: true })
  let timer = setTimeout(stalled, stalledMs)
  try {
    // What is left of a refused upload is for the one who answers it.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      clearTimeout(timer)
      yield chunk as Buffer
      timer = setTimeout(stalled, stalledMs)
    }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

function asFault(error: unknown, { signal }: ReceiveOptions): unknown {
  if (error instanceof Fault) return error
  const code = (error as NodeJS.ErrnoException).code
  if (code !== undefined && fullCodes.has(code)) {
    return new Fault('noSpace', 'the image store is full; nothing of the upload was kept', {
      cause: error,
      next: 'Delete images that nobody needs, or give the state directory more space, and upload again',
    })
  }
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || signal.aborted) {
    return new Fault('cancelled', 'the upload broke off; nothing of it was kept', { cause: error })
  }
  return error
}
