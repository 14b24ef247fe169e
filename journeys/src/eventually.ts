import { setTimeout as sleep } from 'node:timers/promises'

/** Repeats a check that throws until it passes, and throws its last error when the time is over. */
export async function eventually<T>(check: () => Promise<T>, timeoutMs = 30_000, everyMs = 100): Promise<T> {
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
