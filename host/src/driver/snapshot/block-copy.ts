import { Fault, type Progress } from '@kilonova/core'
import {
  type Connect,
  ConnectDomainEventBlockJobStatus as JobStatus,
  ConnectionLostError,
  type Domain,
  type Subscription,
} from '@kilonova/libvirt'
import { isGone, isWrongState } from '../hypervisor/find-domain.ts'

const lookEachMs = 500

/**
 * One block copy of a guest's disk, as it is followed:
 *
 *     begun ─ (copying) ─ ready: in step with the guest ─ cut: ended by us ─ over
 *                 └──────────────────┴── failed: a full or broken disk, or the guest went off
 */
export class BlockCopy implements AsyncDisposable {
  readonly #domain: Domain
  readonly #target: string
  readonly #subscription: Subscription
  readonly #ready = Promise.withResolvers<void>()
  readonly #over = Promise.withResolvers<void>()
  #cutting = false

  private constructor(domain: Domain, target: string, subscription: Subscription) {
    this.#domain = domain
    this.#target = target
    this.#subscription = subscription
    this.#ready.promise.catch(() => {})
    this.#over.promise.catch(() => {})
  }

  /** Listens, so that nothing of a copy that is begun after this is missed. */
  static async follow(connection: Connect, domain: Domain, target: string): Promise<BlockCopy> {
    let copy: BlockCopy | undefined
    const { uuid } = domain
    const subscription = await connection.events.on(
      'domain.blockJob',
      (event) => {
        if (event.type === 'missed') copy?.look().catch(() => {})
        else if (event.disk === target) copy?.told(event.status)
      },
      { of: { uuid } },
    )
    copy = new BlockCopy(domain, target, subscription)
    return copy
  }

  told(status: number): void {
    if (status === JobStatus.VIR_DOMAIN_BLOCK_JOB_READY) this.#ready.resolve()
    else if (status === JobStatus.VIR_DOMAIN_BLOCK_JOB_CANCELED && this.#cutting) this.#over.resolve()
    else this.#fail(new Fault('hypervisorRefused', 'the copy of the disk broke off'))
  }

  /** Asks instead of listening: for what may have been missed. */
  async look(): Promise<void> {
    const xml = await this.#domain.getXmlDesc(0)
    const mirror = /<mirror [^>]*\bready='yes'/.exec(xml)
    if (mirror !== null) this.#ready.resolve()
    else if (!/<mirror /.test(xml)) this.#fail(new Fault('hypervisorRefused', 'the copy of the disk is gone'))
  }

  /** Resolves once the copy is in step with the guest. */
  async untilReady(signal: AbortSignal, onProgress?: (progress: Progress) => void): Promise<void> {
    const timer = setInterval(() => void this.#tell(onProgress), lookEachMs)
    const aborted = Promise.withResolvers<never>()
    const abort = (): void => aborted.reject(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    try {
      await Promise.race([this.#ready.promise, aborted.promise])
    } finally {
      clearInterval(timer)
      signal.removeEventListener('abort', abort)
    }
  }

  /** The cut: the copy is what the disk is now, and the guest goes on without it. */
  async cut(): Promise<void> {
    this.#cutting = true
    await this.#domain.blockJobAbort(this.#target, 0)
    const timer = setInterval(() => void this.#tell(undefined), lookEachMs)
    await this.#over.promise.finally(() => clearInterval(timer))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#subscription.close().catch(() => {}) // with a lost connection it is gone already
  }

  #fail(error: unknown): void {
    this.#ready.reject(error)
    this.#over.reject(error)
  }

  async #tell(onProgress: ((progress: Progress) => void) | undefined): Promise<void> {
    try {
      const info = await this.#domain.getBlockJobInfo(this.#target)
      if (info === null) return await this.look()
      onProgress?.({ label: 'copying the disk of the running guest', done: info.cur, total: info.end, unit: 'bytes' })
      if (info.end > 0 && info.cur === info.end) await this.look()
    } catch (error) {
      // Without the connection, or the guest, no event comes either.
      if (error instanceof ConnectionLostError || isGone(error) || isWrongState(error)) this.#fail(error)
    }
  }
}

/** Ends whatever block job a disk has. None, or a guest that is off, is success. */
export async function abortBlockJob(domain: Domain, target: string): Promise<void> {
  try {
    if ((await domain.getBlockJobInfo(target)) === null) return
    await domain.blockJobAbort(target, 0)
  } catch (error) {
    if (isGone(error) || isWrongState(error)) return
    throw error
  }
}
