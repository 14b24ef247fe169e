import type { LiveState, ServerId } from '@kilonova/core'
import {
  type Connect,
  type Domain,
  DomainJobOperation,
  DomainJobType,
  DomainPausedReason,
  DomainState,
  LibvirtError,
  ParamName,
} from '@kilonova/libvirt'
import { findDomain, isGone } from '../hypervisor/find-domain.ts'

/** What libvirt knows of the guest now. */
export async function liveState(connection: Connect, serverId: ServerId): Promise<LiveState> {
  const domain = await findDomain(connection, serverId)
  return domain === undefined ? 'absent' : stateOf(domain)
}

/** The same of a guest that was looked up already. */
export async function stateOf(domain: Domain): Promise<LiveState> {
  try {
    return await readState(domain)
  } catch (error) {
    if (isGone(error)) return 'absent'
    throw error
  }
}

async function readState(domain: Domain): Promise<LiveState> {
  const [{ state, reason }, job] = await Promise.all([domain.getState(), moveJob(domain)])
  if (state === DomainState.VIR_DOMAIN_RUNNING || state === DomainState.VIR_DOMAIN_BLOCKED) {
    // In post-copy it runs here while a part of its memory is still there.
    return job === 'out' ? 'leaving' : job === 'in' ? 'incoming' : 'running'
  }
  if (state !== DomainState.VIR_DOMAIN_PAUSED) return 'off'
  if (reason === DomainPausedReason.VIR_DOMAIN_PAUSED_POSTCOPY_FAILED) return 'postcopy-failed'
  if (job === 'out') return 'leaving'
  if (job === 'in' || beforeItsFirstStep.has(reason)) return 'incoming'
  return 'paused'
}

const beforeItsFirstStep: ReadonlySet<number> = new Set([
  DomainPausedReason.VIR_DOMAIN_PAUSED_MIGRATION,
  DomainPausedReason.VIR_DOMAIN_PAUSED_STARTING_UP,
])

/** Which way a job moves the guest; undefined when none does. */
export async function moveJob(domain: Domain): Promise<'in' | 'out' | undefined> {
  try {
    const { type, params } = await domain.getJobStats()
    if (type === DomainJobType.VIR_DOMAIN_JOB_NONE) return undefined
    const operation = Number(params[ParamName.VIR_DOMAIN_JOB_OPERATION] ?? 0)
    if (operation === DomainJobOperation.VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN) return 'in'
    return operation === DomainJobOperation.VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT ? 'out' : undefined
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error
    // libvirt has no figures of a guest that comes, which is what it says of one that does; one that is off has no job.
    if (error.is('VIR_ERR_OPERATION_UNSUPPORTED')) return 'in'
    if (error.is('VIR_ERR_OPERATION_INVALID')) return undefined
    throw error
  }
}
