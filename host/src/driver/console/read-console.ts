import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, type ServerId } from '@kilonova/core'

const limitBytes = 1024 * 1024
/** virtlogd keeps `console.log.0` (the youngest) and on; it is set to three by default. */
const rotatedFiles = 5

/**
 * The end of a guest's serial console: at most `lines` lines and 1 MiB, through rotated files when the newest is too
 * short. The file is written at the guest's will: it is read as bytes, and never through a link.
 * @throws {Fault} `notFound` when there is no console.
 */
export async function readConsole(serverDirectory: string, serverId: ServerId, lines?: number): Promise<string> {
  const newest = join(serverDirectory, 'console.log')
  const chunks: Buffer[] = []
  let bytes = 0
  for (let index = -1; index < rotatedFiles && bytes < limitBytes; index += 1) {
    const tail = await readTail(index < 0 ? newest : `${newest}.${index}`, limitBytes - bytes)
    if (tail === undefined) {
      if (index < 0) continue
      break
    }
    chunks.unshift(tail)
    bytes += tail.length
    if (lines !== undefined && countLines(chunks) > lines) break
  }
  if (chunks.length === 0) {
    throw new Fault('notFound', `server ${serverId} has no console output on this host`, {
      next: 'start the server first',
    })
  }
  return lastLines(Buffer.concat(chunks).toString('utf8'), lines)
}

async function readTail(path: string, most: number): Promise<Buffer | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  try {
    await using file = await open(path, flags)
    const { size, isFile } = await file.stat().then((found) => ({ size: found.size, isFile: found.isFile() }))
    if (!isFile) return undefined
    const length = Math.min(size, most)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ELOOP') return undefined
    throw error
  }
}

const countLines = (chunks: readonly Buffer[]): number =>
  chunks.reduce((sum, chunk) => sum + chunk.reduce((count, byte) => count + Number(byte === 0x0a), 0), 0)

/** A last line without an end counts too: it may be a prompt. */
export function lastLines(text: string, lines: number | undefined): string {
  if (lines === undefined) return text
  if (lines === 0) return ''
  let at = text.endsWith('\n') ? text.length - 1 : text.length
  for (let left = lines; left > 0 && at >= 0; left -= 1) {
    if (at === 0) return text
    at = text.lastIndexOf('\n', at - 1)
  }
  return text.slice(at + 1)
}
