import type { DiskCopy, LiveDestination, MovingGuest } from '@kilonova/core'
import { DomainMigrateFlags as flag, nameOf, ParamName, type TypedParamsInput } from '@kilonova/libvirt'
import type { MigrationSettings } from './settings.ts'

export type CallName = 'uri3' | 'uri2' | 'uri'

/** The move as libvirt is asked for it. */
export interface MoveCall {
  readonly call: CallName
  readonly uri: string
  readonly dataUri: string | null
  readonly flags: number
  readonly flagNames: readonly string[]
  readonly bandwidthMiBps: number
}

export interface MoveFacts {
  readonly settings: MigrationSettings
  readonly guest: MovingGuest
  readonly destination: LiveDestination
  readonly copy: DiskCopy
  /** Both hosts have the instances directory: proved by the probe file, whatever libvirt takes the file system for. */
  readonly shared: boolean
}

/** libvirt's numbers of the versions that brought the two newer calls. */
const sinceUri3 = 1_001_000
const sinceUri2 = 9002

/** The newest call that both libvirts know, unless the setting names one. */
export function callFor({
  settings,
  guest,
  destination,
}: Pick<MoveFacts, 'settings' | 'guest' | 'destination'>): CallName {
  if (settings.call !== 'auto') return settings.call
  const both = Math.min(guest.libvirtVersion, destination.libvirtVersion)
  return both >= sinceUri3 ? 'uri3' : both >= sinceUri2 ? 'uri2' : 'uri'
}

/**
 * Whether the guest runs while its memory is sent. QEMU's emulation loses track of what a guest writes meanwhile
 * (docs/decisions/emulated-guests-move-still.md).
 */
export const runsOn = (guest: Pick<MovingGuest, 'virtType'>, settings: MigrationSettings): boolean =>
  guest.virtType !== 'qemu' || settings.emulatedMemory === 'live'

export function moveCall(facts: MoveFacts): MoveCall {
  const { settings, guest, destination, copy, shared } = facts
  const live = runsOn(guest, settings)
  const postCopy = settings.postCopy && live && guest.power === 'running'
  const on: readonly (readonly [boolean, number])[] = [
    [live, flag.VIR_MIGRATE_LIVE],
    [true, flag.VIR_MIGRATE_PEER2PEER],
    [true, flag.VIR_MIGRATE_UNDEFINE_SOURCE],
    [true, flag.VIR_MIGRATE_PERSIST_DEST],
    [copy === 'layer', flag.VIR_MIGRATE_NON_SHARED_INC],
    [copy === 'whole', flag.VIR_MIGRATE_NON_SHARED_DISK],
    [shared && copy === 'none', flag.VIR_MIGRATE_UNSAFE],
    [settings.tls && !settings.tunnelled, flag.VIR_MIGRATE_TLS],
    [settings.tunnelled, flag.VIR_MIGRATE_TUNNELLED],
    [settings.autoConverge && live, flag.VIR_MIGRATE_AUTO_CONVERGE],
    // Paused over there until it is known that it can not go on here: libvirt itself lets both run when the network is
    // cut in the moment of the switch. With post-copy it must run at once, and its source never goes on.
    [!postCopy, flag.VIR_MIGRATE_PAUSED],
    [postCopy, flag.VIR_MIGRATE_POSTCOPY],
    [settings.parallelConnections > 1 && !settings.tunnelled, flag.VIR_MIGRATE_PARALLEL],
  ]
  const chosen = on.filter(([wanted]) => wanted).map(([, value]) => value)
  return {
    call: callFor(facts),
    uri: connectUri(destination.uri, settings),
    dataUri: destination.dataUri ?? null,
    flags: chosen.reduce((sum, value) => sum | value, 0),
    flagNames: chosen.map((value) => nameOf(flag, value).replace('VIR_MIGRATE_', '')),
    bandwidthMiBps: settings.bandwidthMiBps,
  }
}

/** Commands go by the scheme that the settings want; the certificates may lie elsewhere than libvirt looks for its own. */
export function connectUri(uri: string, { tls, pkiDirectory }: MigrationSettings): string {
  if (!tls) return uri.replace('qemu+tls:', 'qemu+tcp:')
  return pkiDirectory === undefined ? uri : `${uri}?pkipath=${encodeURIComponent(pkiDirectory)}`
}

/** What `migrateToUri3` gets beside the flags. */
export function moveParams(
  call: MoveCall,
  xml: { readonly target: string; readonly persistent: string },
  travelling: readonly string[],
  settings: MigrationSettings,
): TypedParamsInput {
  const parallel = (call.flags & flag.VIR_MIGRATE_PARALLEL) !== 0
  const postCopy = (call.flags & flag.VIR_MIGRATE_POSTCOPY) !== 0
  return {
    [ParamName.VIR_MIGRATE_PARAM_DEST_XML]: xml.target,
    [ParamName.VIR_MIGRATE_PARAM_PERSIST_XML]: xml.persistent,
    ...(call.dataUri === null ? {} : { [ParamName.VIR_MIGRATE_PARAM_URI]: call.dataUri }),
    ...(travelling.length === 0 ? {} : { [ParamName.VIR_MIGRATE_PARAM_MIGRATE_DISKS]: [...travelling] }),
    ...(call.bandwidthMiBps === 0 ? {} : { [ParamName.VIR_MIGRATE_PARAM_BANDWIDTH]: call.bandwidthMiBps }),
    // Without it the limit would end where post-copy begins. Pages that the guest waits for are sent at once all the same.
    ...(call.bandwidthMiBps === 0 || !postCopy
      ? {}
      : { [ParamName.VIR_MIGRATE_PARAM_BANDWIDTH_POSTCOPY]: call.bandwidthMiBps }),
    ...(parallel ? { [ParamName.VIR_MIGRATE_PARAM_PARALLEL_CONNECTIONS]: settings.parallelConnections } : {}),
  }
}
