import type { GuestEvent, GuestState } from '@kilonova/core'
import {
  DomainEventCrashedDetailType,
  DomainEventDefinedDetailType,
  DomainEventPmSuspendedDetailType,
  DomainEventResumedDetailType,
  DomainEventShutdownDetailType,
  DomainEventStartedDetailType,
  DomainEventStoppedDetailType,
  DomainEventSuspendedDetailType,
  DomainEventType,
  DomainEventUndefinedDetailType,
  DomainState,
  nameOf,
} from '@kilonova/libvirt'

export type Power = GuestState['power']

const powers: readonly [number, Power][] = [
  [DomainState.VIR_DOMAIN_NOSTATE, 'nostate'],
  [DomainState.VIR_DOMAIN_RUNNING, 'running'],
  [DomainState.VIR_DOMAIN_BLOCKED, 'running'],
  [DomainState.VIR_DOMAIN_PAUSED, 'paused'],
  // A guest that is shutting itself down still runs to the very end; Nova says shutdown.
  [DomainState.VIR_DOMAIN_SHUTDOWN, 'shutdown'],
  [DomainState.VIR_DOMAIN_SHUTOFF, 'shutdown'],
  [DomainState.VIR_DOMAIN_CRASHED, 'crashed'],
  [DomainState.VIR_DOMAIN_PMSUSPENDED, 'suspended'],
]
const powerByState = new Map(powers)

/** Nova's power state for libvirt's domain state. Source: nova, power_state and the libvirt driver's map. */
export const powerOf = (state: number): Power => powerByState.get(state) ?? 'nostate'

interface Told {
  readonly event: GuestEvent['event']
  readonly details: Readonly<Record<string, number>>
  readonly power: (detail: number, before: Power | undefined) => Power
}

const always = (power: Power) => () => power
const failed: ReadonlySet<number> = new Set([
  DomainEventStoppedDetailType.VIR_DOMAIN_EVENT_STOPPED_CRASHED,
  DomainEventStoppedDetailType.VIR_DOMAIN_EVENT_STOPPED_FAILED,
])

const told = new Map<number, Told>([
  [
    DomainEventType.VIR_DOMAIN_EVENT_DEFINED,
    {
      event: 'defined',
      details: DomainEventDefinedDetailType,
      power: (_, before) => (before === undefined || before === 'nostate' ? 'shutdown' : before),
    },
  ],
  [
    DomainEventType.VIR_DOMAIN_EVENT_UNDEFINED,
    {
      event: 'undefined',
      details: DomainEventUndefinedDetailType,
      power: (_, before) => (before === 'running' || before === 'paused' ? before : 'nostate'),
    },
  ],
  [
    DomainEventType.VIR_DOMAIN_EVENT_STARTED,
    { event: 'started', details: DomainEventStartedDetailType, power: always('running') },
  ],
  [
    DomainEventType.VIR_DOMAIN_EVENT_SUSPENDED,
    { event: 'suspended', details: DomainEventSuspendedDetailType, power: always('paused') },
  ],
  [
    DomainEventType.VIR_DOMAIN_EVENT_RESUMED,
    { event: 'resumed', details: DomainEventResumedDetailType, power: always('running') },
  ],
  [
    DomainEventType.VIR_DOMAIN_EVENT_STOPPED,
    {
      event: 'stopped',
      details: DomainEventStoppedDetailType,
      power: (detail) => (failed.has(detail) ? 'crashed' : 'shutdown'),
    },
  ],
  // QEMU has seen the guest power off; `stopped` follows once the process is gone.
  [
    DomainEventType.VIR_DOMAIN_EVENT_SHUTDOWN,
    { event: 'shutdown', details: DomainEventShutdownDetailType, power: always('shutdown') },
  ],
  [
    DomainEventType.VIR_DOMAIN_EVENT_PMSUSPENDED,
    { event: 'pmsuspended', details: DomainEventPmSuspendedDetailType, power: always('suspended') },
  ],
  [
    DomainEventType.VIR_DOMAIN_EVENT_CRASHED,
    { event: 'crashed', details: DomainEventCrashedDetailType, power: always('crashed') },
  ],
])

/** One lifecycle event in our words; undefined for a kind that is newer than this program. */
export function readLifecycle(event: number, detail: number, before: Power | undefined) {
  const entry = told.get(event)
  if (entry === undefined) return undefined
  const name = nameOf(entry.details, detail)
  const kind = nameOf(DomainEventType, event)
  return {
    event: entry.event,
    detail: name.replace(`${kind}_`, '').toLowerCase(),
    power: entry.power(detail, before),
  }
}
