import { type Database, Fault } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { ControlSettings } from '../settings.ts'
import { groupWish, noGroup } from './groups.ts'
import { type Demand, type HostUsage, readHosts, refusalOf, weightOf } from './candidates.ts'

export interface Claim {
  readonly host: string
  readonly hypervisorHostname: string
  readonly zone: string
}

/** @throws {Fault} `noHost` with the reason of each host. */
function noHost(refusals: ReadonlyMap<string, string>): Fault {
  const reasons = [...refusals].map(([host, reason]) => `${host}: ${reason}`)
  const text = reasons.length === 0 ? 'no host has joined this cloud' : reasons.slice(0, 50).join('; ')
  return new Fault('noHost', `No valid host was found. ${text}`, {
    next: 'Free resources, choose a smaller flavor, or add a host',
    fields: Object.fromEntries(refusals),
  })
}

/**
 * Chooses a host for a server and books it, in the caller's transaction. The booking is the server's own `host`; the
 * row of the host is locked while its usage is summed again, so that any number of these at once can not oversell.
 * @throws {Fault} `noHost` that lists every host with the figure that failed.
 */
export async function claimHost(
  trx: Transaction<Database>,
  serverId: string,
  demand: Demand,
  rules: ControlSettings['scheduler'],
): Promise<Claim> {
  const refusals = new Map<string, string>()
  const group = demand.inGroup === true ? await groupWish(trx, serverId) : noGroup
  const hosts = await readHosts(trx)
  const fitting: HostUsage[] = []
  for (const host of hosts) {
    const refusal = refusalOf(host, demand, rules) ?? group.refusal(host.name)
    if (refusal === undefined) fitting.push(host)
    else refusals.set(host.name, refusal)
  }
  const weigh = (host: HostUsage) => weightOf(host, demand, rules) + group.bonus(host.name)
  fitting.sort((a, b) => weigh(b) - weigh(a))
  for (const { name } of fitting) {
    await trx.selectFrom('hosts').select('name').where('name', '=', name).forUpdate().execute()
    const [now] = await readHosts(trx, name)
    const refusal = now === undefined ? 'it was removed' : refusalOf(now, demand, rules)
    if (refusal === undefined && now !== undefined) return book(trx, serverId, now)
    refusals.set(name, refusal ?? '')
  }
  throw noHost(refusals)
}

async function book(trx: Transaction<Database>, serverId: string, host: HostUsage): Promise<Claim> {
  await trx
    .updateTable('servers')
    .set({
      host: host.name,
      hypervisor_hostname: host.hypervisorHostname,
      availability_zone: host.zone,
      task_state: sql`case when task_state = 'scheduling' then 'spawning' else task_state end`,
      updated_at: new Date(),
    })
    .where('id', '=', serverId)
    .execute()
  return { host: host.name, hypervisorHostname: host.hypervisorHostname, zone: host.zone }
}
