import { request as httpsRequest } from 'node:https'
import { certificateFingerprint, type Certificate } from '../certificates/authority.ts'
import { decodeFault, Fault, faultKinds, type FaultKind } from '../model/fault.ts'

export interface AskDoorOptions {
  /** PEM of the service's authority; left out, nothing is checked (`fetchAuthority` alone does that). */
  readonly authority?: string
  readonly own?: Certificate
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
}

interface DoorAnswer {
  readonly body: unknown
  /** The address by which we reached it: that is where it may reach us. */
  readonly localAddress: string
}

/** One small JSON request to another machine's door. @throws {Fault} its refusal; `hostAway` when it does not answer. */
export function askDoor(
  method: 'GET' | 'POST',
  url: URL,
  body: unknown,
  { authority, own, signal, timeoutMs = 10_000 }: AskDoorOptions,
): Promise<DoorAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<DoorAnswer>()
  const away = (cause: unknown) =>
    reject(
      new Fault('hostAway', `${url.host} does not answer`, {
        cause,
        next: 'see that the service runs there, and that no firewall keeps this port from here',
      }),
    )
  const text = body === undefined ? undefined : JSON.stringify(body)
  const request = httpsRequest(
    url,
    {
      method,
      agent: false,
      minVersion: 'TLSv1.3',
      ...(authority === undefined ? { rejectUnauthorized: false } : { ca: authority }),
      ...(own === undefined ? {} : { cert: own.certificate, key: own.key }),
      ...(signal === undefined ? {} : { signal }),
      headers:
        text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      timeout: timeoutMs,
    },
    (response) => {
      const chunks: Buffer[] = []
      const localAddress = response.socket.localAddress ?? ''
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', away)
      response.once('end', () => {
        const answer = parse(Buffer.concat(chunks).toString('utf8'))
        if (response.statusCode === 200) resolve({ body: answer, localAddress })
        else reject(refusalOf(answer, url, response.statusCode ?? 0))
      })
    },
  )
  request.once('timeout', () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)))
  request.once('error', away)
  request.end(text)
  return promise
}

/**
 * The service's authority, asked of a door that nobody has vouched for yet: it is taken only when it is the one that
 * the token names.
 */
export async function fetchAuthority(url: URL, fingerprint: string, signal?: AbortSignal): Promise<string> {
  const { body } = await askDoor('GET', new URL('/authority', url), undefined, signal === undefined ? {} : { signal })
  const authority = (body as { authority?: unknown } | undefined)?.authority
  let found: string | undefined
  try {
    found = typeof authority === 'string' ? certificateFingerprint(authority) : undefined
  } catch {}
  if (typeof authority === 'string' && found === fingerprint) return authority
  throw new Fault('forbidden', `${url.host} is not the service that made this token`, {
    next: 'see that the token is whole, and that nobody stands between the two machines',
  })
}

function refusalOf(answer: unknown, url: URL, status: number): Fault {
  const { kind, message, next, cause } = (answer ?? {}) as Record<string, unknown>
  const known = faultKinds.find((one) => one === kind) ?? ('internal' satisfies FaultKind)
  if (typeof message !== 'string') return new Fault('internal', `${url.host} answered ${status}`)
  return decodeFault({
    kind: known,
    message,
    ...(typeof next === 'string' ? { next } : {}),
    ...(typeof cause === 'string' ? { cause } : {}),
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
