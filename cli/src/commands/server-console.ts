import { setTimeout as sleep } from 'node:timers/promises'
import { findServer } from '../client/find.ts'
import type { CloudSession } from '../client/session.ts'
import { visibleLines } from '../output/output.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'

export interface ServerConsoleOptions extends ClientOptions {
  readonly lines?: number
  readonly follow?: boolean
}

const followEveryMs = 500

/** Prints what the guest wrote to its serial console; with `--follow` goes on until Ctrl-C or the server is gone. */
export async function serverConsole(
  context: CommandContext,
  name: string,
  options: ServerConsoleOptions,
): Promise<void> {
  if (options.follow === true && options.json === true) {
    throw new Problem('--follow has no JSON form', { exit: 'usage', next: 'leave out --json or --follow' })
  }
  const session = await connect(context, options)
  const id = String((await findServer(session, name, context.signal))['id'])
  const output = await readConsole(context, session, id, options.lines)
  if (options.json === true) return context.output.json({ output })
  printConsole(context, output)
  if (options.follow !== true) return
  let seen = options.lines === undefined ? output : await readConsole(context, session, id)
  while (!context.signal.aborted) {
    try {
      await sleep(followEveryMs, undefined, { signal: context.signal })
    } catch {
      return // Ctrl-C is how one leaves
    }
    const text = await readConsole(context, session, id)
    printConsole(context, newPart(seen, text))
    seen = text
  }
}

/** What `text` has beyond `seen`. Both are the end of a log of limited size, so that `seen` may have lost its start. */
export function newPart(seen: string, text: string): string {
  if (text.startsWith(seen)) return text.slice(seen.length)
  const tail = seen.slice(-2000)
  const at = tail === '' ? -1 : text.lastIndexOf(tail)
  return at === -1 ? text : text.slice(at + tail.length)
}

async function readConsole(
  context: CommandContext,
  session: CloudSession,
  id: string,
  lines?: number,
): Promise<string> {
  const body = { 'os-getConsoleOutput': lines === undefined ? {} : { length: lines } }
  const answer = await session.call('compute', 'POST', `/servers/${id}/action`, { body, signal: context.signal })
  return typeof answer['output'] === 'string' ? answer['output'] : ''
}

// A file or pipe gets the guest's bytes as they are; a terminal must not obey a guest's escape sequences.
function printConsole(context: CommandContext, text: string): void {
  const { stdout } = context.output
  if (text !== '') stdout.write(stdout.isTTY === true ? visibleLines(text) : text)
}
