import { mkdir } from 'node:fs/promises'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { StoreConnection } from '../store/store.ts'

/** The way to PostgreSQL, which can be made to swallow all that is sent, both ways, and to let it through again. */
export class Wire implements AsyncDisposable {
  readonly connection: StoreConnection
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #cut = false

  private constructor(connection: StoreConnection, server: Server) {
    this.connection = connection
    this.#server = server
  }

  static async lay(to: StoreConnection, directory: string): Promise<Wire> {
    await mkdir(directory)
    const server = createServer()
    const wire = new Wire({ ...to, host: directory }, server)
    server.on('connection', (near) => wire.#join(near, createConnection(`${to.host}/.s.PGSQL.5432`)))
    await new Promise<void>((resolve) => server.listen(join(directory, '.s.PGSQL.5432'), resolve))
    return wire
  }

  cut(): void {
    this.#cut = true
    for (const socket of this.#sockets) socket.pause()
  }

  mend(): void {
    this.#cut = false
    for (const socket of this.#sockets) socket.resume()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #join(near: Socket, far: Socket): void {
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one)
      one.on('data', (bytes) => other.write(bytes))
      one.on('error', () => other.destroy())
      one.on('close', () => {
        other.destroy()
        this.#sockets.delete(one)
      })
      if (this.#cut) one.pause()
    }
  }
}
