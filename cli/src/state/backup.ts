import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { loadSettings, type Store } from '@kilonova/core'
import { backupStore, openStore, privateConnection, restoreStore } from '@kilonova/core/store'
import type { CommandContext } from '../commands/context.ts'
import { ProgressBar } from '../output/progress-bar.ts'
import { bytesText } from '../output/units.ts'
import { Problem } from '../problem.ts'
import { stateDirectoryOf } from '../state-directory.ts'
import { prepareState } from '../up/prepare-state.ts'
import { UpSettings } from '../up/settings.ts'
import { socketAnswers } from '../up/socket-answers.ts'

export interface StateOptions {
  readonly state?: string
  readonly json?: boolean
}

const storeName = 'store.dump'
/** Without it what is sealed in the store can not be read. */
const keyName = 'secret.key'
/** What belongs to the store, and may be missing. */
const besides = ['clouds.yaml', 'settings.yaml', 'controller-name']

/**
 * Writes the store as it is at one moment, with the key and the files that belong to it, into a new directory; the service
 * goes on meanwhile. Images and servers' disks are not in it.
 */
export async function stateBackup(context: CommandContext, path: string, options: StateOptions): Promise<void> {
  const stateDirectory = resolve(context.cwd, stateDirectoryOf(options.state, context.env))
  const directory = resolve(context.cwd, path)
  if (!(await isThere(join(stateDirectory, keyName)))) {
    throw new Problem(`there is no state in ${stateDirectory}`, {
      next: 'name its directory with --state',
      exit: 'notFound',
    })
  }
  await mkdir(directory, { mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    const isThere = cause.code === 'EEXIST'
    throw new Problem(`${directory} can not be made, and nothing was written`, {
      cause,
      next: isThere ? 'name a directory that is not there yet' : nextOf(cause),
      exit: isThere ? 'conflict' : 'fault',
    })
  })
  try {
    await using store = await openRunning(context, stateDirectory)
    using bar = new ProgressBar(context.output, { label: 'store', unit: 'bytes' })
    const { bytes } = await backupStore(store, join(directory, storeName), {
      signal: context.signal,
      onBytes: (done) => bar.update(done, { total: done }),
    })
    for (const name of [keyName, ...besides]) await copyIfThere(join(stateDirectory, name), join(directory, name))
    if (options.json === true) return context.output.json({ backup: { directory, store_bytes: bytes } })
    context.output.note(
      `${directory} holds the store (${bytesText(bytes)}) and its key: keep it as safe as the key itself`,
    )
    context.output.note('images and the disks of servers are not in it')
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    if (!isOfSystem(error)) throw error
    throw new Problem(`nothing was backed up, and no ${directory} is left`, { cause: error, next: nextOf(error) })
  }
}

/** Those of others say themselves what became of it. */
const isOfSystem = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error

function nextOf({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC') return 'name a directory on a disk with more room'
  if (code === 'ENOENT') return 'make the directory that it is to lie in first'
  if (code === 'EACCES' || code === 'EPERM') return 'run it as root, or as the user of the service'
  return 'see the cause, and try again'
}

/** Puts a backup in the place of all that the store holds. The service must not run meanwhile. */
export async function stateRestore(
  context: CommandContext,
  path: string,
  options: StateOptions & { readonly yes?: boolean },
): Promise<void> {
  const stateDirectory = resolve(context.cwd, stateDirectoryOf(options.state, context.env))
  const directory = resolve(context.cwd, path)
  const names: string[] = await readdir(directory).catch(() => [])
  if (!names.includes(storeName) || !names.includes(keyName)) {
    throw new Problem(`${directory} is no backup: ${storeName} or ${keyName} is missing; nothing was changed`, {
      next: 'name a directory that `kilonova state backup` made',
      exit: 'notFound',
    })
  }
  if ((await isThere(join(stateDirectory, keyName))) && options.yes !== true) {
    throw new Problem(`${stateDirectory} holds a state, which the backup would replace; nothing was changed`, {
      next: 'add --yes to replace it; `kilonova state backup` keeps it first',
      exit: 'conflict',
    })
  }
  await using stack = new AsyncDisposableStack()
  const lock = await prepareState(stateDirectory)
  stack.defer(() => lock.release())
  const settings = await readSettings(context, stateDirectory)
  const { connectionString } = settings.store
  const place = connectionString === undefined ? { stateDirectory } : { connectionString }
  const { schemaVersion } = await restoreInto(place, join(directory, storeName), context.signal)
  // After the store: cut off in between, the next start says that the key is another one, and restoring again mends it.
  for (const name of [keyName, ...besides]) await copyIfThere(join(directory, name), join(stateDirectory, name))
  await (await openStore(place)).close() // brings an older schema up to date, or says now that it can not
  if (options.json === true) return context.output.json({ restored: { directory, schema_version: schemaVersion } })
  context.output.note(`the state of ${directory} is in ${stateDirectory}; next: kilonova up`)
}

async function restoreInto(place: Parameters<typeof openStore>[0], file: string, signal: AbortSignal) {
  await using store = await openStore(place)
  return await restoreStore(store, file, { signal }) // the store is closed when this is done
}

const readSettings = (context: CommandContext, stateDirectory: string): Promise<UpSettings> =>
  loadSettings(UpSettings, { file: join(stateDirectory, 'settings.yaml'), env: context.env })

/** The store of a service that runs; its private server is started for a moment when none does. */
async function openRunning(context: CommandContext, stateDirectory: string): Promise<Store> {
  const { connectionString } = (await readSettings(context, stateDirectory)).store
  if (connectionString !== undefined) return openStore({ connectionString, connections: 4 })
  const connection = privateConnection(stateDirectory)
  if (await socketAnswers(join(connection.host ?? '', '.s.PGSQL.5432')))
    return openStore({ connection, connections: 4 })
  return openStore({ stateDirectory, connections: 4 })
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to) // with its mode: 0600 stays 0600
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
