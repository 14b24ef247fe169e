import type { GuestState, ServerSpec } from '@kilonova/core'
import { type Connect, type Domain, DomainCreateFlags } from '@kilonova/libvirt'
import { powerOffNow } from '../destroy/undefine-guest.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { startServer } from '../spawn/start-server.ts'
import { shutDown } from './stop-server.ts'

export type RebootKind = 'soft' | 'hard'

/** How long a soft reboot may take to shut the guest down, when nobody says: Nova's wait_soft_reboot_seconds. */
const softTimeoutSec = 120

/**
 * Soft: the guest shuts itself down and is started again as it was. Hard, and what soft becomes when the guest does not
 * listen: its power is cut, and it is defined anew and started, which also brings back a broken or unknown guest.
 */
export async function rebootServer(
  parts: DriverParts,
  spec: ServerSpec,
  kind: RebootKind,
  timeoutSec: number | undefined,
  { signal }: OperationOptions,
): Promise<GuestState & { kind: RebootKind }> {
  const what = whatFailed(spec.id, 'rebooted')
  const timeoutMs = (timeoutSec ?? softTimeoutSec) * 1000
  if (kind === 'soft' && timeoutMs > 0) {
    const done = await parts.connection.use(
      what,
      (connection) => soft(parts, connection, spec, timeoutMs, signal),
      signal,
    )
    if (done) return { serverId: spec.id, power: 'running', kind: 'soft' }
  }
  await parts.connection.use(
    what,
    async (connection) => {
      const domain = await findDomain(connection, spec.id)
      if (domain !== undefined) await powerOffNow(domain)
    },
    signal,
  )
  const state = await startServer(parts, spec, { signal })
  return { ...state, kind: 'hard' }
}

/** @returns false when it must be done the hard way; the guest is off then, or was not running at all. */
async function soft(
  parts: DriverParts,
  connection: Connect,
  spec: ServerSpec,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const domain: Domain | undefined = await findDomain(connection, spec.id)
  if (domain === undefined || powerOf((await domain.getState(0)).state) !== 'running') return false
  if (!(await shutDown(parts, connection, domain, spec.id, timeoutMs, signal))) return false
  await domain.createWithFlags(DomainCreateFlags.VIR_DOMAIN_START_FORCE_BOOT)
  parts.log.info('guest rebooted', { serverId: spec.id, kind: 'soft' })
  return true
}
