import type { BodyHead } from '../../transfer/stream-body.ts'
import type { FetchPlan } from './fetch-bytes.ts'
import type { Gathered } from './gathered.ts'

/**
 * From a door of this cloud, past Node's client.
 * @returns false when it answers anything but the bytes: then that is for `request` to understand.
 */
export async function fromDoor(
  plan: FetchPlan,
  have: number,
  begin: (from: number) => Promise<void>,
  gathered: Gathered,
  signal: AbortSignal,
): Promise<boolean> {
  const url = new URL(plan.location)
  const tls = ownTls(url, plan)
  if (tls === undefined) return false
  const { streamBody } = await import('../../transfer/stream-body.ts')
  const body: { begun?: Promise<void>; waits: boolean } = { waits: true }
  const head = ({ status, headers }: BodyHead): void => {
    const resumed = status === 206 && rangeStart(headers.get('content-range')) === have
    if (status !== 200 && !resumed) throw new NotTheBytes()
    body.begun = begin(resumed ? have : 0)
    body.begun.catch(() => {})
  }
  const take = (piece: Buffer): void | Promise<void> => {
    if (!body.waits || body.begun === undefined) return gathered.take(piece)
    body.waits = false
    const kept = Buffer.from(piece) // its memory is used again while we wait
    return body.begun.then(() => gathered.take(kept))
  }
  const ask = {
    origin: url.origin,
    tls,
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...(have > 0 ? { range: `bytes=${have}-` } : {}) },
    stallMs: plan.stallMs,
  }
  try {
    await streamBody(ask, { head, take }, signal)
    await body.begun
    return true
  } catch (error) {
    await body.begun?.catch(() => {})
    if (error instanceof NotTheBytes) return false
    throw error
  }
}

class NotTheBytes extends Error {}

/** What opens a door of this cloud; undefined for any other place. */
export const ownTls = (url: URL, { tls }: FetchPlan) =>
  tls !== undefined && url.protocol === 'https:' && url.searchParams.has('grant')
    ? { ca: tls.authority, cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.3' as const }
    : undefined

export function rangeStart(contentRange: string | undefined): number | undefined {
  const match = /^bytes (\d+)-/.exec(contentRange ?? '')
  return match?.[1] === undefined ? undefined : Number(match[1])
}
