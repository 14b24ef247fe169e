import { findServer } from '../client/find.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { eachNamed } from './each-named.ts'
import { waitForServer } from './wait-for-server.ts'

export interface ServerDeleteOptions extends ClientOptions {
  readonly wait?: boolean
  readonly timeout: number
}

export async function serverDelete(
  context: CommandContext,
  names: string[],
  options: ServerDeleteOptions,
): Promise<void> {
  const session = await connect(context, options)
  await eachNamed(context, names, options, async (name) => {
    const server = await findServer(session, name, context.signal)
    const id = String(server['id'])
    await session.call('compute', 'DELETE', `/servers/${id}`, {
      ...{ signal: context.signal, refused: `server ${name} was not deleted` },
    })
    if (options.wait !== true) return { id, said: `server ${name} is being deleted` }
    await waitForServer(context, session, { id, name, wanted: 'gone', timeoutMs: options.timeout * 1000 })
    return { id, said: `server ${name} is deleted` }
  })
}
