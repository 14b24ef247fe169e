import { randomUUID } from 'node:crypto'
import { apiStatus, Fault, type FlowView, HostName, type PowerState, ServerId, type VmState } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { type Drift, endStray, findDrift } from '../../conductor/drift.ts'
import type { ServerRow } from '../../conductor/server-records.ts'
import type { ById } from '../compute/servers/access.ts'
import { noServer, serverOr404 } from '../compute/servers/access.ts'
import { type HostLight, hostLights } from '../compute/servers/host-lights.ts'
import { beginPower } from '../compute/servers/power.ts'
import { parse } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'
import { flowView } from './flows.ts'

const Repair = z.strictObject({ end_at: HostName.optional() })

/** Why a server is as it is, and what records and hosts disagree about. */
export function serverInsightRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.get<ById>('/kilonova/v1/servers/:id/why', async (request) => ({ why: await why(cloud, request) }))
  app.get('/kilonova/v1/drift', async (request) => {
    requireRole(request, 'admin')
    const { drift, silent } = await findDrift(cloud)
    return { drift: drift.map(driftView), silent_hosts: silent }
  })
  app.post<ById>('/kilonova/v1/servers/:id/repair', async (request, reply) => {
    requireRole(request, 'admin')
    const did = await repair(cloud, request)
    return reply.code(202).send({ repair: { server_id: request.params.id, did } })
  })
}

const driftView = (one: Drift) => ({
  server_id: one.serverId,
  name: one.name,
  host: one.host,
  kind: one.kind,
  power: one.power,
  detail: one.detail,
  repair: one.repair,
})

async function why(cloud: Cloud, request: FastifyRequest<ById>) {
  const server = await serverOr404(cloud, request)
  const [flows, lights, itself] = await Promise.all([
    cloud.engine.list({ serverId: server.id, limit: 20 }),
    hostLights(cloud),
    changedByItself(cloud, server.id),
  ])
  const open = flows.find(({ endedAt }) => endedAt === null)
  const fault = server.fault?.fault
  const reasons = Object.entries(fault?.fields ?? {}).filter(([, reason]) => typeof reason === 'string')
  const hosts = reasons.filter(([host]) => lights.has(host) || fault?.kind === 'noHost')
  const host = server.host === null ? undefined : (lights.get(server.host)?.status ?? 'removed')
  return {
    server_id: server.id,
    name: server.name,
    status: apiStatus(server.vm_state, server.task_state),
    task_state: server.task_state,
    host: server.host,
    says: sentence(server, { open, host, itself }),
    fault:
      server.fault === null
        ? null
        : {
            message: fault?.message ?? server.fault.message,
            kind: fault?.kind ?? null,
            cause: fault?.cause ?? null,
            next: fault?.next ?? null,
            created: server.fault.created,
            hosts: hosts.map(([host, reason]) => ({ host, reason })),
          },
    flows: flows.map(flowView),
  }
}

/** The newest line of its action log, when nobody asked for what it tells. */
async function changedByItself(cloud: Cloud, serverId: string): Promise<string | undefined> {
  const last = await cloud.store.db
    .selectFrom('server_actions')
    .select(['user_id', 'flow_id', 'message', 'started_at'])
    .where('server_id', '=', serverId)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined || last.user_id !== null || last.flow_id !== null || last.message === null) return undefined
  return `${last.message}, at ${last.started_at.toISOString()}`
}

interface Known {
  readonly open: FlowView | undefined
  /** Undefined when the server has none; `removed` when the cloud does not have it any more. */
  readonly host: HostLight['status'] | 'removed' | undefined
  readonly itself: string | undefined
}

/** One sentence for a person. */
function sentence(server: ServerRow, { open, host, itself }: Known): string {
  if (open !== undefined) return flowSentence(open)
  if (host === 'removed') {
    return `its host ${server.host} was removed from this cloud, and its guest and disks with it: it can only be deleted`
  }
  if (host === 'DOWN' || host === 'UNKNOWN') {
    return `its host ${server.host} says nothing: what the guest does is not known until it is back`
  }
  if (server.vm_state === 'error') return 'its last work failed, and all of it was taken back'
  const power = server.power_state === 'nostate' && server.host !== null && server.vm_state === 'active'
  if (power) return `${server.host} has no such guest: see kilonova server repair`
  const place = server.host === null ? '' : ` on ${server.host}`
  return `nothing is under way: it is ${server.vm_state}${place}${itself === undefined ? '' : `; ${itself}`}`
}

function flowSentence(flow: FlowView): string {
  const at = `${flow.kind}: step ${flow.step ?? '?'} (${flow.stepNumber} of ${flow.steps ?? '?'})`
  if (flow.state === 'queued') return `${flow.kind} waits until the flow before it has ended`
  if (flow.state === 'stuck') {
    return `${at} can not go on, and is tried again: ${flow.reason?.message ?? 'the reason is not known'}`
  }
  if (flow.state === 'undoing') return `${at} is being undone: ${flow.error?.message ?? 'it failed'}`
  return `${at} is under way`
}

const vmStateOf: Partial<Record<PowerState, VmState>> = {
  running: 'active',
  paused: 'paused',
  suspended: 'suspended',
  shutdown: 'stopped',
  crashed: 'stopped',
}

/** @returns what was done. @throws {Refusal} 404, 409. */
async function repair(cloud: Cloud, request: FastifyRequest<ById>): Promise<string> {
  const { end_at: endAt } = parse(Repair, request.body ?? {})
  const id = ServerId.safeParse(request.params.id)
  if (!id.success) throw noServer(request.params.id)
  if (endAt !== undefined) {
    await endStray(cloud, { serverId: id.data, host: endAt, requestId: request.id })
    return `the stray guest on ${endAt} was ended`
  }
  const { drift } = await findDrift(cloud)
  const mine = drift.filter(({ serverId }) => serverId === id.data)
  const stray = mine.find(({ kind }) => kind === 'unknown' || kind === 'elsewhere')
  if (stray !== undefined) {
    throw new Fault('conflict', `nothing was done with server ${id.data}: ${stray.detail}`, {
      next: `look at it there first; to end it: kilonova server repair ${id.data} --end-at ${stray.host}`,
    })
  }
  const [one] = mine
  if (one === undefined) {
    throw new Fault('conflict', `server ${id.data} is as its record says: there is nothing to repair`, {
      next: `if it does not do what it should: kilonova server why ${id.data}`,
    })
  }
  const server = await serverOr404(cloud, request)
  if (one.kind === 'missing') {
    await beginPower({ cloud, request, server }, 'hard-reboot')
    return 'a hard reboot was asked for: it is defined and started from its disks'
  }
  const vmState = vmStateOf[one.power] ?? 'stopped'
  await believeGuest(cloud, request, { id: id.data, vmState, power: one.power })
  return `its record says ${vmState} now, as its guest is`
}

async function believeGuest(
  cloud: Cloud,
  request: FastifyRequest,
  { id, vmState, power }: { id: ServerId; vmState: VmState; power: PowerState },
): Promise<void> {
  await cloud.store.transaction(async (trx) => {
    const changed = await trx
      .updateTable('servers')
      .set({ vm_state: vmState, power_state: power, fault: null, updated_at: new Date() })
      .where('id', '=', id)
      .where('vm_state', '=', 'error')
      .where('task_state', 'is', null)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw new Refusal(409, `Server ${id} changed meanwhile: look again.`)
    await trx
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: id,
        action: 'repair',
        request_id: request.id,
        user_id: request.caller.userId,
        project_id: request.caller.projectId,
        flow_id: null,
        message: null,
      })
      .execute()
  })
}
