import { BlockList, isIP } from 'node:net'
import type { Database } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { GroupWish } from './groups.ts'

type Hints = Readonly<Record<string, unknown>>
type Refusal = GroupWish['refusal']

/** Server ids of a hint that takes one or several. */
function idsOf(hint: unknown): string[] {
  const all = Array.isArray(hint) ? hint : hint === undefined ? [] : [hint]
  return all.filter((one): one is string => typeof one === 'string' && /^[0-9a-f-]{36}$/i.test(one))
}

/** Why a host is not what a server's hints ask for: `same_host`, `different_host`, `build_near_host_ip` with `cidr`. */
export async function hintRefusal(trx: Transaction<Database>, hints: Hints): Promise<Refusal> {
  const [servers, near] = [await serversRefusal(trx, hints), await nearRefusal(trx, hints)]
  return (host) => servers(host) ?? near(host)
}

/** Servers that this one wants to be with, or away from. */
async function serversRefusal(trx: Transaction<Database>, hints: Hints): Promise<Refusal> {
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

/** Hosts whose own address is in one subnet with the one named. Source: Nova's SimpleCIDRAffinityFilter, `/24` by default. */
async function nearRefusal(trx: Transaction<Database>, hints: Hints): Promise<Refusal> {
  const { build_near_host_ip: near, cidr = '/24' } = hints
  if (typeof near !== 'string' || typeof cidr !== 'string') return () => undefined
  const { rows } = await sql<{ name: string; address: string | null }>`
    select name, facts->'door'->>'address' as address from hosts`.execute(trx)
  const addresses = new Map(rows.map(({ name, address }) => [name, address ?? '127.0.0.1']))
  const isNear = subnetOf(near, cidr)
  return (host) => {
    const address = addresses.get(host) ?? ''
    return isNear(address) ? undefined : `its address ${address} is not in ${near}${cidr}, as the hint asks`
  }
}

/** The length in `/24` or `/255.255.255.0`; undefined when it is neither. */
export function prefixOf(cidr: string): number | undefined {
  const text = cidr.startsWith('/') ? cidr.slice(1) : ''
  if (/^\d{1,3}$/.test(text)) return Number(text) <= 128 ? Number(text) : undefined
  if (isIP(text) !== 4) return undefined
  const bits = text.split('.').map((part) => Number(part).toString(2).padStart(8, '0'))
  const ones = /^(1*)0*$/.exec(bits.join(''))?.[1]
  return ones?.length
}

/** A prefix longer than the address has bits means that address alone. */
function subnetOf(address: string, cidr: string): (other: string) => boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  const list = new BlockList()
  list.addSubnet(address, Math.min(prefixOf(cidr) ?? 0, family === 'ipv4' ? 32 : 128), family)
  return (other) => isIP(other) > 0 && list.check(other, isIP(other) === 6 ? 'ipv6' : 'ipv4')
}
