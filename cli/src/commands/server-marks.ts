import { findServer } from '../client/find.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { eachNamed } from './each-named.ts'

export interface LockOptions extends ClientOptions {
  readonly reason?: string
}

export async function serverRename(
  context: CommandContext,
  name: string,
  newName: string,
  options: ClientOptions,
): Promise<void> {
  const session = await connect(context, options)
  const server = await findServer(session, name, context.signal)
  const path = `/servers/${String(server['id'])}`
  const answer = await session.call('compute', 'PUT', path, {
    signal: context.signal,
    refused: `server ${name} keeps its name`,
    body: { server: { name: newName } },
  })
  if (options.json === true) return context.output.json(answer)
  context.output.note(`server ${name} is now ${newName}`)
}

/** Keeps a server from being changed or deleted until it is unlocked. */
export async function serverLock(
  context: CommandContext,
  action: 'lock' | 'unlock',
  names: string[],
  options: LockOptions,
): Promise<void> {
  const session = await connect(context, options)
  const argument = options.reason === undefined ? null : { locked_reason: options.reason }
  await eachNamed(
    context,
    names,
    options,
    async (name) => {
      const server = await findServer(session, name, context.signal)
      const id = String(server['id'])
      await session.call('compute', 'POST', `/servers/${id}/action`, {
        signal: context.signal,
        refused: `server ${name} was not ${action}ed`,
        body: { [action]: argument },
        ...(argument === null ? {} : { headers: { 'openstack-api-version': 'compute 2.73' } }),
      })
      return { id, said: `server ${name} is ${action}ed` }
    },
    'changed',
  )
}
