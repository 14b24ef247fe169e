import { type Database, Fault, NetworkId } from '@kilonova/core'
import type { Kysely, Transaction } from 'kysely'
import { ensureDefaultGroup } from './security-groups.ts'

/**
 * The project's groups with these names or ids.
 * @throws {Fault} `notFound` for a group that is not there, `conflict` for a name that several have.
 */
export async function findGroups(
  db: Kysely<Database>,
  projectId: string,
  names: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (names.includes('default')) await ensureDefaultGroup(db, projectId)
  const ids = names.filter((name) => NetworkId.safeParse(name).success)
  const rows = await db
    .selectFrom('security_groups')
    .select(['id', 'name'])
    .where('project_id', '=', projectId)
    .where((eb) => eb.or([eb('name', 'in', [...names]), ...(ids.length === 0 ? [] : [eb('id', 'in', ids)])]))
    .execute()
  return [...new Set(names)].map((name) => {
    const found = rows.filter((row) => row.id === name || row.name === name)
    const [one] = found
    if (one === undefined) throw new Fault('notFound', `Security group ${name} not found for project ${projectId}.`)
    if (found.length > 1 && one.id !== name)
      throw new Fault('conflict', `Multiple security groups found matching '${name}'. Use an ID to be more specific.`)
    return one
  })
}

/**
 * Keeps groups from being deleted until the transaction has put a port into them.
 * @throws {Fault} `notFound` for one that is not there or not the project's.
 */
export async function holdGroups(trx: Transaction<Database>, projectId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await trx
    .selectFrom('security_groups')
    .select('id')
    .where('id', 'in', [...ids])
    .where('project_id', '=', projectId)
    .forKeyShare()
    .execute()
  const missing = ids.find((id) => !rows.some((row) => row.id === id))
  if (missing !== undefined) throw new Fault('notFound', `Security group ${missing} does not exist`)
}
