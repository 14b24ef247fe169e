import { setTimeout as sleep } from 'node:timers/promises'
import { askHost, type Bus, chain, heartbeatSubject, type HostName, type Store } from '@kilonova/core'

export interface Introduction {
  readonly store: Store
  readonly bus: Bus
  readonly host: HostName
  readonly signal: AbortSignal
  readonly note: (text: string) => void
}

/** The first start tries KVM with a tiny guest, which takes its time where it crashes. */
const describeDeadlineMs = 60_000
const keptDeadlineMs = 5000

/**
 * Tells the cloud side of this host without waiting for the next heartbeat, so that `ready` means that a server can be
 * built. A host whose libvirt is away is not waited for.
 */
export async function introduceHost({ store, bus, host, signal, note }: Introduction): Promise<void> {
  try {
    const facts = await askHost(bus, host, 'describe', {}, { signal, deadlineMs: describeDeadlineMs })
    bus.publish(heartbeatSubject(host), facts)
  } catch (error) {
    signal.throwIfAborted()
    note(`servers can not be built until libvirt answers: ${chain(error)}`)
    return
  }
  for (const until = performance.now() + keptDeadlineMs; performance.now() < until; await sleep(2)) {
    const row = await store.db.selectFrom('hosts').select('last_seen_at').where('name', '=', host).executeTakeFirst()
    // The clock is the store's, which is this machine's when a host is introduced.
    if (row !== undefined && Date.now() - row.last_seen_at.getTime() < 5000) return
  }
}
