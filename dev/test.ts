// `npm test`: the checks, then every test file in a process of its own, two at a time, journeys first because they take
// longest. Arguments pick files by a part of their path, and then the checks are left out. `--long` runs the *.long.test.ts
// files instead of the others. The last line counts what really happened; the exit code is 0 only when nothing failed.
import { randomBytes } from 'node:crypto'
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { inspect, parseArgs } from 'node:util'
import { checkLine, runChecks } from './checks.ts'
import { type FileResult, type RunningFile, runTestFile } from './test-file.ts'
import { removeLeftovers } from './test-leftovers.ts'

const root = resolve(import.meta.dirname, '..')
const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const say = (line: string) => void process.stdout.write(`${line}\n`)
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

interface Failure {
  where: string
  name: string
  text: string
}
const total = { passed: 0, skipped: 0, failures: [] as Failure[] }
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort(signal))

function testFiles(): string[] {
  const all = globSync(['*/test/**/*.test.ts', 'journeys/**/*.test.ts'], { cwd: root, exclude: ['node_modules/**'] })
  const wanted = [...new Set(all)]
    .filter((file) => file.endsWith('.long.test.ts') === values.long)
    .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part.replace(/^\.\//, ''))))
  const rank = (file: string) => (file.endsWith('.journey.test.ts') ? 0 : 1)
  return wanted.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

async function check(): Promise<void> {
  await runChecks((result) => {
    say(checkLine(result))
    if (result.passed) total.passed++
    else total.failures.push({ where: 'check', name: result.name, text: result.output })
  }, interrupted.signal)
}

async function runFiles(files: string[]): Promise<void> {
  if (files.length === 0) {
    total.failures.push({ where: 'test', name: '(no file)', text: `no test file matches ${positionals.join(' ')}` })
    return
  }
  const testRun = randomBytes(6).toString('hex')
  // Short, because unix sockets live below it; on a disk, because guests want O_DIRECT; open to the user of PostgreSQL.
  const directory = mkdtempSync('/var/tmp/kt-')
  chmodSync(directory, 0o755)
  const env = { ...process.env, KILONOVA_TEST_RUN: testRun, TMPDIR: directory, LAB_DIR: `${directory}/lab` }
  // Fault matrices and soaks of one lab are one file.
  const timeoutMs = values.long ? 3_600_000 : 600_000
  const options = { env, timeoutMs, lingerMs: 30_000, signal: interrupted.signal }
  const running = new Set<RunningFile>()
  const pulse = setInterval(() => {
    for (const { file, began, test } of running) say(`…     ${file}  ${seconds(performance.now() - began)}  ${test}`)
  }, 30_000)
  const queue = [...files]
  const worker = async () => {
    for (let file = queue.shift(); file !== undefined && !interrupted.signal.aborted; file = queue.shift()) {
      const now: RunningFile = { file, began: performance.now(), test: '(starting)' }
      running.add(now)
      finished(await runTestFile(now, options), total)
      running.delete(now)
    }
  }
  await Promise.all([worker(), worker()])
  clearInterval(pulse)
  for (const file of queue)
    total.failures.push({ where: file, name: '(the file)', text: 'the run was interrupted before it' })
  const left = await removeLeftovers(testRun, directory).catch((error: unknown) => [inspect(error)])
  if (left.length === 0) total.passed++
  else total.failures.push({ where: 'after the run', name: 'nothing is left on the machine', text: left.join('\n') })
  rmSync(directory, { recursive: true, force: true })
}

function finished(result: FileResult, sum: typeof total): void {
  sum.passed += result.passed
  sum.skipped += result.skipped
  sum.failures.push(...result.failures.map((failure) => ({ where: result.file, ...failure })))
  const failed = result.failures.length === 0 ? '' : `, ${result.failures.length} failed`
  say(`${failed === '' ? 'ok  ' : 'FAIL'}  ${result.file}  ${result.passed} passed${failed}  ${seconds(result.tookMs)}`)
  for (const { name } of result.failures) say(`      ✗ ${name}`)
}

const began = performance.now()
if (positionals.length === 0 && !values.long) await check()
if (!interrupted.signal.aborted) await runFiles(testFiles())
for (const { where, name, text } of total.failures) say(`\n── ${where} ── ${name}\n${text.trimEnd()}`)
say(`\n${seconds(performance.now() - began)}`)
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`
process.exitCode = total.failures.length === 0 && total.passed > 0 && !interrupted.signal.aborted ? 0 : 1
say(`${total.passed} passed, ${total.failures.length} failed${skipped}`)
