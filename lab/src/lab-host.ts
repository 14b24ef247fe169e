import { existsSync } from 'node:fs'
import { readFile as readOuterFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bootHost, cutPower, libvirtdReady, libvirtSocketPath } from './boot-host.ts'
import { hostInit } from './claim.ts'
import { enterArgv, type HostProcess, hostEnvironment, spawnInHost } from './enter-host.ts'
import type { LabRecord } from './layout.ts'
import { LabError } from './lab-error.ts'
import { hostAddress, hostPaths } from './prepare-host.ts'
import { mustRun, run, type RunOptions, type RunResult } from './run.ts'

export interface SpawnOptions {
  /** Outside path of the file that gets its stdout and stderr; truncated first. Without it they are dropped. */
  log?: string
  /** Added to our own environment. */
  env?: NodeJS.ProcessEnv
  cwd?: string
}

/** One host of a lab: a machine with its own network, processes, root and libvirtd. */
export class LabHost {
  /** h1, h2, …: its host name, known to all hosts of the lab. */
  readonly name: string
  readonly address: string
  readonly #lab: LabRecord
  readonly #number: number

  constructor(lab: LabRecord, number: number) {
    this.#lab = lab
    this.#number = number
    this.name = `h${number}`
    this.address = hostAddress(lab, number)
  }

  /** Process number, outside, of the host's init; undefined when the host is down. */
  get initPid(): number | undefined {
    return hostInit(this.#lab.dir, this.#number)
  }

  /** The host's directory outside: its logs (libvirtd.out, sshd.log), and what it wrote over the root in `upper/`. */
  get dir(): string {
    return hostPaths(this.#lab, this.#number).dir
  }

  /** The host's private service state (/var/lib/kilonova inside) as a path outside; readable when the host is down too. */
  get stateDir(): string {
    return hostPaths(this.#lab, this.#number).state
  }

  /** A unix socket path of its libvirtd that works outside; changes with each boot. */
  get libvirtSocketPath(): string {
    return libvirtSocketPath(this.#lab, this.#number)
  }

  /** A libvirt URI that works outside the host, with `unix`, `tcp`, `tls` or `ssh` as its transport. */
  libvirtUri(transport: 'unix' | 'tcp' | 'tls' | 'ssh'): string {
    const address = this.address
    switch (transport) {
      case 'unix':
        return `qemu:///system?socket=${this.libvirtSocketPath}`
      case 'tcp':
        return `qemu+tcp://${address}/system`
      case 'tls':
        return `qemu+tls://${address}/system?pkipath=${join(this.#lab.dir, 'client-pki')}`
      case 'ssh':
        return `qemu+ssh://root@${address}/system?keyfile=${join(this.#lab.dir, 'ssh/id_ed25519')}&no_verify=1`
      default:
        return transport satisfies never
    }
  }

  /** Runs a program in the host to its end. A failing exit code is a result; see `run` for time-out and abort. */
  async exec(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const { cwd, env, ...rest } = options
    return run(this.#enter(argv, cwd), { ...rest, env: hostEnvironment(env) })
  }

  /** The same, and a failing exit code is an error. @returns its stdout. */
  async mustExec(argv: readonly string[], options: RunOptions = {}): Promise<string> {
    const { cwd, env, ...rest } = options
    return (await mustRun(this.#enter(argv, cwd), { ...rest, env: hostEnvironment(env) })).stdout
  }

  /** Starts a program in the host and leaves it running; it ends with the host at the latest. */
  async spawn(argv: readonly string[], options: SpawnOptions = {}): Promise<HostProcess> {
    return spawnInHost(this.#enter(argv, options.cwd), options.log, hostEnvironment(options.env))
  }

  /** @throws {LabError} when the file cannot be read. @param path as seen in the host. */
  async readFile(path: string): Promise<string> {
    // By a program in the host: an absolute link (/var/run) read through /proc/PID/root would lead into our own root.
    if (this.initPid !== undefined) return this.mustExec(['cat', '--', path])
    return readOuterFile(this.#pathWhileDown(path), 'utf8')
  }

  /** @param path as seen in the host. While it is down: its state directory, and what it wrote over the root. */
  async exists(path: string): Promise<boolean> {
    if (this.initPid !== undefined) return (await this.exec(['test', '-e', path])).exitCode === 0
    return existsSync(this.#pathWhileDown(path))
  }

  /** Pulls the power: everything in the host ends at once, its disks stay. */
  async crash(): Promise<void> {
    await cutPower(this.#lab, this.#number)
  }

  /** Switches a crashed host on again; resolves when its daemons answer. */
  async boot(): Promise<void> {
    await bootHost(this.#lab, this.#number)
  }

  /** Pulls the host's network cable out, or plugs it in. */
  async net(state: 'up' | 'down'): Promise<void> {
    await mustRun(['ip', 'link', 'set', `${this.#lab.bridge}h${this.#number}`, state])
  }

  /** kill -9 for libvirtd alone; guests run on. Resolves when it is gone. */
  async killLibvirtd(): Promise<void> {
    const script = 'pid=$(cat /run/libvirtd.pid) && kill -9 "$pid" && while [ -d "/proc/$pid" ]; do sleep 0.01; done'
    await this.mustExec(['sh', '-c', script], { timeoutMs: 20_000 })
  }

  /** Starts libvirtd, as a child of the host's init; resolves when it answers. */
  async startLibvirtd(): Promise<void> {
    const log = join(this.dir, 'libvirtd.out')
    await this.mustExec(['sh', '-c', 'setsid /usr/sbin/libvirtd --listen </dev/null >>"$1" 2>&1 &', 'sh', log])
    await libvirtdReady(this.#lab, this.#number)
  }

  /** The command that does `argv` in this host, for callers that start processes themselves. */
  enterCommand(argv: readonly string[]): string[] {
    return this.#enter(argv, undefined)
  }

  #enter(argv: readonly string[], cwd: string | undefined): string[] {
    const init = this.initPid
    if (init === undefined) throw new LabError(`${this.name} of lab ${this.#lab.name} is down`)
    return enterArgv(init, argv, { cgroups: this.#lab.cgroups, ...(cwd === undefined ? {} : { cwd }) })
  }

  #pathWhileDown(path: string): string {
    const paths = hostPaths(this.#lab, this.#number)
    const inState = path === this.#lab.stateDir || path.startsWith(`${this.#lab.stateDir}/`)
    return inState ? join(paths.state, path.slice(this.#lab.stateDir.length)) : join(paths.upper, path)
  }
}
