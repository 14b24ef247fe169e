import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createLog, ImageId, ServerId } from '@kilonova/core'
import { HypervisorConnection } from '../../../src/driver/hypervisor/connection.ts'
import type { DriverParts } from '../../../src/driver/parts.ts'
import { Snapshots } from '../../../src/driver/snapshot/snapshots.ts'
import { SnapshotRecords } from '../../../src/driver/snapshot/snapshot-record.ts'
import { HostSettings } from '../../../src/settings.ts'

test('an agent that stops while it settles a snapshot tries no more after that', async (t) => {
  const instancesDirectory = await mkdtemp(join(tmpdir(), 'settling-'))
  t.after(() => rm(instancesDirectory, { recursive: true }))
  const log = createLog({ level: 'silent' })
  const listener = { up: () => Promise.resolve(), down: () => {} }
  const connection = new HypervisorConnection('test:///default?socket=/nowhere', listener, log)
  const parts = { connection, instancesDirectory, settings: HostSettings.parse({}), log } as unknown as DriverParts
  const snapshots = new Snapshots(parts, (_server, _options, work) => work())
  await new SnapshotRecords(instancesDirectory).write({
    version: 1,
    serverId: ServerId.parse(randomUUID()),
    imageId: ImageId.parse(randomUUID()),
    phase: 'taking',
    at: new Date().toISOString(),
  })
  const timers = (): number => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length
  const before = timers()
  const settling = snapshots.settle()
  snapshots.stop()
  await settling
  assert.equal(timers(), before)
})
