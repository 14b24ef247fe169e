import type { Database, Store } from '@kilonova/core'
import type { Kysely, Selectable } from 'kysely'
import { nicsAsColumn } from '../services/network/ports.ts'

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

/** The same, with the name of the host that has it when that is still one of the cloud, and the server's cards. */
export async function readWholeServer(db: Kysely<Database>, serverId: string) {
  return db
    .selectFrom('servers')
    .leftJoin('hosts', 'hosts.name', 'servers.host')
    .selectAll('servers')
    .select('hosts.name as presentHost')
    .select(nicsAsColumn(db).as('nics'))
    .where('servers.id', '=', serverId)
    .where('servers.deleted_at', 'is', null)
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
