/** A stretch of a file, its end excluded. */
export interface Interval {
  readonly from: number
  readonly to: number
}

/** The same bytes in as few intervals as there can be, in order. */
export function joined(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((one) => one.to > one.from).sort((a, b) => a.from - b.from)
  const result: Interval[] = []
  for (const one of sorted) {
    const last = result.at(-1)
    if (last !== undefined && one.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, one.to) }
    else result.push(one)
  }
  return result
}

/** What of `whole` is in none of the others. */
export function without(whole: Interval, taken: readonly Interval[]): Interval[] {
  const rest: Interval[] = []
  let at = whole.from
  for (const one of joined(taken)) {
    if (one.from > at) rest.push({ from: at, to: Math.min(one.from, whole.to) })
    at = Math.max(at, one.to)
  }
  if (at < whole.to) rest.push({ from: at, to: whole.to })
  return rest.filter((one) => one.to > one.from)
}

export const within = (intervals: readonly Interval[], { from, to }: Interval): Interval[] =>
  intervals
    .map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) }))
    .filter((one) => one.to > one.from)

export const lengthOf = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, one) => sum + one.to - one.from, 0)
