import { readdir, readFile } from 'node:fs/promises'
import { arch, cpus, loadavg, release, totalmem } from 'node:os'

/** What a figure is of, and what it is held against. Small is good for times and sizes, large for rates. */
export interface RowTarget {
  readonly name: string
  readonly unit: string
  /** Largest (or, with `higherIsBetter`, smallest) ratio ours/peer that is good enough; null: only shown. */
  readonly goal: number | null
  readonly higherIsBetter?: boolean
}

export interface Row {
  readonly name: string
  readonly unit: string
  readonly ours: number
  /** The peer's or the floor's figure; null where there is none to measure. */
  readonly peer: number | null
  readonly ratio: number | null
  /** A ratio where there is a peer, else a figure in `unit`. */
  readonly goal: number | null
  /** null where there is no goal. */
  readonly met: boolean | null
  readonly rounds: number
}

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryMiB: number
  readonly kernel: string
  readonly arch: string
  readonly node: string
  /** Load average of the last minute when the run began: what else the machine was doing. */
  readonly load: number
}

export interface BenchResult {
  readonly bench: string
  readonly machine: Machine
  readonly rows: readonly Row[]
}

/** What `run(options)` of each file in this folder is given. */
export interface BenchOptions {
  /** Rounds of each side; a benchmark may ask for at least so many of its own. */
  readonly rounds: number
  /** The one part to run of a benchmark that has `parts`; all when absent. */
  readonly only?: string | undefined
  readonly signal: AbortSignal
  /** Progress for a person; goes to stderr. */
  readonly note: (text: string) => void
}

export type BenchRun = (options: BenchOptions) => Promise<readonly Row[]>

/**
 * Runs both sides turn by turn, first one and then the other side first, so that a machine which slows down meanwhile
 * slows both.
 * @returns each side's figures, in milliseconds or whatever the sides return.
 */
export async function interleave(
  rounds: number,
  sides: { readonly ours: (round: number) => Promise<number>; readonly peer: (round: number) => Promise<number> },
  options: Pick<BenchOptions, 'signal' | 'note'>,
): Promise<{ ours: number[]; peer: number[] }> {
  const figures = { ours: [] as number[], peer: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const)
    for (const side of order) {
      options.signal.throwIfAborted()
      figures[side].push(await sides[side](round))
    }
    options.note(
      `round ${round + 1} of ${rounds}: ours ${show(figures.ours.at(-1))}, peer ${show(figures.peer.at(-1))}`,
    )
  }
  return figures
}

const show = (figure: number | undefined): string =>
  (figure ?? Number.NaN).toFixed(figure !== undefined && figure < 10 ? 2 : 0)

export function median(figures: readonly number[]): number {
  if (figures.length === 0) throw new Error('a median needs at least one figure')
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** A row of medians against a peer's; the goal is a ratio. */
export function compare(target: RowTarget, ours: readonly number[], peer: readonly number[]): Row {
  const [a, b] = [median(ours), median(peer)]
  return rowOf(target, a, b, a / b, Math.min(ours.length, peer.length))
}

/** A row of our median alone; the goal is a figure in the row's unit. */
export function measure(target: RowTarget, ours: readonly number[]): Row {
  return rowOf(target, median(ours), null, null, ours.length)
}

function rowOf(target: RowTarget, ours: number, peer: number | null, ratio: number | null, rounds: number): Row {
  const held = ratio ?? ours
  const met = target.goal === null ? null : target.higherIsBetter === true ? held >= target.goal : held <= target.goal
  return {
    name: target.name,
    unit: target.unit,
    ours: round3(ours),
    peer: peer === null ? null : round3(peer),
    ratio: ratio === null ? null : round3(ratio),
    goal: target.goal,
    met,
    rounds,
  }
}

const round3 = (figure: number): number => Number(figure.toPrecision(4))

/** How long `work` took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

export function describeMachine(): Machine {
  const all = cpus()
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryMiB: Math.round(totalmem() / 1024 ** 2),
    kernel: release(),
    arch: arch(),
    node: process.version,
    load: round3(loadavg()[0] ?? 0),
  }
}

/**
 * Memory of processes in bytes, shared pages divided among those who share them (PSS).
 * @param pids as this process sees them; those that ended meanwhile count nothing.
 */
export async function proportionalMemory(pids: readonly number[]): Promise<number> {
  let kibibytes = 0
  for (const pid of pids) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kibibytes += Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0)
  }
  return kibibytes * 1024
}

/** A process and its descendants, as this process sees them. */
export async function familyOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The program's name stands in brackets and may hold anything: what counts begins after the last one.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (parent > 0) parents.set(Number(name), parent)
  }
  const family = [pid]
  for (const one of family) for (const [child, parent] of parents) if (parent === one) family.push(child)
  return family
}
