/** Whether two clients say the same, whatever shape each of them gives it. */
export interface Tolerance {
  /** Part of a number by which it may have gone on between the questions; 0 when it may only lie between them. */
  readonly near?: number
  /** Names in Python's dictionaries are values in ours, or are named otherwise: not looked for. */
  readonly anyKeys?: boolean
}

type Leaf = string | number

/** @returns why they differ, or undefined. Python was asked before and after. */
export function difference(
  ours: unknown,
  before: unknown,
  after: unknown,
  { near = 0, anyKeys = false }: Tolerance = {},
): string | undefined {
  const [mine, first, second] = [leaves(ours), leaves(before), leaves(after)]
  if (!anyKeys) {
    const known = new Set([...keys(ours), ...mine.map(String)])
    const missing = [...keys(before)].filter((key) => !known.has(key))
    if (missing.length > 0) return `Python has ${missing.join(', ')}; we have ${[...known].slice(0, 30).join(', ')}`
  }
  if (same(mine, first) || same(mine, second)) return undefined
  const shown = `ours ${show(mine)}\nPython ${show(first)}\nthen ${show(second)}`
  if (mine.length !== first.length || mine.length !== second.length) return `not as many values\n${shown}`
  const wrong = mine.findIndex((leaf, index) => !between(leaf, first[index] as Leaf, second[index] as Leaf, near))
  return wrong < 0 ? undefined : `value ${wrong}: ${String(mine[wrong])}\n${shown}`
}

function show(list: readonly Leaf[]): string {
  return JSON.stringify(list).slice(0, 600)
}

function same(a: readonly Leaf[], b: readonly Leaf[]): boolean {
  return a.length === b.length && a.every((leaf, index) => leaf === b[index])
}

function between(leaf: Leaf, first: Leaf, second: Leaf, near: number): boolean {
  if (leaf === first || leaf === second) return true
  if (typeof leaf !== 'number' || typeof first !== 'number' || typeof second !== 'number') return false
  const slack = near * Math.max(Math.abs(first), Math.abs(second))
  return leaf >= Math.min(first, second) - slack && leaf <= Math.max(first, second) + slack
}

/** All values in it, sorted: texts, numbers, bytes in hexadecimal. */
function leaves(value: unknown): Leaf[] {
  const found: Leaf[] = []
  collect(value, found)
  return found.toSorted((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0,
  )
}

function collect(value: unknown, into: Leaf[]): void {
  if (value === null || value === undefined || typeof value === 'function') return
  if (typeof value === 'bigint') return void into.push(Number(value))
  if (typeof value === 'boolean') return void into.push(value ? 1 : 0)
  if (typeof value === 'number' || typeof value === 'string') return void into.push(value)
  if (value instanceof Uint8Array) return void into.push(Buffer.from(value).toString('hex'))
  for (const one of Object.values(members(value))) collect(one, into)
}

function keys(value: unknown): Set<string> {
  const found = new Set<string>()
  const walk = (one: unknown): void => {
    if (one === null || typeof one !== 'object' || one instanceof Uint8Array || 'hex' in one) return
    if (!Array.isArray(one)) for (const key of Object.keys(members(one))) found.add(key)
    for (const inner of Object.values(members(one))) walk(inner)
  }
  walk(value)
  return found
}

/** A typed parameter as the member it stands for; a handle without the connection, which is ours alone. */
function members(value: object): object {
  if (Array.isArray(value)) return value as unknown[]
  if ('hex' in value) return [value.hex]
  if ('field' in value && 'value' in value) return { [String(value.field)]: value.value }
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'conn'))
}
