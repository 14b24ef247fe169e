/**
 * Writes libvirt/src/protocol/generated/reference.json, the facts that `kilonova libvirt help` and the shell show: from the tables in
 * libvirt/protocol, the generated methods' list, the sources of the written ones, and FUNCTIONS.md.
 * Run: node dev/reference/generate.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import * as enums from '../../libvirt/src/protocol/generated/enums.js'
import type {
  EnumFact,
  FunctionFact,
  MethodFact,
  ProcedureFact,
  ReferenceData,
} from '../../libvirt/src/reference/data.ts'
import { writtenClasses } from './written-methods.ts'

const libvirt = new URL('../../libvirt/', import.meta.url)
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what the file holds
const json = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, libvirt), 'utf8')) as T

interface GeneratedMethod extends Omit<MethodFact, 'c' | 'returnFields'> {
  readonly c: string
  readonly returnFields?: string
}

export function referenceText(): string {
  const facts = collect()
  // One fact a line: a change shows as the lines it changes.
  const sections = Object.entries(facts).map(([key, value]) => {
    if (!Array.isArray(value)) return `${JSON.stringify(key)}:${JSON.stringify(value)}`
    return `${JSON.stringify(key)}:[\n${value.map((item: unknown) => JSON.stringify(item)).join(',\n')}\n]`
  })
  return `{${sections.join(',\n')}}\n`
}

function collect(): ReferenceData {
  const written = writtenClasses()
  const functions = functionFacts()
  const generated = json<GeneratedMethod[]>('src/protocol/generated/calls/api.json').map(generatedMethod)
  const own = new Set(written.methods.map(({ className, name }) => `${className}.${name}`))
  const methods = [...generated.filter(({ className, name }) => !own.has(`${className}.${name}`)), ...written.methods]
  return {
    release: json<{ release: string }>('protocol/functions.json').release,
    programs: ['remote', 'qemu', 'lxc', 'admin'].map((name) => ({
      name,
      id: json<{ program: { hex: string } }>(`protocol/${name}.json`).program.hex,
    })),
    classes: [...written.classes].sort(byName),
    methods: methods.map((method) => withFunctions(method, functions)).sort(byClassAndName),
    functions,
    enums: enumFacts(),
    texts: textFacts(),
    procedures: ['remote', 'remote-later', 'qemu', 'lxc', 'admin'].flatMap(procedureFacts),
  }
}

function generatedMethod({ c, returnFields, ...method }: GeneratedMethod): MethodFact {
  const { className, name, text, signature, parameters, returnNote, throws, since, program, number } = method
  return {
    className,
    name,
    text,
    signature,
    parameters,
    returnNote,
    ...(returnFields === undefined ? {} : { returnFields: returnFields.split('\n').map((line) => line.trim()) }),
    throws,
    c: [c],
    since,
    ...(program === undefined || number === undefined ? {} : { program, number }),
  }
}

/** Adds the C functions that FUNCTIONS.md says a method is, and the first release that has it. */
function withFunctions(method: MethodFact, functions: readonly FunctionFact[]): MethodFact {
  const name = method.className === '' ? method.name : `${method.className}.${method.name}`
  const mapped = functions.filter(({ here }) => here.split(/[`(), ]+/).includes(name))
  const c = [...new Set([...method.c, ...mapped.map((found) => found.c)])]
  return { ...method, c, since: method.since || (functions.find((found) => found.c === c[0])?.since ?? '') }
}

function functionFacts(): FunctionFact[] {
  const rows = readFileSync(new URL('FUNCTIONS.md', libvirt), 'utf8').matchAll(/^\| (vir\w+) \| [^|]* \| (.*) \|$/gm)
  const here = new Map([...rows].map(([, name = '', text = '']) => [name, text]))
  const tables = json<{
    functions: { name: string; library: string; since: string; ret: string; args: { name: string; type: string }[] }[]
  }>('protocol/functions.json')
  const python = json<Record<string, string>>('../dev/reference/python-names.json')
  return tables.functions.map(({ name, library, since, ret, args }) => ({
    c: name,
    library,
    since,
    python: python[name] ?? '',
    declaration: `${declared(ret, name)}(${args.map((arg) => declared(arg.type, arg.name)).join(', ') || 'void'})`,
    here: (here.get(name) ?? '').replaceAll('`', ''),
  }))
}

const declared = (type: string, name: string): string => (type.endsWith('*') ? `${type}${name}` : `${type} ${name}`)

/** Our name of an enum is found by its values: the generator's rules for names need not be known here. */
function enumFacts(): EnumFact[] {
  const ours = new Map<string, string>()
  for (const [name, members] of Object.entries(enums)) for (const member of Object.keys(members)) ours.set(member, name)
  const tables = json<{ enums: Record<string, { values: Record<string, { v: number; since: string }> }> }>(
    'protocol/enums.json',
  )
  return Object.entries(tables.enums).map(([c, { values }]) => ({
    name: ours.get(Object.keys(values)[0] ?? '') ?? c,
    c,
    values: Object.entries(values)
      .map(([name, { v, since }]) => ({ name, value: v, since }))
      .sort((a, b) => a.value - b.value),
  }))
}

function textFacts(): ReferenceData['texts'] {
  const tables = json<{ macros: Record<string, { string?: string; since: string }> }>('protocol/enums.json')
  return Object.entries(tables.macros).flatMap(([name, { string: value, since }]) =>
    value === undefined ? [] : [{ name, value, since }],
  )
}

interface WireProcedure {
  readonly number: number
  readonly name: string
  readonly kind?: string
  readonly since?: string
  readonly publicName?: string
  readonly acl?: readonly string[]
  readonly args?: string
  readonly ret?: string
  readonly msg?: string
}

function procedureFacts(file: string): ProcedureFact[] {
  const table = json<{ procedures: WireProcedure[]; structs?: Record<string, { name: string }[]> }>(
    `protocol/${file}.json`,
  )
  const members = (name: string | undefined): string[] => {
    const found = name === undefined ? undefined : table.structs?.[name]
    return Array.isArray(found) ? found.map((field) => field.name) : []
  }
  return table.procedures.map((found) => ({
    program: file.replace('-later', ''),
    number: found.number,
    name: found.name,
    kind: found.kind ?? 'call',
    since: found.since ?? '',
    c: found.publicName ?? '',
    acl: found.acl ?? [],
    args: members(found.args),
    results: members(found.ret ?? found.msg),
  }))
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}

function byClassAndName(a: MethodFact, b: MethodFact): number {
  return a.className === b.className ? byName(a, b) : a.className < b.className ? -1 : 1
}

if (import.meta.main) writeFileSync(new URL('src/protocol/generated/reference.json', libvirt), referenceText())
