import { readFileSync } from 'node:fs'

export type TypeFact = {
  readonly t: string
  readonly of?: TypeFact
  readonly ref?: string
  readonly max?: number | null
  readonly len?: number
}
export type FieldFact = TypeFact & { readonly name: string; readonly insertAt?: string | number }
export type ProcedureFact = {
  readonly number: number
  readonly name: string
  readonly kind: 'call' | 'event'
  readonly args?: string
  readonly ret?: string
  readonly msg?: string
  readonly priority?: 'high' | 'low'
  readonly readstream?: string | number
  readonly writestream?: string | number
  readonly sparseflag?: string
  readonly publicName?: string
  readonly acl?: readonly string[]
  readonly since?: string
}
export type ProgramFacts = {
  readonly program: { readonly id: number; readonly version: number }
  readonly typedefs: Record<string, TypeFact>
  readonly enums: Record<string, Record<string, number>>
  readonly structs: Record<string, readonly FieldFact[]>
  readonly unions: Record<string, unknown>
  readonly procedures: readonly ProcedureFact[]
}
export type EnumFacts = {
  readonly enums: Record<string, { readonly values: Record<string, { readonly v: number; readonly since?: string }> }>
  readonly macros: Record<string, { readonly raw?: string; readonly string?: string }>
}
export type FunctionFact = {
  readonly name: string
  readonly library: string
  readonly header: string
  readonly since: string
  readonly ret: string
  readonly args: readonly { readonly name: string; readonly type: string }[]
}
export type FunctionFacts = { readonly release: string; readonly functions: readonly FunctionFact[] }

type Tables = {
  readonly remote: ProgramFacts
  readonly qemu: ProgramFacts
  readonly lxc: ProgramFacts
  readonly admin: ProgramFacts
  readonly 'remote-later': Pick<ProgramFacts, 'structs' | 'procedures'>
  readonly enums: EnumFacts
  readonly functions: FunctionFacts
}

export function readFacts<N extends keyof Tables>(name: N): Tables[N] {
  return JSON.parse(readFileSync(new URL(`../../libvirt/protocol/${name}.json`, import.meta.url), 'utf8')) as Tables[N]
}

/** A list that a newer release brought without a bound we could see; larger than any list of its kind. */
const unseenBound = 64

function withBounds(field: FieldFact): FieldFact {
  return field.t === 'array' && field.max === null ? { ...field, max: unseenBound } : field
}

/** The remote program of the newest release there are facts for: the full table plus what came later. */
export function remoteFacts(): ProgramFacts {
  const base = readFacts('remote')
  const later = readFacts('remote-later')
  const structs = Object.entries(later.structs).map(([name, fields]) => [name, fields.map(withBounds)] as const)
  return {
    ...base,
    structs: { ...base.structs, ...Object.fromEntries(structs) },
    procedures: [...base.procedures, ...later.procedures.map((row) => ({ priority: 'low' as const, ...row }))],
  }
}
