import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type Log } from '@kilonova/core'
import { type Domain, LibvirtError } from '@kilonova/libvirt'
import { isGone, isWrongState } from '../hypervisor/find-domain.ts'

export type Quiesce = 'required' | 'try' | 'no'

/** A guest that has much to write takes its time. */
const freezeTimeoutMs = 60_000
const thawTimeoutMs = 30_000
const thawAttempts = 10
const thawPauseMs = 300

/**
 * Asks the guest's agent to bring all its file systems to rest. Whoever asks must `thaw`, whatever comes of it: a call
 * that failed may have frozen some of them.
 * @returns false when they could not be, and need not be.
 */
export async function freeze(domain: Domain, quiesce: Quiesce, log: Log): Promise<boolean> {
  try {
    await domain.fsFreeze([], 0, { timeoutMs: freezeTimeoutMs })
    return true
  } catch (cause) {
    if (quiesce !== 'required') {
      log.warn('file systems of a guest not frozen; its snapshot is as after a power cut', { error: cause })
      return false
    }
    throw cannotFreeze(domain.uuid, cause)
  }
}

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
