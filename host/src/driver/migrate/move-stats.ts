import { type MoveResult, type Progress, zeroBytesPerSec } from '@kilonova/core'
import { ParamName, type TypedParams } from '@kilonova/libvirt'

/** What libvirt tells of a job, in our words; absent figures are 0. */
export interface MoveStats {
  readonly elapsedMs: number
  readonly memoryTotal: number
  readonly memoryProcessed: number
  readonly memoryRemaining: number
  /** Of all rounds: pages that were told as zeros. */
  readonly memoryZero: number
  readonly diskTotal: number
  readonly diskProcessed: number
  readonly diskRemaining: number
  readonly bytesPerSec: number
  /** Memory alone; of a job that is over, on average without what came before the first byte. */
  readonly memoryBytesPerSec: number
  readonly dirtyBytesPerSec: number
  readonly iteration: number
  readonly downtimeMs: number
}

export function readStats(params: TypedParams): MoveStats {
  const number = (name: string): number => Number(params[name] ?? 0)
  const pageBytes = number(ParamName.VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE) || 4096
  return {
    elapsedMs: number(ParamName.VIR_DOMAIN_JOB_TIME_ELAPSED),
    memoryTotal: number(ParamName.VIR_DOMAIN_JOB_MEMORY_TOTAL),
    memoryProcessed: number(ParamName.VIR_DOMAIN_JOB_MEMORY_PROCESSED),
    memoryRemaining: number(ParamName.VIR_DOMAIN_JOB_MEMORY_REMAINING),
    memoryZero: number(ParamName.VIR_DOMAIN_JOB_MEMORY_CONSTANT) * pageBytes,
    diskTotal: number(ParamName.VIR_DOMAIN_JOB_DISK_TOTAL),
    diskProcessed: number(ParamName.VIR_DOMAIN_JOB_DISK_PROCESSED),
    diskRemaining: number(ParamName.VIR_DOMAIN_JOB_DISK_REMAINING),
    bytesPerSec: number(ParamName.VIR_DOMAIN_JOB_MEMORY_BPS) + number(ParamName.VIR_DOMAIN_JOB_DISK_BPS),
    memoryBytesPerSec: number(ParamName.VIR_DOMAIN_JOB_MEMORY_BPS),
    dirtyBytesPerSec: number(ParamName.VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE) * pageBytes,
    iteration: number(ParamName.VIR_DOMAIN_JOB_MEMORY_ITERATION),
    downtimeMs: number(ParamName.VIR_DOMAIN_JOB_DOWNTIME),
  }
}

/** Milliseconds until all is sent, by the present rates; undefined while memory is written faster than it is sent. */
export function remainingMs(stats: MoveStats): number | undefined {
  const left = stats.memoryRemaining + stats.diskRemaining
  const net = stats.bytesPerSec - stats.dirtyBytesPerSec
  if (stats.bytesPerSec === 0 || net <= 0) return undefined
  return (left / net) * 1000
}

/** Too little of it says nothing. */
const leastTellingBytes = 16 * 2 ** 20
/** At least so much of the time went into bytes that were sent, however many zeros there were. */
const leastSending = 0.2

/**
 * What a job that is over tells of its link: the rate of memory that was sent as it is, without the zeros between, and
 * what the job took beside sending.
 */
export function linkOf(stats: MoveStats): { readonly bytesPerSec: number; readonly overheadMs: number } | undefined {
  if (stats.memoryProcessed < leastTellingBytes || stats.memoryBytesPerSec <= 0) return undefined
  const memorySec = stats.memoryProcessed / stats.memoryBytesPerSec
  const sendingSec = Math.max(memorySec - stats.memoryZero / zeroBytesPerSec, memorySec * leastSending)
  const bytesPerSec = stats.memoryProcessed / sendingSec
  const overheadMs = stats.elapsedMs - (memorySec + stats.diskProcessed / bytesPerSec) * 1000
  return { bytesPerSec, overheadMs: Math.max(0, overheadMs) }
}

export function progressOf(stats: MoveStats, postCopy: boolean): Progress {
  const expectedMs = remainingMs(stats)
  return {
    label: postCopy ? 'fetching the rest of its memory' : stats.diskRemaining > 0 ? 'copying disks' : 'copying memory',
    done: stats.memoryTotal - stats.memoryRemaining + stats.diskProcessed,
    total: stats.memoryTotal + stats.diskTotal,
    unit: 'bytes',
    figures: {
      memoryTotalBytes: stats.memoryTotal,
      memoryProcessedBytes: stats.memoryProcessed,
      memoryRemainingBytes: stats.memoryRemaining,
      diskTotalBytes: stats.diskTotal,
      diskProcessedBytes: stats.diskProcessed,
      diskRemainingBytes: stats.diskRemaining,
      bytesPerSec: stats.bytesPerSec,
      dirtyBytesPerSec: stats.dirtyBytesPerSec,
      iteration: stats.iteration,
      elapsedMs: stats.elapsedMs,
      ...(expectedMs === undefined ? {} : { expectedMs: Math.round(expectedMs) }),
      ...(postCopy ? { postCopy: 1 } : {}),
    },
  }
}

export function resultOf(stats: MoveStats | undefined, flags: readonly string[]): MoveResult {
  if (stats === undefined) return { seen: true, flags: [...flags] }
  return {
    seen: true,
    totalMs: stats.elapsedMs,
    downtimeMs: stats.downtimeMs,
    memoryBytes: stats.memoryProcessed,
    diskBytes: stats.diskProcessed,
    flags: [...flags],
  }
}
