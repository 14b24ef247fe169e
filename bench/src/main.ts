// `npm run bench -- NAME [--rounds N] [--only PART] [--json]`. With --json stdout has one JSON object and nothing else.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BenchResult, type BenchRun, describeMachine } from './harness.ts'
import { resultTable } from './result-table.ts'

/** Every other file of this folder with a `run` is a benchmark, by its file name. */
const notBenchmarks = new Set(['main', 'harness', 'result-table', 'index'])
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => !notBenchmarks.has(name))

interface Benchmark {
  readonly run: BenchRun
  readonly parts?: readonly string[]
}

async function main(): Promise<number> {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse()
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  const [name, ...rest] = positionals
  const rounds = Number(values.rounds ?? 10)
  if (name === undefined || rest.length > 0) return refuse('name one benchmark')
  if (!names.includes(name)) return refuse(`there is no benchmark ${name}`)
  if (!Number.isInteger(rounds) || rounds < 1) return refuse(`--rounds ${values.rounds}: not a whole number above 0`)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort())
  const machine = describeMachine()
  const { run, parts = [] } = (await import(join(import.meta.dirname, `${name}.ts`))) as Benchmark
  const { only } = values
  if (only !== undefined && !parts.includes(only))
    return refuse(`--only ${only}: ${name} ${parts.length === 0 ? 'has no parts' : `has ${parts.join(', ')}`}`)
  const note = (text: string) => process.stderr.write(`${text}\n`)
  const rows = await run({ rounds, only, signal: stop.signal, note })
  const result: BenchResult = { bench: name, machine, rows }
  process.stdout.write(values.json === true ? `${JSON.stringify(result)}\n` : resultTable(result))
  return 0
}

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean' } },
  })
}

function refuse(message: string): number {
  process.stderr.write(
    `error: ${message}\n  next:  npm run bench -- NAME [--rounds N] [--only PART] [--json], NAME one of ${names.join(', ')}\n`,
  )
  return 2
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
}
