import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules/.bin', name)

/** Everything that looks at the code without running it; each is one command whose exit code is the answer. */
const checks: Record<string, string[]> = {
  types: [bin('tsc'), '--noEmit', '-p', '.'],
  lint: [bin('oxlint'), '--type-aware'],
  format: [bin('biome'), 'format', '.'],
  arrows: [process.execPath, 'dev/arrows.ts'],
  'dead code': [bin('knip'), '--no-progress'],
}

export interface CheckResult {
  name: string
  passed: boolean
  tookMs: number
  output: string
}

/** Runs all checks side by side. @param onResult called as each one ends. */
export async function runChecks(onResult: (result: CheckResult) => void, signal?: AbortSignal): Promise<CheckResult[]> {
  return Promise.all(
    Object.entries(checks).map(async ([name, argv]) => {
      const result = await runCheck(name, argv, signal)
      onResult(result)
      return result
    }),
  )
}

async function runCheck(name: string, argv: string[], signal: AbortSignal | undefined): Promise<CheckResult> {
  const began = performance.now()
  const [program = '', ...args] = argv
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
    timeout: 300_000,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const { promise, resolve } = Promise.withResolvers<boolean>()
  child.once('error', (error) => {
    output += `${error.message}\n`
    resolve(false)
  })
  child.once('close', (code) => resolve(code === 0))
  const passed = await promise
  return { name, passed, tookMs: performance.now() - began, output }
}

/** One line for a result: `ok    types  3.2 s`. */
export function checkLine(result: CheckResult): string {
  return `${result.passed ? 'ok  ' : 'FAIL'}  check: ${result.name}  ${(result.tookMs / 1000).toFixed(1)} s`
}
