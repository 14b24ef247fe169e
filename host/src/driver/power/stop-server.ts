import type { GuestState, ServerId } from '@kilonova/core'
import { type Connect, type Domain, DomainState } from '@kilonova/libvirt'
import { powerOffNow } from '../destroy/undefine-guest.ts'
import { findDomain, isGone, isWrongState } from '../hypervisor/find-domain.ts'
import { type Power, powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'

export type StopResult = GuestState & { readonly graceful: boolean }

/** A guest may miss the first press of its power button while it boots; Nova presses again as often. */
const pressAgainMs = 10_000

/** Presses the guest's power button, and cuts its power when it does not switch itself off in time. */
export async function stopServer(
  parts: DriverParts,
  serverId: ServerId,
  timeoutSec: number | undefined,
  { signal }: OperationOptions,
): Promise<StopResult> {
  const began = performance.now()
  const what = whatFailed(serverId, 'stopped')
  const result = await parts.connection.use(
    what,
    async (connection): Promise<StopResult> => {
      const domain = await findDomain(connection, serverId)
      if (domain === undefined) return { serverId, power: 'nostate', graceful: true }
      const seconds = timeoutSec ?? parts.settings.libvirt.shutdownTimeoutSec
      const graceful = await shutDown(parts, connection, domain, serverId, seconds * 1000, signal)
      return { serverId, power: 'shutdown', graceful }
    },
    signal,
  )
  const tookMs = Math.round(performance.now() - began)
  parts.log.info('guest stopped', { serverId, graceful: result.graceful, tookMs })
  return result
}

const isOff = (power: Power): boolean => power === 'shutdown' || power === 'crashed' || power === 'nostate'

/** @returns whether the guest switched itself off; it is off in any case. On abort it is left as it is. */
export async function shutDown(
  parts: DriverParts,
  connection: Connect,
  domain: Domain,
  serverId: ServerId,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const power = powerOf((await domain.getState(0)).state)
  if (isOff(power)) return true
  // A paused guest hears no button.
  if (timeoutMs > 0 && power === 'running' && (await switchedItselfOff(parts, domain, serverId, timeoutMs, signal))) {
    await untilGone(parts, domain, serverId, signal)
    return true
  }
  signal.throwIfAborted()
  await powerOffNow(domain)
  return false
}

/** Presses its power button, and waits until the guest has heard it. @returns false when the time is over. */
export async function switchedItselfOff(
  parts: DriverParts,
  domain: Domain,
  serverId: ServerId,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const late = AbortSignal.timeout(timeoutMs)
  const done = new AbortController()
  const off = parts.guests.until(
    serverId,
    ['shutdown', 'crashed', 'nostate'],
    AbortSignal.any([signal, late, done.signal]),
  )
  off.catch(() => undefined)
  const press = (): Promise<void> =>
    domain.shutdownFlags(0).catch((error: unknown) => {
      if (!isWrongState(error) && !isGone(error)) throw error
    })
  const pressing = setInterval(() => void press().catch(() => undefined), pressAgainMs)
  try {
    await press()
    await off
    return true
  } catch (error) {
    if (late.aborted && !signal.aborted) return false
    throw error
  } finally {
    clearInterval(pressing)
    done.abort()
  }
}

/** The guest's own power-off is told before QEMU has ended; what comes next must find it gone. */
async function untilGone(parts: DriverParts, domain: Domain, serverId: ServerId, signal: AbortSignal): Promise<void> {
  const done = new AbortController()
  const limit = AbortSignal.any([signal, AbortSignal.timeout(10_000), done.signal])
  const stopped = parts.guests.untilEvent(serverId, 'stopped', limit)
  stopped.catch(() => undefined)
  try {
    const { state } = await domain.getState(0)
    if (isReallyOff(state)) return
    await stopped
  } catch (error) {
    if (signal.aborted || isGone(error)) return
    await powerOffNow(domain)
  } finally {
    done.abort()
  }
}

const isReallyOff = (state: number): boolean =>
  state === DomainState.VIR_DOMAIN_SHUTOFF || state === DomainState.VIR_DOMAIN_CRASHED
