import { connectionLost } from '../errors/local.ts'
import type { Procedure } from '../protocol/procedure.ts'
import type { CallOptions } from '../session/pending-call.ts'
import type { Connect } from '../api/connect.ts'
import { Stream } from './stream.ts'

/** Opens a stream on a connection of its own. `options.signal` aborts it at any time, not only while it opens. */
export async function openStream<Args, Ret>(
  conn: Connect,
  procedure: Procedure<Args, Ret>,
  args: Args,
  options?: CallOptions,
): Promise<{ stream: Stream; reply: Ret }> {
  const session = await conn.openLane(options?.signal, true)
  const stream = new Stream(session)
  void conn.closed.then((reason) => session.fail(connectionLost(reason.text, '', reason)))
  return { stream, reply: await stream.open(procedure, args, options) }
}
