import { Codecs, typeNames } from './codecs.ts'
import { camel } from './names.ts'
import type { ProcedureFact, ProgramFacts } from './tables.ts'

/** Procedures whose reply or call carries file descriptors. */
const withDescriptors = new Set([
  'remote:DOMAIN_OPEN_GRAPHICS',
  'remote:DOMAIN_CREATE_WITH_FILES',
  'remote:DOMAIN_CREATE_XML_WITH_FILES',
  'remote:DOMAIN_FD_ASSOCIATE',
  'remote:DOMAIN_OPEN_GRAPHICS_FD',
  'lxc:DOMAIN_OPEN_NAMESPACE',
  'qemu:DOMAIN_MONITOR_COMMAND_WITH_FILES',
])
/** Streams that the interface files do not mark, or mark in one direction only. */
const streamsUnmarked: Record<string, string> = {
  'remote:DOMAIN_OPEN_CONSOLE': 'rw',
  'remote:DOMAIN_OPEN_CHANNEL': 'rw',
  'remote:DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS': 'w',
}

function traits(program: string, row: ProcedureFact): string {
  const key = `${program}:${row.name}`
  const marked = `${row.readstream === undefined ? '' : 'r'}${row.writestream === undefined ? '' : 'w'}`
  const stream = streamsUnmarked[key] ?? marked
  return `${row.priority === 'high' ? '' : 's'}${stream}${withDescriptors.has(key) ? 'f' : ''}`
}

const header = '// Generated from libvirt/protocol by dev/protocol/generate.ts; edit the generator, not this file.\n'

/** JavaScript and declarations of one program: its types, its calls, its events. */
export function programFiles(
  program: string,
  facts: ProgramFacts,
  remote: ProgramFacts,
): { js: string; types: string } {
  const codecs = new Codecs(facts, remote)
  const structs = Object.keys(facts.structs).filter((name) => !name.endsWith('_typed_param'))
  const calls = facts.procedures.filter((row) => row.kind === 'call')
  const events = facts.procedures.filter((row) => row.kind === 'event')
  const borrowed = program === 'remote' ? [] : borrowedStructs(facts, remote)
  const id = `0x${facts.program.id.toString(16)}`
  return {
    js: [
      header,
      "import { procedure } from '../procedure.ts'",
      "import { readTypedParam, writeTypedParam } from '../typed-param.ts'",
      importLine(borrowed.flatMap((name) => [`read${name}`, `write${name}`])),
      ...structs.map((name) => codecs.functions(name)),
      program === 'remote' ? 'export { readDomain, writeDomain }' : '',
      `export const ${program}Program = ${id}`,
      `export const ${program} = {`,
      ...calls.map((row) => callRow(program, id, row)),
      '}',
      `export const ${program}Events = {`,
      ...events.map((row) => eventRow(id, row)),
      '}',
      `export const ${program}Codecs = {`,
      ...structs.map((name) => codecRow(name)),
      '}',
      '',
    ].join('\n'),
    types: [
      header,
      "import type { EventProcedure, Procedure } from '../procedure.ts'",
      "import type { TypedParam } from '../typed-param.ts'",
      "import type { XdrReader } from '../../xdr/reader.ts'",
      "import type { XdrWriter } from '../../xdr/writer.ts'",
      borrowed.length > 0 ? `import type { ${borrowed.join(', ')} } from './remote.js'` : '',
      ...structs.map((name) => codecs.interface(name)),
      program === 'remote'
        ? 'export declare const readDomain: (reader: XdrReader) => Domain\nexport declare const writeDomain: (writer: XdrWriter, value: Domain) => void'
        : '',
      `export declare const ${program}Program: ${id}`,
      `export declare const ${program}: {`,
      ...calls.map((row) => `  readonly ${camel(row.name)}: Procedure<${name(row.args)}, ${name(row.ret)}>`),
      '}',
      `export declare const ${program}Events: {`,
      ...events.map((row) => `  readonly ${camel(row.name)}: EventProcedure<${name(row.msg)}>`),
      '}',
      '/** Every struct of the table by its name there: for tests and tools. */',
      `export declare const ${program}Codecs: Readonly<Record<string, { readonly read: (reader: XdrReader) => unknown; readonly write: (writer: XdrWriter, value: never) => void }>>`,
      '',
    ].join('\n'),
  }
}

function name(struct: string | undefined): string {
  return struct === undefined ? 'void' : typeNames.typeName(struct)
}

function callRow(program: string, id: string, row: ProcedureFact): string {
  const parts = [id, row.number, `'${camel(row.name)}'`, `'${traits(program, row)}'`, `'${row.since ?? ''}'`]
  const write = row.args === undefined ? 'undefined' : `write${name(row.args)}`
  const read = row.ret === undefined ? 'undefined' : `read${name(row.ret)}`
  return `  ${camel(row.name)}: procedure(${parts.join(', ')}, ${write}, ${read}),`
}

function eventRow(id: string, row: ProcedureFact): string {
  const key = camel(row.name)
  return `  ${key}: { program: ${id}, number: ${row.number}, name: '${key}', read: read${name(row.msg)} },`
}

function codecRow(struct: string): string {
  return `  ${struct}: { read: read${name(struct)}, write: write${name(struct)} },`
}

function borrowedStructs(facts: ProgramFacts, remote: ProgramFacts): string[] {
  const text = JSON.stringify(facts.structs)
  const names = Object.keys(remote.structs).filter(
    (struct) => text.includes(`"${struct}"`) && !struct.endsWith('typed_param'),
  )
  const domain = text.includes('"remote_domain"') ? ['remote_nonnull_domain'] : []
  return [...new Set([...names, ...domain])].map((struct) => typeNames.typeName(struct))
}

function importLine(names: readonly string[]): string {
  return names.length === 0 ? '' : `import { ${names.join(', ')} } from './remote.js'`
}
