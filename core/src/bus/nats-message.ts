import { headers, type Msg, type MsgHdrs } from '@nats-io/transport-node'

/**
 * What a message of ours is. A request travels on its subject; all that comes back travels on the caller's inbox.
 * `probe` asks whether somebody serves; `cancel` follows a request whose caller gave up; `alive` says that it is worked on.
 */
export const messageKinds = ['request', 'cancel', 'probe', 'alive', 'progress', 'answer', 'fault', 'event'] as const
export type MessageKind = (typeof messageKinds)[number]

export interface MessageFields {
  readonly kind: MessageKind
  readonly requestId?: string
  /** The caller's inbox, in a `cancel`. */
  readonly inbox?: string
  /** How long the caller still waits. Never a time of day: clocks differ. */
  readonly deadlineMs?: number
  readonly named?: boolean
}

/** Fields travel beside the body, so that a body is never encoded twice. */
export function toHeaders({ kind, requestId, inbox, deadlineMs, named }: MessageFields): MsgHdrs {
  const to = headers()
  to.set('K-Kind', kind)
  if (requestId !== undefined) to.set('K-Id', encodeURIComponent(requestId))
  if (inbox !== undefined) to.set('K-Inbox', inbox)
  if (deadlineMs !== undefined) to.set('K-Deadline-Ms', String(Math.max(1, Math.round(deadlineMs))))
  if (named === true) to.set('K-Named', '1')
  return to
}

/** @returns undefined for what is no message of ours. */
export function readFields({ headers: from }: Msg): Required<MessageFields> | undefined {
  const kind = messageKinds.find((one) => one === from?.get('K-Kind'))
  if (from === undefined || kind === undefined) return undefined
  const deadlineMs = Number(from.get('K-Deadline-Ms'))
  return {
    kind,
    requestId: decodeId(from.get('K-Id')),
    inbox: from.get('K-Inbox'),
    deadlineMs: Number.isFinite(deadlineMs) ? deadlineMs : 0,
    named: from.get('K-Named') === '1',
  }
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The server's own answer when nobody listens to a subject. */
export const isNoResponders = (message: Msg): boolean => message.headers?.code === 503 && message.data.length === 0
