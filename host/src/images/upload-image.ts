import { createReadStream } from 'node:fs'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  decodeFault,
  Fault,
  type FaultKind,
  faultKinds,
  type Log,
  type Progress,
  type StoredSnapshot,
} from '@kilonova/core'
import { z } from 'zod'
import type { CloudTls } from './cache/fetch-bytes.ts'

export interface Upload {
  readonly path: string
  readonly stored: StoredSnapshot
  /** Doors of controllers, each with the leave to upload in it. */
  readonly urls: readonly string[]
  readonly imageId: string
  readonly tls: CloudTls | undefined
  readonly log: Log
}

interface UploadOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

const Answer = z.object({ have: z.int().min(0), sha256: z.string().optional() })
type Answer = z.infer<typeof Answer>
const Refused = z.object({
  kind: z.enum(faultKinds),
  message: z.string(),
  next: z.string().optional(),
  cause: z.string().optional(),
})

/** So many attempts without a single new byte, and it is given up. */
const vainAttempts = 20
const pauseMs = 500
const stallMs = 60_000

/**
 * Brings an image to a controller. A connection that breaks is made again and goes on where it was; what arrived is
 * compared with what was sent.
 * @throws {Fault} what the controller refuses it by, or `hostAway` when none answers for long.
 */
export async function uploadImage(upload: Upload, options: UploadOptions): Promise<void> {
  const { stored, imageId, urls, log } = upload
  let reached = -1
  let changed = false
  let lastFailure: unknown = new Error('this host was told of none')
  for (let vain = 0; vain < vainAttempts && urls.length > 0; vain += 1) {
    const url = new URL(urls[vain % urls.length] ?? '')
    options.signal.throwIfAborted()
    try {
      const { have } = await ask('GET', 0, url, upload, options)
      if (have > reached) vain = 0
      reached = Math.max(reached, have)
      const { sha256 } = await ask('PUT', have > stored.sizeBytes ? 0 : have, url, upload, options)
      if (sha256 === stored.sha256) return
      lastFailure = new Error(`what arrived has the SHA-256 ${sha256 ?? 'unknown'}, and ${stored.sha256} was sent`)
      if (changed) break
      changed = true
      const again = await ask('PUT', 0, url, upload, options)
      if (again.sha256 === stored.sha256) return
    } catch (error) {
      options.signal.throwIfAborted()
      if (!(error instanceof Fault) || !passing.has(error.kind)) throw error
      lastFailure = error
      log.warn('an upload broke off and goes on', { imageId, host: url.host, error })
      await sleep(pauseMs, undefined, { signal: options.signal })
    }
  }
  throw new Fault('hostAway', `image ${imageId} could not be brought to a controller`, {
    cause: lastFailure,
    next: 'see that this host reaches the controller, then take the snapshot again',
  })
}

/** What may be otherwise the next time. */
const passing = new Set<FaultKind>(['hostAway', 'cancelled', 'conflict', 'storeAway'])

function ask(method: 'GET' | 'PUT', at: number, place: URL, upload: Upload, options: UploadOptions): Promise<Answer> {
  const url = new URL(place)
  const total = upload.stored.sizeBytes
  if (method === 'PUT') {
    url.searchParams.set('at', String(at))
    url.searchParams.set('of', String(total))
  }
  const { tls } = upload
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const how: RequestOptions & { ca?: string; cert?: string; key?: string; minVersion?: 'TLSv1.3' } = {
    method,
    signal: options.signal,
    timeout: stallMs,
    ...(method === 'PUT'
      ? { headers: { 'content-length': total - at, 'content-type': 'application/octet-stream' } }
      : {}),
    ...(tls === undefined ? {} : { ca: tls.authority, cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.3' }),
  }
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const request = send(url, { ...how, agent: false }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.once('error', reject)
    response.once('end', () => {
      try {
        resolve(read(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'), url))
      } catch (error) {
        reject(error)
      }
    })
  })
  request.once('timeout', () => request.destroy(new Error(`nothing moved for ${stallMs} ms`)))
  request.once('error', (cause) => reject(new Fault('hostAway', `${url.host} does not answer`, { cause })))
  if (method === 'GET' || total === at) request.end()
  else {
    let done = at
    const source = createReadStream(upload.path, { start: at, end: total - 1, highWaterMark: 65_536 })
    source.on('data', (chunk) => {
      done += chunk.length
      options.onProgress?.({ label: 'uploading the image', done, total, unit: 'bytes' })
    })
    // A refusal comes as an answer while we still send; the request's own error tells of all else.
    pipeline(source, request).catch(() => {})
  }
  return promise
}

function read(status: number, text: string, url: URL): Answer {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Fault('hostAway', `${url.host} answered ${status} and no JSON`)
  }
  if (status === 200) return Answer.parse(body)
  const refused = Refused.safeParse(body)
  if (!refused.success) throw new Fault('hostAway', `${url.host} answered ${status}`)
  const { next, cause, ...what } = refused.data
  throw decodeFault({ ...what, ...(next === undefined ? {} : { next }), ...(cause === undefined ? {} : { cause }) })
}
