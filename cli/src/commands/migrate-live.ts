import { setTimeout as sleep } from 'node:timers/promises'
import { type Json, listOf, numberOf, objectOf, textOf } from '../client/json.ts'
import type { CloudSession } from '../client/session.ts'
import { ProgressBar } from '../output/progress-bar.ts'
import { bytesText, durationText } from '../output/units.ts'
import { Problem } from '../problem.ts'
import type { CommandContext } from './context.ts'
import type { ServerMigrateOptions } from './server-migrate.ts'

interface Moving {
  readonly id: string
  readonly name: string
  readonly from: string | undefined
}

const version = { 'openstack-api-version': 'compute 2.96' }
const looksEveryMs = 400
/** How long a move that was asked to end may take to do so. */
const endMs = 60_000

/** Asks for the move and shows it until its end. Ctrl-C has it aborted: the server then runs on where it is. */
export async function moveLive(
  context: CommandContext,
  session: CloudSession,
  moving: Moving,
  options: ServerMigrateOptions,
): Promise<void> {
  const block = options.blockMigration ?? 'auto'
  await session.call('compute', 'POST', `/servers/${moving.id}/action`, {
    body: {
      'os-migrateLive': { host: options.to ?? null, block_migration: block === 'auto' ? block : block === 'yes' },
    },
    headers: version,
    signal: context.signal,
    refused: `server ${moving.name} was not moved`,
  })
  const first = await newest(session, moving.id, context.signal)
  if (!options.wait) return said(context, options, first, `server ${moving.name} is being moved`)
  const ended = await watch(context, session, moving, first)
  const status = textOf(ended['status'])
  if (status !== 'completed') throw notMoved(moving, ended)
  const to = textOf(ended['dest_compute']) ?? 'its new host'
  said(context, options, ended, `server ${moving.name} runs on ${to}; ${costOf(ended)}`)
}

function said(context: CommandContext, options: ServerMigrateOptions, migration: Json, text: string): void {
  if (options.json === true) context.output.json(migration)
  else context.output.note(text)
}

function costOf(migration: Json): string {
  const total = numberOf(migration['totalMs'])
  const downtime = numberOf(migration['downtimeMs'])
  const parts = [
    total === undefined ? undefined : `moved in ${durationText(total)}`,
    downtime === undefined ? undefined : `it stood still for ${durationText(downtime)}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

const over: ReadonlySet<string | undefined> = new Set(['completed', 'failed', 'cancelled', 'error'])

async function watch(context: CommandContext, session: CloudSession, moving: Moving, first: Json): Promise<Json> {
  const number = numberOf(first['id']) ?? 0
  using bar = new ProgressBar(context.output, { label: `server ${moving.name}: waiting`, unit: 'bytes', total: 1 })
  let signal: AbortSignal | undefined = context.signal
  for (let migration = first; ; ) {
    if (over.has(textOf(migration['status']))) return migration
    show(bar, moving, migration)
    try {
      await sleep(looksEveryMs, undefined, { signal })
      migration = await ofNumber(session, moving.id, number, signal)
    } catch (error) {
      if (!context.signal.aborted || signal === undefined) throw error
      signal = undefined
      return await end(context, session, moving, number, bar)
    }
  }
}

/** The first Ctrl-C: the move is ended, and its end is waited for, since only that says where the server runs. */
async function end(
  context: CommandContext,
  session: CloudSession,
  moving: Moving,
  number: number,
  bar: ProgressBar,
): Promise<Json> {
  context.output.note(`aborting the move of server ${moving.name}; Ctrl-C again leaves that to the service`)
  const path = `/servers/${moving.id}/migrations/${number}`
  await session.call('compute', 'DELETE', path, { headers: version }).catch(() => undefined)
  const until = performance.now() + endMs
  for (;;) {
    const migration = await ofNumber(session, moving.id, number, undefined)
    if (over.has(textOf(migration['status']))) return migration
    if (performance.now() > until) {
      throw new Problem(`the move of server ${moving.name} was asked to end, and has not ended yet`, {
        next: `look with \`kilonova server migration list ${moving.name}\``,
        exit: 'interrupted',
      })
    }
    show(bar, moving, migration)
    await sleep(looksEveryMs)
  }
}

function notMoved(moving: Moving, ended: Json): Problem {
  const error = objectOf(ended['error'])
  const from = textOf(ended['source_compute']) ?? moving.from ?? 'its host'
  const because = [textOf(error['message']), textOf(error['cause'])].filter((one) => one !== undefined).join(': ')
  const cancelled = textOf(ended['status']) === 'cancelled'
  return new Problem(
    cancelled
      ? `the move was aborted; server ${moving.name} runs on at ${from}`
      : `server ${moving.name} was not moved; it is still at ${from}`,
    {
      ...(because === '' || cancelled ? {} : { because }),
      next: cancelled
        ? undefined
        : (textOf(error['next']) ?? `try \`kilonova server migrate ${moving.name} --live --dry-run\``),
      exit: cancelled ? 'interrupted' : 'fault',
    },
  )
}

const words: Readonly<Record<string, string>> = {
  accepted: 'waiting',
  queued: 'waiting for its turn to leave its host',
  preparing: 'preparing its new host',
  'post-migrating': 'there; cleaning its old host',
}

function show(bar: ProgressBar, moving: Moving, migration: Json): void {
  const status = textOf(migration['status']) ?? ''
  const figures = objectOf(migration['figures'])
  const figure = (name: string): number => numberOf(figures[name]) ?? 0
  const total = figure('memoryTotalBytes') + figure('diskTotalBytes')
  const word = words[status]
  const copying = status === 'preparing' ? objectOf(migration['copying']) : {}
  const toCopy = numberOf(copying['total'])
  if (toCopy !== undefined) {
    const label = `server ${moving.name}: ${textOf(copying['label']) ?? 'copying'}`
    return bar.update(numberOf(copying['done']) ?? 0, { label, total: Math.max(1, toCopy) })
  }
  if (word !== undefined || total === 0) {
    bar.update(0, { label: `server ${moving.name}: ${word ?? 'starting'}`, total: Math.max(total, 1) })
    return
  }
  const left = figure('memoryRemainingBytes') + figure('diskRemainingBytes')
  const expected = numberOf(figures['expectedMs'])
  const facts = [
    `${bytesText(figure('memoryProcessedBytes'))} of memory`,
    figure('diskTotalBytes') > 0 ? `${bytesText(figure('diskProcessedBytes'))} of disk` : undefined,
    `at ${bytesText(figure('bytesPerSec'))}/s`,
    figure('dirtyBytesPerSec') > 0 ? `written ${bytesText(figure('dirtyBytesPerSec'))}/s` : undefined,
    `${bytesText(left)} left`,
    expected === undefined ? undefined : `about ${durationText(expected)}`,
  ].filter((fact) => fact !== undefined)
  bar.update(total - left, { label: `server ${moving.name}: ${facts.join(', ')}`, total })
}

export async function migrationsOf(session: CloudSession, id: string, signal?: AbortSignal): Promise<Json[]> {
  const answer = await session.call('compute', 'GET', `/servers/${id}/kilonova-live-migrations`, { signal })
  return listOf(answer['migrations']).map(objectOf)
}

async function newest(session: CloudSession, id: string, signal: AbortSignal): Promise<Json> {
  const [first] = await migrationsOf(session, id, signal)
  if (first === undefined) throw new Problem(`server ${id} has no migration`, { exit: 'notFound' })
  return first
}

async function ofNumber(
  session: CloudSession,
  id: string,
  number: number,
  signal: AbortSignal | undefined,
): Promise<Json> {
  const found = (await migrationsOf(session, id, signal)).find((one) => one['id'] === number)
  if (found === undefined) throw new Problem(`migration ${number} is gone`, { exit: 'notFound' })
  return found
}

/** What a move would meet, and how long it would take. Nothing is changed. */
export async function checkMove(
  context: CommandContext,
  session: CloudSession,
  { id, name }: { readonly id: string; readonly name: string },
  options: ServerMigrateOptions,
): Promise<void> {
  const block = options.blockMigration ?? 'auto'
  const answer = await session.call('compute', 'POST', `/servers/${id}/kilonova-live-migrations/check`, {
    body: { host: options.to ?? null, block_migration: block === 'auto' ? block : block === 'yes' },
    headers: version,
    signal: context.signal,
    refused: `server ${name} can not be moved so`,
    deadlineMs: 100_000,
  })
  const choice = objectOf(answer['choice'])
  const host = textOf(choice['host'])
  const refusals = Object.entries(objectOf(answer['refusals'])).map(
    ([one, why]) => `${one}: ${listOf(why).map(String).join('; ')}`,
  )
  if (host === undefined) {
    throw new Problem(`server ${name} can not be moved now`, {
      because: refusals.length === 0 ? 'there is no other host' : refusals.join('. '),
      next: 'change what stands against it, or choose another host with --to',
      exit: 'conflict',
    })
  }
  if (options.json === true) return context.output.json(answer)
  for (const refusal of refusals) context.output.note(`not ${refusal}`)
  const afterBase = choice['baseFromSource'] === true ? ', after the image’s base, which only its host has' : ''
  context.output.print(
    `server ${name} can be moved to ${host}; ${howDisks[textOf(choice['copy']) ?? 'none'] ?? ''}${afterBase}`,
  )
  const forecast = objectOf(choice['forecast'])
  const [total, downtime] = [numberOf(forecast['totalMs']), numberOf(forecast['downtimeMs'])]
  if (total === undefined || downtime === undefined) return
  const rates = `it writes ${bytesText(numberOf(forecast['dirtyBytesPerSec']) ?? 0)}/s of memory, the link sends ${bytesText(numberOf(forecast['linkBytesPerSec']) ?? 0)}/s`
  context.output.print(
    forecast['ends'] === true
      ? `about ${durationText(total)} in all, ${durationText(downtime)} of standstill: ${rates}`
      : `it may never end by itself: ${rates}`,
  )
}

const howDisks: Readonly<Record<string, string>> = {
  none: 'its disks stay where they are',
  layer: 'its own layer of each disk travels',
  whole: 'its disks travel whole',
}
