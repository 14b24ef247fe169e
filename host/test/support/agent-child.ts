/** An agent as a process of its own inside a lab host; a test speaks to its bus over a unix socket, a line a message. */
import { createServer, type Socket } from 'node:net'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createLog, encodeFault, type HostName, type HostOperation, hostSubject, InProcessBus } from '@kilonova/core'
import { HostSettings, startAgent } from '../../src/index.ts'

interface Asked {
  readonly id: number
  readonly operation?: HostOperation
  readonly body?: unknown
  readonly deadlineMs?: number
  /** Aborts the request of that id. */
  readonly cancel?: number
}

const [socketPath = '', stateDirectory = '', host = 'h1', settingsJson = '{}'] = process.argv.slice(2)
const bus = new InProcessBus()
const clients = new Set<Socket>()
await bus.subscribe('events.>', (subject, body) => {
  for (const client of clients) client.write(`${JSON.stringify({ subject, body, at: Date.now() })}\n`)
})
const agent = await startAgent({
  bus,
  settings: HostSettings.parse(JSON.parse(settingsJson)),
  stateDirectory,
  libvirtUri: 'qemu:///system',
  host,
  log: createLog({ level: 'debug' }),
})

rmSync(socketPath, { force: true })
const server = createServer((socket) => {
  clients.add(socket)
  const running = new Map<number, AbortController>()
  socket.on('close', () => clients.delete(socket)).on('error', () => socket.destroy())
  createInterface({ input: socket }).on('line', (line) => {
    const asked = JSON.parse(line) as Asked
    if (asked.cancel !== undefined) running.get(asked.cancel)?.abort(new Error('the test gave up'))
    else void answer(socket, asked, running)
  })
})
server.listen(socketPath)

async function answer(socket: Socket, asked: Asked, running: Map<number, AbortController>): Promise<void> {
  const { id, operation = 'describe', body, deadlineMs = 60_000 } = asked
  const controller = new AbortController()
  running.set(id, controller)
  const began = performance.now()
  const reply = (end: object): void => {
    if (socket.writable) socket.write(`${JSON.stringify({ id, tookMs: performance.now() - began, ...end })}\n`)
  }
  try {
    const subject = hostSubject(host as HostName, operation)
    reply({ ok: true, answer: await bus.request(subject, body, { deadlineMs, signal: controller.signal }) })
  } catch (error) {
    reply({ ok: false, fault: encodeFault(error) })
  } finally {
    running.delete(id)
  }
}

process.once('SIGTERM', () => {
  void agent.stop().then(() => process.exit(0))
})
