import {
  type Bus,
  Fault,
  type HostName,
  type HostOperation,
  hostOperations,
  hostSubject,
  type RequestContext,
} from '@kilonova/core'
import type { z } from 'zod'
import { withTestHalt } from './test-halt.ts'

type Request<O extends HostOperation> = z.output<(typeof hostOperations)[O]['request']>
type Answer<O extends HostOperation> = z.input<(typeof hostOperations)[O]['answer']>

/** One function for every operation of the protocol: a missing one does not compile. */
export type OperationHandlers = {
  readonly [O in HostOperation]: (request: Request<O>, context: RequestContext) => Promise<Answer<O>>
}

/**
 * Serves every operation of the host protocol on the bus. Disposing ends the serving and waits for what is under way.
 * @param stopping ends requests under way when the agent stops; they are told `cancelled`.
 */
export async function serveOperations(
  bus: Bus,
  host: HostName,
  handlers: OperationHandlers,
  stopping: AbortSignal,
): Promise<AsyncDisposable> {
  const served = new AsyncDisposableStack()
  const wholeNames = Object.keys(hostOperations) as HostOperation[]
  for (const operation of wholeNames) {
    const plain = handlers[operation] as (request: unknown, context: RequestContext) => Promise<unknown>
    const handler = withTestHalt(operation, plain)
    const one = await bus.serve(hostSubject(host, operation), async (body, context) => {
      const request = parseRequest(operation, body)
      const signal = AbortSignal.any([context.signal, stopping])
      const linked: RequestContext = { ...context, signal, progress: (progress) => context.progress(progress) }
      try {
        return hostOperations[operation].answer.parse(await handler(request, linked))
      } catch (error) {
        throw signal.aborted ? endedFault(operation, context, error) : error
      }
    })
    served.use(one)
  }
  return served
}

function parseRequest(operation: HostOperation, body: unknown): unknown {
  const parsed = hostOperations[operation].request.safeParse(body)
  if (parsed.success) return parsed.data
  throw new Fault('invalid', `the request ${operation} is not of the agreed shape`, {
    cause: parsed.error,
    next: 'run the same version on all hosts',
  })
}

/** An aborted request fails with whatever was under way; what matters is who ended it. */
function endedFault(operation: HostOperation, context: RequestContext, error: unknown): unknown {
  const reason: unknown = context.signal.aborted ? context.signal.reason : undefined
  if (error instanceof Fault && error.kind !== 'internal') return error
  if (reason instanceof Fault) return reason
  const late = reason instanceof DOMException && reason.name === 'TimeoutError'
  return new Fault(late ? 'deadline' : 'cancelled', `${operation} was ended before it was done`, { cause: error })
}
