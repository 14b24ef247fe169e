import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { type ResourceLimits, Worker } from 'node:worker_threads'

/**
 * Starts a thread on a module of ours. A thread does not have its process' cache of compiled modules by itself, and
 * stripping types again costs it more than all else at its start.
 * @param resourceLimits of its heap, in MiB; V8's own when left out.
 */
export function startThread(module: URL, workerData?: unknown, resourceLimits?: ResourceLimits): Worker {
  const compiled = getCompileCacheDir()
  return new Worker(module, {
    workerData,
    ...(resourceLimits === undefined ? {} : { resourceLimits }),
    // Node adds a folder for its version, which is in what it tells of the process.
    ...(compiled === undefined ? {} : { env: { ...process.env, NODE_COMPILE_CACHE: dirname(compiled) } }),
  })
}
