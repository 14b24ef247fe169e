import { type ClassFact, classes, classOfStruct } from './classes.ts'
import { Codecs, typeNames } from './codecs.ts'
import { enumName } from './enum-files.ts'
import { type FunctionDoc, functionDocs } from './function-docs.ts'
import { camel, pascal } from './names.ts'
import {
  type FieldFact,
  type ProcedureFact,
  type ProgramFacts,
  readFacts,
  remoteFacts,
  type TypeFact,
} from './tables.ts'

export interface Parameter {
  readonly name: string
  readonly type: string
  /** JavaScript of the default, for what may be left out. */
  readonly fallback: string | undefined
  readonly note: string
}

/** One method of a generated class. */
export interface Method {
  readonly className: string
  readonly name: string
  readonly c: string
  readonly since: string
  readonly program: string
  readonly number: number
  readonly text: string
  readonly parameters: readonly Parameter[]
  readonly returns: string
  /** Body of the interface that `returns` names, when it is one made for this method. */
  readonly returnFields: string | undefined
  readonly returnNote: string
  readonly throws: readonly string[]
  readonly body: string
}

const enumNames = new Set(Object.keys(readFacts('enums').enums).map(enumName))
/** Values of these names may pass 2^53 and stay bigint. */
const bigNames = new Set(['cpu_time', 'cpuTime'])
/** Calls that leave strings out unless this flag (VIR_TYPED_PARAM_STRING_OKAY) is set, as libvirt's own client does. */
const stringsOkay = new Set([
  'virDomainGetMemoryParameters',
  'virDomainGetNumaParameters',
  'virDomainGetBlkioParameters',
  'virDomainGetInterfaceParameters',
  'virDomainBlockStatsFlags',
  'virDomainGetBlockIoTune',
  'virNodeGetMemoryParameters',
  'virNodeGetSEVInfo',
])
const listMax: Record<string, number> = { maxnames: 16_384, maxids: 16_384, maxuuids: 16_384 }
const reading = /^(?:getattr|read|none|search_\w+|read_secure)$/

/** Every method that can be made from the tables and `functions/*.txt`. */
export function allMethods(): Method[] {
  const docs = functionDocs()
  const functions = new Map(readFacts('functions').functions.map((one) => [one.name, one]))
  const remote = remoteFacts()
  const methods: Method[] = []
  for (const program of ['remote', 'qemu', 'admin'] as const) {
    const facts = program === 'remote' ? remote : readFacts(program)
    const builder = new MethodBuilder(program, facts, remote)
    for (const row of facts.procedures) {
      const doc = row.publicName === undefined ? undefined : docs.get(row.publicName)
      const fact = row.publicName === undefined ? undefined : functions.get(row.publicName)
      if (doc === undefined || fact === undefined) continue
      docs.delete(fact.name)
      methods.push(builder.method(row, fact.name, fact.args[0]?.type ?? '', fact.since, doc))
    }
  }
  if (docs.size > 0) throw new Error(`no procedure for ${[...docs.keys()].join(', ')}`)
  return methods
}

class MethodBuilder {
  readonly #program: string
  /** The expression for the connection in the method that is being made. */
  #conn = 'this'
  readonly #facts: ProgramFacts
  readonly #codecs: Codecs
  readonly #remote: ProgramFacts

  constructor(program: string, facts: ProgramFacts, remote: ProgramFacts) {
    this.#program = program
    this.#facts = facts
    this.#remote = remote
    this.#codecs = new Codecs(facts, remote)
  }

  method(row: ProcedureFact, c: string, pointer: string, since: string, doc: FunctionDoc): Method {
    const owner = classes.find((one) => one.pointer === pointer)
    if (owner === undefined) throw new Error(`${c}: no class for ${pointer}`)
    this.#conn = owner.struct === undefined ? 'this' : this.#program === 'admin' ? 'this.admin' : 'this.conn'
    const args = this.#fields(row.args)
    const ret = this.#fields(row.ret)
    const result = this.#result(c, args, ret)
    const taken = args.map((field, index) => this.#argument(field, index, owner, args))
    const parameters = taken.flatMap(({ parameter }) => (parameter === undefined ? [] : [parameter]))
    const noted = withFallbacks(parameters.map((one) => ({ ...one, note: noteFor(doc, one.name) })))
    const values = taken.map(({ value }) => value)
    const unknown = [...doc.notes.keys()].filter((key) => key !== 'returns' && !noted.some((one) => one.name === key))
    if (unknown.length > 0) throw new Error(`${c}: there is no argument ${unknown.join(', ')}`)
    return {
      className: owner.name,
      name: methodName(c, owner),
      c,
      since,
      program: this.#program,
      number: row.number,
      text: doc.text,
      parameters: noted,
      returns: result.fields === undefined ? result.type : resultName(methodName(c, owner), owner),
      returnFields: result.fields,
      returnNote: doc.notes.get('returns') ?? '',
      throws: throwsOf(row, owner, c, noted),
      body: this.#body(row, c, values, args, result.code),
    }
  }

  #fields(struct: string | undefined): readonly FieldFact[] {
    return struct === undefined ? [] : (this.#facts.structs[struct] ?? this.#remote.structs[struct] ?? [])
  }

  #argument(
    field: FieldFact,
    index: number,
    owner: ClassFact,
    args: readonly FieldFact[],
  ): { value: string; parameter?: Parameter } {
    const key = camel(field.name)
    const type = this.#codecs.settle(field)
    if (index === 0 && type.ref !== undefined && type.ref === owner.struct) return { value: `${key}: this` }
    if (index === 0 && owner.name === 'NodeDevice' && key === 'name') return { value: 'name: this.name' }
    if (key === 'needResults') return { value: 'needResults: 1' }
    if (key === 'nparams') return { value: 'nparams: 0' }
    const max = listMax[field.name]
    if (max !== undefined) return { value: `${key}: ${args.some((one) => one.name === 'cap') ? 65_536 : max}` }
    const parameter = { name: key, type: this.#parameterType(field, type), fallback: fallbackOf(field, type), note: '' }
    if (type.t === 'array' && this.#codecs.settle(type.of as TypeFact).t === 'param') {
      return { value: `${key}: paramsFromObject(${key})`, parameter: { ...parameter, type: 'TypedParamsInput' } }
    }
    if (key === 'autostart') return { value: `${key}: ${key} ? 1 : 0`, parameter: { ...parameter, type: 'boolean' } }
    return { value: key, parameter }
  }

  #parameterType(field: FieldFact, type: TypeFact): string {
    const handle = classOfStruct(type.ref)
    if (handle !== undefined) return handle.name
    return this.#codecs.type(field).replace('bigint', 'number | bigint')
  }

  /** What the method gives back: its type, and the code that makes it from `r`. */
  #result(
    c: string,
    args: readonly FieldFact[],
    ret: readonly FieldFact[],
  ): { type: string; code: string; fields?: string } {
    const listed = ret.find((field) => field.t === 'array')
    const counts = ['ret', 'nparams', 'nerrors', 'retcode']
    const real = ret.filter(
      (field) => !(counts.includes(field.name) && (listed !== undefined || c === 'virDomainRename')),
    )
    if (real.length === 0) return { type: 'void', code: '' }
    if (args.some((field) => field.name === 'nparams') && listed === undefined) throw new Error(`${c}: no list`)
    const [only] = real
    if (real.length === 1 && only !== undefined) return this.#value(only, `r.${camel(only.name)}`, c)
    const values = real.map((field) => ({
      key: camel(field.name),
      ...this.#value(field, `r.${camel(field.name)}`, ''),
    }))
    return {
      type: 'object',
      fields: values.map(({ key, type }) => `  readonly ${key}: ${type}`).join('\n'),
      code: `({ ${values.map(({ key, code }) => `${key}: ${code}`).join(', ')} })`,
    }
  }

  #value(field: FieldFact, code: string, c: string): { type: string; code: string } {
    const type = this.#codecs.settle(field)
    const handle = classOfStruct(type.ref)
    if (handle !== undefined) return { type: handle.name, code: `make.${camel(handle.name)}(${this.#conn}, ${code})` }
    if (type.t === 'hyper' || type.t === 'uhyper') {
      return bigNames.has(field.name) ? { type: 'bigint', code } : { type: 'number', code: `Number(${code})` }
    }
    if (type.t === 'int' && /(?:Is[A-Z]|^virDomainHas|^virDomainSnapshotHas|GetAutostart)/.test(c)) {
      return { type: 'boolean', code: `${code} !== 0` }
    }
    if (type.t === 'array') return this.#list(type.of as TypeFact, code)
    if (type.t === 'array-fixed') return { type: 'string', code: `charsToText(${code})` }
    return { type: this.#codecs.type(field), code }
  }

  #list(of: TypeFact, code: string): { type: string; code: string } {
    const element = this.#codecs.settle(of)
    const handle = classOfStruct(element.ref)
    if (element.t === 'param') return { type: 'TypedParams', code: `paramsToObject(${code})` }
    if (handle !== undefined) {
      return { type: `${handle.name}[]`, code: `${code}.map((one) => make.${camel(handle.name)}(${this.#conn}, one))` }
    }
    if (element.ref?.endsWith('_stats') === true)
      return { type: 'Record<string, number | bigint>', code: `countersToObject(${code})` }
    if (element.t === 'hyper' || element.t === 'uhyper') return { type: 'number[]', code: `${code}.map(Number)` }
    if (element.t !== 'struct') return { type: `${this.#codecs.type(element)}[]`, code: `[...${code}]` }
    const fields = this.#fields(element.ref)
    const big = fields.filter((field) => ['hyper', 'uhyper'].includes(this.#codecs.settle(field).t))
    const name = typeNames.typeName(element.ref as string)
    if (big.length === 0) return { type: `${name}[]`, code: `[...${code}]` }
    const changed = big.map((field) => camel(field.name))
    const type = `(Omit<${name}, ${changed.map((key) => `'${key}'`).join(' | ')}> & { ${changed.map((key) => `readonly ${key}: number`).join('; ')} })[]`
    return {
      type,
      code: `${code}.map((one) => ({ ...one, ${changed.map((key) => `${key}: Number(one.${key})`).join(', ')} }))`,
    }
  }

  #body(row: ProcedureFact, c: string, values: readonly string[], args: readonly FieldFact[], code: string): string {
    const procedure = `${this.#program}.${camel(row.name)}`
    const flags = stringsOkay.has(c) ? values.map((value) => (value === 'flags' ? 'flags: flags | 4' : value)) : values
    const wire = args.length === 0 ? 'undefined' : `{ ${flags.join(', ')} }`
    const call = (argument: string): string => `await ${this.#conn}.call(${procedure}, ${argument}, options)`
    if (code === '') return `    ${call(wire)}`
    if (!args.some((field) => field.name === 'nparams')) return `    const r = ${call(wire)}\n    return ${code}`
    // The older calls want to be asked for the number of parameters first.
    const second = wire.replace('nparams: 0', 'nparams: n.nparams')
    return `    const n = ${call(wire)}\n    const r = ${call(second)}\n    return ${code}`
  }
}

function methodName(c: string, owner: ClassFact): string {
  const bare = c.replace(/^vir/, '')
  const short = bare.startsWith(owner.prefix) ? bare.slice(owner.prefix.length) : bare
  const own = short.startsWith('NWFilter') ? `NwFilter${short.slice(8)}` : short
  return camel(own)
}

/** `getInfo` of Domain gives a `DomainInfo`; where an enum has that name, a `DomainStateResult`. */
function resultName(method: string, owner: ClassFact): string {
  const prefix = owner.name === 'Connect' ? '' : owner.name
  const name = `${prefix}${pascal(method).replace(/(?:^|(?<=Node))Get/, '')}`
  return enumNames.has(name) ? `${name}Result` : name
}

function noteFor(doc: FunctionDoc, name: string): string {
  const note = doc.notes.get(name) ?? ''
  if (name !== 'flags' || note.includes(' ')) return note
  return note === '' ? 'must be 0' : `\`${note}\` values, added up`
}

function fallbackOf(field: FieldFact, type: TypeFact): string | undefined {
  if (field.name === 'flags') return '0'
  if (type.t === 'optional') return 'null'
  return field.name === 'mountpoints' ? '[]' : undefined
}

/** Only what nothing mandatory follows may be left out. */
function withFallbacks(parameters: readonly Parameter[]): Parameter[] {
  const lastMandatory = parameters.findLastIndex((one) => one.fallback === undefined)
  return parameters.map((one, index) => (index < lastMandatory ? { ...one, fallback: undefined } : one))
}

function throwsOf(row: ProcedureFact, owner: ClassFact, c: string, parameters: readonly Parameter[]): string[] {
  const codes: string[] = []
  const sought = classes.find((one) => one.struct !== undefined && c.startsWith(`vir${one.prefix}Lookup`))
  if (sought !== undefined) codes.push(`${sought.gone} when there is none`)
  else if (owner.gone !== '') codes.push(`${owner.gone} when it is gone`)
  if (parameters.some((one) => /xml/i.test(one.name))) codes.push('VIR_ERR_XML_ERROR when the XML cannot be used')
  const rights = (row.acl ?? []).map((acl) => acl.split(':')[1] ?? acl)
  if (rights.some((right) => !reading.test(right))) codes.push('VIR_ERR_OPERATION_DENIED on a read-only connection')
  codes.push('VIR_ERR_NO_SUPPORT when the driver has no such function')
  return codes
}
