import type { Database } from '@kilonova/core'
import type { Transaction } from 'kysely'
import type { GroupWish } from './groups.ts'

/** Server ids of a hint that takes one or several. */
function idsOf(hint: unknown): string[] {
  const all = Array.isArray(hint) ? hint : hint === undefined ? [] : [hint]
  return all.filter((one): one is string => typeof one === 'string' && /^[0-9a-f-]{36}$/i.test(one))
}

/** The hints `same_host` and `different_host`: servers that this one wants to be with, or away from. */
export async function hintRefusal(
  trx: Transaction<Database>,
  hints: Readonly<Record<string, unknown>>,
): Promise<GroupWish['refusal']> {
  const [same, different] = [idsOf(hints['same_host']), idsOf(hints['different_host'])]
  if (same.length + different.length === 0) return () => undefined
  const rows = await trx
    .selectFrom('servers')
    .select(['id', 'host'])
    .where('id', 'in', [...same, ...different])
    .where('deleted_at', 'is', null)
    .execute()
  const hostsOf = (ids: readonly string[]) =>
    new Set(rows.filter(({ id }) => ids.includes(id)).flatMap(({ host }) => host ?? []))
  const [wanted, unwanted] = [hostsOf(same), hostsOf(different)]
  return (host) => {
    if (unwanted.has(host)) return 'a server of the hint different_host is there'
    if (same.length > 0 && !wanted.has(host)) return 'no server of the hint same_host is there'
    return undefined
  }
}
