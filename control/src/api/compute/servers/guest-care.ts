import { randomBytes, randomUUID } from 'node:crypto'
import { askHost, Fault, faultOf, type GuestDiagnostics, HostName, ServerId, type VmState } from '@kilonova/core'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../../cloud.ts'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { since } from '../../microversion.ts'
import { parse, PlainText } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { noContent, requireRole } from '../../request.ts'
import { type ById, serverOr404 } from './access.ts'
import type { ActionContext } from './actions.ts'
import { requireUnlocked } from './change.ts'

const Password = z.strictObject({ adminPass: PlainText(255) })
const Nothing = z.union([z.null(), z.strictObject({})])

/** Figures of guests, their layout, and the password that a guest would have told. */
export function guestCareRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers/:id'
  app.get<ById>(`${path}/diagnostics`, async (request) => {
    requireRole(request, 'admin')
    const server = await serverOr404(cloud, request)
    const figures = await diagnose(cloud, server, true)
    return request.minor >= 48 ? newFigures(server, figures) : oldFigures(figures)
  })
  app.get<ById>(`${path}/topology`, async (request) => {
    since(request, 78)
    const server = await serverOr404(cloud, request)
    const { cells, hugePageKiB } = await diagnose(cloud, server, false)
    const { isAdmin } = request.caller
    return {
      nodes: cells.map((cell) => ({
        memory_mb: cell.memoryMiB,
        vcpu_set: cell.vcpus,
        siblings: [],
        ...(isAdmin ? { host_node: cell.hostCell ?? null, cpu_pinning: cell.pins } : {}),
      })),
      pagesize_kb: hugePageKiB ?? null,
    }
  })
  // Guests tell their password to a metadata service; without one there is none to show.
  app.get<ById>(`${path}/os-server-password`, async (request) => {
    await serverOr404(cloud, request)
    return { password: '' }
  })
  app.delete<ById>(`${path}/os-server-password`, async (request, reply) => {
    requireRole(request, 'member')
    await serverOr404(cloud, request)
    return noContent(reply)
  })
}

async function diagnose(cloud: Cloud, server: ServerRow, running: boolean): Promise<GuestDiagnostics> {
  const { host, serverId, deadlineMs } = placed(cloud, server)
  return askHost(cloud.bus, host, 'diagnoseServer', { serverId, running }, { deadlineMs })
}

function placed(cloud: Cloud, server: ServerRow) {
  if (server.host === null) throw new Refusal(409, `Instance ${server.id} is not ready`)
  const deadlineMs = cloud.settings.hostAnswerDeadlineMs
  return { host: HostName.parse(server.host), serverId: ServerId.parse(server.id), deadlineMs }
}

function newFigures(server: ServerRow, figures: GuestDiagnostics) {
  return {
    state: figures.state,
    driver: 'libvirt',
    hypervisor: 'qemu',
    hypervisor_os: 'linux',
    uptime: null,
    config_drive: server.config_drive,
    num_cpus: figures.cpus.length,
    num_nics: figures.nics.length,
    num_disks: figures.disks.length,
    memory_details: { maximum: figures.memoryMaxMiB, used: figures.memoryUsedMiB },
    cpu_details: figures.cpus.map((cpu) => ({ id: cpu.id, time: cpu.timeNs, utilisation: null })),
    disk_details: figures.disks.map((disk) => ({
      read_bytes: disk.readBytes,
      read_requests: disk.readRequests,
      write_bytes: disk.writeBytes,
      write_requests: disk.writeRequests,
      errors_count: disk.errors,
    })),
    nic_details: figures.nics.map((nic) => ({
      mac_address: nic.mac,
      rx_octets: nic.rxBytes,
      rx_packets: nic.rxPackets,
      rx_errors: nic.rxErrors,
      rx_drop: nic.rxDrop,
      rx_rate: null,
      tx_octets: nic.txBytes,
      tx_packets: nic.txPackets,
      tx_errors: nic.txErrors,
      tx_drop: nic.txDrop,
      tx_rate: null,
    })),
  }
}

/** One flat object, named after devices, as it was before 2.48. */
function oldFigures({ cpus, disks, nics, memory, memoryMaxMiB }: GuestDiagnostics): Record<string, number> {
  const pairs: [string, number][] = [
    ...cpus.map((cpu): [string, number] => [`cpu${cpu.id}_time`, cpu.timeNs]),
    ['memory', memoryMaxMiB * 1024],
    ...Object.entries(memory).map(([name, value]): [string, number] => [`memory-${name}`, value]),
  ]
  for (const { target, ...disk } of disks) {
    pairs.push([`${target}_read`, disk.readBytes], [`${target}_read_req`, disk.readRequests])
    pairs.push([`${target}_write`, disk.writeBytes], [`${target}_write_req`, disk.writeRequests])
    pairs.push([`${target}_errors`, disk.errors])
  }
  for (const { device, ...nic } of nics) {
    pairs.push([`${device}_rx`, nic.rxBytes], [`${device}_rx_packets`, nic.rxPackets])
    pairs.push([`${device}_rx_errors`, nic.rxErrors], [`${device}_rx_drop`, nic.rxDrop])
    pairs.push([`${device}_tx`, nic.txBytes], [`${device}_tx_packets`, nic.txPackets])
    pairs.push([`${device}_tx_errors`, nic.txErrors], [`${device}_tx_drop`, nic.txDrop])
  }
  return Object.fromEntries(pairs)
}

/** Sets the administrator's password inside the guest; nothing of it is kept here. */
export async function changePassword(context: ActionContext): Promise<unknown> {
  const { cloud, request, server, argument, reply } = context
  const { adminPass } = parse(Password, argument)
  requireUnlocked(request, server)
  requireState(server, 'changePassword', ['active'])
  const { host, serverId, deadlineMs } = placed(cloud, server)
  const password = adminPass === '' ? randomBytes(9).toString('base64url') : adminPass
  const user =
    server.image.properties['os_admin_user'] ??
    (server.image.properties['os_type'] === 'windows' ? 'Administrator' : 'root')
  const wish = { serverId, user, password }
  await logged(context, 'changePassword', () =>
    askHost(cloud.bus, host, 'setGuestPassword', wish, { deadlineMs }).catch((cause: unknown) => {
      if (faultOf(cause)?.kind !== 'hypervisorRefused') throw cause
      throw new Fault('conflict', `Failed to set admin password on ${server.id}`, { cause })
    }),
  )
  return reply.code(202).send()
}

const dumpsIn: readonly VmState[] = ['active', 'paused', 'rescued', 'resized', 'error']

export async function triggerCrashDump(context: ActionContext): Promise<unknown> {
  const { cloud, request, server, argument, reply } = context
  since(request, 17)
  parse(Nothing, argument)
  requireUnlocked(request, server)
  requireState(server, 'trigger_crash_dump', dumpsIn)
  const { host, serverId, deadlineMs } = placed(cloud, server)
  await logged(context, 'trigger_crash_dump', () => askHost(cloud.bus, host, 'crashDump', { serverId }, { deadlineMs }))
  return reply.code(202).send()
}

function requireState(server: ServerRow, action: string, from: readonly VmState[]): void {
  const [attribute, state] = from.includes(server.vm_state)
    ? ['task_state', server.task_state]
    : ['vm_state', server.vm_state]
  if (attribute === 'vm_state' || state !== null)
    throw new Refusal(409, `Cannot '${action}' instance ${server.id} while it is in ${attribute} ${state}`)
}

/** The action stands in the log, with its failure. */
async function logged(context: ActionContext, action: string, work: () => Promise<unknown>): Promise<void> {
  const { cloud, request, server } = context
  const write = (message: string | null) =>
    cloud.store.db
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: server.id,
        action,
        request_id: request.id,
        user_id: request.caller.userId,
        project_id: request.caller.projectId,
        flow_id: null,
        message,
      })
      .execute()
  try {
    await work()
  } catch (error) {
    await write('Error')
    throw error
  }
  await write(null)
}
