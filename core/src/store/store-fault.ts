import { Fault } from '../model/fault.ts'

/** SQLSTATE classes and codes by which PostgreSQL says that it, or the way to it, is gone for now. */
const awayClasses = ['08', '57P']
/** `53300` is too many connections; `25P03` a session that the server ended because its transaction stood still. */
const awayCodes = new Set([
  '25P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** What `pg` says without a code. */
const awayMessages = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Cannot use a pool after calling end',
  'Client was closed',
  'Query read timeout',
]

export function isStoreAway(error: unknown): boolean {
  if (error instanceof Fault) return error.kind === 'storeAway'
  if (isDiskFull(error)) return true
  if (!(error instanceof Error)) return false
  const code = sqlState(error)
  if (code !== undefined) return awayCodes.has(code) || awayClasses.some((begin) => code.startsWith(begin))
  return awayMessages.some((text) => error.message.startsWith(text))
}

/** An error of the way to PostgreSQL as the Fault `storeAway`; any other as it is. */
export function toStoreFault(error: unknown): unknown {
  if (error instanceof Fault || !isStoreAway(error)) return error
  if (isDiskFull(error)) return storeAway('the disk of the store is full', error, roomNext)
  return storeAway('the store does not answer', error)
}

const roomNext = 'make room where PostgreSQL keeps its files; what waits for it goes on by itself'

/** Whether PostgreSQL says, somewhere in the chain of causes, that it could not write for want of room. */
export function isStoreFull(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 16; depth += 1) {
    if (isDiskFull(at)) return true
    at = at.cause
  }
  return false
}

/**
 * A new connection that finds no cache of the catalog writes one, and is ended when it can not: an "internal error" to
 * PostgreSQL, in words that it does not translate.
 */
const isDiskFull = (error: unknown): boolean => {
  const code = sqlState(error)
  return code === '53100' || (code === 'XX000' && (error as Error).message === 'could not write init file')
}

export const storeAway = (message: string, cause: unknown, next = 'try again in a few seconds'): Fault =>
  new Fault('storeAway', message, { cause, next })

/** PostgreSQL's five-character code of an error (`23505` is a unique violation), or the operating system's. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : undefined
}

/** The constraint that refused a row, when one did. */
export function violatedConstraint(error: unknown): string | undefined {
  const name = error instanceof Error ? (error as { constraint?: unknown }).constraint : undefined
  return typeof name === 'string' ? name : undefined
}

/**
 * A serialisation failure or a deadlock: PostgreSQL asks to run the transaction again. Or it ended the session because the
 * transaction stood still, as when the machine did: then nothing of it was committed, and nothing is wrong with it. Who
 * writes before he has read that hears EPIPE: the session had ended before, and a commit is the last that is written.
 */
export const asksToRunAgain = (error: unknown): boolean =>
  ['40001', '40P01', '25P03', 'EPIPE'].includes(sqlState(error instanceof Fault ? error.cause : error) ?? '')
