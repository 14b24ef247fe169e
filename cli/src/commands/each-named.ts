import { Problem, reportOf } from '../problem.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ClientOptions, CommandContext } from './context.ts'

export interface Done {
  readonly id: string
  /** What became of the thing, for a person. */
  readonly said: string
}

/**
 * Does one thing to each of several named things: a fault of one does not keep the others from their turn. With
 * `--json` prints `{"deleted": [ids]}`, or `changed`.
 * @throws the only fault, or a Problem that counts them after each was shown.
 */
export async function eachNamed(
  context: CommandContext,
  names: readonly string[],
  options: ClientOptions,
  act: (name: string) => Promise<Done>,
  verb: 'deleted' | 'changed' = 'deleted',
): Promise<void> {
  const ids: string[] = []
  const faults: unknown[] = []
  for (const name of names) {
    try {
      const done = await act(name)
      ids.push(done.id)
      if (options.json !== true) context.output.note(done.said)
    } catch (error) {
      if (names.length === 1 || context.signal.aborted) throw error
      faults.push(error)
      const report = reportOf(error)
      context.output.problem(report, exitCodes[report.exit], options.json === true)
    }
  }
  if (options.json === true) context.output.json({ [verb]: ids })
  const first = faults[0]
  if (first !== undefined) {
    throw new Problem(`${faults.length} of ${names.length} could not be ${verb}`, { exit: reportOf(first).exit })
  }
}
