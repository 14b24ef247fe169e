import { setTimeout as sleep } from 'node:timers/promises'
import type { LabHost } from '@kilonova/lab'

export interface GuestRun {
  readonly exitCode: number
  readonly output: string
}

/** Runs a script inside a guest, through its agent: the image must have `hw_qemu_guest_agent=yes`. */
export async function inGuest(
  host: LabHost,
  domain: string,
  script: string,
  options: { readonly timeoutMs?: number } = {},
): Promise<GuestRun> {
  const end = performance.now() + (options.timeoutMs ?? 60_000)
  const path = '/bin/sh'
  const start = { execute: 'guest-exec', arguments: { path, arg: ['-c', script], 'capture-output': true } }
  const { pid } = await untilAnswered<{ pid: number }>(host, domain, start, end)
  for (;;) {
    const ask = { execute: 'guest-exec-status', arguments: { pid } }
    const state = await untilAnswered<AgentStatus>(host, domain, ask, end)
    if (state.exited) {
      return { exitCode: state.exitcode ?? -1, output: Buffer.from(state['out-data'] ?? '', 'base64').toString() }
    }
    if (performance.now() > end) throw new Error(`still running in ${domain}: ${script}`)
    await sleep(100)
  }
}

interface AgentStatus {
  readonly exited: boolean
  readonly exitcode?: number
  readonly 'out-data'?: string
}

/** The agent connects a moment after the guest is up, and is asked again until then. */
async function untilAnswered<T>(host: LabHost, domain: string, command: object, end: number): Promise<T> {
  for (;;) {
    const done = await host.exec(['virsh', '-q', 'qemu-agent-command', domain, JSON.stringify(command)])
    if (done.exitCode === 0) return (JSON.parse(done.stdout) as { return: T }).return
    if (performance.now() > end) throw new Error(`the agent of ${domain} does not answer: ${done.stderr}`)
    await sleep(200)
  }
}
