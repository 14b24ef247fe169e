import { type ChildProcess, spawn } from 'node:child_process'
import { access, chmod, chown, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FileLock, lockFile } from '../locks/file-lock.ts'
import type { Log } from '../log/log.ts'
import { Fault } from '../model/fault.ts'
import { asUser, checkReachable, findServerUser, type ServerUser } from '../store/server-user.ts'
import { maxMessageBytes } from './bus.ts'
import { type BusIdentity, usersConfiguration } from './nats-rights.ts'

const defaultProgram = '/usr/sbin/nats-server'
const startTimeoutMs = 10_000
const reloadTimeoutMs = 2000

export interface NatsServerOptions {
  readonly stateDirectory: string
  /** `0.0.0.0` for hosts on other machines. */
  readonly address: string
  /** 0 takes a free one. */
  readonly port: number
  /** PEM texts: the service's authority, and the server's certificate with its key. Clients must show one of theirs. */
  readonly tls: { readonly authority: string; readonly certificate: string; readonly key: string }
  readonly identities: readonly BusIdentity[]
  /** Servers of other controllers, with which this one is one bus. */
  readonly cluster?: {
    /** Unlike every other server's. */
    readonly serverName: string
    readonly port: number
    /** What servers prove themselves with to each other: a host's certificate is not enough. */
    readonly secret: string
    /** `address:port` of the others that are known; those that come later find us. */
    readonly routes: readonly string[]
    /** `address:port` by which clients are told to reach this server. */
    readonly advertise: string
  }
  readonly program?: string
  readonly log: Log
}

/**
 * A nats-server of our own: our child, as an unprivileged user, TLS with certificates of both sides, and one identity per
 * host. It ends with this process, kill -9 included, and is started again when it ends by itself.
 */
export class NatsServer implements AsyncDisposable {
  readonly #options: NatsServerOptions
  readonly #directory: string
  readonly #user: ServerUser
  readonly #lock: FileLock
  readonly #log: Log
  #port: number
  #child: ChildProcess | undefined
  #stopping = false
  #restarting: Promise<void> | undefined
  #reloaded: (() => void) | undefined

  private constructor(options: NatsServerOptions, directory: string, user: ServerUser, lock: FileLock) {
    this.#options = options
    this.#directory = directory
    this.#user = user
    this.#lock = lock
    this.#port = options.port
    this.#log = options.log.child({ part: 'nats' })
  }

  /** @throws {Fault} `conflict` when another process has it; `hostAway` with the server's own words when it does not start. */
  static async start(options: NatsServerOptions): Promise<NatsServer> {
    const program = options.program ?? defaultProgram
    await access(program).catch((cause: unknown) => {
      throw new Fault('hostAway', `there is no ${program}`, { cause, next: 'apt-get install nats-server' })
    })
    const directory = join(options.stateDirectory, 'nats')
    await mkdir(options.stateDirectory, { recursive: true, mode: 0o711 })
    const user = await findServerUser('nats', 'nats-server')
    await mkdir(directory, { recursive: true, mode: 0o750 })
    if (user.other) await chown(directory, 0, user.gid)
    await chmod(directory, 0o750)
    await checkReachable(options.stateDirectory, user)
    const lock = await lockFile(`${directory}.lock`, `kilonova, bus in ${options.stateDirectory}`, { waitMs: 1000 })
    const server = new NatsServer(options, directory, user, lock)
    try {
      await server.#write('authority.pem', options.tls.authority)
      await server.#write('server.pem', options.tls.certificate)
      await server.#write('server.key', options.tls.key)
      await server.#writeUsers(options.identities)
      await server.#write('cluster.conf', clusterConfiguration(options, directory))
      await server.#startOnce()
      return server
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  get port(): number {
    return this.#port
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Puts a new list of identities in force: one that is not on it any more is thrown out at once. */
  async setIdentities(identities: readonly BusIdentity[]): Promise<void> {
    await this.#writeUsers(identities)
    await this.#reload()
  }

  /** A new certificate of the same key: for connections from now on. */
  async renew(certificate: string): Promise<void> {
    await this.#write('server.pem', certificate)
    await this.#reload()
  }

  async #reload(): Promise<void> {
    // A server that is just being started again may have read what was there before.
    const late = sleep(reloadTimeoutMs, undefined, { ref: false })
    await Promise.race([this.#restarting, late])
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#reloaded = resolve
    if (this.#child?.kill('SIGHUP') === true) await Promise.race([promise, late])
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#restarting
    const child = this.#child
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(force)
    }
    await this.#lock.release()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #startOnce(): Promise<void> {
    await this.#write('nats.conf', this.#configuration())
    const program = this.#options.program ?? defaultProgram
    const [command, args] = asUser(this.#user, program, ['-c', join(this.#directory, 'nats.conf')])
    const child = spawn(command, args, { cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: {} })
    const said: string[] = []
    await new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs)
      child.once('error', reject)
      child.once('close', () => {
        clearTimeout(timeout)
        const cause = new Error(said.slice(-3).join('; ') || 'it said nothing')
        reject(new Fault('hostAway', 'nats-server did not start', { cause, next: 'see the cause; then start again' }))
      })
      let rest = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          said.push(line)
          if (said.length > 20) said.shift()
          if (this.#hear(line)) {
            clearTimeout(timeout)
            resolve()
          }
        }
      })
    })
    this.#child = child
    child.once('exit', (code, signal) => {
      if (this.#stopping) return
      this.#log.error('nats-server ended by itself; starting it again', { how: signal ?? code, said: said.slice(-3) })
      this.#restarting = this.#restart()
    })
  }

  /** @returns true when the line says that the server is ready. */
  #hear(line: string): boolean {
    const port = /Listening for client connections on .*:(\d+)$/.exec(line)?.[1]
    if (port !== undefined) this.#port = Number(port) // a free one, kept over a restart
    if (line.includes('Reloaded server configuration')) this.#reloaded?.()
    // Of our own limit nats-server thinks that it is large: nobody who reads the log can do anything about that.
    const isOurs = line.includes('Maximum payloads over')
    if (/\[(ERR|FTL|WRN)\]/.test(line) && !isOurs) this.#log.warn('nats-server says', { line })
    else this.#log.debug('nats-server says', { line })
    return line.includes('Server is ready')
  }

  async #restart(): Promise<void> {
    for (let waitMs = 50; !this.#stopping; waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        await this.#startOnce()
        return
      } catch (error) {
        this.#log.error('nats-server does not start', { error, nextTryMs: waitMs })
        await sleep(waitMs)
      }
    }
  }

  #configuration(): string {
    const file = (name: string) => JSON.stringify(join(this.#directory, name))
    return `server_name: ${JSON.stringify(this.#options.cluster?.serverName ?? 'kilonova')}
listen: ${JSON.stringify(`${this.#options.address}:${this.#port === 0 ? -1 : this.#port}`)}
# Room for the headers beside the longest body.
max_payload: ${maxMessageBytes + 64 * 1024}
max_pending: ${8 * maxMessageBytes}
write_deadline: "10s"
tls { cert_file: ${file('server.pem')}, key_file: ${file('server.key')}, ca_file: ${file('authority.pem')}, verify: true, timeout: 5 }
include ./users.conf
include ./cluster.conf
`
  }

  #writeUsers(identities: readonly BusIdentity[]): Promise<void> {
    return this.#write('users.conf', usersConfiguration(identities))
  }

  /** Readable by the server's user, and by nobody else; replaced as a whole. */
  async #write(name: string, text: string): Promise<void> {
    const path = join(this.#directory, name)
    await writeFile(`${path}.new`, text, { mode: 0o640 })
    if (this.#user.other) await chown(`${path}.new`, 0, this.#user.gid)
    await rename(`${path}.new`, path)
  }
}

function clusterConfiguration({ cluster, address }: NatsServerOptions, directory: string): string {
  if (cluster === undefined) return '# one server\n'
  const { port, secret, routes, advertise } = cluster
  if (!/^[\w-]+$/.test(secret)) throw new TypeError('not a secret for a cluster')
  const file = (name: string) => JSON.stringify(join(directory, name))
  const urls = routes.map((route) => JSON.stringify(`nats-route://kilonova:${secret}@${route}`))
  return `client_advertise: ${JSON.stringify(advertise)}
cluster {
  name: kilonova
  listen: ${JSON.stringify(`${address}:${port}`)}
  authorization { user: kilonova, password: ${JSON.stringify(secret)}, timeout: 5 }
  tls { cert_file: ${file('server.pem')}, key_file: ${file('server.key')}, ca_file: ${file('authority.pem')}, verify: true, timeout: 5 }
  routes: [${urls.join(', ')}]
  connect_retries: 1000000
}
`
}
