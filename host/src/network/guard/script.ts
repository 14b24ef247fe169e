import { type GuardObjects, removeTables, skeleton, table } from './rules.ts'

export const noObjects: GuardObjects = { chains: new Map(), sets: new Map(), taps: new Set() }

/** `undefined`: what there is now is not known, and is written anew. */
export type Before = GuardObjects | undefined

/**
 * One transaction for `nft -f` that turns `before` into `after`: all of it happens at once, or nothing.
 * @returns undefined when nothing changes.
 */
export function guardScript(before: Before, after: GuardObjects): string | undefined {
  const known = before ?? noObjects
  if (after.taps.size === 0) {
    if (before !== undefined && before.taps.size === 0) return undefined
    return text(removeTables)
  }
  const sets = changed(known.sets, after.sets)
  const chains = changed(known.chains, after.chains)
  const newTaps = [...after.taps].filter((tap) => !known.taps.has(tap))
  const oldTaps = [...known.taps].filter((tap) => !after.taps.has(tap))
  const goneChains = [...known.chains.keys()].filter((name) => !after.chains.has(name))
  const goneSets = [...known.sets.keys()].filter((name) => !after.sets.has(name))
  const steps = sets.length + chains.length + newTaps.length + oldTaps.length + goneChains.length + goneSets.length
  if (steps === 0) return undefined
  return text([
    ...(before === undefined ? removeTables : []),
    ...skeleton,
    // An object must be there before another one names it, and may go only when none does.
    ...sets.map(([name]) => `add set bridge ${table} ${name} { type ipv4_addr; flags interval; auto-merge; }`),
    ...chains.map(([name]) => `add chain bridge ${table} ${name}`),
    ...sets.flatMap(([name, elements]) => setLines(name, elements)),
    ...chains.flatMap(([name, lines]) => chainLines(name, lines)),
    ...newTaps.flatMap((tap) => tapLines('add', tap)),
    ...oldTaps.flatMap((tap) => tapLines('delete', tap)),
    ...goneChains.map((name) => `flush chain bridge ${table} ${name}`),
    ...goneChains.map((name) => `delete chain bridge ${table} ${name}`),
    ...goneSets.map((name) => `delete set bridge ${table} ${name}`),
  ])
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`

function changed(
  before: ReadonlyMap<string, readonly string[]>,
  after: ReadonlyMap<string, readonly string[]>,
): [string, readonly string[]][] {
  return [...after].filter(([name, lines]) => before.get(name)?.join('\n') !== lines.join('\n') || !before.has(name))
}

const setLines = (name: string, elements: readonly string[]): string[] => [
  `flush set bridge ${table} ${name}`,
  ...(elements.length === 0 ? [] : [`add element bridge ${table} ${name} { ${elements.join(', ')} }`]),
]

const chainLines = (name: string, lines: readonly string[]): string[] => [
  `flush chain bridge ${table} ${name}`,
  ...lines.map((line) => `add rule bridge ${table} ${name} ${line}`),
]

const tapLines = (verb: 'add' | 'delete', tap: string): string[] =>
  ['spoof', 'from', 'to'].map((map) => `${verb} element bridge ${table} ${map} { "${tap}" : goto ${map}-${tap} }`)
