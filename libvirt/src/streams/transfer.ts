import type { FileHandle } from 'node:fs/promises'
import type { Stream } from './stream.ts'

const blockBytes = 262_144
/** Zeros shorter than this are sent as they are: a hole costs a packet too. */
const holeBytes = 65_536
const zeros = Buffer.alloc(holeBytes)

export interface TransferOptions {
  readonly signal?: AbortSignal | undefined
  /** @param bytes how far the transfer is, holes included. */
  readonly onProgress?: ((bytes: number) => void) | undefined
}

/**
 * Sends a whole file and finishes the stream. Reads the next block while the last one is on its way.
 * @returns bytes sent
 * @remarks virStreamSendAll
 */
export async function sendAll(stream: Stream, file: FileHandle, options: TransferOptions = {}): Promise<number> {
  return sendFile(stream, file, options, (block) => stream.send(block))
}

/**
 * The same, with long runs of zeros as holes; the stream must have been opened with the sparse flag.
 * @remarks virStreamSparseSendAll
 */
export async function sparseSendAll(stream: Stream, file: FileHandle, options: TransferOptions = {}): Promise<number> {
  let hole = 0
  const sendData = async (bytes: Buffer): Promise<void> => {
    if (hole > 0) await stream.sendHole(hole)
    hole = 0
    await stream.send(bytes)
  }
  const total = await sendFile(
    stream,
    file,
    options,
    async (block) => {
      for (let at = 0; at < block.length; at += holeBytes) {
        const piece = block.subarray(at, at + holeBytes)
        if (piece.length === holeBytes && piece.equals(zeros)) hole += piece.length
        else await sendData(piece)
      }
    },
    async () => {
      if (hole > 0) await stream.sendHole(hole)
    },
  )
  return total
}

async function sendFile(
  stream: Stream,
  file: FileHandle,
  { signal, onProgress }: TransferOptions,
  send: (block: Buffer) => Promise<void>,
  last?: () => Promise<void>,
): Promise<number> {
  const buffers = [Buffer.allocUnsafeSlow(blockBytes), Buffer.allocUnsafeSlow(blockBytes)] as const
  let total = 0
  try {
    let reading = file.read(buffers[0], 0, blockBytes, null)
    for (let turn = 1; ; turn += 1) {
      signal?.throwIfAborted()
      const { bytesRead, buffer } = await reading
      if (bytesRead === 0) break
      const next = turn % 2 === 0 ? buffers[0] : buffers[1]
      const sending = send(buffer.subarray(0, bytesRead))
      reading = file.read(next, 0, blockBytes, null)
      await sending
      total += bytesRead
      onProgress?.(total)
    }
    await last?.()
    await stream.finish()
    return total
  } catch (cause) {
    await stream.abort().catch(() => undefined)
    throw cause
  }
}

/**
 * Writes all that comes into a file, holes as holes; the file ends where the data ends.
 * @returns bytes received, holes included
 * @remarks virStreamRecvAll, virStreamSparseRecvAll
 */
export async function recvAll(
  stream: Stream,
  file: FileHandle,
  { signal, onProgress }: TransferOptions = {},
): Promise<number> {
  let position = 0
  try {
    for (let chunk = await stream.readChunk(); chunk !== null; chunk = await stream.readChunk()) {
      signal?.throwIfAborted()
      if (Buffer.isBuffer(chunk)) {
        await writeWhole(file, chunk, position)
        position += chunk.length
        stream.release(chunk)
      } else {
        position += chunk.hole
      }
      onProgress?.(position)
    }
    await file.truncate(position)
    return position
  } catch (cause) {
    await stream.abort().catch(() => undefined)
    throw cause
  }
}

/** One call writes less where the disk gets full, and only the next one says so. */
async function writeWhole(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  }
}
