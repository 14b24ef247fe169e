import type { NatsConnection } from '@nats-io/transport-node'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '../model/fault.ts'
import { busClosed } from './bus-faults.ts'

const patienceMs = 30_000
const onceMs = 5000
const retryMs = 100

/**
 * Resolves when the server has taken what was sent before. A connection that is lost meanwhile is waited for: it is made
 * again by itself, with the subscriptions that were asked for.
 * @throws {Fault} `hostAway` when it was closed, or is not back in 30 s.
 */
export async function flushed(connection: NatsConnection): Promise<void> {
  const until = performance.now() + patienceMs
  for (let cause: unknown; ; await sleep(retryMs)) {
    if (connection.isClosed()) throw busClosed()
    const over = new AbortController()
    try {
      // What was asked of a connection that is lost may be forgotten without a word.
      const late = sleep(onceMs, undefined, { signal: over.signal }).then(() => Promise.reject(new Error('no answer')))
      return await Promise.race([connection.flush(), late])
    } catch (error) {
      cause = error
    } finally {
      over.abort()
    }
    if (performance.now() > until) {
      throw new Fault('hostAway', 'the bus does not answer', {
        cause,
        next: 'see that the controller runs and that its address and port can be reached from here',
      })
    }
  }
}
