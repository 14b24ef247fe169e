import { access, chmod, constants, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { type Log, silentLog } from '../log/log.ts'
import { openStore } from '../store/open-store.ts'
import { PrivateServer } from '../store/private-server.ts'
import type { Store, StoreConnection } from '../store/store.ts'

/**
 * A real PostgreSQL for one test file, with as many empty databases of our schema as are asked for: each is a copy of
 * a first one, in some 20 ms.
 *
 *     await using stores = await startTestStores()
 *     await using store = await stores.open()
 */
export class TestStores implements AsyncDisposable {
  /** Reachable by PostgreSQL's user; removed at the end. */
  readonly directory: string
  readonly #server: PrivateServer
  readonly #admin: Client
  #count = 0
  constructor(directory: string, server: PrivateServer, admin: Client) {
    this.directory = directory
    this.#server = server
    this.#admin = admin
  }

  /** A fresh database, as another process would connect to it too. */
  async fresh(): Promise<StoreConnection> {
    this.#count += 1
    const database = `test_${this.#count}`
    await this.#admin.query(`create database ${database} template first strategy file_copy`)
    return { host: this.#server.socketDirectory, user: 'kilonova', database }
  }

  async open({ log = silentLog, connections = 16 }: { log?: Log; connections?: number } = {}): Promise<Store> {
    return openStore({ connection: await this.fresh(), connections }, { log })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#admin.end()
    await this.#server.stop()
    await rm(this.directory, { recursive: true, force: true })
  }
}

/**
 * @param maxConnections of the server: all stores of the file together.
 * @param durable keeps what was committed when PostgreSQL is killed, as the real store does.
 */
export async function startTestStores({
  log = silentLog,
  maxConnections = 150,
  durable = false,
} = {}): Promise<TestStores> {
  // Nothing of a test must last through a power cut, and copying a database is mostly waiting for the disk.
  const extraSettings = durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  const directory = await mkdtemp(join(await roomyTemporaryDirectory(), 'kilonova-test-'))
  await chmod(directory, 0o711)
  const server = await PrivateServer.start({ stateDirectory: directory, maxConnections, log, extraSettings })
  const admin = new Client({ host: server.socketDirectory, user: 'kilonova', database: 'postgres' })
  admin.on('error', () => {}) // the server may be killed by the test
  await admin.connect()
  await admin.query('create database first')
  const first = await openStore({ connection: { host: server.socketDirectory, user: 'kilonova', database: 'first' } })
  await first.close()
  return new TestStores(directory, server, admin)
}

/** A database of its own is some 300 files: in memory they are copied in 20 ms, on a disk in 20 to 600. */
export async function roomyTemporaryDirectory(): Promise<string> {
  try {
    await access('/dev/shm', constants.W_OK | constants.X_OK)
    const { bavail, bsize } = await statfs('/dev/shm')
    return bavail * bsize > 2 * 1024 ** 3 ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
}
