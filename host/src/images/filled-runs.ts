const longestUnit = 64 * 1024
const zeros = Buffer.alloc(longestUnit)

/**
 * The stretches of a chunk that are not all zero, in whole units of the file.
 * @param at where in the file the chunk begins.
 * @param unitBytes how short a hole may be; at most 64 KiB.
 */
export function* filledRuns(chunk: Buffer, at: number, unitBytes: number): Generator<[number, number]> {
  let runStart = -1
  let from = 0
  while (from < chunk.length) {
    const to = Math.min(chunk.length, from + unitBytes - ((at + from) % unitBytes))
    const empty = chunk[from] === 0 && zeros.compare(chunk, from, to, 0, to - from) === 0
    if (!empty && runStart === -1) runStart = from
    if (empty && runStart !== -1) {
      yield [runStart, from]
      runStart = -1
    }
    from = to
  }
  if (runStart !== -1) yield [runStart, chunk.length]
}
