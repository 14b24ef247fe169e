import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PacketParser } from '../../src/protocol/frame.ts'
import { remote } from '../../src/protocol/generated/remote.js'
import { Session, type SessionHooks, type SessionOptions } from '../../src/session/session.ts'
import { openSocket } from '../../src/transport/socket.ts'

export interface Call {
  readonly program: number
  readonly procedure: number
  readonly type: number
  readonly serial: number
  readonly status: number
  readonly payload: Buffer
}

/** The other end of a real unix socket, which answers as the test says. */
export class FakeDaemon {
  readonly path: string
  readonly #folder: string
  readonly #server: Server
  /** The newest. */
  #socket: Socket | undefined
  readonly #from = new WeakMap<Call, Socket>()
  #accepted = 0
  readonly calls: Call[] = []
  onCall: (call: Call) => void = () => {}
  /** The other side has closed. */
  hungUp = false

  private constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'fake-daemon-'))
    this.path = join(this.#folder, 'sock')
    this.#server = createServer((socket) => {
      this.#socket = socket
      this.#accepted += 1
      socket.on('error', () => undefined)
      socket.on('close', () => (this.hungUp = true))
      const parser = new PacketParser((header, buffer, start, end) => {
        const call = { ...header, payload: Buffer.from(buffer.subarray(start, end)) }
        this.#from.set(call, socket)
        this.calls.push(call)
        this.onCall(call)
      })
      socket.on('data', (chunk: Buffer) => parser.push(chunk))
    })
  }

  static async start(): Promise<FakeDaemon> {
    const daemon = new FakeDaemon()
    await new Promise<void>((resolve) => daemon.#server.listen(daemon.path, resolve))
    return daemon
  }

  async session(options: Partial<SessionOptions> = {}, hooks: Partial<SessionHooks> = {}): Promise<Session> {
    const before = this.#accepted
    const transport = await openSocket({ path: this.path }, AbortSignal.timeout(30_000))
    while (this.#accepted === before) await once(this.#server, 'connection')
    const all = { maxSlowCalls: 4, timeoutMs: 0, keepalive: { intervalMs: 0, count: 5 }, ...options }
    return new Session(transport, all, { message: () => undefined, explain: (error) => error, ...hooks })
  }

  send(
    call: Partial<Call>,
    payload: Buffer = Buffer.alloc(0),
    after: Buffer = Buffer.alloc(0),
    socket: Socket | undefined = this.#socket,
  ): void {
    const head = Buffer.alloc(28)
    head.writeUInt32BE(28 + payload.length, 0)
    head.writeUInt32BE(call.program ?? 0x2000_8086, 4)
    head.writeUInt32BE(1, 8)
    head.writeInt32BE(call.procedure ?? 1, 12)
    head.writeUInt32BE(call.type ?? 1, 16)
    head.writeUInt32BE(call.serial ?? 0, 20)
    head.writeUInt32BE(call.status ?? 0, 24)
    socket?.write(Buffer.concat([head, payload, after]))
  }

  /** On the connection that the call came by. */
  reply(call: Call, payload?: Buffer): void {
    this.send({ ...call, type: 1, status: 0 }, payload, undefined, this.#from.get(call))
  }

  /** What `connect` asks before it is open. @returns false when the call is another. */
  answerOpening(call: Call): boolean {
    const answers = new Map([
      [remote.authList.number, Buffer.concat([u32(1), u32(0)])],
      [remote.connectSupportsFeature.number, u32(0)],
      [remote.connectOpen.number, undefined],
      [remote.connectGetLibVersion.number, u64(9_000_000n)],
    ])
    if (call.program !== remote.authList.program || !answers.has(call.procedure)) return false
    this.reply(call, answers.get(call.procedure))
    return true
  }

  raw(bytes: Uint8Array): void {
    this.#socket?.write(bytes)
  }

  hangUp(): void {
    this.#socket?.destroy()
  }

  stop(): void {
    this.#socket?.destroy()
    this.#server.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}
