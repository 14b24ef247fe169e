import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  decodeFault,
  Fault,
  type FaultRecord,
  type GuestEvent,
  type HostAnswer,
  type HostOperation,
  type HostRequest,
} from '@kilonova/core'
import { type HostProcess, type Lab, type LabHost, repositoryRoot } from '@kilonova/lab'

interface Reply {
  readonly id: number
  readonly ok: boolean
  readonly answer?: unknown
  readonly fault?: FaultRecord
  readonly tookMs: number
}

interface Told {
  readonly subject: string
  readonly body: unknown
  readonly at: number
}

export interface AskOptions {
  readonly deadlineMs?: number
  readonly signal?: AbortSignal
}

let count = 0

/** An agent running in a lab host, as a test sees it. */
export class AgentProcess implements AsyncDisposable {
  readonly process: HostProcess
  readonly logPath: string
  readonly events: Told[] = []
  /** Of the last answer, inside the agent's process. */
  lastTookMs = 0
  readonly #socket: Socket
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  readonly #listeners = new Set<() => void>()
  #nextId = 1

  private constructor(process: HostProcess, logPath: string, socket: Socket) {
    this.process = process
    this.logPath = logPath
    this.#socket = socket
    createInterface({ input: socket })
      .on('line', (line) => this.#take(JSON.parse(line) as Reply | Told))
      // A killed agent resets the connection; readline passes the socket's errors on.
      .on('error', () => socket.destroy())
    const lost = (): void => {
      for (const [id, waiting] of this.#waiting) {
        waiting({ id, ok: false, fault: { kind: 'hostAway', message: 'the agent ended' }, tookMs: 0 })
      }
    }
    socket.on('close', lost).on('error', () => socket.destroy())
  }

  /** Starts one and waits until its bus answers, and it has reached its libvirtd. */
  static async start(lab: Lab, host: LabHost, settings: object = {}): Promise<AgentProcess> {
    count += 1
    const logPath = join(lab.dir, `agent-${host.name}-${count}.log`)
    const socketPath = join(lab.dir, `agent-${host.name}-${count}.sock`)
    const program = join(repositoryRoot, 'host/test/support/agent-child.ts')
    const command = ['node', program, socketPath, '/var/lib/kilonova', host.name, JSON.stringify(settings)]
    const child = await host.spawn(command, { log: logPath })
    const agent = new AgentProcess(child, logPath, await untilConnected(socketPath, child, logPath))
    await agent.untilHypervisor()
    return agent
  }

  /** A request waits for libvirtd for 3 s, and is refused then: on a busy machine it takes longer to come back. */
  async untilHypervisor(): Promise<void> {
    for (const until = Date.now() + 120_000; ; ) {
      try {
        await this.ask('listGuests', {})
        return
      } catch (error) {
        if (!(error instanceof Fault) || error.kind !== 'hypervisorAway' || Date.now() > until) throw error
      }
    }
  }

  async ask<O extends HostOperation>(
    operation: O,
    body: HostRequest<O>,
    options: AskOptions = {},
  ): Promise<HostAnswer<O>> {
    const id = this.#nextId
    this.#nextId += 1
    const reply = await new Promise<Reply>((resolve) => {
      this.#waiting.set(id, resolve)
      options.signal?.addEventListener('abort', () => this.#socket.write(`${JSON.stringify({ id: 0, cancel: id })}\n`))
      this.#socket.write(`${JSON.stringify({ id, operation, body, deadlineMs: options.deadlineMs ?? 120_000 })}\n`)
    })
    this.#waiting.delete(id)
    this.lastTookMs = reply.tookMs
    if (reply.fault !== undefined) throw decodeFault(reply.fault)
    return reply.answer as HostAnswer<O>
  }

  /** Waits for a guest event, also one that came before. */
  async untilEvent(wanted: (event: GuestEvent) => boolean, timeoutMs = 120_000): Promise<Told> {
    const find = (): Told | undefined =>
      this.events.find((told) => told.subject.endsWith('.guest') && wanted(told.body as GuestEvent))
    const until = Date.now() + timeoutMs
    for (let found = find(); ; found = find()) {
      if (found !== undefined) return found
      if (Date.now() > until) throw new Error(`no such event among ${JSON.stringify(this.events.slice(-20))}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1000)
        this.#listeners.add(() => {
          clearTimeout(timer)
          resolve()
        })
      })
      this.#listeners.clear()
    }
  }

  kill(signal: NodeJS.Signals): Promise<number> {
    this.process.kill(signal)
    return this.process.exited
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy()
    await this.process[Symbol.asyncDispose]()
  }

  #take(message: Reply | Told): void {
    if ('subject' in message) {
      this.events.push(message)
      for (const listener of this.#listeners) listener()
    } else this.#waiting.get(message.id)?.(message)
  }
}

async function untilConnected(path: string, child: HostProcess, logPath: string): Promise<Socket> {
  let ended: number | undefined
  void child.exited.then((code) => (ended = code))
  for (const until = Date.now() + 120_000; Date.now() < until; ) {
    if (ended !== undefined) throw new Error(`the agent ended with ${ended}, see ${logPath}`)
    const socket = await new Promise<Socket | undefined>((resolve) => {
      const one = connect(path, () => resolve(one)).once('error', () => resolve(undefined))
    })
    if (socket !== undefined) return socket
    await sleep(50)
  }
  throw new Error(`the agent does not listen, see ${logPath}`)
}
