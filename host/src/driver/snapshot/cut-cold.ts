import { type Connect, type Domain, LibvirtError } from '@kilonova/libvirt'
import type { FileOptions } from '../../images/server-files.ts'
import { save } from '../power/suspend-server.ts'
import type { DriverParts } from '../parts.ts'
import { findGuestDisk } from './guest-disk.ts'
import { cannotFreeze, freeze, type Quiesce, thaw } from './quiesce.ts'
import { goOnFromMemory, restoreGuest } from './restore-guest.ts'
import type { SnapshotRecord, SnapshotRecords } from './snapshot-record.ts'
import type { Disk } from '../../images/server-files.ts'

export interface ColdCut {
  readonly domain: Domain
  readonly disk: Disk
  readonly running: boolean
  readonly quiesce: Quiesce
  readonly imageId: SnapshotRecord['imageId']
}

/**
 * Reads the disk of a guest that is on while its memory is saved and it is off; it goes on as soon as its disk is read,
 * running or paused as before.
 * @param read reads the disk, and calls back once it is not needed any more.
 */
export async function cutCold<T>(
  parts: DriverParts,
  records: SnapshotRecords,
  connection: Connect,
  { domain, disk, running, quiesce, imageId }: ColdCut,
  read: (onRead: () => void) => Promise<T>,
  options: FileOptions,
): Promise<{ quiesced: boolean; read: T }> {
  const serverId = domain.uuid as SnapshotRecord['serverId']
  const agent = running && quiesce !== 'no' && (await findGuestDisk(domain, disk)).agentConnected
  if (quiesce === 'required' && !agent) throw cannotFreeze(serverId)
  const record: SnapshotRecord = {
    version: 1,
    serverId,
    imageId,
    phase: 'taking',
    at: new Date().toISOString(),
    saved: true,
    ...(agent ? { frozen: true } : {}),
  }
  await records.write(record)
  let goingOn: Promise<void> | undefined
  let frozen: 'frozen' | 'failed' | 'untouched' = 'untouched'
  const goOn = (): Promise<void> =>
    (goingOn ??= (async () => {
      await goOnFromMemory(connection, serverId)
      if (frozen !== 'untouched') await thaw(domain)
    })())
  try {
    if (agent) frozen = await freeze(domain, quiesce, parts.log)
    await saveMemory(domain, options)
    const done = await read(() => void goOn().catch(() => {}))
    await goOn()
    return { quiesced: frozen === 'frozen', read: done }
  } catch (error) {
    await goingOn?.catch(() => {})
    await restoreGuest(parts, record).then(
      () => records.remove(imageId),
      (later: unknown) =>
        parts.log.error('a guest is not yet as it was before its snapshot; tried again when libvirt is back', {
          serverId,
          error: later,
        }),
    )
    throw error
  }
}

/** On abort the saving is ended and the guest goes on; the abort is then what it fails by. */
async function saveMemory(domain: Domain, options: FileOptions): Promise<void> {
  try {
    await save(domain, options)
  } catch (error) {
    if (error instanceof LibvirtError) options.signal.throwIfAborted()
    throw error
  }
  options.signal.throwIfAborted()
}
