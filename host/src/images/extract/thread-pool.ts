import type { Worker } from 'node:worker_threads'
import { startThread } from '../../programs/start-thread.ts'
import type { ExtractJobOfThread, ThreadAnswer } from './extract-thread.ts'

/** A thread costs some 80 ms of a CPU to start, which is a third of the snapshot of a small disk: it is kept a while. */
const keptMs = 60_000

/** Threads that read, write and hash; they block, which the service's own thread may not. */
export class ThreadPool {
  readonly #idle = new Map<Worker, NodeJS.Timeout>()

  /** Starts threads that will be needed soon. */
  warm(count: number): void {
    for (let has = this.#idle.size; has < count; has += 1) this.#keep(this.#start())
  }

  /**
   * Has a thread do one job. An abort ends that thread, and is told once it has ended: until then it may still write.
   * @throws the reason of the signal, or what the job failed by.
   */
  async run(job: ExtractJobOfThread, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted()
    const worker = this.#take()
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    let ending = false
    const answered = (answer: ThreadAnswer): void => {
      leave()
      // Its answer may come after the abort, and before its end: nobody else may be given a thread that is ending.
      if (!ending) this.#keep(worker)
      if ('done' in answer) return resolve(answer.done)
      const { message, code } = answer.failed
      reject(Object.assign(new Error(message), code === undefined ? {} : { code }))
    }
    const ended = (): void => {
      leave()
      reject(signal.aborted ? (signal.reason as Error) : new Error('a thread of the extraction ended'))
    }
    const broken = (error: Error): void => {
      leave()
      reject(error)
    }
    const abort = (): void => {
      ending = true
      void worker.terminate()
    }
    const leave = (): void => {
      signal.removeEventListener('abort', abort)
      worker.off('message', answered).off('exit', ended).off('error', broken)
    }
    worker.on('message', answered).on('exit', ended).on('error', broken)
    signal.addEventListener('abort', abort, { once: true })
    worker.postMessage(job, [])
    return promise
  }

  #take(): Worker {
    for (const [worker, timer] of this.#idle) {
      clearTimeout(timer)
      this.#idle.delete(worker)
      worker.ref()
      return worker
    }
    return this.#start()
  }

  #keep(worker: Worker): void {
    worker.unref()
    const timer = setTimeout(() => {
      this.#idle.delete(worker)
      void worker.terminate()
    }, keptMs)
    this.#idle.set(worker, timer.unref())
  }

  #start(): Worker {
    const worker = startThread(new URL('extract-thread.ts', import.meta.url))
    // One that ends while nobody needs it is forgotten; the others tell those who do.
    worker
      .on('error', () => {})
      .on('exit', () => {
        clearTimeout(this.#idle.get(worker))
        this.#idle.delete(worker)
      })
    return worker
  }
}
