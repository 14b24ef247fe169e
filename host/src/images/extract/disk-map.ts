import { ProgramError, runProgram } from '../../programs/run-program.ts'
import { backingFileOf } from '../cache/used-bases.ts'

export interface DiskSource {
  readonly path: string
  readonly format: 'raw' | 'qcow2'
  /** What the guest sees, in bytes. */
  readonly sizeBytes: number
}

/** Where a disk's bytes are, over its whole chain of files. What no run covers is zero. */
export interface DiskMap {
  readonly sizeBytes: number
  /** The disk's own file first, then the one below it. */
  readonly files: readonly string[]
  /** Four numbers a run, in the order the guest sees them: place, length, index of the file, place in that file. */
  readonly runs: Float64Array
  /** Sum of the runs' lengths. */
  readonly dataBytes: number
}

const maxChain = 8
const line =
  /"start": (\d+), "length": (\d+), "depth": (\d+), .*"zero": (true|false), "data": (true|false)(?:.*"offset": (\d+))?/

/**
 * Asks qemu-img where each part of a disk lies; nobody may be writing it.
 * @returns undefined when some part does not lie anywhere as it is, e.g. in a compressed cluster of the base: only
 * qemu-img itself reads those.
 */
export async function mapDisk(disk: DiskSource, { signal }: { signal: AbortSignal }): Promise<DiskMap | undefined> {
  const files = await chainOf(disk)
  const runs = new Runs()
  let direct = true
  try {
    await runProgram('qemu-img', ['map', '--output=json', '-f', disk.format, disk.path], {
      signal,
      timeoutMs: 600_000,
      onLine: (text) => {
        const match = line.exec(text)
        if (match === null) return
        const [, start, length, depth, zero, data, offset] = match
        if (zero === 'true' || data !== 'true') return
        if (offset === undefined || Number(depth) >= files.length) direct = false
        else runs.add(Number(start), Number(length), Number(depth), Number(offset))
      },
      dropOutput: true,
    })
  } catch (error) {
    if (error instanceof ProgramError)
      throw new Error(`${disk.path} cannot be read as ${disk.format}`, { cause: error })
    throw error
  }
  return direct ? { sizeBytes: disk.sizeBytes, files, runs: runs.all(), dataBytes: runs.bytes } : undefined
}

async function chainOf({ path, format }: DiskSource): Promise<string[]> {
  const files = [path]
  for (let at = format === 'qcow2' ? await backingFileOf(path) : undefined; at !== undefined; ) {
    files.push(at)
    if (files.length > maxChain) throw new Error(`${path} stands on more than ${maxChain} files`)
    at = await backingFileOf(at)
  }
  return files
}

/** Grows by doubling: a fragmented disk has hundreds of thousands of runs. */
class Runs {
  #numbers = new Float64Array(1024)
  #used = 0
  bytes = 0

  add(start: number, length: number, file: number, offset: number): void {
    if (this.#used + 4 > this.#numbers.length) {
      const larger = new Float64Array(this.#numbers.length * 2)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers.set([start, length, file, offset], this.#used)
    this.#used += 4
    this.bytes += length
  }

  all(): Float64Array {
    return this.#numbers.slice(0, this.#used)
  }
}
