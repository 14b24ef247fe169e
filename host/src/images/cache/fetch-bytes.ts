import { constants } from 'node:fs'
import { copyFile, type FileHandle, open, rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { fromDoor, ownTls, rangeStart } from './fetch-from-door.ts'
import { chunkSize, Gathered } from './gathered.ts'
import { HashingWriter } from './hashing-writer.ts'

/** PEM texts: the cloud's authority, and this host's own certificate. */
export interface CloudTls {
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

export interface FetchPlan {
  /** `file:///…` or `http(s)://…` */
  readonly location: string
  /** Where the bytes go; left out, they are hashed only. A partial download that is there already is resumed. */
  readonly target?: string
  /** How many bytes there must be. */
  readonly sizeBytes: number
  readonly stallMs: number
  /** For locations with a `grant`: they are doors of this cloud, and nobody else's certificate will do. */
  readonly tls?: CloudTls
  /** Of a local file: no faster than this, so that others get something of the disk. */
  readonly mostBytesPerSec?: number
}

export interface Fetched {
  readonly sha256: string
  readonly sizeBytes: number
}

export interface FetchHooks {
  readonly signal: AbortSignal
  readonly onBytes: (done: number) => void
}

/** A location as it may be told: the grant in it is a secret while it lasts. */
export const withoutGrant = (location: string): string => location.replace(/\?grant=.*$/, '')

const maxRedirects = 5
/** The code of an error that the same request would meet again. */
export const httpRefused = 'HTTP_REFUSED'

/** Brings the bytes of one location into a file, hashed as they pass: they are never read twice. */
export async function fetchBytes(plan: FetchPlan, hooks: FetchHooks): Promise<Fetched> {
  if (plan.location.startsWith('file:')) return copyLocal(fileURLToPath(plan.location), plan, hooks)
  return download(plan, hooks)
}

/** Whether the location would give its bytes; none is taken. */
export async function givesBytes(plan: Omit<FetchPlan, 'target' | 'sizeBytes'>, signal: AbortSignal): Promise<boolean> {
  try {
    if (plan.location.startsWith('file:')) return (await stat(fileURLToPath(plan.location))).isFile()
    const response = await request({ ...plan, sizeBytes: 0 }, 0, signal)
    response.destroy()
    return true
  } catch {
    return false
  }
}

async function copyLocal(source: string, plan: FetchPlan, hooks: FetchHooks): Promise<Fetched> {
  await using from = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW)
  const stats = await from.stat()
  if (!stats.isFile()) throw new Error(`${source} is not a regular file`)
  const cloned = plan.target !== undefined && (await cloneFile(source, plan.target))
  await using to = plan.target === undefined ? undefined : await open(plan.target, cloned ? 'r+' : 'w', 0o600)
  const writer = new HashingWriter(cloned ? undefined : to)
  await pump(from, 0, writer, hooks, plan.mostBytesPerSec)
  const sha256 = await writer.finish()
  if (cloned) await to?.sync()
  return { sha256, sizeBytes: writer.bytes }
}

/** Shares the blocks instead of copying them, where the file system can (XFS, btrfs). */
async function cloneFile(source: string, target: string): Promise<boolean> {
  try {
    await rm(target, { force: true })
    await copyFile(source, target, constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch {
    // Not on this file system, or on two of them: a plain copy tells of any other fault.
    await rm(target, { force: true })
    return false
  }
}

/** Reads a file to its end; while one piece is hashed and written the next is being read. */
async function pump(
  from: FileHandle,
  start: number,
  writer: HashingWriter,
  hooks: FetchHooks,
  mostBytesPerSec = Infinity,
): Promise<void> {
  const began = performance.now()
  const buffers = [0, 1, 2].map(() => Buffer.allocUnsafe(chunkSize))
  let at = start
  const read = (turn: number) => from.read(buffers[turn % 3] as Buffer, 0, chunkSize, at)
  let reading = read(0)
  for (let turn = 0; ; turn += 1) {
    const { bytesRead, buffer } = await reading
    if (bytesRead === 0) return
    hooks.signal.throwIfAborted()
    at += bytesRead
    reading = read(turn + 1)
    reading.catch(() => {})
    await writer.push(buffer.subarray(0, bytesRead))
    hooks.onBytes(at)
    const aheadMs = ((at - start) / mostBytesPerSec) * 1000 - (performance.now() - began)
    if (aheadMs > 1) await sleep(aheadMs)
  }
}

async function download(plan: FetchPlan, hooks: FetchHooks): Promise<Fetched> {
  await using file =
    plan.target === undefined ? undefined : await open(plan.target, constants.O_RDWR | constants.O_CREAT, 0o600)
  const before = file === undefined ? 0 : (await file.stat()).size
  const have = before > plan.sizeBytes ? 0 : before
  const writer = new HashingWriter(file)
  const gathered = new Gathered(plan, writer, hooks)
  let begun = false
  const begin = async (from: number): Promise<void> => {
    begun = true
    if (file !== undefined && from > 0) await rehash(file, from, writer, hooks)
    else await file?.truncate(0)
  }
  try {
    if (have === plan.sizeBytes && have > 0) await begin(have)
    else if (!(await fromDoor(plan, have, begin, gathered, hooks.signal))) {
      const response = await request(plan, have, hooks.signal)
      try {
        await begin(response.statusCode === 206 ? have : 0)
        for await (const piece of response as AsyncIterable<Buffer>) {
          hooks.signal.throwIfAborted()
          await gathered.take(piece)
        }
      } finally {
        response.destroy()
      }
    }
    await gathered.flush()
  } catch (error) {
    // What has come so far is kept in order and without gaps, so that the next attempt can go on from there.
    await gathered.flush().catch(() => {})
    if (begun) await writer.finish().catch(() => {})
    throw error
  }
  return { sha256: await writer.finish(), sizeBytes: writer.bytes }
}

async function rehash(file: FileHandle, length: number, writer: HashingWriter, hooks: FetchHooks): Promise<void> {
  const buffer = Buffer.allocUnsafe(chunkSize)
  while (writer.bytes < length) {
    hooks.signal.throwIfAborted()
    const { bytesRead } = await file.read(buffer, 0, Math.min(chunkSize, length - writer.bytes), writer.bytes)
    if (bytesRead === 0) throw new Error('a partial download shrank while it was read')
    writer.skip(buffer.subarray(0, bytesRead))
    hooks.onBytes(writer.bytes)
  }
}

async function request(plan: FetchPlan, from: number, signal: AbortSignal): Promise<IncomingMessage> {
  let url = new URL(plan.location)
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await getOnce(url, from, plan, signal)
    const status = response.statusCode ?? 0
    if (status === 200) return response
    if (status === 206 && rangeStart(response.headers['content-range']) === from) return response
    response.destroy()
    if (status === 416 || status === 206) {
      from = 0 // The server cannot go on from there: from the beginning, without a range.
    } else if (status >= 300 && status < 400 && response.headers.location !== undefined) {
      url = new URL(response.headers.location, url)
      url.searchParams.delete('grant') // our certificate is for this cloud's own doors, never for where they send us
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        throw new Error(`${withoutGrant(plan.location)} leads to ${url.protocol}`)
    } else {
      const refused = new Error(
        `${withoutGrant(plan.location)} answered ${status} ${response.statusMessage ?? ''}`.trim(),
      )
      throw status >= 400 && status < 500 ? Object.assign(refused, { code: httpRefused }) : refused
    }
  }
  throw new Error(`${withoutGrant(plan.location)} leads nowhere in ${maxRedirects} steps`)
}

async function getOnce(url: URL, from: number, plan: FetchPlan, signal: AbortSignal): Promise<IncomingMessage> {
  const { stallMs } = plan
  // Only now: what is on this machine needs neither, and loading them is half of what a thread's start costs.
  const { get } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'))
  const headers = from > 0 ? { range: `bytes=${from}-` } : {}
  const own = ownTls(url, plan)
  const ours = own === undefined ? {} : { ...own, agent: false }
  return new Promise((resolve, reject) => {
    const sent = get(url, { headers, signal, timeout: stallMs, ...ours }, resolve)
    sent.once('timeout', () => sent.destroy(new Error(`no byte came for ${stallMs} ms`)))
    sent.once('error', reject)
  })
}
