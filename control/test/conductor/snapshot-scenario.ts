import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InProcessBus, newId } from '@kilonova/core'
import type { FlowScenario } from '@kilonova/core/testing'
import { snapshotFlow, type SnapshotInput } from '../../src/conductor/snapshot.ts'
import { insertSnapshotImage } from '../../src/services/images/snapshot-images.ts'
import { TestAgent } from '../support/test-agent.ts'
import { connectWorld, prepareServer } from './flow-world.ts'

export default {
  async prepare({ store, directory }) {
    const { serverId } = await prepareServer(store)
    const imageId = newId<'image'>()
    const active = {
      host: 'h1',
      vm_state: 'active',
      task_state: 'image_snapshot_pending',
      power_state: 'running',
    } as const
    await store.db.updateTable('servers').set(active).where('id', '=', serverId).execute()
    await store.transaction(async (trx) => {
      const server = await trx.selectFrom('servers').selectAll().where('id', '=', serverId).executeTakeFirstOrThrow()
      const asked = { userId: 'u', projectId: 'p', kind: 'snapshot', metadata: {}, nonInheritable: [] } as const
      await insertSnapshotImage(trx, server, { id: imageId, name: 'made', ...asked })
    })
    await writeFile(
      join(directory, 'host.json'),
      JSON.stringify({ files: [serverId], guests: [[serverId, 'running']] }),
    )
    return { input: { serverId, imageId, kind: 'snapshot' } satisfies SnapshotInput, serverId }
  },

  async connect(world) {
    const { parts, ...rest } = await connectWorld(world)
    return { flow: snapshotFlow(parts), ...rest }
  },

  async check({ store, directory }, end, input) {
    const { serverId, imageId } = input as SnapshotInput
    const server = await store.db.selectFrom('servers').selectAll().where('id', '=', serverId).executeTakeFirstOrThrow()
    assert.deepEqual([server.vm_state, server.task_state, server.host], ['active', null, 'h1'])
    const host = new TestAgent(new InProcessBus(), { directory })
    assert.deepEqual([[...host.snapshots], [...host.guests]], [[], [[serverId, 'running']]])
    const images = await store.db.selectFrom('images').selectAll().execute()
    const files = await readdir(join(directory, 'images'))
    if (end === 'failed') return assert.deepEqual([images, files], [[], []])
    const [image] = images
    assert.deepEqual([images.length, image?.id, image?.status, files], [1, imageId, 'active', [imageId]])
    const bytes = await readFile(join(directory, 'images', imageId))
    assert.equal(image?.sha256, createHash('sha256').update(bytes).digest('hex'))
    return undefined
  },
} satisfies FlowScenario
