import { findServer } from '../client/find.ts'
import { textOf } from '../client/json.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { checkMove, moveLive } from './migrate-live.ts'

export interface ServerMigrateOptions extends ClientOptions {
  readonly live?: boolean
  readonly to?: string
  readonly dryRun?: boolean
  readonly blockMigration?: 'auto' | 'yes' | 'no'
  /** False with `--no-wait`. */
  readonly wait: boolean
}

/** Moves a server to another host: running with `--live`, else stopped, and to be confirmed. */
export async function serverMigrate(
  context: CommandContext,
  name: string,
  options: ServerMigrateOptions,
): Promise<void> {
  if (options.live !== true && (options.dryRun === true || options.blockMigration !== undefined)) {
    throw new Problem('--dry-run and --block-migration are for --live', { exit: 'usage' })
  }
  const session = await connect(context, options)
  const server = await findServer(session, name, context.signal)
  const id = String(server['id'])
  if (options.dryRun === true) return checkMove(context, session, { id, name }, options)
  if (options.live === true) return moveLive(context, session, { id, name, from: hostOf(server) }, options)
  await session.call('compute', 'POST', `/servers/${id}/action`, {
    body: { migrate: options.to === undefined ? null : { host: options.to } },
    headers: { 'openstack-api-version': 'compute 2.56' },
    signal: context.signal,
  })
  if (options.json === true) context.output.json({ id })
  else context.output.note(`server ${name} is being stopped and moved; confirm it when it is VERIFY_RESIZE`)
}

const hostOf = (server: Readonly<Record<string, unknown>>): string | undefined => textOf(server['OS-EXT-SRV-ATTR:host'])
