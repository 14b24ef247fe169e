import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { camel } from '../../../dev/protocol/names.ts'
import { type FieldFact, type ProgramFacts, remoteFacts, type TypeFact } from '../../../dev/protocol/tables.ts'

const remote = remoteFacts()

export function programFacts(name: 'remote' | 'qemu' | 'lxc' | 'admin'): ProgramFacts {
  if (name === 'remote') return remote
  const url = new URL(`../../protocol/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as ProgramFacts
}

/** Values of one struct of a table, small enough to try many. */
export function structValue(facts: ProgramFacts, name: string): fc.Arbitrary<object> {
  const fields = facts.structs[name] ?? remote.structs[name] ?? []
  const values = Object.fromEntries(fields.map((field: FieldFact) => [camel(field.name), typeValue(facts, field)]))
  return fc.record(values, { noNullPrototype: true })
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.replaceAll('\0', ''))
const bytes = (max: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ maxLength: Math.min(max, 16) }).map((one) => Buffer.from(one))
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
/** As the reader gives it: a number where that is exact. */
const narrow = (value: bigint): bigint | number => (Number.isSafeInteger(Number(value)) ? Number(value) : value)
const plain = { noNullPrototype: true } as const
const paramOf = (kind: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
  fc.record({ field: text, kind: fc.constant(kind), value }, plain)
const param = fc.oneof(
  paramOf('int', fc.integer()),
  paramOf('uint', fc.nat({ max: 0xffff_ffff })),
  paramOf('llong', int64.map(narrow)),
  paramOf('ullong', uint64.map(narrow)),
  paramOf('double', fc.double({ noNaN: true })),
  paramOf('boolean', fc.boolean()),
  paramOf('string', text),
)

function typeValue(facts: ProgramFacts, type: TypeFact): fc.Arbitrary<unknown> {
  switch (type.t) {
    case 'int':
      return fc.integer()
    case 'uint':
      return fc.nat({ max: 0xffff_ffff })
    case 'char':
      return fc.integer({ min: -128, max: 127 })
    case 'uchar':
      return fc.nat({ max: 255 })
    case 'ushort':
      return fc.nat({ max: 65_535 })
    case 'hyper':
      return int64
    case 'uhyper':
      return uint64
    case 'double':
      return fc.double({ noNaN: true })
    case 'string':
      return text
    case 'opaque':
      return bytes(type.max ?? 16)
    case 'opaque-fixed':
      return fc.uint8Array({ minLength: type.len ?? 0, maxLength: type.len ?? 0 }).map((one) => Buffer.from(one))
    case 'array':
      if (type.of?.t === 'char') return bytes(type.max ?? 16)
      return fc.array(typeValue(facts, type.of as TypeFact), { maxLength: Math.min(type.max ?? 4, 4) })
    case 'array-fixed':
      return fc.uint8Array({ minLength: type.len ?? 0, maxLength: type.len ?? 0 }).map((one) => Buffer.from(one))
    case 'optional':
      return fc.option(typeValue(facts, type.of as TypeFact), { nil: null })
    case 'ref':
      return refValue(facts, type.ref as string)
    default:
      throw new Error(`no values for type ${type.t}`)
  }
}

function refValue(facts: ProgramFacts, ref: string): fc.Arbitrary<unknown> {
  if (ref === 'remote_uuid') return fc.uuid()
  if (ref.endsWith('_typed_param')) return param
  for (const program of [facts, remote]) {
    if (program.typedefs[ref] !== undefined) return typeValue(facts, program.typedefs[ref])
    if (program.enums[ref] !== undefined) return fc.integer()
    if (program.structs[ref] !== undefined) return structValue(facts, ref)
  }
  throw new Error(`unknown type ${ref}`)
}
