/** Arguments by the names and types of their fields; what those do not tell is in the cases. */
import { camel } from '../../../../dev/protocol/names.ts'
import type { FieldFact, ProcedureFact, ProgramFacts, TypeFact } from '../../../../dev/protocol/tables.ts'
import { programFacts } from '../arbitrary.ts'
import type { Reference } from './peer.ts'
import type { Stage } from './stage.ts'

/** The flag without which a reply leaves out its texts; every client sets it. */
const typedStrings = 4

export type Args = Record<string, unknown>

/** How many results may come: the other clients count by themselves. */
const technical = new Set([
  'maxnames', 'maxids', 'maxuuids', 'needResults', 'maxinfo', 'maplen', 'ncpumaps', 'nparams', 'maxStats', 'maxerrors',
  'needMap', 'needOnline',
]) // biome-ignore format: words

export function fieldsOf(facts: ProgramFacts, struct: string | undefined): readonly FieldFact[] {
  return struct === undefined ? [] : (facts.structs[struct] ?? programFacts('remote').structs[struct] ?? [])
}

export function defaultArgs(stage: Stage, row: ProcedureFact, facts: ProgramFacts): Args {
  const args = Object.fromEntries(
    fieldsOf(facts, row.args).map((field) => [camel(field.name), defaultValue(stage, field, facts)]),
  )
  return givesTexts(row, facts) && 'flags' in args ? { ...args, flags: typedStrings } : args
}

function givesTexts(row: ProcedureFact, facts: ProgramFacts): boolean {
  const typed = (field: FieldFact): boolean => field.of?.ref === 'remote_typed_param'
  return (
    !row.name.startsWith('NETWORK_PORT') &&
    'nparams' in namesOf(facts, row.args) &&
    fieldsOf(facts, row.ret).some(typed)
  )
}

function namesOf(facts: ProgramFacts, struct: string | undefined): Record<string, true> {
  return Object.fromEntries(fieldsOf(facts, struct).map(({ name }) => [name, true as const]))
}

/** The object that the call is about, and the arguments that a client in another language gives. */
export function asQuestion(row: ProcedureFact, facts: ProgramFacts, args: Args): { on: Reference; args: unknown[] } {
  const [first, ...rest] = fieldsOf(facts, row.args)
  const given = (fields: readonly FieldFact[]): unknown[] =>
    fields
      .map((field) => camel(field.name))
      .filter((name) => !technical.has(name))
      .map((name) => (name === 'flags' && givesTexts(row, facts) ? Number(args[name]) & ~typedStrings : args[name]))
  if (first === undefined) return { on: { kind: 'connect' }, args: [] }
  const value = args[camel(first.name)]
  const kind = handleKind(first)
  if (kind !== undefined) return { on: { kind, ref: value }, args: given(rest) }
  if (/^NODE_DEVICE_(?!LOOKUP)/.test(row.name) && first.name === 'name') {
    return { on: { kind: 'nodeDevice', ref: { name: value } }, args: given(rest) }
  }
  return { on: { kind: 'connect' }, args: given([first, ...rest]) }
}

/** `domain` of `remote_nonnull_domain`; undefined for what is no handle. */
export function handleKind(type: TypeFact): string | undefined {
  if (type.t !== 'ref') return undefined
  const name =
    /^remote_nonnull_(domain|network|network_port|storage_pool|storage_vol|secret|nwfilter|nwfilter_binding|interface|node_device|domain_snapshot|domain_checkpoint)$/.exec(
      type.ref ?? '',
    )?.[1]
  return name === undefined ? undefined : camel(name)
}

function defaultValue(stage: Stage, field: FieldFact, facts: ProgramFacts): unknown {
  const byName: Args = {
    maxnames: 200, maxids: 100, maxuuids: 100, needResults: 1, needMap: 1, needOnline: 1, maxinfo: 2, maplen: 1, ncpumaps: 2,
    maxcells: 1, maxStats: 13, maxerrors: 10, name: 'px-on', path: 'vda', disk: 'vda', device: '52:54:00:00:00:07',
    cpumap: field.t === 'opaque' ? Buffer.from([1]) : '0', size: 1, cellCount: 1, uri: null,
  } // biome-ignore format: one line for each kind
  return byName[camel(field.name)] ?? typeDefault(stage, field, facts)
}

function typeDefault(stage: Stage, type: TypeFact, facts: ProgramFacts): unknown {
  if (type.t === 'ref') {
    const ref = type.ref as string
    const typedef = facts.typedefs[ref] ?? programFacts('remote').typedefs[ref]
    if (ref === 'remote_uuid') return stage.on.uuid
    return typedef === undefined ? handle(stage, ref) : typeDefault(stage, typedef, facts)
  }
  switch (type.t) {
    case 'optional':
      return null
    case 'string':
      return ''
    case 'hyper':
    case 'uhyper':
      return 0n
    case 'array':
      return type.of?.t === 'char' ? Buffer.alloc(0) : []
    case 'opaque':
      return Buffer.alloc(0)
    default:
      return 0
  }
}

function handle(stage: Stage, struct: string): unknown {
  const things: Record<string, unknown> = {
    domain: stage.on,
    network: stage.net,
    network_port: stage.port,
    storage_pool: stage.pool,
    storage_vol: stage.vol,
    secret: stage.secret,
    nwfilter: stage.nwfilter,
    nwfilter_binding: { portdev: 'px-none', filtername: 'px-filter' },
    interface: stage.iface,
    node_device: { name: stage.device },
    domain_snapshot: { name: 'px-snap', dom: stage.off },
    domain_checkpoint: { name: 'px-check', dom: stage.on },
  }
  return things[struct.replace(/^remote_(?:nonnull_)?/, '')]
}
