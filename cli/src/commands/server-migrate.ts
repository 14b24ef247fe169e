import { findServer } from '../client/find.ts'
import { textOf } from '../client/json.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { checkMove, moveLive } from './migrate-live.ts'
import { act } from './server-resize.ts'

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
  const body = { migrate: options.to === undefined ? null : { host: options.to } }
  await act(context, { ...options, timeout: coldTimeoutSec }, { id, name, what: 'migrated' }, body, session)
}

/** Disks may travel for long; Ctrl-C ends the waiting, not the move. */
const coldTimeoutSec = 86_400

const hostOf = (server: Readonly<Record<string, unknown>>): string | undefined => textOf(server['OS-EXT-SRV-ATTR:host'])
