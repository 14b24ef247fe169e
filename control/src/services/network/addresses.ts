import type { Database } from '@kilonova/core'
import type { Kysely } from 'kysely'

export interface ServerAddress {
  readonly network: string
  readonly address: string
  readonly mac: string
}

/** The addresses of many servers in one query, by server id and in the order of their cards. */
export async function addressesOf(
  db: Kysely<Database>,
  serverIds: readonly string[],
): Promise<Map<string, ServerAddress[]>> {
  const byServer = new Map<string, ServerAddress[]>()
  if (serverIds.length === 0) return byServer
  const rows = await db
    .selectFrom('ports')
    .innerJoin('networks', 'networks.id', 'ports.network_id')
    .select(['ports.server_id', 'ports.address', 'ports.mac', 'networks.name'])
    .where('ports.server_id', 'in', [...serverIds])
    .orderBy('ports.position')
    .execute()
  for (const row of rows) {
    if (row.server_id === null || row.address === null) continue
    const list = byServer.get(row.server_id) ?? []
    list.push({ network: row.name, address: row.address, mac: row.mac })
    byServer.set(row.server_id, list)
  }
  return byServer
}
