import { ErrorDomain, ErrorLevel, ErrorNumber } from '../protocol/generated/enums.js'

/** Name of a libvirt error number, as `VIR_ERR_NO_DOMAIN`. */
export type ErrorCodeName = keyof typeof ErrorNumber
/** The part of libvirt that an error comes from, as `VIR_FROM_QEMU`. */
export type ErrorDomainName = keyof typeof ErrorDomain
export type ErrorLevelName = keyof typeof ErrorLevel

export interface ErrorFacts {
  readonly code: number
  readonly domain: number
  readonly level: number
  readonly message: string
  readonly str1?: string | null
  readonly str2?: string | null
  readonly str3?: string | null
  readonly int1?: number
  readonly int2?: number
  /** The call that failed, as `domainLookupByName`; empty when no call did. */
  readonly procedure: string
}

/** A failure told by the daemon, or found by this client with the code that libvirt's own client would give. */
export class LibvirtError extends Error {
  override readonly name: string = 'LibvirtError'
  /** libvirt's error number (`ErrorNumber`). */
  readonly code: number
  /** Where in libvirt it arose (`ErrorDomain`). */
  readonly domain: number
  readonly level: number
  readonly str1: string | null
  readonly str2: string | null
  readonly str3: string | null
  readonly int1: number
  readonly int2: number
  readonly procedure: string
  /** libvirt's text alone, without the procedure. */
  readonly text: string

  constructor(facts: ErrorFacts, options?: ErrorOptions) {
    super(facts.procedure === '' ? facts.message : `${facts.procedure}: ${facts.message}`, options)
    this.code = facts.code
    this.domain = facts.domain
    this.level = facts.level
    this.str1 = facts.str1 ?? null
    this.str2 = facts.str2 ?? null
    this.str3 = facts.str3 ?? null
    this.int1 = facts.int1 ?? 0
    this.int2 = facts.int2 ?? 0
    this.procedure = facts.procedure
    this.text = facts.message
  }

  /** `VIR_ERR_NO_DOMAIN`, or the number as text where this client is older than the daemon. */
  get codeName(): ErrorCodeName | `${number}` {
    return nameOf(ErrorNumber, this.code)
  }

  get domainName(): ErrorDomainName | `${number}` {
    return nameOf(ErrorDomain, this.domain)
  }

  get levelName(): ErrorLevelName | `${number}` {
    return nameOf(ErrorLevel, this.level)
  }

  is(code: ErrorCodeName): boolean {
    return this.code === ErrorNumber[code]
  }
}

/** The connection is gone: the daemon ended, the network broke, or `close` was called. */
export class ConnectionLostError extends LibvirtError {
  override readonly name = 'ConnectionLostError'
}

/** A call's deadline passed. The daemon may still carry it out. */
export class CallTimeoutError extends LibvirtError {
  override readonly name = 'CallTimeoutError'
}

/** The name behind a value of one of the constant objects; the number as text when it has none. */
export function nameOf<T extends Readonly<Record<string, number>>>(
  constants: T,
  value: number,
): (keyof T & string) | `${number}` {
  for (const name in constants) if (constants[name] === value && !name.endsWith('_LAST')) return name
  return `${value}`
}
