import { findServer } from '../client/find.ts'
import { type Json, numberOf, objectOf, textOf } from '../client/json.ts'
import type { CloudSession } from '../client/session.ts'
import { printTable } from '../output/table.ts'
import { bytesText, durationText } from '../output/units.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { migrationsOf } from './migrate-live.ts'

/** Live migrations of one server, newest first, with what came of them. */
export async function serverMigrationList(
  context: CommandContext,
  name: string,
  options: ClientOptions,
): Promise<void> {
  const session = await connect(context, options)
  const server = await findServer(session, name, context.signal)
  const migrations = await migrationsOf(session, String(server['id']), context.signal)
  if (options.json === true) return context.output.json(migrations)
  printTable(
    context.output,
    ['id', 'status', 'from', 'to', 'memory', 'disk', 'downtime', 'reason'],
    migrations.map((one) => [
      numberOf(one['id']),
      textOf(one['status']),
      textOf(one['source_compute']),
      textOf(one['dest_compute']) ?? '',
      bytesText(numberOf(one['memory_processed_bytes']) ?? 0),
      bytesText(numberOf(one['disk_processed_bytes']) ?? 0),
      durationOf(one['downtimeMs']),
      textOf(objectOf(one['error'])['message']) ?? '',
    ]),
  )
}

const durationOf = (value: unknown): string => {
  const milliseconds = numberOf(value)
  return milliseconds === undefined ? '' : durationText(milliseconds)
}

interface UnderWay {
  readonly session: CloudSession
  readonly id: string
  readonly number: number
}

const ended: ReadonlySet<string | undefined> = new Set(['completed', 'failed', 'cancelled', 'error'])

async function underWay(context: CommandContext, name: string, options: ClientOptions): Promise<UnderWay> {
  const session = await connect(context, options)
  const server = await findServer(session, name, context.signal)
  const id = String(server['id'])
  const all: readonly Json[] = await migrationsOf(session, id, context.signal)
  const number = numberOf(all.find((one) => !ended.has(textOf(one['status'])))?.['id'])
  if (number === undefined) throw new Problem(`server ${name} is not being moved`, { exit: 'conflict' })
  return { session, id, number }
}

/** Ends the live migration that is under way; the server runs on where it is. */
export async function serverMigrationAbort(
  context: CommandContext,
  name: string,
  options: ClientOptions,
): Promise<void> {
  const { session, id, number } = await underWay(context, name, options)
  const headers = { 'openstack-api-version': 'compute 2.65' }
  await session.call('compute', 'DELETE', `/servers/${id}/migrations/${number}`, { headers, signal: context.signal })
  if (options.json === true) context.output.json({ id: number })
  else context.output.note(`the move of server ${name} is being aborted; it stays where it is`)
}

/** Has the live migration that is under way end soon: by post-copy where it is allowed, else by a longer standstill. */
export async function serverMigrationForceComplete(
  context: CommandContext,
  name: string,
  options: ClientOptions,
): Promise<void> {
  const { session, id, number } = await underWay(context, name, options)
  const headers = { 'openstack-api-version': 'compute 2.65' }
  await session.call('compute', 'POST', `/servers/${id}/migrations/${number}/action`, {
    body: { force_complete: null },
    headers,
    signal: context.signal,
  })
  if (options.json === true) context.output.json({ id: number })
  else context.output.note(`the move of server ${name} will end soon; it may stand still until then`)
}
