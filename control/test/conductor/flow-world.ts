import { randomBytes, randomUUID } from 'node:crypto'
import { InProcessBus, ServerId, silentLog, type Store } from '@kilonova/core'
import type { World } from '@kilonova/core/testing'
import type { CloudParts } from '../../src/cloud.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { Directory } from '../../src/services/identity/directory.ts'
import { Tokens } from '../../src/services/identity/tokens.ts'
import { ImageFiles } from '../../src/services/images/image-files.ts'
import { SharedReads } from '../../src/services/shared-reads.ts'
import { ensureDefaultNetwork } from '../../src/services/network/default-network.ts'
import { ControlSettings } from '../../src/index.ts'
import { flavorWith, hostRow, serverRow } from '../support/rows.ts'
import { TestAgent } from '../support/test-agent.ts'

const settings = ControlSettings.parse({})

/** The hosts of one world: controllers that are there at the same time meet the same ones, as they do in life. */
class Hosts {
  static readonly #byDirectory = new Map<string, Hosts>()
  readonly bus = new InProcessBus()
  readonly #directory: string
  readonly #agents = new Map<string, Promise<TestAgent>>()
  #users = 0
  private constructor(directory: string) {
    this.#directory = directory
  }

  static meet(directory: string): Hosts {
    const hosts = Hosts.#byDirectory.get(directory) ?? new Hosts(directory)
    Hosts.#byDirectory.set(directory, hosts)
    hosts.#users += 1
    return hosts
  }

  agent(name?: string): Promise<TestAgent> {
    const key = name ?? 'h1'
    const options = { directory: this.#directory, ...(name === undefined ? {} : { name }) }
    const there = this.#agents.get(key) ?? new TestAgent(this.bus, options).start()
    this.#agents.set(key, there)
    return there
  }

  async leave(): Promise<void> {
    this.#users -= 1
    if (this.#users > 0) return
    Hosts.#byDirectory.delete(this.#directory)
    for (const agent of this.#agents.values()) await (await agent).stop()
    await this.bus.close()
  }
}

/** What flows work with, over a store and hosts that outlive the process. */
export async function connectWorld({ store, directory }: World) {
  const hosts = Hosts.meet(directory)
  const { bus } = hosts
  const agent = await hosts.agent()
  const tokens = await Tokens.open(store, randomBytes(32))
  const parts: CloudParts = {
    store,
    bus,
    log: silentLog,
    settings,
    scheduler: new Scheduler(store, settings.scheduler, silentLog),
    reads: new SharedReads(),
    tokens,
    directory: new Directory(store),
    imageFiles: await ImageFiles.open(directory),
    sealKey: Buffer.alloc(32, 1),
    inspectImage: undefined,
    manyHosts: undefined,
  }
  const close = async () => {
    await tokens[Symbol.asyncDispose]()
    await hosts.leave()
  }
  return { parts, agent, hosts, [Symbol.asyncDispose]: close }
}

/** A network, hosts `h1` and on, and the record of a server that was just asked for. */
export async function prepareServer(store: Store, hosts = 1): Promise<{ serverId: ServerId; networkId: string }> {
  await ensureDefaultNetwork(store, settings.network)
  const { id: networkId } = await store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()
  await store.db
    .insertInto('hosts')
    .values(
      Array.from({ length: hosts }, (_, index) =>
        hostRow(`h${index + 1}`, { vcpus: 4, memoryMiB: 8192, diskGiB: 100 }),
      ),
    )
    .execute()
  const serverId = ServerId.parse(randomUUID())
  const flavor = { ...flavorWith({ vcpus: 1, memoryMiB: 128, diskGiB: 1 }), id: 'nano', name: 'nano' }
  await store.db
    .insertInto('servers')
    .values(serverRow(flavor, { id: serverId }))
    .execute()
  return { serverId, networkId }
}
