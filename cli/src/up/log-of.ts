import { createLog, type Log, type LogLevel } from '@kilonova/core'
import type { CommandContext } from '../commands/context.ts'
import { logLines } from './log-lines.ts'
import type { UpSettings } from './settings.ts'

/** The log of a service in the foreground: lines for a person on a terminal, JSON for a pipe. */
export function logOf(
  { output, env }: CommandContext,
  options: { readonly logFormat?: 'text' | 'json'; readonly logLevel?: LogLevel },
  settings: Pick<UpSettings, 'log'>,
): Log {
  const isTerminal = output.stderr.isTTY === true
  const text = (options.logFormat ?? (isTerminal ? 'text' : 'json')) === 'text'
  const { level } = settings.log
  if (!text) return createLog({ level })
  return createLog({ level, destination: logLines(output.stderr, isTerminal && (env['NO_COLOR'] ?? '') === '') })
}
