import { setTimeout as sleep } from 'node:timers/promises'
import {
  askHost,
  type Bus,
  Fault,
  type HostAnswer,
  type HostName,
  type HostOperation,
  type HostRequest,
  type RequestOptions,
} from '@kilonova/core'

const triesEveryMs = 100

/**
 * Asks a host, and waits a while for one that is just starting: after a restart of everything flows go on before the
 * agents are there again. The request's id stays, so that its effect is had once.
 * @param patienceMs how long a host may be missing.
 */
export async function askPatiently<O extends HostOperation>(
  bus: Bus,
  host: HostName,
  operation: O,
  request: HostRequest<O>,
  { patienceMs, ...options }: RequestOptions & { readonly signal: AbortSignal; readonly patienceMs: number },
): Promise<HostAnswer<O>> {
  const end = performance.now() + patienceMs
  for (;;) {
    try {
      return await askHost(bus, host, operation, request, options)
    } catch (error) {
      const away = error instanceof Fault && error.kind === 'hostAway'
      if (!away || performance.now() > end) throw error
      await sleep(triesEveryMs, undefined, { signal: options.signal })
    }
  }
}
