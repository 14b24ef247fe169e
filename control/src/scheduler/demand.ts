import type { FlavorSpec } from '@kilonova/core'
import type { ServerRow } from '../conductor/server-records.ts'

/** The fields of a server's record by which its place is chosen. */
export type PlacedServer = Pick<
  ServerRow,
  | 'id'
  | 'project_id'
  | 'host'
  | 'vcpus'
  | 'memory_mib'
  | 'disk_gib'
  | 'flavor'
  | 'image'
  | 'requested_zone'
  | 'requested_host'
  | 'scheduler_hints'
>

export const placedColumns = [
  'id',
  'project_id',
  'host',
  'vcpus',
  'memory_mib',
  'disk_gib',
  'flavor',
  'image',
  'requested_zone',
  'requested_host',
  'scheduler_hints',
] as const satisfies readonly (keyof PlacedServer)[]

/** What a server needs of its host. */
export interface Demand {
  readonly serverId: string
  readonly projectId: string
  readonly vcpus: number
  readonly memoryMiB: number
  readonly diskGiB: number
  readonly zone: string | null
  /** The only host that will do. */
  readonly host: string | null
  readonly extraSpecs: Readonly<Record<string, string>>
  readonly imageProperties: Readonly<Record<string, string>>
  readonly requiredTraits: readonly string[]
  readonly forbiddenTraits: readonly string[]
  readonly hints: Readonly<Record<string, unknown>>
  /** Hosts that are no place for it, and why. */
  readonly exclude: ReadonlyMap<string, string>
}

export interface DemandOptions {
  /** The flavor that it is to have there; its own when left out. */
  readonly flavor?: FlavorSpec
  readonly only?: string | null
  readonly exclude?: ReadonlyMap<string, string>
}

export function demandOf(server: PlacedServer, options: DemandOptions = {}): Demand {
  const flavor = options.flavor ?? server.flavor
  const traits = [...Object.entries(flavor.extraSpecs), ...Object.entries(server.image.properties)].flatMap(traitOf)
  return {
    serverId: server.id,
    projectId: server.project_id,
    vcpus: options.flavor === undefined ? server.vcpus : flavor.vcpus,
    memoryMiB: options.flavor === undefined ? server.memory_mib : flavor.memoryMiB,
    diskGiB: options.flavor === undefined ? server.disk_gib : diskGiBWith(server, options.flavor),
    zone: server.requested_zone,
    host: options.only ?? null,
    extraSpecs: flavor.extraSpecs,
    imageProperties: server.image.properties,
    requiredTraits: traits.filter(({ wish }) => wish === 'required').map(({ trait }) => trait),
    forbiddenTraits: traits.filter(({ wish }) => wish === 'forbidden').map(({ trait }) => trait),
    hints: server.scheduler_hints,
    exclude: options.exclude ?? new Map(),
  }
}

const extrasGiB = (flavor: FlavorSpec): number => flavor.ephemeralGiB + Math.ceil(flavor.swapMiB / 1024)

/** What a server takes of a host's disk with another flavor. A root disk as large as the image stays as large. */
export function diskGiBWith(server: PlacedServer, flavor: FlavorSpec): number {
  const rootNow = server.disk_gib - extrasGiB(server.flavor)
  return (flavor.rootGiB > 0 ? flavor.rootGiB : rootNow) + extrasGiB(flavor)
}

/** `trait:CUSTOM_X=required`, `trait1:CUSTOM_X=forbidden`. */
function traitOf([key, wish]: [string, string]): { trait: string; wish: string }[] {
  const match = /^trait[A-Za-z0-9_-]*:([A-Z0-9_]+)$/.exec(key)
  return match === null ? [] : [{ trait: match[1] ?? '', wish }]
}
