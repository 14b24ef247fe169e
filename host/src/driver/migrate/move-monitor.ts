import { setTimeout as sleep } from 'node:timers/promises'
import type { Progress } from '@kilonova/core'
import {
  type Domain,
  DomainJobType,
  DomainPausedReason,
  DomainRunningReason,
  DomainState,
  LibvirtError,
} from '@kilonova/libvirt'
import { type DowntimeStep, downtimeSteps } from './downtime-steps.ts'
import { type MoveStats, progressOf, readStats } from './move-stats.ts'
import type { MigrationSettings } from './settings.ts'

const everyMs = 500

/** Watches one job: tells how far it is, lets the pause grow, and ends what takes too long as the settings say. */
export class MoveMonitor {
  domain: Domain
  last: MoveStats | undefined
  /** Why the job was ended from here. */
  endedBy: 'asked for' | 'timeout' | undefined
  readonly timeoutMs: number
  readonly #settings: MigrationSettings
  readonly #steps: DowntimeStep[]
  readonly #began = performance.now()
  #forced = false
  #postCopy = false

  /** @param gib what waiting times are counted by; 0 for a job that is only steered. */
  constructor(domain: Domain, settings: MigrationSettings, gib: number) {
    this.domain = domain
    this.#settings = settings
    this.#steps = downtimeSteps(settings, gib)
    this.timeoutMs = settings.timeoutSecPerGiB * 1000 * gib
  }

  /** Never resolves; rejects when the signal aborts. What libvirt refuses here is no reason to end the job. */
  async run(onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<never> {
    for (;;) {
      await sleep(this.#nextMs(), undefined, { signal })
      await this.look(onProgress).catch((error: unknown) => {
        if (!(error instanceof LibvirtError)) throw error
      })
    }
  }

  async look(onProgress: (progress: Progress) => void): Promise<MoveStats | undefined> {
    const { type, params } = await this.domain.getJobStats()
    if (type === DomainJobType.VIR_DOMAIN_JOB_NONE) return undefined
    const stats = readStats(params)
    this.last = stats
    if (stats.memoryTotal > 0 || stats.diskTotal > 0) onProgress(progressOf(stats, await this.#isPostCopy()))
    await this.#growDowntime(stats)
    await this.#checkTime()
    return stats
  }

  async abort(why: 'asked for' | 'timeout'): Promise<'aborted' | 'none'> {
    this.endedBy = why
    try {
      await this.domain.abortJob()
      return 'aborted'
    } catch (error) {
      if (error instanceof LibvirtError && error.is('VIR_ERR_OPERATION_INVALID')) return 'none'
      throw error
    }
  }

  /** Post-copy where the move allows it, else the guest is paused until all is sent; libvirt lets it go on there. */
  async forceComplete(): Promise<'post-copy' | 'paused'> {
    this.#forced = true
    if (this.#settings.postCopy) {
      try {
        await this.domain.migrateStartPostCopy()
        this.#postCopy = true
        return 'post-copy'
      } catch (error) {
        // Not before the first round of memory, or not for this job: then as without it.
        if (!(error instanceof LibvirtError)) throw error
      }
    }
    await this.domain.suspend()
    return 'paused'
  }

  #nextMs(): number {
    const [next] = this.#steps
    const elapsed = performance.now() - this.#began
    const untilStep = next === undefined ? everyMs : next.afterMs - elapsed
    const untilTimeout = this.timeoutMs > 0 && !this.#forced ? this.timeoutMs - elapsed : everyMs
    return Math.max(
      10,
      Math.min(everyMs, untilStep > 0 ? untilStep : everyMs, untilTimeout > 0 ? untilTimeout : everyMs),
    )
  }

  async #growDowntime(stats: MoveStats): Promise<void> {
    if (this.#postCopy) return
    let due: DowntimeStep | undefined
    while (this.#steps[0] !== undefined && this.#steps[0].afterMs <= performance.now() - this.#began) {
      due = this.#steps.shift()
    }
    // The default of QEMU is no less than our first step; a job that has not begun to send takes no figure.
    if (due !== undefined && stats.memoryTotal > 0) await this.domain.migrateSetMaxDowntime(due.downtimeMs)
    else if (due !== undefined) this.#steps.unshift(due)
  }

  async #checkTime(): Promise<void> {
    if (this.timeoutMs === 0 || this.#forced || this.endedBy !== undefined) return
    if (performance.now() - this.#began < this.timeoutMs) return
    if (this.#settings.onTimeout === 'abort') await this.abort('timeout')
    else await this.forceComplete()
  }

  async #isPostCopy(): Promise<boolean> {
    if (this.#postCopy || !this.#settings.postCopy) return this.#postCopy
    const { state, reason } = await this.domain.getState()
    this.#postCopy =
      (state === DomainState.VIR_DOMAIN_PAUSED && reason === DomainPausedReason.VIR_DOMAIN_PAUSED_POSTCOPY) ||
      (state === DomainState.VIR_DOMAIN_RUNNING && reason === DomainRunningReason.VIR_DOMAIN_RUNNING_POSTCOPY)
    return this.#postCopy
  }
}
