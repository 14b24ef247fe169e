import type { ExitName } from './exit-codes.ts'

export interface ProblemOptions extends ErrorOptions {
  /** What to do now: an imperative without a full stop. */
  readonly next?: string | undefined
  readonly exit?: ExitName
  /** Set when `cause` is a text of the service and not an error of ours. */
  readonly because?: string
}

/**
 * What a command could not do, for the person who typed it: what became of their thing, why, what to do now, and the
 * exit code. The client commands use this instead of core's Fault, whose package would double their start-up time.
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly next: string | undefined
  readonly exit: ExitName
  readonly because: string | undefined
  constructor(message: string, options: ProblemOptions = {}) {
    super(message, options)
    this.next = options.next
    this.exit = options.exit ?? 'fault'
    this.because = options.because
  }
}

/** A problem as a person reads it, and as `--json` prints it. */
export interface ProblemReport {
  readonly message: string
  readonly cause?: string
  readonly next?: string
  readonly exit: ExitName
}

/** Reads any thrown value: a Problem, core's Fault (told by its fields), an abort, or a defect of ours. */
export function reportOf(error: unknown): ProblemReport {
  if (error instanceof Problem) {
    const cause = error.because ?? causesOf(error)
    return report(error.message, cause, error.next, error.exit)
  }
  if (isFault(error))
    return report(error.message, causesOf(error), error.next ?? nextOfCauses(error), exitOfKind(error.kind))
  if (error instanceof Error && error.name === 'AbortError') return { message: 'interrupted', exit: 'interrupted' }
  if (error instanceof Error) return report(error.message, causesOf(error), nextOfCauses(error), 'fault')
  return { message: String(error), exit: 'fault' }
}

function report(message: string, cause: string, next: string | undefined, exit: ExitName): ProblemReport {
  return { message, ...(cause === '' ? {} : { cause }), ...(next === undefined ? {} : { next }), exit }
}

interface FaultLike extends Error {
  readonly kind: string
  readonly next: string | undefined
}

function isFault(error: unknown): error is FaultLike {
  return error instanceof Error && error.name === 'Fault' && 'kind' in error && typeof error.kind === 'string'
}

function exitOfKind(kind: string): ExitName {
  const known: Record<string, ExitName> = {
    notFound: 'notFound',
    conflict: 'conflict',
    forbidden: 'denied',
    deadline: 'deadline',
    cancelled: 'interrupted',
  }
  return known[kind] ?? 'fault'
}

function* causeChain(error: Error): Generator {
  let at: unknown = error.cause
  for (let depth = 0; at !== undefined && at !== null && depth < 16; depth += 1) {
    yield at
    at = at instanceof Error ? at.cause : undefined
  }
}

function causesOf(error: Error): string {
  const parts: string[] = []
  for (const at of causeChain(error)) {
    for (const text of textsOf(at)) {
      if (text !== '' && !error.message.includes(text) && !parts.some((part) => part.includes(text))) parts.push(text)
    }
  }
  return parts.join(': ')
}

// A refused connection to a name with two addresses is an AggregateError with an empty message.
function textsOf(error: unknown): string[] {
  if (error instanceof AggregateError && error.message === '') return error.errors.flatMap(textsOf).slice(0, 1)
  return [error instanceof Error ? error.message : String(error)]
}

function nextOfCauses(error: Error): string | undefined {
  for (const at of causeChain(error)) {
    if (at instanceof Error && 'next' in at && typeof at.next === 'string') return at.next
  }
  return undefined
}
