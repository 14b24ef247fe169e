import { XmlError } from './tree.ts'

/** How one piece of text stands for a value. Text that stands for none reads as undefined, and is kept as it is. */
export interface Scalar<T> {
  /** What kind of value it is; programs that walk a table (tests, help) go by it. */
  readonly kind: string
  readonly decode: (text: string) => T | undefined
  /** @throws {XmlError} when the value has no text, for example half a byte. */
  readonly encode: (value: T) => string
}

/** A word from a known list. libvirt's list grows with its versions, so any other word is let through. */
export type Word<Known extends string> = Known | (string & {})

export const textScalar: Scalar<string> = {
  kind: 'text',
  decode: (text) => text,
  encode(value) {
    if (typeof value !== 'string') throw new XmlError(`expected text, found ${shown(value)}`)
    return value
  },
}

/** A whole number that a double holds exactly; one beyond that is left alone. */
export const integerScalar: Scalar<number> = {
  kind: 'integer',
  decode(text) {
    const trimmed = text.trim()
    if (!/^[+-]?\d+$/.test(trimmed)) return undefined
    const value = Number(trimmed)
    return Number.isSafeInteger(value) ? value + 0 : undefined
  },
  encode: (value) => String(whole(value)),
}

/** A number that may have a fraction. */
export const numberScalar: Scalar<number> = {
  kind: 'number',
  decode(text) {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    return Number.isFinite(value) ? value : undefined
  },
  encode(value) {
    if (!Number.isFinite(value)) throw new XmlError(`expected a number, found ${shown(value)}`)
    return String(value)
  },
}

/** A whole number beyond 2^53. */
export const bigScalar: Scalar<bigint> = {
  kind: 'big',
  decode: (text) => (/^-?\d+$/.test(text.trim()) ? BigInt(text.trim()) : undefined),
  encode(value) {
    if (typeof value !== 'bigint') throw new XmlError(`expected a bigint, found ${shown(value)}`)
    return String(value)
  },
}

/** A number written as `0x…`, padded to `digits`; decimal text is read as well. */
export function hexScalar(digits: number): Scalar<number> {
  return {
    kind: 'hex',
    decode(text) {
      const trimmed = text.trim()
      if (!/^(0[xX][0-9a-fA-F]+|\d+)$/.test(trimmed)) return undefined
      const value = Number(trimmed)
      return Number.isSafeInteger(value) ? value : undefined
    },
    encode(value) {
      if (whole(value) < 0) throw new XmlError(`expected a number from 0, found ${value}`)
      return `0x${value.toString(16).padStart(digits, '0')}`
    },
  }
}

/** Two words for true and false. */
export function booleanScalar(yes: string, no: string): Scalar<boolean> {
  return {
    kind: 'boolean',
    decode: (text) => (text === yes ? true : text === no ? false : undefined),
    encode(value) {
      if (typeof value !== 'boolean') throw new XmlError(`expected true or false, found ${shown(value)}`)
      return value ? yes : no
    },
  }
}

/** A set of CPU or node numbers, written `0-3,8,^2`. Always ascending and without repeats. */
export const cpuListScalar: Scalar<readonly number[]> = {
  kind: 'cpuList',
  decode: parseCpuList,
  encode: printCpuList,
}

const maxCpus = 1 << 16

/** Reads libvirt's notation for a set of CPUs, `0-3,8,^2`; undefined when it is not that. */
export function parseCpuList(text: string): number[] | undefined {
  const chosen = new Set<number>()
  const trimmed = text.trim()
  if (trimmed === '') return []
  for (const part of trimmed.split(',')) {
    const match = /^(\^?)(\d{1,5})(?:-(\d{1,5}))?$/.exec(part.trim())
    if (match === null) return undefined
    const first = Number(match[2])
    const last = match[3] === undefined ? first : Number(match[3])
    if (last < first || last >= maxCpus) return undefined
    for (let cpu = first; cpu <= last; cpu++) {
      if (match[1] === '^') chosen.delete(cpu)
      else chosen.add(cpu)
    }
  }
  return [...chosen].sort((a, b) => a - b)
}

/** Writes a set of CPUs in libvirt's notation, with runs as ranges: `[0, 1, 2, 5]` is `0-2,5`. */
export function printCpuList(cpus: readonly number[]): string {
  const sorted = [...new Set(cpus)].sort((a, b) => a - b)
  const parts: string[] = []
  for (let i = 0; i < sorted.length; i++) {
    const first = whole(sorted[i] ?? 0)
    if (first < 0 || first >= maxCpus) throw new XmlError(`${first} is not a CPU number`)
    let last = first
    while (sorted[i + 1] === last + 1) {
      last++
      i++
    }
    parts.push(first === last ? String(first) : `${first}-${last}`)
  }
  return parts.join(',')
}

const bytesIn: Readonly<Record<string, number>> = {
  b: 1,
  byte: 1,
  bytes: 1,
  KB: 1e3,
  k: 2 ** 10,
  KiB: 2 ** 10,
  MB: 1e6,
  M: 2 ** 20,
  MiB: 2 ** 20,
  GB: 1e9,
  G: 2 ** 30,
  GiB: 2 ** 30,
  TB: 1e12,
  T: 2 ** 40,
  TiB: 2 ** 40,
  PB: 1e15,
  P: 2 ** 50,
  PiB: 2 ** 50,
  EB: 1e18,
  E: 2 ** 60,
  EiB: 2 ** 60,
}

const lowerCaseUnits = new Map(Object.entries(bytesIn).map(([unit, bytes]) => [unit.toLowerCase(), bytes]))

/** A size as the XML has it, `<memory unit='KiB'>524288</memory>`, in bytes. Units are libvirt's, case ignored. */
export function sizeInBytes(text: string, unit: string): number | undefined {
  const factor = lowerCaseUnits.get(unit.toLowerCase())
  if (factor === undefined || !/^\s*\d+\s*$/.test(text)) return undefined
  const count = Number(text)
  const bytes = count * factor
  return Number.isSafeInteger(count) && bytes <= 2 ** 64 ? bytes : undefined
}

/** How many of `unit` a size is. @throws {XmlError} when it is not a whole number of them. */
export function sizeInUnit(bytes: number, unit: string): string {
  const count = bytes / (lowerCaseUnits.get(unit.toLowerCase()) ?? 1)
  if (!Number.isSafeInteger(count) || count < 0) throw new XmlError(`${bytes} bytes is not a whole number of ${unit}`)
  return String(count)
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new XmlError(`expected a whole number, found ${shown(value)}`)
  return value
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  return value === null ? 'null' : `a value of type ${typeof value}`
}
