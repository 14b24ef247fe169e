import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type HostProcess, type LabHost, repositoryRoot, type RunResult } from '@kilonova/lab'
import { parse } from 'yaml'
import { CloudApi } from './cloud-api.ts'

export interface ServiceOptions {
  /** Where the state is, as the host sees it. */
  readonly stateDirectory?: string
  readonly env?: Readonly<Record<string, string>>
  /** Further options of `kilonova up`. */
  readonly args?: readonly string[]
  /** The `kilonova` of another build. */
  readonly program?: string
  /** Ends a start that is under way, and the process with it. */
  readonly signal?: AbortSignal
}

const program = join(repositoryRoot, 'cli/bin/kilonova')
const readyTimeoutMs = 120_000
let started = 0

/** A `kilonova up` in a lab host, driven from outside: over HTTP at the host's address, and by signals. */
export class Service implements AsyncDisposable {
  /** The command line of `kilonova`, to which its arguments are added. */
  static readonly program: readonly string[] = [program]
  readonly host: LabHost
  readonly logPath: string
  readonly readyAfterMs: number
  readonly stateDirectory: string
  readonly #process: HostProcess

  private constructor(
    host: LabHost,
    process: HostProcess,
    logPath: string,
    stateDirectory: string,
    readyAfterMs: number,
  ) {
    this.host = host
    this.logPath = logPath
    this.readyAfterMs = readyAfterMs
    this.stateDirectory = stateDirectory
    this.#process = process
  }

  /** Starts it and waits for its `ready`. @throws with the end of its log when it ends before that. */
  static async start(host: LabHost, options: ServiceOptions = {}): Promise<Service> {
    const stateDirectory = options.stateDirectory ?? '/var/lib/kilonova'
    const { process, logPath, at } = await Service.launch(host, options)
    const service = (readyAfterMs: number) => new Service(host, process, logPath, stateDirectory, readyAfterMs)
    const ended = process.exited.then((code) => `it ended with ${code}`)
    for (;;) {
      const text = await readFile(logPath, 'utf8').catch(() => '')
      if (/^ready$/m.test(text)) return service(performance.now() - at)
      const end = await Promise.race([ended, sleep(20)])
      if (end !== undefined) throw new Error(`kilonova up is not ready: ${end}\n${await lastLog(logPath)}`)
      if (options.signal?.aborted === true) {
        process.kill('SIGKILL')
        throw options.signal.reason
      }
      if (performance.now() - at > readyTimeoutMs) {
        process.kill('SIGKILL')
        throw new Error(`kilonova up is not ready after ${readyTimeoutMs} ms\n${await lastLog(logPath)}`)
      }
    }
  }

  /** Starts it without waiting, for starts that end by themselves. */
  static async launch(host: LabHost, options: ServiceOptions = {}) {
    started += 1
    const logPath = join(host.dir, `kilonova-${started}.log`)
    const args = ['--listen', '0.0.0.0:8774', ...(options.args ?? [])]
    const state = options.stateDirectory === undefined ? [] : ['--state', options.stateDirectory]
    const at = performance.now()
    const process = await host.spawn([options.program ?? program, 'up', ...state, ...args], {
      log: logPath,
      ...(options.env === undefined ? {} : { env: options.env }),
    })
    return { process, logPath, at }
  }

  get pid(): number {
    return this.#process.pid
  }

  get exited(): Promise<number> {
    return this.#process.exited
  }

  /** Logs in as the administrator that the first start made. */
  async login(): Promise<CloudApi> {
    const clouds = parse(await this.host.readFile(join(this.stateDirectory, 'clouds.yaml'))) as CloudsFile
    return CloudApi.login(`http://${this.host.address}:8774`, clouds.clouds.kilonova.auth)
  }

  /** Runs a client command in the host, against this service. */
  async command(args: readonly string[], options: { timeoutMs?: number; input?: string } = {}): Promise<RunResult> {
    return this.host.exec([program, ...args], { env: { KILONOVA_STATE: this.stateDirectory }, ...options })
  }

  /** Runs the unmodified OpenStack client in the host. */
  async openstack(args: readonly string[], options: { timeoutMs?: number } = {}): Promise<RunResult> {
    return this.host.exec(['openstack', '--os-cloud', 'kilonova', ...args], {
      env: { OS_CLIENT_CONFIG_FILE: join(this.stateDirectory, 'clouds.yaml') },
      ...options,
    })
  }

  async log(): Promise<string> {
    return readFile(this.logPath, 'utf8')
  }

  /** Ends it as Ctrl-C does. @returns its exit code. */
  async stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM'): Promise<number> {
    this.#process.kill(signal)
    return this.#process.exited
  }

  /** kill -9 for this process alone. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#process.exited
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (existsSync(`/proc/${this.pid}`)) await this.stop()
  }
}

interface CloudsFile {
  readonly clouds: {
    readonly kilonova: {
      readonly auth: { readonly username: string; readonly password: string; readonly project_name: string }
    }
  }
}

export async function lastLog(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).split('\n').slice(-25).join('\n')
}
