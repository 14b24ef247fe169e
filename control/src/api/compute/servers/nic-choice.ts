import type { Cloud } from '../../../cloud.ts'
import type { Caller } from '../../../services/identity/tokens.ts'
import type { NicRequest } from '../../../services/network/ports.ts'
import { addressToNumber } from '../../../services/network/subnet.ts'
import { Refusal } from '../../refusal.ts'
import type { NewServer } from './create-schema.ts'

/** The cards that a server asked for. @throws {Refusal} 400 for a network, port or address that can not be had. */
export async function chooseNics(cloud: Cloud, caller: Caller, networks: NewServer['networks']): Promise<NicRequest[]> {
  if (networks === 'none') return []
  if (networks === 'auto' || networks === null || networks === undefined || networks.length === 0) {
    const nics = await automatic(cloud)
    if (networks === 'auto' && nics.length === 0)
      throw new Refusal(400, `Unable to automatically allocate a network for project ${caller.projectId ?? ''}`)
    return nics
  }
  const ports = networks.flatMap((asked) => asked.port ?? [])
  const [twice] = ports.filter((port, index) => ports.indexOf(port) !== index)
  if (twice !== undefined) throw new Refusal(400, `Port ${twice} is asked for twice.`)
  return Promise.all(
    networks.map(async (asked): Promise<NicRequest> => {
      if (asked.port !== null && asked.port !== undefined) {
        if (asked.fixed_ip !== undefined)
          throw new Refusal(
            400,
            `Specified Fixed IP '${asked.fixed_ip}' cannot be used with port '${asked.port}': the two cannot be specified together.`,
          )
        const port = await portOf(cloud, caller, asked.port)
        return asked.tag === undefined ? port : { ...port, tag: asked.tag }
      }
      if (asked.uuid === undefined) throw new Refusal(400, "Bad network format: missing 'uuid'")
      await checkNetwork(cloud, caller, asked.uuid, asked.fixed_ip)
      return {
        networkId: asked.uuid,
        ...(asked.fixed_ip === undefined ? {} : { address: asked.fixed_ip }),
        ...(asked.tag === undefined ? {} : { tag: asked.tag }),
      }
    }),
  )
}

async function automatic(cloud: Cloud): Promise<NicRequest[]> {
  const query = cloud.store.db.selectFrom('networks').select('id').where('is_default', '=', true)
  const network = await cloud.reads.read('the default network', () => query.executeTakeFirst())
  return network === undefined ? [] : [{ networkId: network.id }]
}

async function portOf(cloud: Cloud, caller: Caller, portId: string): Promise<{ readonly portId: string }> {
  const port = await cloud.store.db.selectFrom('ports').selectAll().where('id', '=', portId).executeTakeFirst()
  if (port === undefined || (!caller.isAdmin && port.project_id !== caller.projectId)) {
    throw new Refusal(400, `Port id ${portId} could not be found.`)
  }
  if (port.server_id !== null) throw new Refusal(409, `Port ${portId} is still in use.`)
  return { portId }
}

async function checkNetwork(cloud: Cloud, caller: Caller, id: string, address: string | undefined): Promise<void> {
  const network = await cloud.store.db
    .selectFrom('networks')
    .leftJoin('subnets', 'subnets.network_id', 'networks.id')
    .select(['networks.project_id', 'networks.shared', 'subnets.pool_start', 'subnets.pool_end'])
    .where('networks.id', '=', id)
    .executeTakeFirst()
  const mine = network !== undefined && (caller.isAdmin || network.shared || network.project_id === caller.projectId)
  if (!mine) throw new Refusal(400, `Network ${id} could not be found.`)
  const { pool_start: first, pool_end: last } = network
  if (first === null || last === null)
    throw new Refusal(400, `Network ${id} requires a subnet in order to boot instances on.`)
  if (address === undefined) return
  const at = addressToNumber(address)
  if (at < addressToNumber(first) || at > addressToNumber(last)) {
    throw new Refusal(400, `Fixed IP address ${address} is not a valid ip address for network ${id}.`)
  }
  const used = await cloud.store.db
    .selectFrom('ports')
    .select('server_id')
    .where('network_id', '=', id)
    .where('address', '=', address)
    .executeTakeFirst()
  if (used !== undefined)
    throw new Refusal(400, `Fixed IP address ${address} is already in use on instance ${used.server_id ?? '(a port)'}.`)
}
