import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** Repeats a check that throws until it passes, and throws its last error when the time is over. */
export async function eventually<T>(check: () => Promise<T>, timeoutMs = 60_000, everyMs = 100): Promise<T> {
  const end = performance.now() + timeoutMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > end) throw error
    }
    await sleep(everyMs)
  }
}

/** On a machine that does much else, in this moment or the last minute, so much longer. */
export function allowed(ms: number): number {
  const [minute = 0, , , now = 0] = readFileSync('/proc/loadavg', 'utf8')
    .split(' ')
    .map((one) => Number.parseFloat(one))
  return ms * Math.max(1, Math.max(minute, now) / availableParallelism())
}
