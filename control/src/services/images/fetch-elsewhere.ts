import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { ManyHosts } from '../hosts/many-hosts.ts'
import type { ByteRange } from '../../api/image/byte-range.ts'

const stallMs = 30_000

/**
 * An image's bytes from another controller on the same store, which took the upload.
 * @returns undefined when none of them has it.
 */
export async function fetchElsewhere(
  manyHosts: ManyHosts | undefined,
  imageId: string,
  range: ByteRange | undefined,
): Promise<IncomingMessage | undefined> {
  const elsewhere = manyHosts?.imageElsewhere(imageId)
  if (elsewhere === undefined) return undefined
  const { locations, authority, own } = elsewhere
  for (const location of locations) {
    const response = await ask(location, range, { ca: authority, cert: own.certificate, key: own.key })
    if (response?.statusCode === (range === undefined ? 200 : 206)) return response
    response?.destroy()
  }
  return undefined
}

function ask(
  location: string,
  range: ByteRange | undefined,
  tls: { readonly ca: string; readonly cert: string; readonly key: string },
): Promise<IncomingMessage | undefined> {
  const { promise, resolve } = Promise.withResolvers<IncomingMessage | undefined>()
  const headers = range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` }
  const asked = httpsRequest(location, { ...tls, minVersion: 'TLSv1.3', headers, timeout: stallMs }, resolve)
  asked.once('timeout', () => asked.destroy(new Error('it sent nothing')))
  asked.once('error', () => resolve(undefined))
  asked.end()
  return promise
}
