import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HostProcess, LabHost } from '@kilonova/lab'
import { lastLog, Service } from './service.ts'

const readyTimeoutMs = 120_000
let started = 0

export interface HostAgentOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** The `kilonova` of another build. */
  readonly program?: string
}

/** A `kilonova join` or `kilonova agent` in a lab host, driven from outside by signals. */
export class HostAgent implements AsyncDisposable {
  readonly host: LabHost
  readonly logPath: string
  readonly #process: HostProcess

  private constructor(host: LabHost, process: HostProcess, logPath: string) {
    this.host = host
    this.logPath = logPath
    this.#process = process
  }

  /** Makes the host a member and waits until its agent is ready. */
  static async join(host: LabHost, token: string, options: HostAgentOptions = {}): Promise<HostAgent> {
    const env = { ...options.env, KILONOVA_JOIN_TOKEN: token }
    return HostAgent.#untilReady(await HostAgent.launch(host, ['join', ...(options.args ?? [])], env, options.program))
  }

  /** Starts the agent of a host that is a member. */
  static async start(host: LabHost, options: HostAgentOptions = {}): Promise<HostAgent> {
    return HostAgent.#untilReady(
      await HostAgent.launch(host, ['agent', ...(options.args ?? [])], options.env, options.program),
    )
  }

  /** Starts either without waiting, for starts that end by themselves. */
  static async launch(
    host: LabHost,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    program?: string,
  ): Promise<HostAgent> {
    started += 1
    const logPath = join(host.dir, `agent-${started}.log`)
    const process = await host.spawn([...(program === undefined ? Service.program : [program]), ...args], {
      log: logPath,
      env,
    })
    return new HostAgent(host, process, logPath)
  }

  get pid(): number {
    return this.#process.pid
  }

  get exited(): Promise<number> {
    return this.#process.exited
  }

  async log(): Promise<string> {
    return readFile(this.logPath, 'utf8')
  }

  async stop(): Promise<number> {
    this.#process.kill('SIGTERM')
    return this.#process.exited
  }

  /** Any signal to the agent alone: SIGSTOP freezes it, SIGCONT lets it go on. */
  signal(name: NodeJS.Signals): void {
    this.#process.kill(name)
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#process.exited
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (existsSync(`/proc/${this.pid}`)) await this.stop()
  }

  static async #untilReady(agent: HostAgent): Promise<HostAgent> {
    const ended = agent.exited.then((code) => `it ended with ${code}`)
    for (const until = performance.now() + readyTimeoutMs; ; ) {
      if (/^ready$/m.test(await agent.log().catch(() => ''))) return agent
      const end = await Promise.race([ended, sleep(20)])
      if (end === undefined && performance.now() < until) continue
      await agent.kill()
      throw new Error(
        `the agent of ${agent.host.name} is not ready: ${end ?? 'it took too long'}\n${await lastLog(agent.logPath)}`,
      )
    }
  }
}
