import * as fc from 'fast-check'
import { type ElementType, el } from '../../src/xml/index.ts'
import type { Fields } from '../../src/xml/record.ts'

/** Any character that XML 1.0 can carry, the awkward ones often. */
const character = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '\n',
      '\t',
      '\r',
      ' ',
      ']',
      '-',
      '\u0085',
      '\u2028',
      '\ufffd',
      '😀',
    ),
  },
  { weight: 5, arbitrary: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)) },
  { weight: 1, arbitrary: fc.integer({ min: 0xa0, max: 0xd7ff }).map((code) => String.fromCodePoint(code)) },
)
export const xmlText = fc.string({ unit: character, maxLength: 12 })

export const xmlName = fc
  .tuple(
    fc.constantFrom('a', 'b', 'é', '_', 'Z'),
    fc.string({ unit: fc.constantFrom('x', '0', '-', '.', '_'), maxLength: 4 }),
  )
  .map(([head, tail]) => head + tail)

const cpus = fc
  .uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 12 })
  .map((list) => list.sort((a, b) => a - b))

function scalarOf(kind: string): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'text':
      return xmlText
    case 'integer':
      return fc.maxSafeInteger().map((value) => value + 0)
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
    case 'big':
      return fc.bigInt()
    case 'hex':
      return fc.nat()
    case 'boolean':
      return fc.boolean()
    case 'cpuList':
      return cpus
    case 'sizeMiB':
      return fc.nat().map((kib) => kib / 1024)
    case 'sizeBytes':
      return fc.nat().map((kib) => kib * 1024)
    default:
      throw new Error(`no arbitrary for the kind ${kind}`)
  }
}

function fieldValue(field: Fields[string], depth: number): fc.Arbitrary<unknown> | undefined {
  const inner = (field.inner as (() => ElementType<object, object>) | undefined)?.()
  if (inner !== undefined) {
    if (depth === 0) return undefined
    const value = valueOf(inner, depth - 1)
    return field.kind === 'list' ? fc.array(value, { maxLength: 2 }) : value
  }
  if (field.kind === 'flag') return fc.constant(true)
  if (field.kind === 'childNames') return fc.uniqueArray(xmlName, { maxLength: 3 })
  if (field.kind === 'raw')
    return fc.array(
      fc.tuple(xmlName, xmlText).map(([name, text]) => el(name, { a: text }, text)),
      { maxLength: 2 },
    )
  if (field.kind.startsWith('values ')) return fc.array(scalarOf(field.kind.slice(7)), { maxLength: 3 })
  const scalar = scalarOf(field.kind)
  return field.path === '' ? scalar.filter((value) => value !== '') : scalar
}

/** Any value of a typed element, made by walking its table. Few fields at a time: shrinking stays quick. */
export function valueOf<In extends object>(type: ElementType<object, In>, depth = 3): fc.Arbitrary<In> {
  const optional: Record<string, fc.Arbitrary<unknown>> = {}
  const required: Record<string, fc.Arbitrary<unknown>> = {}
  for (const [key, field] of Object.entries(type.fields)) {
    const value = fieldValue(field, depth)
    if (value === undefined) continue
    if (field.presence === 'required') required[key] = value
    else optional[key] = value
  }
  const some = fc
    .uniqueArray(fc.constantFrom('', ...Object.keys(optional)), { maxLength: 6 })
    .chain((keys) =>
      fc.record(Object.fromEntries(keys.flatMap((key) => (optional[key] === undefined ? [] : [[key, optional[key]]])))),
    )
  return fc.tuple(fc.record(required), some).map(([first, rest]) => ({ ...first, ...rest }) as In)
}
