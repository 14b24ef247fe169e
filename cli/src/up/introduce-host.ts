import { setTimeout as sleep } from 'node:timers/promises'
import { askHost, type Bus, chain, type HostFacts, heartbeatSubject, type HostName, type Store } from '@kilonova/core'

export interface Introduction {
  readonly store: Store
  readonly bus: Bus
  readonly host: HostName
  readonly signal: AbortSignal
  readonly note: (text: string) => void
}

/** The first start tries KVM with a tiny guest, which takes its time where it crashes. */
const describeDeadlineMs = 60_000
/** A libvirt that answers, but not yet as it should: it was started a moment ago, or its machine is busy. */
const patienceMs = 20_000
const nextTryMs = 250
/** What was said is said again after so long: the cloud side may not have listened yet. */
const sayAgainMs = 1000

/**
 * Tells the cloud side of this host without waiting for the next heartbeat, so that `ready` means that a server can be
 * built. A host whose libvirt stays away is not waited for any longer: the rest of the cloud is of use without it.
 */
export async function introduceHost(introduction: Introduction): Promise<void> {
  const { signal, note } = introduction
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      return await introduceOnce(introduction)
    } catch (error) {
      signal.throwIfAborted()
      if (performance.now() > until) return note(`servers can not be built until libvirt answers: ${chain(error)}`)
      await sleep(nextTryMs, undefined, { signal })
    }
  }
}

async function introduceOnce({ store, bus, host, signal }: Introduction): Promise<void> {
  const facts = await askHost(bus, host, 'describe', {}, { signal, deadlineMs: describeDeadlineMs })
  const until = performance.now() + describeDeadlineMs
  while (performance.now() < until) {
    bus.publish(heartbeatSubject(host), facts)
    const again = performance.now() + sayAgainMs
    for (; performance.now() < again; await sleep(2, undefined, { signal })) if (await isKept(store, facts)) return
  }
  throw new Error('the store does not take what this host says of itself')
}

/** Whether the store has this life of the agent; what it has of a former one says nothing. */
async function isKept(store: Store, { host, session = '' }: HostFacts): Promise<boolean> {
  const row = await store.db.selectFrom('hosts').select('session').where('name', '=', host).executeTakeFirst()
  return row?.session === session
}
