import { Fault, type GuestState, type ServerId } from '@kilonova/core'
import type { Domain } from '@kilonova/libvirt'
import { findDomain } from '../hypervisor/find-domain.ts'
import { type Power, powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'

/** Holds the guest's CPUs; its memory stays. A paused guest is success. */
export function pauseServer(parts: DriverParts, serverId: ServerId, options: OperationOptions): Promise<GuestState> {
  const change = { verb: 'paused', from: 'running', to: 'paused' } as const
  return turn(parts, serverId, change, (domain) => domain.suspend(), options)
}

/** Lets a paused guest go on. A running guest is success. */
export function unpauseServer(parts: DriverParts, serverId: ServerId, options: OperationOptions): Promise<GuestState> {
  const change = { verb: 'unpaused', from: 'paused', to: 'running' } as const
  return turn(parts, serverId, change, (domain) => domain.resume(), options)
}

interface Change {
  readonly verb: string
  readonly from: Power
  readonly to: Power
}

function turn(
  parts: DriverParts,
  serverId: ServerId,
  { verb, from, to }: Change,
  call: (domain: Domain) => Promise<void>,
  { signal }: OperationOptions,
): Promise<GuestState> {
  const what = whatFailed(serverId, verb)
  return parts.connection.use(
    what,
    async (connection) => {
      const domain = await findDomain(connection, serverId)
      const power = domain === undefined ? 'nostate' : powerOf((await domain.getState(0)).state)
      if (power === to) return { serverId, power }
      if (domain === undefined || power !== from) throw wrongPower(what, power, `only a ${from} guest can be ${verb}`)
      await call(domain)
      parts.log.info(`guest ${verb}`, { serverId })
      return { serverId, power: to }
    },
    signal,
  )
}

export function wrongPower(what: string, power: Power, rule: string): Fault {
  const is = power === 'nostate' ? 'not known to libvirt' : power
  return new Fault('conflict', `${what}: it is ${is}, and ${rule}`, {
    next: 'start the server first',
    fields: { power },
  })
}
