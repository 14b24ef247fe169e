import { setTimeout as sleep } from 'node:timers/promises'
import { LabError } from './lab-error.ts'

export interface WaitForLineOptions {
  /** Default 120 000: a guest under emulation takes its time when the machine is busy. */
  timeoutMs?: number
  signal?: AbortSignal
}

/**
 * Waits until a growing text, mostly a guest's console, has a whole line that matches.
 * @param read gives the whole text so far; while it throws (no console yet), the text counts as empty.
 * @returns the match in the first such line.
 * @throws {LabError} after `timeoutMs`, with the end of the text.
 */
export async function waitForLine(
  read: () => string | Promise<string>,
  pattern: RegExp,
  options: WaitForLineOptions = {},
): Promise<RegExpExecArray> {
  const timeoutMs = options.timeoutMs ?? 120_000
  const lines = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
  let text = ''
  let complaint: unknown
  for (const deadline = Date.now() + timeoutMs; ; ) {
    options.signal?.throwIfAborted()
    try {
      text = await read()
      complaint = undefined
    } catch (error) {
      complaint = error
    }
    for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split(/\r?\n/)) {
      const match = lines.exec(line)
      if (match !== null) return match
    }
    if (Date.now() > deadline) break
    await sleep(50, undefined, options.signal === undefined ? {} : { signal: options.signal })
  }
  throw new LabError(`no line matched ${pattern} within ${timeoutMs} ms; the text ends:\n${text.slice(-2000)}`, {
    cause: complaint,
  })
}
