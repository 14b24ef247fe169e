import { chain, encodeFault, type Fault, type FaultKind, faultOf, sqlState } from '@kilonova/core'

/** An HTTP answer other than success that no Fault kind stands for. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

const statusByKind: Record<FaultKind, number> = {
  invalid: 400,
  imageRefused: 400,
  notFound: 404,
  conflict: 409,
  forbidden: 403,
  overLimit: 403,
  noHost: 409,
  noSpace: 413,
  hypervisorAway: 503,
  hypervisorRefused: 409,
  hostAway: 503,
  storeAway: 503,
  deadline: 503,
  cancelled: 503,
  internal: 500,
}

export interface HttpError {
  readonly status: number
  readonly message: string
  readonly headers: Readonly<Record<string, string>>
  readonly fault?: FaultWords
}

/** What `message` says in one, part by part: for a client that can tell them apart, as `kilonova` does. */
export interface FaultWords {
  readonly kind: FaultKind
  readonly what: string
  readonly cause?: string
  readonly next?: string
}

function faultWords(error: unknown): FaultWords {
  const { kind, message, cause, next } = encodeFault(error)
  return { kind, what: message, ...(cause === undefined ? {} : { cause }), ...(next === undefined ? {} : { next }) }
}

/** What a Fault says to a user: what, why, and what to do. */
export function faultText(fault: Fault, error: unknown = fault): string {
  const text = chain(error)
  return fault.next === undefined ? text : `${text}. ${fault.next}.`
}

interface FastifyFailure {
  readonly statusCode?: number
  readonly code?: string
  readonly message: string
}

/** What PostgreSQL says to a NUL in a text, and in JSON. */
const unkeepable: ReadonlySet<string> = new Set(['22021', '22P05'])

/** The HTTP answer for anything a handler threw. The text of an unexpected error stays in the log. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof Refusal) return { status: error.status, message: error.message, headers: error.headers }
  const fault = faultOf(error)
  if (fault !== undefined && fault.kind !== 'internal') {
    const message = faultText(fault, error)
    return { status: statusByKind[fault.kind], message, headers: {}, fault: faultWords(error) }
  }
  const failure = error as FastifyFailure
  if (typeof failure?.statusCode === 'number' && failure.statusCode < 500 && failure.code?.startsWith('FST_')) {
    return { status: failure.statusCode, message: requestFaultText(failure), headers: {} }
  }
  if (failure?.statusCode === 400) return { status: 400, message: 'Malformed request body', headers: {} }
  if (unkeepable.has(sqlState(error) ?? ''))
    return { status: 400, message: 'Invalid input: it has a character that can not be kept, such as NUL.', headers: {} }
  return {
    status: 500,
    message: 'Unexpected API Error. The log of the service has the cause under this request id.',
    headers: {},
  }
}

function requestFaultText(failure: FastifyFailure): string {
  if (failure.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'Unsupported Content-Type'
  if (failure.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'Request is too large.'
  if (failure.code === 'FST_ERR_CTP_EMPTY_JSON_BODY' || failure.code === 'FST_ERR_CTP_INVALID_JSON_BODY')
    return 'Malformed request body'
  return failure.message
}

const computeKeys: Record<number, string> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'itemNotFound',
  405: 'badMethod',
  409: 'conflictingRequest',
  413: 'overLimit',
  415: 'badMediaType',
  429: 'overLimit',
  501: 'notImplemented',
  503: 'serviceUnavailable',
}

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  416: 'Requested Range Not Satisfiable',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}

export type ServiceName = 'identity' | 'compute' | 'image' | 'network' | 'placement' | 'root'

/** The error body in the shape of the service that was asked: Keystone's, Nova's, Glance's or Neutron's. */
export function errorBody(service: ServiceName, { status, message, fault }: HttpError): unknown {
  const title = titles[status] ?? 'Error'
  const words = fault === undefined ? {} : { fault }
  switch (service) {
    case 'compute':
      if (status === 401) return { error: { code: 401, title, message } }
      return { [computeKeys[status] ?? 'computeFault']: { code: status, message, ...words } }
    case 'image':
      return { message, code: `${status} ${title}`, title, ...words }
    case 'network':
      return { NeutronError: { type: title.replaceAll(' ', ''), message, detail: '' } }
    case 'placement':
      return { errors: [{ status, title, detail: message }] }
    case 'identity':
    case 'root':
      return { error: { code: status, title, message, ...words } }
    default:
      return service satisfies never
  }
}

export const serviceOf = (path: string): ServiceName => {
  const first = /^\/(identity|compute|image|network|placement)(?=[/?]|$)/.exec(path)?.[1]
  return (first as ServiceName | undefined) ?? 'root'
}
