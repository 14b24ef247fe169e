import { mkdir } from 'node:fs/promises'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { StoreConnection } from '../store/store.ts'

/** What is lost when a connection breaks in the middle of a commit: the sender can not tell the one from the other. */
export type Lost = 'commit' | 'answer'

/** The two ends of one connection, and how far its transaction is by what PostgreSQL said last. */
interface Joined {
  readonly near: Socket
  readonly far: Socket
  inTransaction: boolean
  /** Its transaction has written what the trap waits for. */
  hasWritten: boolean
  /** Prepared statements that change flows: later they are sent by their names alone. */
  readonly changes: Set<string>
  /** Nothing more reaches the near end, which is broken once the far one has answered. */
  isTrapped: boolean
}

interface Trap {
  readonly word: string
  readonly lost: Lost
  readonly sprung: PromiseWithResolvers<void>
}

/** The way to PostgreSQL: it can be made to swallow all that is sent, and to break in the middle of a commit. */
export class Wire implements AsyncDisposable {
  readonly connection: StoreConnection
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #cut = false
  #trap: Trap | undefined

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

  /** Swallows all that is sent, both ways, until it is mended. */
  cut(): void {
    this.#cut = true
    for (const socket of this.#sockets) socket.pause()
  }

  mend(): void {
    this.#cut = false
    for (const socket of this.#sockets) socket.resume()
  }

  /**
   * Breaks the connection by which the next change of the flow `word` is committed, alone or in a transaction.
   * @param lost `commit`: PostgreSQL never hears of it; `answer`: it is committed, and nobody is told.
   * @returns when it broke.
   */
  breakAtCommit(word: string, lost: Lost): Promise<void> {
    this.#trap = { word, lost, sprung: Promise.withResolvers<void>() }
    return this.#trap.sprung.promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #join(near: Socket, far: Socket): void {
    const joined: Joined = { near, far, inTransaction: false, hasWritten: false, changes: new Set(), isTrapped: false }
    near.on('data', (bytes) => this.#send(joined, bytes))
    far.on('data', (bytes) => this.#answer(joined, bytes))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        other.destroy()
        this.#sockets.delete(one)
      })
      if (this.#cut) one.pause()
    }
  }

  #send(joined: Joined, bytes: Buffer): void {
    noteChanges(joined.changes, bytes)
    const trap = this.#trap
    if (trap !== undefined && this.#commits(joined, trap, bytes)) {
      this.#trap = undefined
      if (trap.lost === 'commit') {
        joined.near.destroy()
        return trap.sprung.resolve()
      }
      joined.isTrapped = true
      joined.near.once('close', () => trap.sprung.resolve())
    }
    joined.far.write(bytes)
  }

  #commits(joined: Joined, { word }: Trap, bytes: Buffer): boolean {
    joined.hasWritten ||= isChange(joined.changes, bytes) && names(bytes, word)
    const alone = !joined.inTransaction && !bytes.includes('begin\0')
    return joined.hasWritten && (alone || bytes.includes('commit\0'))
  }

  #answer(joined: Joined, bytes: Buffer): void {
    const state = stateAtEnd(bytes)
    if (state !== undefined) {
      joined.inTransaction = state !== 'I'
      if (!joined.inTransaction) joined.hasWritten = false
    }
    if (!joined.isTrapped) joined.near.write(bytes)
    else if (state === 'I') joined.near.destroy()
  }
}

const change = 'update flows set '

function noteChanges(known: Set<string>, bytes: Buffer): void {
  if (!bytes.includes(change)) return
  // A statement that is prepared comes as its name and its text.
  for (const [, name = '', text = ''] of bytes.toString('latin1').matchAll(/(k[\w-]{16})\0([^\0]*)\0/g))
    if (text.includes(change)) known.add(name)
}

const isChange = (known: ReadonlySet<string>, bytes: Buffer): boolean =>
  bytes.includes(change) || [...known].some((name) => bytes.includes(name))

/** Not as one of a list, as in what is done from time to time. */
function names(bytes: Buffer, word: string): boolean {
  const at = bytes.indexOf(word)
  return at > 0 && bytes[at - 1] !== '{'.charCodeAt(0) && bytes[at - 1] !== ','.charCodeAt(0)
}

/** The last message of every answer is ReadyForQuery: `Z`, its length 5, and whether a transaction is open. */
function stateAtEnd(bytes: Buffer): string | undefined {
  const end = bytes.subarray(-6)
  return end.length === 6 && end[0] === 'Z'.charCodeAt(0) && end.readUInt32BE(1) === 5
    ? String.fromCharCode(end[5] ?? 0)
    : undefined
}
