import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type ServerId } from '@kilonova/core'
import { type Connect, type Domain, DomainJobType } from '@kilonova/libvirt'
import { findDomain, isWrongState } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import type { DriverParts } from '../parts.ts'
import { abortBlockJob } from './block-copy.ts'
import { thaw } from './quiesce.ts'
import type { SnapshotRecord } from './snapshot-record.ts'

/** Starting from saved memory reads all of it. */
const startTimeoutMs = 3_600_000
const saveEndsMs = 60_000

/**
 * Brings a guest back to how it was before its snapshot: thawed, without block job, defined, going on from its saved
 * memory. What is so already is left alone, so that it may be done again after any crash.
 * @throws when something could not be; the record then stays, and says the same to the next try.
 */
export async function restoreGuest(parts: DriverParts, record: SnapshotRecord): Promise<void> {
  if (record.phase === 'cut') return
  await parts.connection.use(
    `server ${record.serverId} is not yet as it was before its snapshot`,
    async (connection) => {
      // A server that was deleted meanwhile is not brought back.
      const isThere = (await parts.files.find(record.serverId)) !== undefined
      const kept = isThere && record.definition !== undefined ? { definition: record.definition } : {}
      // Its memory first: a guest that is off can be neither thawed nor relieved of a block job, and has none.
      if (record.saved === true) await goOnFromMemory(connection, record.serverId)
      const domain = await findDomain(connection, record.serverId)
      if (domain !== undefined) {
        const failures: unknown[] = []
        if (record.frozen === true) await thaw(domain).catch((error: unknown) => failures.push(error))
        if (record.target !== undefined) {
          await abortBlockJob(domain, record.target).catch((error: unknown) => failures.push(error))
        }
        if (failures.length > 0) {
          await defineAgain(connection, domain, kept)
          throw failures.length === 1 ? failures[0] : new AggregateError(failures)
        }
      }
      await defineAgain(connection, domain, kept)
    },
  )
}

/** libvirt knows the guest as long as it runs, and forgets it with its end unless it is defined. */
export async function defineAgain(
  connection: Connect,
  domain: Domain | undefined,
  { definition }: Pick<SnapshotRecord, 'definition'>,
): Promise<void> {
  if (definition === undefined) return
  if (domain !== undefined && (await domain.isPersistent())) return
  await connection.domainDefineXmlFlags(definition, 0)
}

/** A guest whose memory was saved for the snapshot runs again, or is paused again, as it was. */
export async function goOnFromMemory(connection: Connect, serverId: ServerId): Promise<void> {
  const domain = await findDomain(connection, serverId)
  if (domain === undefined) return
  await untilNotSaving(domain)
  if (powerOf((await domain.getState(0)).state) !== 'shutdown') return
  if (!(await domain.hasManagedSaveImage(0))) return
  try {
    await domain.createWithFlags(0, { timeoutMs: startTimeoutMs })
  } catch (error) {
    // Somebody else started it meanwhile.
    if (isWrongState(error) && powerOf((await domain.getState(0)).state) !== 'shutdown') return
    throw error
  }
}

/** A save that an agent before us began is ended: the guest then goes on by itself. */
async function untilNotSaving(domain: Domain): Promise<void> {
  const end = performance.now() + saveEndsMs
  for (;;) {
    const { type } = await domain.getJobInfo().catch(() => ({ type: DomainJobType.VIR_DOMAIN_JOB_NONE as number }))
    if (type === DomainJobType.VIR_DOMAIN_JOB_NONE) return
    await domain.abortJob().catch(() => {})
    if (performance.now() > end) {
      throw new Fault('hypervisorRefused', `the guest of server ${domain.uuid} is still being saved`, {
        next: 'see `virsh domjobinfo` on the host',
      })
    }
    await sleep(100)
  }
}
