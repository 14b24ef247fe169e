import { parentPort, workerData } from 'node:worker_threads'
import { type Fetched, fetchBytes, type FetchPlan } from './fetch-bytes.ts'

/** What the thread tells: bytes so far, and one last message. */
export type FetchMessage =
  | { readonly bytes: number }
  | { readonly fetched: Fetched }
  | { readonly failed: { readonly message: string; readonly code?: string } }

const port = parentPort
if (port === null) throw new Error('this file is a thread, not a program')
const tell = (message: FetchMessage): void => port.postMessage(message)

let told = 0
try {
  const fetched = await fetchBytes(workerData as FetchPlan, {
    // Ended from outside by terminating the thread.
    signal: new AbortController().signal,
    onBytes: (bytes) => {
      if (Date.now() - told < 100) return
      told = Date.now()
      tell({ bytes })
    },
  })
  tell({ fetched })
} catch (error) {
  const failure = error instanceof Error ? error : new Error(String(error))
  const code = 'code' in failure && typeof failure.code === 'string' ? { code: failure.code } : {}
  tell({ failed: { message: failure.message, ...code } })
}
