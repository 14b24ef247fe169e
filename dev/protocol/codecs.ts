import { camel, pascal } from './names.ts'
import type { ProgramFacts, TypeFact } from './tables.ts'

const stringMax = 4_194_304

/** Where a type comes from and how it is written in the generated files. */
export interface Names {
  /** Struct name in the tables → name of its TypeScript interface. */
  readonly typeName: (struct: string) => string
}

export const typeNames: Names = {
  typeName: (struct) => pascal(struct.replace(/^remote_/, '').replace(/^nonnull_/, '')),
}

/** Makes the pieces of code for one program. `resolve` finds a typedef in this program or in remote. */
export class Codecs {
  readonly #facts: ProgramFacts
  readonly #remote: ProgramFacts

  constructor(facts: ProgramFacts, remote: ProgramFacts) {
    this.#facts = facts
    this.#remote = remote
  }

  /** The struct's own reader and writer functions, as JavaScript. */
  functions(struct: string): string {
    const fields = this.#facts.structs[struct] ?? []
    const name = typeNames.typeName(struct)
    const reads = fields.map((field) => `${camel(field.name)}: ${this.read(field)}`).join(', ')
    const writes = fields.map((field) => `  ${this.write(field, `v.${camel(field.name)}`)}`).join('\n')
    return `const read${name} = (r) => ({ ${reads} })\nconst write${name} = (w, v) => {\n${writes}\n}`
  }

  interface(struct: string): string {
    const fields = this.#facts.structs[struct] ?? []
    // A caller may give a plain number for a 64-bit argument; what is read is always a bigint.
    const widen = struct.endsWith('_args')
      ? (type: string): string => type.replace('bigint', 'bigint | number')
      : String
    const lines = fields.map((field) => `  readonly ${camel(field.name)}: ${widen(this.type(field))}`)
    return `export interface ${typeNames.typeName(struct)} {\n${lines.join('\n')}\n}`
  }

  type(fact: TypeFact): string {
    const type = this.settle(fact)
    switch (type.t) {
      case 'hyper':
      case 'uhyper':
        return 'bigint'
      case 'string':
        return 'string'
      case 'uuid':
        return 'string'
      case 'opaque':
      case 'opaque-fixed':
        return 'Uint8Array'
      case 'array':
      case 'array-fixed':
        return this.#isChar(type.of) ? 'Uint8Array' : `readonly ${this.#element(type.of)}[]`
      case 'optional':
        return `${this.type(type.of as TypeFact)} | null`
      case 'struct':
        return typeNames.typeName(type.ref as string)
      case 'param':
        return 'TypedParam'
      default:
        return 'number'
    }
  }

  read(fact: TypeFact): string {
    const type = this.settle(fact)
    switch (type.t) {
      case 'int':
      case 'char':
        return 'r.i32()'
      case 'uint':
      case 'uchar':
      case 'ushort':
        return 'r.u32()'
      case 'hyper':
        return 'r.i64()'
      case 'uhyper':
        return 'r.u64()'
      case 'double':
        return 'r.f64()'
      case 'string':
        return `r.string(${type.max ?? stringMax})`
      case 'uuid':
        return 'r.uuid()'
      case 'opaque':
        return `r.opaque(${type.max})`
      case 'opaque-fixed':
        return `r.fixed(${type.len})`
      case 'array':
        return this.#isChar(type.of) ? `r.chars(${type.max})` : `r.array(${this.#reader(type.of)}, ${type.max})`
      case 'array-fixed':
        return this.#charsOnly(type, `r.charsFixed(${type.len})`)
      case 'optional': {
        const inner = this.settle(type.of as TypeFact)
        return inner.t === 'string'
          ? `r.optionalString(${inner.max ?? stringMax})`
          : `r.optional(${this.#reader(inner)})`
      }
      case 'struct':
      case 'param':
        return `${this.#reader(type)}(r)`
      default:
        throw new Error(`no reader for type ${type.t}`)
    }
  }

  write(fact: TypeFact, value: string): string {
    const type = this.settle(fact)
    switch (type.t) {
      case 'int':
        return `w.i32(${value})`
      case 'uint':
        return `w.u32(${value})`
      case 'char':
        return `w.small(${value}, -128, 127)`
      case 'uchar':
        return `w.small(${value}, 0, 255)`
      case 'ushort':
        return `w.small(${value}, 0, 65535)`
      case 'hyper':
        return `w.i64(${value})`
      case 'uhyper':
        return `w.u64(${value})`
      case 'double':
        return `w.f64(${value})`
      case 'string':
        return `w.string(${value}, ${type.max ?? stringMax})`
      case 'uuid':
        return `w.uuid(${value})`
      case 'opaque':
        return `w.opaque(${value}, ${type.max})`
      case 'opaque-fixed':
        return `w.fixed(${value}, ${type.len})`
      case 'array':
        return this.#isChar(type.of)
          ? `w.chars(${value}, ${type.max})`
          : `w.array(${value}, ${this.#writer(type.of)}, ${type.max})`
      case 'array-fixed':
        return this.#charsOnly(type, `w.charsFixed(${value}, ${type.len})`)
      case 'optional': {
        const inner = this.settle(type.of as TypeFact)
        return inner.t === 'string'
          ? `w.optionalString(${value}, ${inner.max ?? stringMax})`
          : `w.optional(${value}, ${this.#writer(inner)})`
      }
      case 'struct':
      case 'param':
        return `${this.#writer(type)}(w, ${value})`
      default:
        throw new Error(`no writer for type ${type.t}`)
    }
  }

  /** Follows typedefs to what is on the wire. */
  settle(fact: TypeFact): TypeFact {
    if (fact.t !== 'ref') return fact
    const name = fact.ref as string
    if (name === 'remote_uuid') return { t: 'uuid' }
    if (name === 'remote_typed_param' || name === 'admin_typed_param') return { t: 'param' }
    for (const program of [this.#facts, this.#remote]) {
      const typedef = program.typedefs[name]
      if (typedef !== undefined) return this.settle(typedef)
      if (program.enums[name] !== undefined) return { t: 'int' }
      if (program.structs[name] !== undefined) return { t: 'struct', ref: name }
    }
    throw new Error(`the tables do not define ${name}`)
  }

  #isChar(fact: TypeFact | undefined): boolean {
    return fact?.t === 'char'
  }

  #charsOnly(type: TypeFact, code: string): string {
    if (!this.#isChar(type.of)) throw new Error('a fixed array of something else than char')
    return code
  }

  #element(fact: TypeFact | undefined): string {
    const text = this.type(fact as TypeFact)
    return text.includes(' ') ? `(${text})` : text
  }

  #reader(fact: TypeFact | undefined): string {
    const type = this.settle(fact as TypeFact)
    if (type.t === 'param') return 'readTypedParam'
    if (type.t === 'struct') return `read${typeNames.typeName(type.ref as string)}`
    return `(r) => ${this.read(type)}`
  }

  #writer(fact: TypeFact | undefined): string {
    const type = this.settle(fact as TypeFact)
    if (type.t === 'param') return 'writeTypedParam'
    if (type.t === 'struct') return `write${typeNames.typeName(type.ref as string)}`
    return `(w, v) => ${this.write(type, 'v')}`
  }
}
