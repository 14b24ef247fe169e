import type { TextSink } from '../output/output.ts'
import { visible } from '../output/output.ts'

/** Where a log's JSON lines go: as they are, or as lines for a person. */
export interface LineDestination {
  write(line: string): void
}

const colours: Readonly<Record<string, string>> = { debug: '90', info: '36', warn: '33', error: '31' }

/**
 * Turns the log's JSON lines into `12:00:01.250 info  disk copied  serverId=… tookMs=12` for a terminal. Fields keep
 * the names they have in the JSON, so that what is seen here can be searched for there.
 */
export function logLines(sink: TextSink, colour: boolean): LineDestination {
  return {
    write(line) {
      sink.write(`${humanLine(line, colour)}\n`)
    },
  }
}

export function humanLine(line: string, colour: boolean): string {
  let record: Record<string, unknown>
  try {
    record = JSON.parse(line) as Record<string, unknown>
  } catch {
    return visible(line.trimEnd())
  }
  const { level, time, message, ...fields } = record
  const word = String(level)
  const paint = (code: string | undefined, text: string) =>
    colour && code !== undefined ? `\u001B[${code}m${text}\u001B[0m` : text
  const clock = typeof time === 'string' ? time.slice(11, 23) : ''
  const rest = Object.entries(fields).map(([name, value]) => `${paint('90', `${name}=`)}${fieldText(value)}`)
  return [paint('90', clock), paint(colours[word], word.padEnd(5)), visible(String(message)), ...rest].join(' ')
}

function fieldText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /^[^\s"=]+$/.test(text) ? visible(text) : JSON.stringify(visible(text))
}
