import type { Database, FlavorSpec, MigrationStatus } from '@kilonova/core'
import { type Kysely, type Selectable, sql, type Transaction, type Updateable } from 'kysely'

export type MigrationRow = Selectable<Database['server_migrations']>

/** A migration that is over, for good or ill: it holds nothing and may be followed by another. */
export const endedStatuses = [
  'confirmed',
  'reverted',
  'completed',
  'done',
  'cancelled',
  'failed',
  'error',
] as const satisfies readonly MigrationStatus[]

/** What of a migration's `detail` belongs to resize and cold migration. */
export interface ColdDetail {
  /** Whether the guest ran when it was asked for: so it ends. */
  readonly running: boolean
  /** The only destination that will do: an administrator's choice. */
  readonly only?: string
  /** How the disks went, and how many bytes of them. */
  readonly mode?: string
  readonly copiedBytes?: number
  /** What was last told of a copy under way, in bytes. */
  readonly copying?: { readonly label: string; readonly done: number; readonly total: number }
  /** The destination could not be reached when the move was taken back: what it has is removed when it can. */
  readonly abandon?: boolean
}

export async function migrationOf(db: Kysely<Database>, id: string): Promise<MigrationRow | undefined> {
  return db.selectFrom('server_migrations').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The resize or cold migration of a server that waits to be confirmed or reverted. */
export async function finishedMigrationOf(db: Kysely<Database>, serverId: string): Promise<MigrationRow | undefined> {
  return db
    .selectFrom('server_migrations')
    .selectAll()
    .where('server_id', '=', serverId)
    .where('kind', 'in', ['resize', 'migration'])
    .where('status', '=', 'finished')
    .orderBy('number', 'desc')
    .executeTakeFirst()
}

export const detailOf = (row: Pick<MigrationRow, 'detail'>): ColdDetail => row.detail as unknown as ColdDetail

type Change = Omit<Updateable<Database['server_migrations']>, 'detail' | 'updated_at'>

/** Changes a migration's record; what `detail` says is added to what is there. */
export async function changeMigration(
  trx: Transaction<Database> | Kysely<Database>,
  id: string,
  change: Change,
  detail: Partial<ColdDetail> = {},
): Promise<void> {
  await trx
    .updateTable('server_migrations')
    .set({ ...change, detail: sql`detail || ${JSON.stringify(detail)}::jsonb`, updated_at: new Date() })
    .where('id', '=', id)
    .execute()
}

/** Nothing is held at the other place any more. */
export const nothingHeld = { held_host: null, held_vcpus: 0, held_memory_mib: 0, held_disk_gib: 0 } as const

/** The flavor that a migration ends in. A move keeps the one that the server has. */
export function flavorsOf(row: MigrationRow): { readonly old: FlavorSpec; readonly new: FlavorSpec } {
  if (row.old_flavor === null || row.new_flavor === null) throw new Error(`migration ${row.id} has no flavors`)
  return { old: row.old_flavor, new: row.new_flavor }
}
