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
function allowed(ms: number): number {
  const [minute = 0, , , now = 0] = readFileSync('/proc/loadavg', 'utf8')
    .split(' ')
    .map((one) => Number.parseFloat(one))
  return ms * Math.max(1, Math.max(minute, now) / availableParallelism())
}

/** Longer than a look at something and the pause before it take. */
const lookMs = 250

/**
 * Repeats a check that throws until it passes, for what is promised within some time. The time that nobody could look in,
 * since the machine or the service that is asked stood still, does not count.
 * @returns what it took, in milliseconds. @throws the check's last error when the time is over.
 */
export async function soon(check: () => Promise<unknown>, withinMs: number): Promise<number> {
  const began = performance.now()
  let end = began + allowed(withinMs)
  for (let looked = began; ; ) {
    try {
      await check()
      return performance.now() - began
    } catch (error) {
      const now = performance.now()
      end += Math.max(0, now - looked - lookMs)
      if (now > end) throw error
      looked = now
    }
    await sleep(20)
  }
}
