import { connect } from 'node:net'
import type { DiskCopy, HostAnswer, LiveDestination, MovingGuest } from '@kilonova/core'
import { parseConnectionUri } from '@kilonova/libvirt'
import type { DriverParts, OperationOptions } from '../parts.ts'
import { readsProbe, travels } from './check-destination.ts'
import { callFor, connectUri, runsOn } from './move-call.ts'
import type { LinkRates } from './link-rates.ts'

export interface SourceQuestion {
  readonly guest: MovingGuest
  readonly destination: LiveDestination
  /** What the destination says of disks if storage is not shared. */
  readonly copy: DiskCopy
  readonly blockMigration: 'auto' | 'yes' | 'no'
}

/** Every reason of the source's own against a move, and how its disks would travel. Changes nothing. */
export async function checkLiveSource(
  parts: DriverParts,
  rates: LinkRates,
  question: SourceQuestion,
  { signal }: OperationOptions,
): Promise<HostAnswer<'checkLiveSource'>> {
  const { guest, destination, blockMigration } = question
  const { migration } = parts.settings
  const [shared, unreached] = await Promise.all([
    readsProbe(parts.instancesDirectory, destination.probe),
    unreachable(connectUri(destination.uri, migration), signal),
  ])
  const local = guest.disks.some(travels)
  const copy = shared || !local ? 'none' : question.copy
  const refusals = [
    ...storageRefusals({ shared, local, blockMigration }),
    ...guest.stuck.map((reason) => `it can not leave: ${reason}`),
    ...(shared ? cacheRefusals(guest) : []),
    ...callRefusals(parts, question, copy),
    ...unreached,
  ]
  return {
    refusals,
    shared,
    copy,
    linkBytesPerSec: rates.of(destination.uri, migration),
    overheadMs: rates.overheadMs(destination.uri, migration),
    maxDowntimeMs: migration.maxDowntimeMs,
    standsStill: guest.power === 'paused' || !runsOn(guest, migration),
  }
}

function storageRefusals(facts: { shared: boolean; local: boolean; blockMigration: string }): string[] {
  const { shared, local, blockMigration } = facts
  if (blockMigration === 'yes' && shared) return ['its disks are on shared storage: block migration can not be used']
  if (blockMigration === 'yes' && !local) return ['it has no disk of this host: block migration can not be used']
  if (blockMigration === 'no' && !shared && local) {
    return ['its disks are not on shared storage: it can not move without block migration']
  }
  return []
}

/** libvirt's own rule, told beforehand: a page that the host still has in its cache would be missed over there. */
function cacheRefusals({ cacheModes }: MovingGuest): string[] {
  return cacheModes.includes('unsafe') ? ['a disk with cache mode unsafe can not move on shared storage'] : []
}

const anyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

function callRefusals(parts: DriverParts, { guest, destination }: SourceQuestion, copy: DiskCopy): string[] {
  const { migration } = parts.settings
  const call = callFor({ settings: migration, guest, destination })
  const refusals: string[] = []
  if (migration.tunnelled && copy !== 'none') refusals.push('a tunnelled move carries no disks')
  if (call !== 'uri3' && copy !== 'none' && guest.disks.some((disk) => disk.anywhere)) {
    refusals.push(`libvirt’s older call (${call}) can not leave out the disks that are shared`)
  }
  if (call !== 'uri') return refusals
  const bound = guest.listenAddresses.filter((address) => !anyAddress.has(address))
  if (bound.length > 0) {
    refusals.push(`its screen listens on ${bound.join(', ')}: libvirt’s oldest call can only keep 0.0.0.0 or ::`)
  }
  if (destination.instancesDirectory !== parts.instancesDirectory) {
    refusals.push('its files lie elsewhere there, which libvirt’s oldest call can not tell')
  }
  return refusals
}

const reachMs = 3000

/** Whether the destination's libvirt answers at all, from here. */
async function unreachable(uri: string, signal: AbortSignal): Promise<string[]> {
  const { host, port, transport } = parseConnectionUri(uri)
  if (host === undefined || host === '') return []
  const number = port ?? (transport === 'tls' ? 16_514 : 16_509)
  const { promise, resolve } = Promise.withResolvers<string[]>()
  const at = `${host}:${number}`
  const socket = connect({ host, port: number }, () => resolve([]))
  const failed = (why: string): void => resolve([`libvirt at ${at} is not reached from its host (${why})`])
  socket.once('error', (error) => failed(error.message))
  socket.setTimeout(reachMs, () => failed('no answer'))
  const aborted = (): void => failed('ended')
  signal.addEventListener('abort', aborted, { once: true })
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', aborted)
    socket.destroy()
  }
}
