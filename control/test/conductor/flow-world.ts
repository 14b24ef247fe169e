import { randomBytes, randomUUID } from 'node:crypto'
import { HostName, InProcessBus, newId, ServerId, silentLog, type Store } from '@kilonova/core'
import type { World } from '@kilonova/core/testing'
import type { CloudParts } from '../../src/cloud.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { Directory } from '../../src/services/identity/directory.ts'
import { Tokens } from '../../src/services/identity/tokens.ts'
import { ImageFiles } from '../../src/services/images/image-files.ts'
import { ensureDefaultNetwork } from '../../src/services/network/default-network.ts'
import { ControlSettings } from '../../src/index.ts'
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
  const host = HostName.parse('h1')
  await store.db
    .insertInto('hosts')
    .values({
      name: host,
      id: randomUUID(),
      hypervisor_hostname: 'h1.example',
      facts: JSON.stringify({ architecture: 'x86_64' }),
      vcpus: 4,
      memory_mib: 8192,
      disk_gib: 100,
      free_disk_gib: 100,
      // The suite's world has no control that hears heartbeats.
      last_seen_at: new Date(Date.now() + 3_600_000),
    })
    .execute()
  const serverId = ServerId.parse(randomUUID())
  const image = {
    id: newId<'image'>(),
    name: 'image',
    diskFormat: 'raw',
    containerFormat: 'bare',
    sizeBytes: 10,
    sha256: '0'.repeat(64),
    minDiskGiB: 0,
    minRamMiB: 0,
    properties: {},
  }
  const flavor = {
    id: 'nano',
    name: 'nano',
    vcpus: 1,
    memoryMiB: 128,
    rootGiB: 1,
    ephemeralGiB: 0,
    swapMiB: 0,
    extraSpecs: {},
  }
  await store.db
    .insertInto('servers')
    .values({
      id: serverId,
      project_id: 'p',
      user_id: 'u',
      project_name: 'p',
      user_name: 'u',
      name: 's',
      description: null,
      hostname: 's',
      vm_state: 'building',
      task_state: 'scheduling',
      host: null,
      hypervisor_hostname: null,
      requested_zone: null,
      requested_host: null,
      flavor: JSON.stringify(flavor),
      vcpus: 1,
      memory_mib: 128,
      disk_gib: 1,
      image_id: image.id,
      image: JSON.stringify(image),
      kernel: null,
      ramdisk: null,
      metadata: '{}',
      key_name: null,
      public_keys: '{}',
      user_data: null,
      config_drive: false,
      locked_by: null,
      locked_reason: null,
      scheduler_hints: '{}',
      reservation_id: 'r-1',
      fault: null,
      launched_at: null,
      terminated_at: null,
      deleted_at: null,
    })
    .execute()
  return { serverId, networkId }
}
