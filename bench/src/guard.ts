import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BenchOptions, compare, measure, type Row } from './harness.ts'

interface Figures {
  readonly one: number[]
  readonly hand: number[]
  readonly eight: number[]
  readonly many: number[]
  readonly rule: number[]
}

/**
 * What security groups cost: a port is guarded before its guest starts, and a changed rule has to reach every running
 * one. Against one `nft -f` by hand. It runs in a network namespace of its own: the machine's rules are not touched.
 */
export async function run({ rounds, signal }: BenchOptions): Promise<readonly Row[]> {
  const worker = join(import.meta.dirname, 'workers/guard-worker.ts')
  const argv = ['--net', process.execPath, worker, String(rounds)]
  const { stdout } = await promisify(execFile)('unshare', argv, { signal, maxBuffer: 2 ** 24 })
  const { one, hand, eight, many, rule } = JSON.parse(stdout) as Figures
  return [
    compare({ name: 'one port guarded, few there', unit: 'ms', goal: 2 }, one, hand),
    compare({ name: 'eight ports at once', unit: 'ms', goal: null }, eight, hand),
    measure({ name: 'one port guarded, 300 there', unit: 'ms', goal: null }, many),
    measure({ name: 'a rule changed for 300 ports', unit: 'ms', goal: null }, rule),
  ]
}
