import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { removeLabsOfTestRun } from '@kilonova/lab'

/**
 * What a test run has left on the machine: processes, mounts, labs. Processes of the run are known by its mark in their
 * environment, or by its temporary directory in their command line or as their place of work (PostgreSQL overwrites its
 * environment). What is found is ended and removed.
 * @returns a line for each; empty when the tests cleaned up after themselves.
 */
export async function removeLeftovers(testRun: string, directory: string): Promise<string[]> {
  let processes = processesOf(testRun, directory)
  for (let waitedMs = 0; processes.length > 0 && waitedMs < 20_000; waitedMs += 100) {
    await sleep(100) // what was told to end may take a moment
    processes = processesOf(testRun, directory)
  }
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // gone meanwhile
    }
  }
  const labs = await removeLabsOfTestRun(testRun)
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(directory))
  return [
    ...processes.map(({ pid, command }) => `process ${pid}: ${command}`),
    ...labs.map((dir) => `lab ${dir}`),
    ...mounts.map((line) => `mount ${line}`),
  ]
}

function processesOf(testRun: string, directory: string): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((entry) => {
    const pid = Number(entry)
    if (!Number.isInteger(pid) || pid === process.pid) return []
    const command = read(`/proc/${pid}/cmdline`)
    const marked = read(`/proc/${pid}/environ`).split('\0').includes(`KILONOVA_TEST_RUN=${testRun}`)
    if (!marked && !command.includes(directory) && !placeOf(pid).startsWith(directory)) return []
    return [{ pid, command: command.replaceAll('\0', ' ').trim().slice(0, 300) }]
  })
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function placeOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
