import { resolve } from 'node:path'
import type { CommandContext } from '../commands/context.ts'
import type { Output } from '../output/output.ts'
import { visible } from '../output/output.ts'
import { Problem } from '../problem.ts'
import { stateDirectoryOf } from '../state-directory.ts'
import { parseListen } from '../up/listen-address.ts'
import { broken, type Check, type CheckContext, type Finding } from './check.ts'
import { bus, certificate, clockSkew, settings, store, version } from './checks/cloud.ts'
import { kvm, libvirt } from './checks/hypervisor.ts'
import { clock, diskSpace, memory, rights } from './checks/machine.ts'
import { firewallTools, postgres, programs } from './checks/programs.ts'
import { port, stateDirectory } from './checks/state.ts'

export interface DoctorOptions {
  readonly state?: string
  readonly listen?: string
  readonly libvirt?: string
  readonly json?: boolean
}

export interface Result extends Finding {
  readonly name: string
}

/** In the order in which a person would repair them. */
const checks: readonly Check[] = [
  rights,
  programs,
  postgres,
  libvirt,
  kvm,
  firewallTools,
  stateDirectory,
  settings,
  store,
  diskSpace,
  memory,
  port,
  bus,
  certificate,
  version,
  clock,
  clockSkew,
]

/** Checks this machine and prints each finding with what to do. @throws {Problem} when something is broken. */
export async function doctor(context: CommandContext, options: DoctorOptions): Promise<void> {
  const results = await examine({
    env: context.env,
    stateDirectory: resolve(context.cwd, stateDirectoryOf(options.state, context.env)),
    listen: parseListen(options.listen ?? '127.0.0.1:8774'),
    libvirtUri: options.libvirt,
    signal: context.signal,
  })
  if (options.json === true) context.output.json({ checks: results })
  else printResults(context.output, results)
  const faults = results.filter((one) => one.state === 'broken')
  if (faults.length > 0) {
    throw new Problem(`this machine is not ready: ${faults.map((one) => one.name).join(', ')}`, {
      next: options.json === true ? undefined : 'do what stands beside each fault, then run `kilonova doctor` again',
    })
  }
}

/** Every check's finding; they run side by side, and one that fails itself is broken. */
export async function examine(context: CheckContext): Promise<Result[]> {
  return Promise.all(checks.map(async (check) => ({ name: check.name, ...(await finding(check, context)) })))
}

async function finding(check: Check, context: CheckContext): Promise<Finding> {
  try {
    return await check.run(context)
  } catch (error) {
    context.signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    const denied = error instanceof Error && 'code' in error && error.code === 'EACCES'
    return broken(
      `could not be checked: ${reason}`,
      denied ? 'run it as root' : 'see the reason; if it is none, report it',
    )
  }
}

const words = { ok: 'ok', warning: 'warning', broken: 'BROKEN' } as const

function printResults(output: Output, results: readonly Result[]): void {
  const width = Math.max(...results.map((one) => one.name.length))
  for (const { name, state, says, next } of results) {
    output.print(`${words[state].padEnd(8)} ${name.padEnd(width)}  ${visible(says)}`)
    if (next !== undefined) output.print(`${' '.repeat(9 + width)}  → ${visible(next)}`)
  }
}
