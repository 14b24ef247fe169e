import type { Database, Store } from '@kilonova/core'
import type { Kysely, Selectable } from 'kysely'

export type ServerRow = Selectable<Database['servers']>
export type ServerFault = NonNullable<ServerRow['fault']>

/** The record of a server that is not deleted. */
export async function readServer(db: Kysely<Database>, serverId: string): Promise<ServerRow | undefined> {
  return db
    .selectFrom('servers')
    .selectAll()
    .where('id', '=', serverId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** Which host has the server; undefined when none, or when that host has left the cloud. */
export async function hostOf(store: Store, serverId: string): Promise<string | undefined> {
  const row = await store.db
    .selectFrom('servers')
    .innerJoin('hosts', 'hosts.name', 'servers.host')
    .select('servers.host')
    .where('servers.id', '=', serverId)
    .executeTakeFirst()
  return row?.host ?? undefined
}
