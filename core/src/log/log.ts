import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
import { chain } from '../model/fault.ts'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Names and values that belong to one line; those of `child` belong to all of its lines. */
export type LogFields = Readonly<Record<string, unknown>>

/** A fixed phrase to grep for, and all that varies in fields. An `error` field is written as its chain of causes. */
export interface Log {
  debug(phrase: string, fields?: LogFields): void
  info(phrase: string, fields?: LogFields): void
  warn(phrase: string, fields?: LogFields): void
  error(phrase: string, fields?: LogFields): void
  child(fields: LogFields): Log
}

export interface LogOptions {
  readonly level: LogLevel
  /** Where the JSON lines go; stderr when left out. */
  readonly destination?: DestinationStream
}

/** Fields that are never written, at the top and one level down. */
const secretNames = [
  'password',
  'adminPass',
  'adminPassword',
  'token',
  'secret',
  'key',
  'privateKey',
  'userData',
  'userDataBase64',
  'authorization',
  'connectionString',
]

/** JSON lines on stderr. Passwords, tokens and user data are left out whatever the caller passes. */
export function createLog({ level, destination }: LogOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: 'message',
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[left out]' },
    serializers: {
      error: (error: unknown) => (error instanceof Error ? chain(error) : error),
      err: stdSerializers.err,
    },
  }
  return new PinoLog(pino(options, destination ?? pino.destination({ dest: 2, sync: true })))
}

/** Writes nothing: for tests and for callers that pass none. */
export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLog,
}

/** A line's own field stands in place of its child's, and a child's in place of its parent's: no name twice in a line. */
class PinoLog implements Log {
  readonly #logger: Logger
  readonly #bound: LogFields
  constructor(logger: Logger, bound: LogFields = {}) {
    this.#logger = logger
    this.#bound = bound
  }
  debug(phrase: string, fields?: LogFields): void {
    this.#logger.debug({ ...this.#bound, ...fields }, phrase)
  }
  info(phrase: string, fields?: LogFields): void {
    this.#logger.info({ ...this.#bound, ...fields }, phrase)
  }
  warn(phrase: string, fields?: LogFields): void {
    this.#logger.warn({ ...this.#bound, ...fields }, phrase)
  }
  error(phrase: string, fields?: LogFields): void {
    this.#logger.error({ ...this.#bound, ...fields }, phrase)
  }
  child(fields: LogFields): Log {
    return new PinoLog(this.#logger, { ...this.#bound, ...fields })
  }
}
