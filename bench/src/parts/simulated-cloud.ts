import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  type Certificate,
  controlIdentity,
  issueCertificate,
  makeAuthority,
  NatsServer,
  newBusKey,
  silentLog,
  type Store,
} from '@kilonova/core'
import { openStore, privateConnection } from '@kilonova/core/store'
import { CloudApi } from '@kilonova/journeys'
import { sql } from 'kysely'
import { familyOf, proportionalMemory } from '../harness.ts'
import type { ScaleController } from '../workers/scale-controller.ts'
import type { SimulatedHosts } from '../workers/simulated-hosts.ts'

const heartbeatMs = 2000

export const hostNames = (count: number): string[] => Array.from({ length: count }, (_, n) => `h${n + 1}`)

/** Where TLS keeps what both sides of the bus show each other. */
interface BusTls {
  readonly authority: Certificate
  readonly own: Certificate
}

/** A controller in a process of its own, its store, a bus with TLS, and hosts in another process. */
export class SimulatedCloud implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack
  readonly api: CloudApi
  /** A way to the store beside the controller's. */
  readonly store: Store
  readonly controllerPid: number
  readonly startedAfterMs: number

  private constructor(
    stack: AsyncDisposableStack,
    parts: Pick<SimulatedCloud, 'api' | 'store' | 'controllerPid' | 'startedAfterMs'>,
  ) {
    this.#stack = stack
    this.api = parts.api
    this.store = parts.store
    this.controllerPid = parts.controllerPid
    this.startedAfterMs = parts.startedAfterMs
  }

  /** @param fill writes records into the store before the controller is started on it. */
  static async start(
    directory: string,
    hosts: readonly string[],
    fill: (store: Store) => Promise<void>,
  ): Promise<SimulatedCloud> {
    await using stack = new AsyncDisposableStack()
    {
      await using store = await openStore({ stateDirectory: directory })
      await fill(store)
    }
    const keys = [controlIdentity, ...hosts].map((name) => ({ name, ...newBusKey() }))
    const tls = await makeTls()
    const server = await NatsServer.start({
      ...{ stateDirectory: directory, address: '127.0.0.1', port: 0, log: silentLog, identities: keys },
      tls: { authority: tls.authority.certificate, ...tls.own },
    })
    stack.defer(() => server.stop())
    const bus = {
      servers: [`tls://127.0.0.1:${server.port}`],
      tls: { authority: tls.authority.certificate, ...tls.own },
    }
    const seedOf = (name: string) => keys.find((key) => key.name === name)?.seed ?? ''
    const began = performance.now()
    const task: ScaleController = { stateDirectory: directory, seed: seedOf(controlIdentity), ...bus }
    const controller = start(stack, 'scale-controller.ts', [JSON.stringify(task)])
    const { url, credentials } = JSON.parse(await firstLine(controller)) as {
      url: string
      credentials: { userName: string; password: string; projectName: string }
    }
    const startedAfterMs = performance.now() - began
    const store = await openStore({ connection: privateConnection(directory), connections: 12 })
    stack.defer(() => store.close())
    const agents = start(stack, 'simulated-hosts.ts', [])
    const named = hosts.map((name) => ({ name, seed: seedOf(name) }))
    agents.stdin?.end(JSON.stringify({ ...bus, hosts: named, heartbeatMs } satisfies SimulatedHosts))
    await firstLine(agents)
    await allUp(store, hosts.length)
    const { userName: username, password, projectName: project_name } = credentials
    const api = await CloudApi.login(url, { username, password, project_name })
    const controllerPid = controller.pid ?? 0
    return new SimulatedCloud(stack.move(), { api, store, controllerPid, startedAfterMs })
  }

  /** Of the controller's process alone, in MiB: PostgreSQL is another matter. */
  async controllerMiB(): Promise<number> {
    return (await proportionalMemory([this.controllerPid])) / 2 ** 20
  }

  /** Seconds of processor that the controller and its PostgreSQL have had. */
  async cpuSeconds(): Promise<number> {
    let ticks = 0
    for (const pid of await familyOf(this.controllerPid)) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // Own time, and that of children which ended: PostgreSQL's connections come and go.
      ticks += [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0)
    }
    return ticks / 100
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync()
  }
}

async function makeTls(): Promise<BusTls> {
  const authority = await makeAuthority('kilonova-bench')
  return { authority, own: await issueCertificate(authority, ['localhost', '127.0.0.1'], 1) }
}

function start(stack: AsyncDisposableStack, worker: string, args: readonly string[]): ChildProcess {
  const path = join(import.meta.dirname, '../workers', worker)
  const child = spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  stack.defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  return child
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the worker has no stdout')
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the worker ended with ${String(code)}`)))
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  return line
}

/** Every host's first heartbeat is in the store. */
async function allUp({ db }: Store, count: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ up: number }>`select count(*)::int as up from hosts
      where last_seen_at > clock_timestamp() - interval '10 s' and session <> ''`.execute(db)
    if ((rows[0]?.up ?? 0) >= count) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
