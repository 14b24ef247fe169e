/** The forms in which ours and Python's answers meet. */
import type { Effect } from './cases.ts'
import type { Reference } from './peer.ts'
import type { Handle, Stage } from './stage.ts'

export const connection = (): Reference => ({ kind: 'connect' })
export const domainOf =
  (pick: (stage: Stage) => Handle) =>
  (stage: Stage): Reference => ({ kind: 'domain', ref: pick(stage) })

/** The object's XML has this. */
export function xmlHas(what: RegExp, flags = 0, on?: (stage: Stage) => Reference): Effect {
  return { call: 'XMLDesc', given: [flags], is: (text: string) => what.test(text), ...(on === undefined ? {} : { on }) }
}

/** The method gives just this. */
export function gives(call: string, wanted: unknown, given: readonly unknown[] = []): Effect {
  return { call, given, is: (seen: unknown) => JSON.stringify(seen) === JSON.stringify(wanted) }
}

/** The method gives an object with this member. */
export function givesMember(call: string, member: string, wanted: unknown, given: readonly unknown[] = []): Effect {
  return { call, given, is: (seen: Record<string, unknown>) => seen[member] === wanted }
}

/** A list of names does not have this one any more. */
export function forgets(call: string, name: string, on?: (stage: Stage) => Reference): Effect {
  return { call, is: (names: readonly string[]) => !names.includes(name), ...(on === undefined ? {} : { on }) }
}

/** Bits, lowest first, as truth values, as many as Python has. */
export function bits(map: Uint8Array, count: number): boolean[] {
  return Array.from({ length: count }, (_, at) => (((map[at >> 3] ?? 0) >> (at & 7)) & 1) === 1)
}

/** The CPUs whose bits are set: the same whatever the maps' lengths. */
export function setBits(map: Uint8Array): number[] {
  return bits(map, map.length * 8).flatMap((set, at) => (set ? [at] : []))
}

export function setPlaces(map: readonly boolean[]): number[] {
  return map.flatMap((set, at) => (set ? [at] : []))
}

export function cText(chars: Uint8Array): string {
  return Buffer.from(chars).toString('utf8').replace(/\0.*$/s, '')
}
