import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type Log } from '@kilonova/core'
import { type Domain, LibvirtError } from '@kilonova/libvirt'
import { isGone, isWrongState } from '../hypervisor/find-domain.ts'

export type Quiesce = 'required' | 'try' | 'no'

/** A guest that has much to write takes its time. */
const freezeTimeoutMs = 60_000
const thawTimeoutMs = 30_000
const thawAttempts = 4
const thawPauseMs = 300

/**
 * Works while the guest's agent keeps all its file systems at rest, and lets them go on whatever comes of it: a freeze that
 * failed may have frozen some of them.
 * @returns whether they were at rest; they need not be, unless it is required.
 */
export async function atRest(domain: Domain, quiesce: Quiesce, log: Log, work: () => Promise<void>): Promise<boolean> {
  let touched = true
  try {
    const frozen = await freeze(domain, quiesce, log)
    touched = frozen !== 'untouched'
    await work()
    return frozen === 'frozen'
  } finally {
    if (touched) await thaw(domain)
  }
}

/** @returns `untouched` when the agent did not even take the request, `failed` when it said no to it. */
export async function freeze(domain: Domain, quiesce: Quiesce, log: Log): Promise<'frozen' | 'failed' | 'untouched'> {
  try {
    await domain.fsFreeze([], 0, { timeoutMs: freezeTimeoutMs })
    return 'frozen'
  } catch (cause) {
    if (quiesce === 'required') throw cannotFreeze(domain.uuid, cause)
    log.warn('file systems of a guest not frozen; its snapshot is as after a power cut', { error: cause })
    return isDeaf(cause) ? 'untouched' : 'failed'
  }
}

const isDeaf = (error: unknown): boolean => error instanceof LibvirtError && error.is('VIR_ERR_AGENT_UNRESPONSIVE')

export function cannotFreeze(serverId: string, cause?: unknown): Fault {
  return new Fault('conflict', `the file systems of server ${serverId} cannot be frozen, and its image asks for that`, {
    cause: cause ?? new Error('its guest agent does not answer'),
    next: 'start qemu-guest-agent in the guest, or take the snapshot while the server is off',
  })
}

/** Lets them go on; tries until it is done. A guest that is off or gone needs none. @throws when it still is frozen. */
export async function thaw(domain: Domain): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await domain.fsThaw([], 0, { timeoutMs: thawTimeoutMs })
      return
    } catch (error) {
      if (isGone(error) || isWrongState(error)) return
      const lost = !(error instanceof LibvirtError) || error.is('VIR_ERR_INTERNAL_ERROR')
      if (attempt >= thawAttempts || lost) throw error
    }
    await sleep(thawPauseMs)
  }
}
