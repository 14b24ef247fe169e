import { startThread } from '../../programs/start-thread.ts'
import { type Fetched, fetchBytes, type FetchHooks, type FetchPlan } from './fetch-bytes.ts'
import type { FetchMessage } from './fetch-worker.ts'

/** Below this, starting a thread costs more than hashing here does, a mebibyte at a turn of the event loop. */
const inlineBytes = 96 * 2 ** 20

/**
 * Of the thread's heap, of which it uses a quarter. What the network brings lies beside the heap, and V8 looks for dead
 * pieces of it in proportion: with its own limits 90 MiB of them would gather.
 */
const heapMiB = 32

/** As `fetchBytes`, with the hashing of large images in a thread of its own, so that it never holds up other work. */
export function fetchOffThread(plan: FetchPlan, hooks: FetchHooks): Promise<Fetched> {
  if (plan.sizeBytes < inlineBytes) return fetchBytes(plan, hooks)
  hooks.signal.throwIfAborted()
  const limits = { maxOldGenerationSizeMb: heapMiB }
  const worker = startThread(new URL('fetch-worker.ts', import.meta.url), plan, limits)
  return new Promise<Fetched>((resolve, reject) => {
    const abort = (): void => {
      // Only once it has ended: until then it may still write into the file that the next attempt goes on with.
      void worker.terminate().finally(() => reject(hooks.signal.reason as Error))
    }
    hooks.signal.addEventListener('abort', abort, { once: true })
    worker.on('message', (message: FetchMessage) => {
      if ('bytes' in message) return hooks.onBytes(message.bytes)
      hooks.signal.removeEventListener('abort', abort)
      if ('fetched' in message) return resolve(message.fetched)
      const { message: text, code } = message.failed
      return reject(Object.assign(new Error(text), code === undefined ? {} : { code }))
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the thread that fetches an image ended with ${code}`)))
  })
}
