import { chain, type MovingDisk, type MovingGuest } from '@kilonova/core'
import { type CephDisks, loginOf } from '../../images/moving/ceph-disks.ts'

/**
 * Whether this host opens the very disks in Ceph that the guest has open now, by the same login, which is in the
 * definition that comes over: its QEMU is seen there from here. Changes nothing.
 */
export async function checkCeph(
  ceph: CephDisks | undefined,
  guest: Pick<MovingGuest, 'disks'>,
  signal: AbortSignal,
): Promise<string[]> {
  const disks = guest.disks.filter(inCeph)
  const unknown = guest.disks.filter((disk) => disk.anywhere && !inCeph(disk)).map(({ name }) => name)
  if (unknown.length > 0)
    return [`its own host’s settings (images.rbd) do not say where ${unknown.join(', ')} is in Ceph`]
  if (disks.length === 0) return []
  if (ceph === undefined) return ['its disks are in Ceph, and this host keeps none there']
  const refusals = await Promise.all(disks.map((disk) => refusalsOf(ceph, disk, signal)))
  return [...new Set(refusals.flat())]
}

type DiskInCeph = MovingDisk & { readonly ceph: NonNullable<MovingDisk['ceph']> }
const inCeph = (disk: MovingDisk): disk is DiskInCeph => disk.ceph !== undefined

async function refusalsOf(ceph: CephDisks, disk: DiskInCeph, signal: AbortSignal): Promise<string[]> {
  const { fsid, pool, image, login, watchers } = disk.ceph
  const { settings } = ceph
  if (settings.fsid !== fsid || settings.pool !== pool) {
    return [
      `its disks are in pool ${pool} of Ceph cluster ${fsid}, those of this host in pool ${settings.pool} of ${settings.fsid}`,
    ]
  }
  const { rbd, path } = ceph.adopt(disk, image)
  if (rbd === undefined || loginOf(rbd) !== login) {
    return ['its login at Ceph or the monitors are set otherwise on this host (images.rbd)']
  }
  try {
    const seen = await ceph.watchers(path, { signal })
    // One that both see is enough: a program may have come or gone between. What is only read has none, and can not be harmed.
    if (disk.readOnly || watchers.some((one) => seen.includes(one))) return []
    return [`${path} of this host is not the disk that the guest has open`]
  } catch (error) {
    signal.throwIfAborted()
    return [chain(error)]
  }
}
