import { ErrorDomain, ErrorLevel, ErrorNumber } from '../protocol/generated/enums.js'
import {
  CallTimeoutError,
  ConnectionLostError,
  type ErrorCodeName,
  type ErrorFacts,
  LibvirtError,
} from './libvirt-error.ts'

function facts(code: ErrorCodeName, message: string, procedure: string): ErrorFacts {
  const domain = ErrorDomain.VIR_FROM_RPC
  return { code: ErrorNumber[code], domain, level: ErrorLevel.VIR_ERR_ERROR, message, procedure }
}

/** An error found on this side of the wire. */
export function localError(code: ErrorCodeName, message: string, procedure = '', cause?: unknown): LibvirtError {
  return new LibvirtError(facts(code, message, procedure), cause === undefined ? undefined : { cause })
}

export function connectFailed(peer: string, cause: unknown): LibvirtError {
  return localError('VIR_ERR_SYSTEM_ERROR', `cannot connect to ${peer}`, '', cause)
}

export function connectionLost(message: string, procedure = '', cause?: unknown): ConnectionLostError {
  return new ConnectionLostError(facts('VIR_ERR_RPC', message, procedure), cause === undefined ? undefined : { cause })
}

export function callTimedOut(procedure: string, timeoutMs: number): CallTimeoutError {
  const message = `no reply within ${timeoutMs} ms; the daemon may still carry it out`
  return new CallTimeoutError(facts('VIR_ERR_OPERATION_TIMEOUT', message, procedure))
}
