import type { EventProcedure, Procedure } from '../../protocol/procedure.ts'
import { remote, remoteEvents } from '../../protocol/generated/remote.js'
import { DomainEventId } from '../../protocol/generated/enums.js'
import type { CallOptions } from '../../session/pending-call.ts'
import type { Connect } from '../connect.ts'
import { Domain } from '../domain.ts'

export type RegisterCall = <Args, Ret>(
  procedure: Procedure<Args, Ret>,
  args: Args,
  options?: CallOptions,
) => Promise<Ret>

/** How one kind of event is asked for, and what its message becomes. */
export interface EventDefinition {
  readonly message: EventProcedure<unknown>
  readonly register: (call: RegisterCall) => Promise<number>
  readonly deregister: (call: RegisterCall, callbackId: number) => Promise<unknown>
  readonly event: (message: never, conn: Connect) => object
}

export interface DomainLifecycleEvent {
  readonly type: 'domain.lifecycle'
  readonly domain: Domain
  /** What happened (`DomainEventType`). */
  readonly event: number
  /** Why (`DomainEventStartedDetailType` and its kin, by `event`). */
  readonly detail: number
}

/** Every event by its name here. */
export interface EventMap {
  readonly 'domain.lifecycle': DomainLifecycleEvent
}
export type EventName = keyof EventMap

function domainEvent<Message>(
  id: number,
  message: EventProcedure<Message>,
  event: (message: Message, conn: Connect) => object,
): EventDefinition {
  return {
    message,
    register: async (call) =>
      (await call(remote.connectDomainEventCallbackRegisterAny, { eventId: id, dom: null })).callbackId,
    deregister: (call, callbackId) => call(remote.connectDomainEventCallbackDeregisterAny, { callbackId }),
    event,
  }
}

export const eventDefinitions: Readonly<Record<EventName, EventDefinition>> = {
  'domain.lifecycle': domainEvent(
    DomainEventId.VIR_DOMAIN_EVENT_ID_LIFECYCLE,
    remoteEvents.domainEventCallbackLifecycle,
    ({ msg }, conn) => ({ domain: new Domain(conn, msg.dom), event: msg.event, detail: msg.detail }),
  ),
}
