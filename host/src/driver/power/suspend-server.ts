import type { GuestState, Progress, ServerId, ServerSpec } from '@kilonova/core'
import { type Domain, DomainState } from '@kilonova/libvirt'
import type { FileOptions } from '../../images/server-files.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { startServer } from '../spawn/start-server.ts'
import { wrongPower } from './pause-server.ts'

const progressEachMs = 500
/** Memory is written to disk: a large guest takes minutes. */
const saveTimeoutMs = 3_600_000

/**
 * Saves the guest's memory to disk (libvirt's managed save) and ends it. One that is saved already is success. On abort
 * the saving is ended and the guest goes on.
 */
export function suspendServer(parts: DriverParts, serverId: ServerId, options: FileOptions): Promise<GuestState> {
  const what = whatFailed(serverId, 'suspended')
  return parts.connection.use(
    what,
    async (connection) => {
      const domain = await findDomain(connection, serverId)
      const power = domain === undefined ? 'nostate' : powerOf((await domain.getState(0)).state)
      if (domain !== undefined && power === 'shutdown' && (await domain.hasManagedSaveImage(0)))
        return { serverId, power }
      if (domain === undefined || (power !== 'running' && power !== 'paused')) {
        throw wrongPower(what, power, 'only a guest that is on can be suspended')
      }
      await save(domain, options)
      parts.log.info('guest suspended', { serverId })
      return { serverId, power: 'shutdown' }
    },
    options.signal,
  )
}

export async function save(domain: Domain, { signal, onProgress }: FileOptions): Promise<void> {
  const abort = (): void => void domain.abortJob().catch(() => undefined)
  signal.addEventListener('abort', abort, { once: true })
  const reporting = setInterval(() => void tellProgress(domain, onProgress), progressEachMs)
  try {
    await domain.managedSave(0, { timeoutMs: saveTimeoutMs })
  } finally {
    clearInterval(reporting)
    signal.removeEventListener('abort', abort)
  }
}

async function tellProgress(domain: Domain, onProgress: ((progress: Progress) => void) | undefined): Promise<void> {
  try {
    const { dataProcessed: done, dataTotal: total } = await domain.getJobInfo()
    if (total > 0) onProgress?.({ label: 'saving the guest’s memory', done, total, unit: 'bytes' })
  } catch {
    // Progress is told when it can be had.
  }
}

/**
 * Goes on from the saved memory; boots when there is none. A guest that runs already is success. The saved memory is
 * kept until the guest runs.
 */
export async function resumeServer(
  parts: DriverParts,
  spec: ServerSpec,
  { signal }: OperationOptions,
): Promise<GuestState> {
  const what = whatFailed(spec.id, 'resumed')
  await parts.networks.plug(spec, signal)
  const resumed = await parts.connection.use(
    what,
    async (connection) => {
      const domain = await findDomain(connection, spec.id)
      if (domain === undefined || !(await domain.hasManagedSaveImage(0))) return false
      const { state } = await domain.getState(0)
      if (state !== DomainState.VIR_DOMAIN_SHUTOFF) return false
      await domain.createWithFlags(0, { timeoutMs: saveTimeoutMs })
      return true
    },
    signal,
  )
  if (!resumed) return startServer(parts, spec, { signal })
  parts.log.info('guest resumed', { serverId: spec.id })
  return { serverId: spec.id, power: 'running' }
}
