import { DomainMigrateFlags, ParamName } from '../protocol/generated/enums.js'
import { remote } from '../protocol/generated/remote.js'
import { localError } from '../errors/local.ts'
import type { CallOptions } from '../session/pending-call.ts'
import type { Connect } from '../api/connect.ts'
import type { Domain } from '../api/domain.ts'
import { make, paramsFromObject, type TypedParamsInput } from '../api/values.ts'
import { aborted, abortJobWith, migrateDriven } from './client-driven.ts'

const peerToPeer = DomainMigrateFlags.VIR_MIGRATE_PEER2PEER
const tunnelled = DomainMigrateFlags.VIR_MIGRATE_TUNNELLED
const nonShared = DomainMigrateFlags.VIR_MIGRATE_NON_SHARED_DISK | DomainMigrateFlags.VIR_MIGRATE_NON_SHARED_INC

/** The arguments of the older functions as parameters; null is left out. */
export function olderParams(
  uri: string | null,
  dname: string | null,
  dxml: string | null,
  bandwidth: number,
): TypedParamsInput {
  return {
    [ParamName.VIR_MIGRATE_PARAM_URI]: uri ?? undefined,
    [ParamName.VIR_MIGRATE_PARAM_DEST_NAME]: dname ?? undefined,
    [ParamName.VIR_MIGRATE_PARAM_DEST_XML]: dxml ?? undefined,
    [ParamName.VIR_MIGRATE_PARAM_BANDWIDTH]: bandwidth === 0 ? undefined : bandwidth,
  }
}

/** One call: the source's daemon talks to the destination's itself. An abort ends the job; the guest stays. */
export async function migrateToUri(
  domain: Domain,
  dconnuri: string | null,
  params: TypedParamsInput,
  flags: number,
  options: CallOptions = {},
): Promise<void> {
  checkFlags(flags)
  if ((flags & peerToPeer) !== 0 && (dconnuri === null || isLocal(dconnuri))) {
    const message = `peer-to-peer migration needs the destination's URI as the source sees it, not "${dconnuri ?? ''}"`
    throw localError('VIR_ERR_INVALID_ARG', message, 'domainMigratePerform3Params')
  }
  options.signal?.throwIfAborted()
  const stopAborting = abortJobWith(domain, options.signal)
  const args = { dom: domain, dconnuri, params: paramsFromObject(params), cookieIn: new Uint8Array(0), flags }
  try {
    // Without the signal: the abort ends the job, and the call then tells how it ended.
    await domain.conn.call(remote.domainMigratePerform3Params, args, { timeoutMs: options.timeoutMs })
  } catch (cause) {
    if (options.signal?.aborted === true) throw aborted(domain, options.signal, cause)
    throw cause
  } finally {
    stopAborting()
  }
}

/** Between two connections of ours; peer-to-peer when the flag asks for it. @returns the guest at the destination. */
export async function migrateBetween(
  domain: Domain,
  destination: Connect,
  params: TypedParamsInput,
  flags: number,
  options: CallOptions = {},
): Promise<Domain> {
  checkFlags(flags)
  if ((flags & peerToPeer) === 0) {
    return make.domain(destination, await migrateDriven(domain, destination, paramsFromObject(params), flags, options))
  }
  await migrateToUri(domain, await destination.getUri(options), params, flags, options)
  const name = params[ParamName.VIR_MIGRATE_PARAM_DEST_NAME]
  return destination.domainLookupByName(typeof name === 'string' ? name : domain.name)
}

function checkFlags(flags: number): void {
  if ((flags & nonShared) === nonShared) {
    throw localError('VIR_ERR_INVALID_ARG', 'NON_SHARED_DISK and NON_SHARED_INC exclude each other', 'domainMigrate')
  }
  if ((flags & tunnelled) !== 0 && (flags & peerToPeer) === 0) {
    throw localError('VIR_ERR_INVALID_ARG', 'a tunnelled migration must be peer-to-peer', 'domainMigrate')
  }
}

function isLocal(uri: string): boolean {
  const host = /^[^:]+:\/\/(?:[^@/]*@)?([^/:?]*|\[[^\]]*\])/.exec(uri)?.[1] ?? ''
  return host === '' || host === 'localhost'
}
