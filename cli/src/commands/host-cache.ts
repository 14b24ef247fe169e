import { type Json, listOf, numberOf, objectOf, textOf } from '../client/json.ts'
import { type Cell, printTable } from '../output/table.ts'
import { bytesText } from '../output/units.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'

export type HostCacheOptions = ClientOptions
export interface HostCachePruneOptions extends ClientOptions {
  readonly dryRun?: boolean
}

const path = '/kilonova/image-cache'

export async function hostCacheList(
  context: CommandContext,
  host: string | undefined,
  options: HostCacheOptions,
): Promise<void> {
  const session = await connect(context, options)
  const query = host === undefined ? '' : `?host=${encodeURIComponent(host)}`
  const answer = await session.call('compute', 'GET', path + query, { signal: context.signal })
  if (options.json === true) return context.output.json(answer)
  const rows = filesOf(answer).map(({ host: at, file }) => [
    ...common(at, file),
    listOf(file['usedBy']).length,
    file['lastUsed'] as Cell,
    (file['checkedAt'] as Cell) ?? 'never',
  ])
  printTable(context.output, ['host', 'name', 'kind', 'image', 'size', 'servers', 'last used', 'checked'], rows)
  failForSilent(answer, 'the image cache is not known')
}

export async function hostCachePrune(
  context: CommandContext,
  host: string | undefined,
  options: HostCachePruneOptions,
): Promise<void> {
  const session = await connect(context, options)
  const dryRun = options.dryRun === true
  const body = { dry_run: dryRun, ...(host === undefined ? {} : { host }) }
  const answer = await session.call('compute', 'POST', `${path}/prune`, { body, signal: context.signal })
  if (options.json === true) return context.output.json(answer)
  const files = filesOf(answer)
  const rows = files.map(({ host: at, file }) => [...common(at, file), file['verdict'] as Cell, file['reason'] as Cell])
  printTable(context.output, ['host', 'name', 'kind', 'image', 'size', dryRun ? 'would be' : 'was', 'because'], rows)
  const gone = files.filter(({ file }) => file['verdict'] === 'removed')
  const freed = gone.reduce((sum, { file }) => sum + (numberOf(file['allocatedBytes']) ?? 0), 0)
  context.output.note(`${bytesText(freed)} in ${gone.length} files ${dryRun ? 'would be' : 'were'} freed`)
  failForSilent(answer, 'the image cache was not pruned')
}

const filesOf = (answer: Json): { host: string; file: Json }[] =>
  listOf(answer['hosts'])
    .map(objectOf)
    .flatMap((one) => listOf(one['files']).map((file) => ({ host: String(one['host']), file: objectOf(file) })))

const common = (host: string, file: Json): Cell[] => [
  host,
  file['name'] as Cell,
  file['kind'] as Cell,
  file['imageId'] as Cell,
  bytesText(numberOf(file['allocatedBytes']) ?? 0),
]

/** The others are shown all the same. */
function failForSilent(answer: Json, what: string): void {
  const silent = listOf(answer['hosts'])
    .map(objectOf)
    .filter((one) => one['error'] !== undefined)
  const [first] = silent
  if (first === undefined) return
  const names = silent.map((one) => String(one['host'])).join(', ')
  throw new Problem(`${what} on ${names}`, {
    because: String(first['error']),
    next: textOf(first['next']) ?? 'try again when the host is back',
    exit: 'away',
  })
}
