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

/** What flows work with, over a store and a host that outlive the process. */
export async function connectWorld({ store, directory }: World) {
  const bus = new InProcessBus()
  const agent = await new TestAgent(bus, { directory }).start()
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
    await agent.stop()
    await bus.close()
  }
  return { parts, agent, [Symbol.asyncDispose]: close }
}

/** A network, a host, and the record of a server that was just asked for. */
export async function prepareServer(store: Store): Promise<{ serverId: ServerId; networkId: string }> {
  await ensureDefaultNetwork(store, settings.network)
  const { id: networkId } = await store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()
  await store.db
    .insertInto('hosts')
    .values(hostRow('h1', { vcpus: 4, memoryMiB: 8192, diskGiB: 100 }))
    .execute()
  const serverId = ServerId.parse(randomUUID())
  const flavor = { ...flavorWith({ vcpus: 1, memoryMiB: 128, diskGiB: 1 }), id: 'nano', name: 'nano' }
  await store.db
    .insertInto('servers')
    .values(serverRow(flavor, { id: serverId }))
    .execute()
  return { serverId, networkId }
}
