/**
 * What went wrong, for a person and for a program. It crosses the bus and the HTTP edge unchanged: kind decides the
 * HTTP status and whether trying again can help, message says what became of the user's thing, cause why, next what
 * to do about it.
 */
export const faultKinds = [
  'invalid', // the request is wrong; the same request will never work
  'imageRefused', // an image that no tool may open, or that does not fit
  'notFound',
  'conflict', // not in this state
  'forbidden',
  'overLimit', // a quota
  'noHost', // the scheduler found no host
  'noSpace', // a disk is full
  'hypervisorAway', // libvirtd does not answer
  'hypervisorRefused', // libvirtd or QEMU said no
  'hostAway', // no agent serves that host
  'storeAway', // PostgreSQL does not answer
  'deadline',
  'cancelled',
  'internal', // a defect of ours
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface FaultOptions extends ErrorOptions {
  /** The next step for the user, as an imperative sentence without a full stop. */
  readonly next?: string
  /** Figures and names for programs: plain JSON values. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>
}

export class Fault extends Error {
  override readonly name = 'Fault'
  readonly kind: FaultKind
  readonly next: string | undefined
  readonly fields: Readonly<Record<string, string | number | boolean>>
  constructor(kind: FaultKind, message: string, options: FaultOptions = {}) {
    super(message, options)
    this.kind = kind
    this.next = options.next
    this.fields = options.fields ?? {}
  }
}

/** Every message of an error and its causes on one line, `what: why: why`. A cause that only repeats is left out. */
export function chain(error: unknown): string {
  const parts: string[] = []
  for (let at: unknown = error, depth = 0; at !== undefined && at !== null && depth < 16; depth += 1) {
    const text = at instanceof Error ? at.message : typeof at === 'string' ? at : JSON.stringify(at)
    if (text !== '' && !parts.some((part) => part.includes(text))) parts.push(text)
    if (at instanceof AggregateError) {
      for (const one of at.errors) parts.push(chain(one))
    }
    at = at instanceof Error ? at.cause : undefined
  }
  return parts.join(': ')
}

/** The nearest Fault among an error and its causes: its kind and its next step speak for the whole chain. */
export function faultOf(error: unknown): Fault | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 16; depth += 1) {
    if (at instanceof Fault) return at
    at = at.cause
  }
  return undefined
}

/** A fault as it crosses the bus and as the journal keeps it. */
export interface FaultRecord {
  readonly kind: FaultKind
  readonly message: string
  readonly next?: string
  readonly fields?: Readonly<Record<string, string | number | boolean>>
  readonly cause?: string
}

export function encodeFault(error: unknown): FaultRecord {
  const fault = faultOf(error)
  const outer = error instanceof Error ? error : new Error(String(error))
  const cause = outer.cause === undefined ? undefined : chain(outer.cause)
  return {
    kind: fault?.kind ?? 'internal',
    message: outer.message,
    ...(fault?.next === undefined ? {} : { next: fault.next }),
    ...(fault === undefined || Object.keys(fault.fields).length === 0 ? {} : { fields: fault.fields }),
    ...(cause === undefined || cause === '' ? {} : { cause }),
  }
}

export function decodeFault(record: FaultRecord): Fault {
  return new Fault(record.kind, record.message, {
    ...(record.next === undefined ? {} : { next: record.next }),
    ...(record.fields === undefined ? {} : { fields: record.fields }),
    ...(record.cause === undefined ? {} : { cause: new Error(record.cause) }),
  })
}
