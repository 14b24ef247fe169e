import { setTimeout as sleep } from 'node:timers/promises'
import type { Log, Store } from '@kilonova/core'
import { sql } from 'kysely'

const longestMs = 5000
const checkEveryMs = 50
/** Beats come every two seconds; what is older is from before our start. */
const freshSec = 3

/**
 * Waits a moment for the hosts that this cloud has: nobody heard them while no controller was there, so all of them look
 * silent, and a flow that goes on would find no host for its server. One that is really away is not waited for long.
 */
export async function awaitHosts(store: Store, log: Log): Promise<void> {
  const end = performance.now() + longestMs
  for (;;) {
    const { rows } = await sql<{ name: string }>`
      select h.name from hosts h join members m on m.role = 'host' and m.name = h.name
      where not h.forced_down and h.last_seen_at < clock_timestamp() - make_interval(secs => ${freshSec})`.execute(
      store.db,
    )
    if (rows.length === 0) return
    if (performance.now() > end) {
      return log.warn('hosts have not been heard of since the start', { hosts: rows.map(({ name }) => name) })
    }
    await sleep(checkEveryMs)
  }
}
