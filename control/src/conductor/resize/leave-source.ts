import { Fault, type HostAnswer } from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'
import { askHostOf, type Move, specWith } from './move-parts.ts'

interface Asking {
  readonly signal: AbortSignal
  readonly requestId: string
}

/**
 * Has the source put the disks aside that are being copied: libvirt needs a moment to have done with a guest whose QEMU
 * has ended, and the copy need not wait for that.
 * @throws {Fault} `conflict` when they were written to since the copy began: what arrives is worth nothing then.
 */
export async function leaveSource(
  cloud: CloudParts,
  move: Move,
  { mode, files }: HostAnswer<'migrateDisks'>,
  asking: Asking,
): Promise<void> {
  if (mode !== 'overlay') return
  const { migrationId, source } = move
  const request = { spec: await specWith(cloud, move, 'old'), flavor: move.flavors.new, migrationId }
  const { versions } = await askHostOf(cloud, source, 'putDisksAside', request, asking)
  const changed = files.filter(({ name, version }) => versions[name] !== version).map(({ path }) => path)
  if (changed.length === 0) return
  throw new Fault('conflict', `${changed.join(', ')} of server ${move.serverId} changed while it was copied`, {
    next: `find out who started its guest on ${source} meanwhile, and ask for the move again`,
  })
}

/**
 * Two works side by side. The one is ended when the other fails, and both have ended before the failure is told: what is
 * undone next must meet no work.
 * @returns what the first one gives.
 */
export async function bothOf<T>(
  first: (signal: AbortSignal) => Promise<T>,
  second: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<T> {
  const failing = new AbortController()
  const both = AbortSignal.any([signal, failing.signal])
  const ended = async <R>(work: Promise<R>): Promise<R> => {
    try {
      return await work
    } catch (error) {
      failing.abort(error)
      throw error
    }
  }
  const [one, other] = await Promise.allSettled([ended(first(both)), ended(second(both))])
  if (failing.signal.aborted) throw failing.signal.reason
  if (one.status === 'rejected') throw one.reason
  if (other.status === 'rejected') throw other.reason
  return one.value
}
