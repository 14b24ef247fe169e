import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { InProcessBus, ServerId } from '@kilonova/core'
import type { FlowScenario } from '@kilonova/core/testing'
import { sql } from 'kysely'
import { liveMigrateFlow, type LiveMigrateInput } from '../../src/conductor/live-migration/live-migrate.ts'
import { TestAgent } from '../support/test-agent.ts'
import { connectMove, migrationRow, prepareMove } from './move-world.ts'

export default {
  async prepare(world) {
    const { serverId, migrationId } = await prepareMove(world)
    const { db } = world.store
    await db
      .updateTable('server_migrations')
      .set({ kind: 'live-migration', status: 'accepted', old_flavor: null, new_flavor: null, detail: '{}' })
      .where('id', '=', migrationId)
      .execute()
    // Where the base comes from that h2 lacks.
    await sql`update hosts set facts = facts || '{"door": {"address": "192.0.2.1", "port": 1}}'`.execute(db)
    await db.updateTable('servers').set({ task_state: 'migrating' }).where('id', '=', serverId).execute()
    const input: LiveMigrateInput = { serverId, migrationId, source: 'h1', host: 'h2', blockMigration: 'auto' }
    return { input, serverId: ServerId.parse(serverId) }
  },

  async connect(world) {
    const { parts, ...rest } = await connectMove(world)
    rest.h2.lacksBase = true
    return { flow: liveMigrateFlow(parts), ...rest }
  },

  /** One host runs the guest and has its files, the record points there, and nothing is on its way, nor a place for its base. */
  async check({ store, directory }, end, input) {
    const { serverId, migrationId } = input as LiveMigrateInput
    const server = await store.db.selectFrom('servers').selectAll().where('id', '=', serverId).executeTakeFirstOrThrow()
    const move = await migrationRow(store, migrationId)
    const bus = new InProcessBus()
    const agents = [new TestAgent(bus, { directory }), new TestAgent(bus, { name: 'h2', directory })]
    const at = (wanted: (agent: TestAgent) => boolean) => agents.filter(wanted).map(({ host }) => host)
    // Given up when the guest had gone already, it is not dragged back.
    const host = end === 'done' || move.status === 'completed' ? 'h2' : 'h1'
    assert.deepEqual(
      {
        record: [server.vm_state, server.task_state, server.host, server.power_state],
        running: at((agent) => agent.guests.get(serverId) === 'running'),
        files: at((agent) => agent.files.has(serverId)),
        status: move.status,
        copy: host === 'h2' ? move.detail['copy'] : undefined,
        held: move.held_host,
        places: at((agent) => !agent.moves.isEmpty),
        arrived: readdirSync(directory).filter((name) => name.startsWith('arrived-')),
      },
      {
        record: ['active', null, host, 'running'],
        running: [host],
        files: [host],
        status: host === 'h2' ? 'completed' : 'failed',
        copy: host === 'h2' ? 'layer' : undefined,
        held: null,
        places: [],
        arrived: [],
      },
    )
  },
} satisfies FlowScenario
