import type { Progress } from '@kilonova/core'

export interface JobOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

interface Job<T> {
  readonly result: Promise<T>
  readonly controller: AbortController
  readonly listeners: Set<(progress: Progress) => void>
  waiting: number
  latest: Progress | undefined
}

/** One piece of work for any number of callers who want the same thing at once; it ends when the last one gives up. */
export class SharedJobs<T> {
  readonly #jobs = new Map<string, Job<T>>()

  /** @param start begins the work when nobody has begun it; it is given a signal and a progress of its own. */
  async run(key: string, start: (options: Required<JobOptions>) => Promise<T>, options: JobOptions): Promise<T> {
    options.signal.throwIfAborted()
    const job = this.#jobs.get(key) ?? this.#start(key, start)
    job.waiting += 1
    const { onProgress } = options
    if (onProgress !== undefined) {
      job.listeners.add(onProgress)
      if (job.latest !== undefined) onProgress(job.latest)
    }
    try {
      return await abortable(job.result, options.signal)
    } finally {
      job.waiting -= 1
      if (onProgress !== undefined) job.listeners.delete(onProgress)
      if (job.waiting === 0) {
        job.controller.abort(options.signal.reason)
        await job.result.catch(() => {}) // Until it has ended it may still write where the last one now cleans up.
      }
    }
  }

  #start(key: string, start: (options: Required<JobOptions>) => Promise<T>): Job<T> {
    const controller = new AbortController()
    const listeners = new Set<(progress: Progress) => void>()
    const onProgress = (progress: Progress): void => {
      job.latest = progress
      for (const listener of listeners) listener(progress)
    }
    const result = start({ signal: controller.signal, onProgress }).finally(() => {
      if (this.#jobs.get(key) === job) this.#jobs.delete(key)
    })
    result.catch(() => {}) // Told to whoever waits; the last one may just have left.
    const job: Job<T> = { result, controller, listeners, waiting: 0, latest: undefined }
    this.#jobs.set(key, job)
    // A caller who comes after the last one left must not join work that is being ended.
    controller.signal.addEventListener('abort', () => {
      if (this.#jobs.get(key) === job) this.#jobs.delete(key)
    })
    return job
  }
}

/** Waits for a promise, or until the signal aborts; the work itself goes on. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const left = Promise.withResolvers<never>()
  const leave = (): void => left.reject(signal.reason as Error)
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([promise, left.promise])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
