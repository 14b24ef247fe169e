import { FinishedOnDisk, HostName, hostWord, type Log, NatsBus, ServedRequests, type Bus } from '@kilonova/core'
import { type Agent, Membership, type MembershipRecord, startAgent } from '@kilonova/host'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '../commands/context.ts'
import { Problem } from '../problem.ts'
import { localLibvirtd, type LocalLibvirtd } from '../up/local-libvirtd.ts'
import type { UpSettings } from '../up/settings.ts'

export interface HostPlan {
  readonly stateDirectory: string
  readonly settings: UpSettings
  readonly libvirtUri: string | undefined
  readonly host: HostName
  readonly log: Log
}

/** This machine's name as a host. @throws {Problem} when it can not be one. */
export function ownHostName(): HostName {
  const host = HostName.safeParse(hostname())
  if (host.success) return host.data
  throw new Problem(`this machine's name ${hostname()} is no host name`, { next: 'set one with `hostname NAME`' })
}

/** Makes sure that libvirt answers; nothing to do for an address that was given. It ends with the stack. */
export async function startHypervisor(
  context: CommandContext,
  plan: HostPlan,
  stack: AsyncDisposableStack,
  membership: Membership | undefined,
): Promise<LocalLibvirtd | undefined> {
  if (plan.libvirtUri !== undefined) return undefined
  const libvirtd = await localLibvirtd({
    stateDirectory: plan.stateDirectory,
    env: context.env,
    log: plan.log.child({ part: 'libvirtd' }),
    signal: context.signal,
    note: (text) => context.output.note(`note: ${text}`),
    membership,
  })
  stack.defer(() => libvirtd.stop())
  return libvirtd
}

export function startHostAgent(
  plan: HostPlan,
  bus: Bus,
  { inController = false }: { readonly inController?: boolean } = {},
): Promise<Agent> {
  return startAgent({
    bus,
    settings: plan.settings.host,
    stateDirectory: plan.stateDirectory,
    libvirtUri: plan.libvirtUri ?? 'qemu:///system',
    host: plan.host,
    inController,
    log: plan.log.child({ part: 'agent' }),
  })
}

/** This host's own place on the bus between machines. Answers that it gave are kept on disk. */
export async function connectHostBus(
  plan: HostPlan,
  record: MembershipRecord,
  served: ServedRequests,
  stack: AsyncDisposableStack,
): Promise<NatsBus> {
  const finished = stack.use(await FinishedOnDisk.open(join(plan.stateDirectory, 'membership', 'finished')))
  served.keepIn(finished)
  const { neighbourhood, host, busSeed, certificate, key } = record
  const bus = await NatsBus.connect({
    servers: neighbourhood.busServers,
    identity: hostWord(host),
    seed: busSeed,
    tls: { authority: neighbourhood.busAuthority, certificate, key },
    served,
    log: plan.log,
  })
  stack.defer(() => bus.close())
  return bus
}

/** The bus shows the certificate that this host has by then, whenever its connection is made anew. */
export function renewOnBus(membership: Membership, bus: NatsBus, stack: AsyncDisposableStack): void {
  const show = () => bus.renew({ authority: membership.record.neighbourhood.busAuthority, ...membership.own })
  stack.use(membership.onChange(show))
}

export function openMembership(plan: HostPlan, record: MembershipRecord, stack: AsyncDisposableStack): Membership {
  return stack.use(new Membership(plan.stateDirectory, record, plan.log))
}
