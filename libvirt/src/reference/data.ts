import { readFileSync } from 'node:fs'

/** A parameter of a method. */
export interface ParameterFact {
  readonly name: string
  readonly type: string
  /** What it is when left out, as source text; undefined where it must be given. */
  readonly fallback?: string
  /** Meaning and unit. */
  readonly note: string
}

/** A method or property of our classes. */
export interface MethodFact {
  readonly className: string
  readonly name: string
  readonly text: string
  readonly signature: string
  readonly parameters: readonly ParameterFact[]
  readonly returnNote: string
  /** Members of the object it gives, a line each. */
  readonly returnFields?: readonly string[]
  readonly throws: readonly string[]
  /** libvirt's functions that it is. */
  readonly c: readonly string[]
  readonly since: string
  /** `remote` and 305, where one procedure does it. */
  readonly program?: string
  readonly number?: number
}

export interface ClassFact {
  readonly name: string
  readonly text: string
}

/** A public function of libvirt and what it is here. */
export interface FunctionFact {
  readonly c: string
  readonly library: string
  readonly since: string
  /** Its name in libvirt's Python binding; empty where that has none. */
  readonly python: string
  /** Its declaration in C. */
  readonly declaration: string
  /** `Domain.create`, or why there is none. */
  readonly here: string
}

export interface EnumFact {
  /** Our name: `DomainMigrateFlags`. */
  readonly name: string
  /** libvirt's: `virDomainMigrateFlags`. */
  readonly c: string
  readonly values: readonly { readonly name: string; readonly value: number; readonly since: string }[]
}

/** A text that libvirt names, such as a field of typed parameters. */
export interface TextFact {
  readonly name: string
  readonly value: string
  readonly since: string
}

export interface ProcedureFact {
  readonly program: string
  readonly number: number
  readonly name: string
  readonly kind: string
  readonly since: string
  readonly c: string
  readonly acl: readonly string[]
  /** Names of arguments, then of results, as they travel. */
  readonly args: readonly string[]
  readonly results: readonly string[]
}

export interface ReferenceData {
  readonly release: string
  /** Program names and their numbers on the wire, in hexadecimal. */
  readonly programs: readonly { readonly name: string; readonly id: string }[]
  readonly classes: readonly ClassFact[]
  readonly methods: readonly MethodFact[]
  readonly functions: readonly FunctionFact[]
  readonly enums: readonly EnumFact[]
  readonly texts: readonly TextFact[]
  readonly procedures: readonly ProcedureFact[]
}

let loaded: ReferenceData | undefined

/** The facts about the whole API. Written by `node dev/reference/generate.ts`; read once, when first asked for. */
export function referenceData(): ReferenceData {
  loaded ??= JSON.parse(
    readFileSync(new URL('../protocol/generated/reference.json', import.meta.url), 'utf8'),
  ) as ReferenceData
  return loaded
}
