import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'

/**
 * Starts a thread on a module of ours. A thread does not have its process' cache of compiled modules by itself, and
 * stripping types again costs it more than all else at its start.
 */
export function startThread(module: URL, workerData?: unknown): Worker {
  const compiled = getCompileCacheDir()
  return new Worker(module, {
    workerData,
    // Node adds a folder for its version, which is in what it tells of the process.
    ...(compiled === undefined ? {} : { env: { ...process.env, NODE_COMPILE_CACHE: dirname(compiled) } }),
  })
}
