import type { ProblemReport } from '../problem.ts'

export interface TextSink {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

export interface OutputOptions {
  readonly stdout: TextSink
  readonly stderr: TextSink
  readonly env: NodeJS.ProcessEnv
}

/**
 * Where a command's words go: what was asked for on stdout (a table, a text, or with `--json` the API's own value),
 * everything else on stderr. Colour and bars only where a person is looking.
 */
export class Output {
  readonly stdout: TextSink
  readonly stderr: TextSink
  readonly #noColour: boolean
  constructor(options: OutputOptions) {
    this.stdout = options.stdout
    this.stderr = options.stderr
    this.#noColour = (options.env['NO_COLOR'] ?? '') !== '' || options.env['TERM'] === 'dumb'
  }

  /** Bytes for the next program or person, as they are. */
  print(text: string): void {
    this.stdout.write(text.endsWith('\n') || text === '' ? text : `${text}\n`)
  }

  json(value: unknown): void {
    this.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  }

  note(text: string): void {
    this.stderr.write(`${visible(text)}\n`)
  }

  /** `error:`, `cause:`, `next:`; one JSON object instead when the command was asked for JSON. */
  problem(report: ProblemReport, exitCode: number, json: boolean): void {
    if (json) {
      this.stderr.write(`${JSON.stringify({ error: { ...report, exitCode } }, null, 2)}\n`)
      return
    }
    const lines = [`${this.#paint(this.stderr, '31', 'error:')} ${indented(report.message)}`]
    if (report.cause !== undefined) lines.push(`  cause: ${indented(report.cause)}`)
    if (report.next !== undefined) lines.push(`  next:  ${indented(report.next)}`)
    this.stderr.write(`${lines.join('\n')}\n`)
  }

  bold(text: string): string {
    return this.#paint(this.stdout, '1', text)
  }

  #paint(sink: TextSink, code: string, text: string): string {
    return sink.isTTY === true && !this.#noColour ? `\u001B[${code}m${text}\u001B[0m` : text
  }
}

const indented = (text: string): string => text.split('\n').map(visible).join('\n         ')

/**
 * A text with its control characters spelled out. Names and messages come from other users: an escape sequence in
 * one must not reach this user's terminal.
 */
export function visible(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  return text.replaceAll(/[\u0000-\u001F\u007F-\u009F]/g, (one) => {
    if (one === '\n') return String.raw`\n`
    if (one === '\t') return String.raw`\t`
    return `\\x${(one.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`
  })
}

/** Console text with everything but line breaks and tabs spelled out, for a terminal. */
export function visibleLines(text: string): string {
  return text
    .split(/\r*\n/)
    .map((line) => line.split('\t').map(visible).join('\t'))
    .join('\n')
}
