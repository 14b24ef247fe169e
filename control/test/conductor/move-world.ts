import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { InProcessBus, type Store } from '@kilonova/core'
import type { World } from '@kilonova/core/testing'
import type { MoveInput } from '../../src/conductor/resize/move-parts.ts'
import { TestAgent } from '../support/test-agent.ts'
import { connectWorld, prepareServer } from './flow-world.ts'

const flavor = (name: string, vcpus: number) => ({
  id: name,
  name,
  vcpus,
  memoryMiB: 128 * vcpus,
  rootGiB: vcpus,
  ephemeralGiB: 0,
  swapMiB: 0,
  extraSpecs: {},
})

/** A server that runs on h1, a second host, and a request to make it larger on the other host. */
export async function prepareMove({ store, directory }: World): Promise<MoveInput & { serverId: string }> {
  const { serverId } = await prepareServer(store)
  const first = await store.db.selectFrom('hosts').selectAll().where('name', '=', 'h1').executeTakeFirstOrThrow()
  await store.db
    .insertInto('hosts')
    .values({
      name: 'h2',
      id: randomUUID(),
      hypervisor_hostname: 'h2.example',
      facts: JSON.stringify(first.facts),
      vcpus: 4,
      memory_mib: 8192,
      disk_gib: 100,
      free_disk_gib: 100,
      last_seen_at: first.last_seen_at,
    })
    .execute()
  await store.db
    .updateTable('servers')
    .set({ vm_state: 'active', task_state: 'resize_prep', power_state: 'running', host: 'h1' })
    .where('id', '=', serverId)
    .execute()
  await using here = await connectMove({ store, directory })
  here.h1.files.add(serverId)
  here.h1.guests.set(serverId, 'running')
  here.h1.save()
  const migrationId = randomUUID()
  await store.db
    .insertInto('server_migrations')
    .values({
      id: migrationId,
      server_id: serverId,
      kind: 'resize',
      status: 'pre-migrating',
      source_host: 'h1',
      destination_host: null,
      old_flavor: JSON.stringify(flavor('nano', 1)),
      new_flavor: JSON.stringify(flavor('small', 2)),
      flow_id: null,
      user_id: 'u',
      project_id: 'p',
      held_host: null,
      detail: JSON.stringify({ running: true, only: 'h2' }),
    })
    .execute()
  return { serverId, migrationId }
}

export async function connectMove(world: World) {
  const { parts, agent: h1, hosts, ...rest } = await connectWorld(world)
  return { parts, h1, h2: await hosts.agent('h2'), hosts, ...rest }
}

type Where = 'at its source' | 'at both until confirmed' | 'at its destination'

/** Its records, and what the two hosts have: one guest that runs, and the files that go with the place. */
export async function checkMove({ store, directory }: World, input: MoveInput, where: Where): Promise<void> {
  const { serverId, migrationId } = input
  const server = await store.db.selectFrom('servers').selectAll().where('id', '=', serverId).executeTakeFirstOrThrow()
  const move = await migrationRow(store, migrationId)
  const bus = new InProcessBus()
  const [h1, h2] = ['host', 'h2'].map((name) => new TestAgent(bus, { ...(name === 'host' ? {} : { name }), directory }))
  assert.ok(h1 !== undefined && h2 !== undefined)
  const running = [h1, h2].filter((host) => host.guests.get(serverId) === 'running').map(({ host }) => host)
  const files = [h1, h2].filter((host) => host.files.has(serverId)).map(({ host }) => host)
  const aside = [h1, h2].filter((host) => host.moves.aside.size > 0).map(({ host }) => host)
  const seen = {
    record: [server.vm_state, server.task_state, server.host, server.vcpus, server.disk_gib, server.power_state],
    held: [move.held_host, move.held_vcpus],
    running,
    files,
    aside,
    incoming: h1.moves.incoming.size + h2.moves.incoming.size,
  }
  const wanted = {
    'at its source': {
      record: ['active', null, 'h1', 1, 1, 'running'],
      held: [null, 0],
      running: ['h1'],
      files: ['h1'],
      aside: [],
      incoming: 0,
    },
    'at both until confirmed': {
      record: ['resized', null, 'h2', 2, 2, 'running'],
      held: ['h1', 1],
      running: ['h2'],
      files: ['h2'],
      aside: ['h1'],
      incoming: 0,
    },
    'at its destination': {
      record: ['active', null, 'h2', 2, 2, 'running'],
      held: [null, 0],
      running: ['h2'],
      files: ['h2'],
      aside: [],
      incoming: 0,
    },
  }[where]
  assert.deepEqual(seen, wanted)
}

export const migrationRow = (store: Store, id: string) =>
  store.db.selectFrom('server_migrations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
