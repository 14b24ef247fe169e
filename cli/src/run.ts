import { CommanderError } from 'commander'
import { exitCodes } from './exit-codes.ts'
import { Output } from './output/output.ts'
import { type ProblemReport, reportOf } from './problem.ts'
import { buildProgram } from './program.ts'

/** Runs one command line. @returns the exit code; nothing is thrown. */
export async function run(argv: readonly string[]): Promise<number> {
  const output = new Output({ stdout: process.stdout, stderr: process.stderr, env: process.env })
  const stop = stopSignal()
  // `kilonova server list | head -1`: the reader left, which is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  const program = buildProgram({ output, env: process.env, cwd: process.cwd(), signal: stop.signal })
  const json = argv.includes('--json')
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return exitCodes.ok // also after Ctrl-C, for a command that takes it as its end: `up`, `console --follow`
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    const report = stop.stoppedBy() === undefined ? reportOf(error) : reportInterrupted(error)
    const code = report.exit === 'interrupted' ? interrupted(stop.stoppedBy()) : exitCodes[report.exit]
    output.problem(report, code, json)
    return code
  } finally {
    stop.end()
  }
}

/** Ended by the user: the words of the command if it has some for that, else one. */
function reportInterrupted(error: unknown): ProblemReport {
  const report = reportOf(error)
  if (report.exit === 'interrupted') return report
  return error instanceof Error && error.name === 'Problem' ? report : { message: 'interrupted', exit: 'interrupted' }
}

const interrupted = (by: NodeJS.Signals | undefined): number =>
  by === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted

/** The first Ctrl-C or SIGTERM aborts; a second Ctrl-C ends the process there and then. */
function stopSignal() {
  const controller = new AbortController()
  let by: NodeJS.Signals | undefined
  const stop = (signal: NodeJS.Signals) => {
    if (by !== undefined && signal === 'SIGINT') process.exit(exitCodes.interrupted)
    by ??= signal
    controller.abort(new DOMException('interrupted', 'AbortError'))
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return {
    signal: controller.signal,
    stoppedBy: () => by,
    end: () => void process.off('SIGINT', stop).off('SIGTERM', stop),
  }
}
