import { connect, type Socket } from 'node:net'

/** The least that a Node client can do: framing alone, payloads copied as they are, nothing decoded. */
export class FloorClient {
  readonly #socket: Socket
  readonly #waiting = new Map<number, (payload: Buffer) => void>()
  #rest: Buffer = Buffer.alloc(0)
  #serial = 0

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#received(chunk))
  }

  static async open(path: string, uri: string): Promise<FloorClient> {
    const socket = connect(path)
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    const client = new FloorClient(socket)
    await client.call(66)
    const name = Buffer.from(uri)
    const padded = Buffer.alloc((name.length + 3) & ~3)
    name.copy(padded)
    await client.call(1, Buffer.concat([word(1), word(name.length), padded, word(0)]))
    return client
  }

  call(procedure: number, payload: Buffer = Buffer.alloc(0)): Promise<Buffer> {
    this.#serial += 1
    const packet = Buffer.allocUnsafe(28 + payload.length)
    packet.writeUInt32BE(packet.length, 0)
    packet.writeUInt32BE(0x2000_8086, 4)
    packet.writeUInt32BE(1, 8)
    packet.writeUInt32BE(procedure, 12)
    packet.writeUInt32BE(0, 16)
    packet.writeUInt32BE(this.#serial, 20)
    packet.writeUInt32BE(0, 24)
    payload.copy(packet, 28)
    this.#socket.write(packet)
    return new Promise((resolve) => this.#waiting.set(this.#serial, resolve))
  }

  close(): void {
    this.#socket.destroy()
  }

  #received(chunk: Buffer): void {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    while (data.length >= 4 && data.length >= data.readUInt32BE(0)) {
      const length = data.readUInt32BE(0)
      const serial = data.readUInt32BE(20)
      this.#waiting.get(serial)?.(Buffer.from(data.subarray(28, length)))
      this.#waiting.delete(serial)
      data = data.subarray(length)
    }
    this.#rest = data.length === 0 ? Buffer.alloc(0) : Buffer.from(data)
  }
}

export function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
