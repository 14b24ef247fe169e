import { readFileSync } from 'node:fs'
import { type HostOperation, hostOperations } from '@kilonova/core'

const variable = 'KILONOVA_TEST_HALT_AT'
const points = ['before', 'after'] as const
const victims = ['agent', 'libvirtd'] as const

interface Halt {
  readonly operation: HostOperation
  readonly point: (typeof points)[number]
  readonly victim: (typeof victims)[number]
}

type Handler<C> = (request: unknown, context: C) => Promise<unknown>

/**
 * For tests that kill a host's parts in the middle of an operation: `KILONOVA_TEST_HALT_AT=receiveDisks:after:agent` ends
 * this process with SIGKILL when that work is done and its caller does not know yet; `libvirtd` ends libvirtd, once.
 */
export function withTestHalt<C>(
  operation: HostOperation,
  handler: Handler<C>,
  wanted = process.env[variable],
): Handler<C> {
  const halt = read(wanted)
  if (halt?.operation !== operation) return handler
  let done = false
  const strike = async (point: Halt['point']): Promise<void> => {
    if (point !== halt.point || done) return
    done = true
    if (halt.victim === 'libvirtd') return kill(Number(readFileSync('/run/libvirtd.pid', 'utf8')))
    kill(process.pid)
    await new Promise(() => {})
  }
  return async (request, context) => {
    await strike('before')
    const answer = await handler(request, context)
    await strike('after')
    return answer
  }
}

const kill = (pid: number): void => void process.kill(pid, 'SIGKILL')

function read(wanted: string | undefined): Halt | undefined {
  if (wanted === undefined || wanted === '') return undefined
  const [operation, point, victim] = wanted.split(':')
  const halt = {
    operation: (Object.keys(hostOperations) as HostOperation[]).find((one) => one === operation),
    point: points.find((one) => one === point),
    victim: victims.find((one) => one === victim),
  }
  if (halt.operation !== undefined && halt.point !== undefined && halt.victim !== undefined) return halt as Halt
  throw new Error(`${variable}=${wanted}: it is operation:${points.join('|')}:${victims.join('|')}`)
}
