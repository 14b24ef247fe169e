import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, chown, mkdir } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FileLock, lockFile } from '../locks/file-lock.ts'
import type { Log } from '../log/log.ts'
import { chain } from '../model/fault.ts'
import { databaseName, findBinaries, makeCluster, runningServer, writeAccess } from './cluster.ts'
import { asUser, checkReachable, findServerUser, type ServerUser } from './server-user.ts'
import type { StoreConnection } from './store.ts'
import { storeAway } from './store-fault.ts'

/** Crash recovery replays at most `max_wal_size`; a disk that needs longer for it is broken. */
const startTimeoutMs = 120_000
const stopTimeoutMs = 10_000
/** The kernel's limit for a unix socket's path, without the final zero. */
const socketPathLimit = 107
const socketName = '.s.PGSQL.5432'

export interface PrivateServerOptions {
  readonly stateDirectory: string
  /** Directory of `postgres` and `initdb`; found by itself when left out. */
  readonly postgresBinaries?: string
  readonly maxConnections: number
  /** More of PostgreSQL's settings, as `name=value`: for tests. */
  readonly extraSettings?: readonly string[]
  readonly log: Log
}

/**
 * A PostgreSQL of our own: our child, reachable over a unix socket only, in `<state>/postgres`.
 *
 *     (lock) ─ make cluster ─ end a leftover server ─ start ─ ready ─┬─ stop
 *                                     ▲                              │ the server ended by itself
 *                                     └────────── back-off ──────────┘
 *
 * It ends with this process, kill -9 included. One process at a time owns it: the lock file says who.
 */
export class PrivateServer implements AsyncDisposable {
  readonly socketDirectory: string
  /** True when this start made the cluster: it has no database of ours yet. */
  readonly isNew: boolean
  readonly #directory: string
  readonly #binaries: string
  readonly #user: ServerUser
  readonly #lock: FileLock
  readonly #log: Log
  readonly #maxConnections: number
  readonly #extraSettings: readonly string[]
  #child: ChildProcess | undefined
  #stopping = false
  #restarting: Promise<void> | undefined

  private constructor(parts: {
    socketDirectory: string
    directory: string
    binaries: string
    user: ServerUser
    lock: FileLock
    isNew: boolean
    options: PrivateServerOptions
  }) {
    this.socketDirectory = parts.socketDirectory
    this.isNew = parts.isNew
    this.#directory = parts.directory
    this.#binaries = parts.binaries
    this.#user = parts.user
    this.#lock = parts.lock
    this.#log = parts.options.log.child({ part: 'postgres' })
    this.#maxConnections = parts.options.maxConnections
    this.#extraSettings = parts.options.extraSettings ?? []
  }

  /**
   * Makes the cluster on first use, starts the server and resolves once it takes connections.
   * @throws {Fault} `conflict` when another process owns the state directory; `storeAway`, with the server's own last
   * lines as the cause, when it does not start.
   */
  static async start(options: PrivateServerOptions): Promise<PrivateServer> {
    const { stateDirectory } = options
    const directory = join(stateDirectory, 'postgres')
    await mkdir(stateDirectory, { recursive: true, mode: 0o711 })
    const [user, binaries] = await Promise.all([
      findServerUser('postgres', 'postgresql-15'),
      findBinaries(directory, options.postgresBinaries),
    ])
    const lock = await lockFile(`${directory}.lock`, `kilonova, store in ${stateDirectory}`, { waitMs: 1000 })
    try {
      await checkReachable(stateDirectory, user)
      const isNew = await makeCluster(directory, binaries, user)
      await writeAccess(directory, user, userInfo().username)
      const socketDirectory = await makeSocketDirectory(stateDirectory, user)
      const server = new PrivateServer({ socketDirectory, directory, binaries, user, lock, isNew, options })
      await server.#endLeftover()
      await server.#startUntilReady()
      return server
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  /** Ends the server after the transactions under way were cut off; what was committed is on disk. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#restarting
    const child = this.#child
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      const force = setTimeout(() => child.kill('SIGQUIT'), stopTimeoutMs)
      await ended
      clearTimeout(force)
    }
    await this.#lock.release()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  /** We hold the lock, so a server that still runs here has lost its owner: usually it is about to end. */
  async #endLeftover(): Promise<void> {
    for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
      const pid = await runningServer(this.#directory)
      if (pid === undefined) return
      this.#log.warn('ending a PostgreSQL that outlived its owner', { pid, signal })
      process.kill(pid, signal)
      for (const until = performance.now() + stopTimeoutMs; performance.now() < until; ) {
        if ((await runningServer(this.#directory)) === undefined) return
        await sleep(5)
      }
    }
    const pid = await runningServer(this.#directory)
    if (pid !== undefined)
      throw storeAway(`an old PostgreSQL (process ${pid}) does not end`, undefined, `kill -9 ${pid}`)
  }

  /** Children of a server that was killed hold its shared memory for a moment longer: then it is tried again. */
  async #startUntilReady(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#startOnce()
      } catch (error) {
        const passing = /still in use|lock file .* already exists|could not bind/i.test(chain(error))
        if (!passing || attempt >= 20) throw error
        await sleep(50 * attempt)
        await this.#endLeftover()
      }
    }
  }

  async #startOnce(): Promise<void> {
    const began = performance.now()
    const lines = [...serverSettings(this.socketDirectory, this.#maxConnections), ...this.#extraSettings]
    const settings = lines.flatMap((line) => ['-c', line])
    const [program, args] = asUser(this.#user, join(this.#binaries, 'postgres'), ['-D', this.#directory, ...settings])
    const child = spawn(program, args, {
      detached: true, // a session of its own: Ctrl-C in our terminal is for us, and we end it when our work is done
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    })
    const said = new ServerLines(this.#log)
    await new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => child.kill('SIGQUIT'), startTimeoutMs)
      const settle = (error?: unknown) => {
        clearTimeout(timeout)
        if (error === undefined) resolve()
        else
          reject(
            storeAway(
              `PostgreSQL did not start in ${this.#directory}`,
              error,
              'see the cause; the cluster was not changed',
            ),
          )
      }
      child.once('error', settle)
      // 'close' and not 'exit': its last words are still in the pipe.
      child.once('close', (code, signal) => settle(new Error(said.last() || `postgres ended with ${signal ?? code}`)))
      said.onReady = () => settle()
      child.stderr.setEncoding('utf8').on('data', (text: string) => said.add(text))
    })
    this.#child = child
    child.once('exit', (code, signal) => this.#whenEnded(child, signal ?? code, said))
    if (child.exitCode !== null || child.signalCode !== null) this.#whenEnded(child, child.exitCode, said)
    this.#log.info('PostgreSQL is ready', { pid: child.pid, tookMs: Math.round(performance.now() - began) })
  }

  #whenEnded(child: ChildProcess, how: unknown, lines: ServerLines): void {
    if (this.#stopping || this.#child !== child) return
    this.#child = undefined
    this.#log.error('PostgreSQL ended by itself; starting it again', { how, said: lines.last() })
    this.#restarting = this.#restart()
  }

  async #restart(): Promise<void> {
    for (let waitMs = 50; !this.#stopping; waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        await this.#endLeftover()
        await this.#startUntilReady()
        return
      } catch (error) {
        this.#log.error('PostgreSQL does not start', { error, nextTryMs: waitMs })
        await sleep(waitMs)
      }
    }
  }
}

/** Durable (fsync and synchronous_commit stay on), and small: one user's cloud, not a data centre's. */
function serverSettings(socketDirectory: string, maxConnections: number): string[] {
  return [
    `unix_socket_directories=${socketDirectory}`,
    'unix_socket_permissions=0700',
    'listen_addresses=',
    `max_connections=${maxConnections}`,
    'superuser_reserved_connections=2',
    'shared_buffers=16MB',
    'work_mem=2MB',
    'maintenance_work_mem=16MB',
    'huge_pages=off',
    'jit=off',
    'fsync=on',
    'synchronous_commit=on',
    'full_page_writes=on',
    'wal_level=minimal',
    'max_wal_senders=0',
    'max_wal_size=256MB',
    'min_wal_size=32MB',
    'wal_compression=on',
    'checkpoint_completion_target=0.9',
    'max_worker_processes=1',
    'max_logical_replication_workers=0',
    'max_parallel_workers=0',
    'max_parallel_workers_per_gather=0',
    'autovacuum_max_workers=1',
    'autovacuum_naptime=30s',
    'idle_in_transaction_session_timeout=60s',
    'random_page_cost=1.1',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_destination=stderr',
    'logging_collector=off',
    'log_line_prefix=',
    'log_checkpoints=off',
    `cluster_name=${databaseName}`,
  ]
}

/**
 * `<state>/run/postgres`, which only the server's user may enter; a state directory whose path is too long for a unix
 * socket gets a short one under /run (or the temporary directory) that is named by the state directory.
 */
async function makeSocketDirectory(stateDirectory: string, user: ServerUser): Promise<string> {
  const directory = socketDirectoryOf(stateDirectory)
  if (directory.startsWith(stateDirectory)) {
    await mkdir(join(stateDirectory, 'run'), { recursive: true, mode: 0o711 })
    await checkReachable(join(stateDirectory, 'run'), user)
  }
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await chmod(directory, 0o700)
  if (user.other) await chown(directory, user.uid, user.gid)
  return directory
}

function socketDirectoryOf(stateDirectory: string): string {
  const own = join(stateDirectory, 'run', 'postgres')
  if (Buffer.byteLength(join(own, socketName)) <= socketPathLimit && !own.includes(',')) return own
  const short = createHash('sha256').update(stateDirectory).digest('hex').slice(0, 16)
  const base = process.getuid?.() === 0 ? '/run' : (process.env.XDG_RUNTIME_DIR ?? '/tmp')
  return join(base, `kilonova-${short}`)
}

/** How another process of this machine reaches the private server of a state directory, while its service runs. */
export const privateConnection = (stateDirectory: string): StoreConnection => ({
  host: socketDirectoryOf(stateDirectory),
  user: databaseName,
  database: databaseName,
})

/** The server's log: into ours line by line, the last ones kept for the error of a start that failed. */
class ServerLines {
  onReady: (() => void) | undefined
  readonly #log: Log
  readonly #last: string[] = []
  #rest = ''
  constructor(log: Log) {
    this.#log = log
  }

  add(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#line(line)
  }

  last(): string {
    return [...this.#last, this.#rest]
      .filter((line) => line !== '')
      .slice(-6)
      .join('; ')
  }

  #line(line: string): void {
    this.#last.push(line)
    if (this.#last.length > 20) this.#last.shift()
    // An ERROR is one statement's, and its caller has it.
    if (/^(FATAL|PANIC|WARNING): /.test(line)) this.#log.warn('PostgreSQL says', { line })
    else this.#log.debug('PostgreSQL says', { line })
    if (line.includes('database system is ready to accept connections')) this.onReady?.()
  }
}
