import { newId, type Store } from '@kilonova/core'
import type { ControlSettings } from '../../settings.ts'
import { planSubnet } from './subnet.ts'

/** Makes the network that servers get when they ask for none by name; once, and never changed by settings later. */
export async function ensureDefaultNetwork(store: Store, settings: ControlSettings['network']): Promise<void> {
  await store.transaction(async (trx) => {
    const network = await trx
      .insertInto('networks')
      .values({
        id: newId<'network'>(),
        project_id: '',
        name: settings.name,
        kind: 'nat',
        physical_network: null,
        mtu: settings.mtu ?? null,
        shared: true,
        is_default: true,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (network === undefined) return
    const plan = planSubnet(settings.cidr)
    await trx
      .insertInto('subnets')
      .values({
        id: newId<'network'>(),
        network_id: network.id,
        project_id: '',
        name: `${settings.name}-subnet`,
        cidr: plan.cidr,
        gateway: plan.gateway,
        pool_start: plan.poolStart,
        pool_end: plan.poolEnd,
        dns_servers: settings.dnsServers,
      })
      .execute()
  })
}
