import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWish } from '../../src/api/compute/servers/live-migrate.ts'
import { forecastMove } from '../../src/conductor/live-migration/forecast-move.ts'

const MiB = 2 ** 20
const facts = (dirtyMiBps: number, linkMiBps: number) => ({
  guest: { memoryMiB: 512, usedMemoryBytes: 100 * MiB, dirtyBytesPerSec: dirtyMiBps * MiB, disks: [] },
  copy: 'none' as const,
  linkBytesPerSec: linkMiBps * MiB,
  overheadMs: 400,
  maxDowntimeMs: 500,
  standsStill: false,
})

test('forecast: more dirt takes longer, and what is written faster than it is sent never ends', () => {
  const idle = forecastMove(facts(0, 100))
  const busy = forecastMove(facts(50, 100))
  assert.ok(idle.ends && busy.ends)
  assert.ok(idle.totalMs > 1000 && idle.totalMs < 2500, String(idle.totalMs))
  assert.ok(busy.totalMs > idle.totalMs + 500)
  assert.equal(forecastMove(facts(200, 100)).ends, false)
})

test('forecast: a guest that stands still meanwhile is sent once, and all of that is standstill', () => {
  const still = forecastMove({ ...facts(200, 100), standsStill: true })
  assert.equal(still.ends, true, 'it writes nothing meanwhile')
  assert.ok(still.downtimeMs > 1000 && still.downtimeMs < 2000, String(still.downtimeMs))
  assert.ok(still.totalMs > still.downtimeMs)
})

test('forecast: a base that only its host has is sent as well', () => {
  const backing = { kind: 'image', sourceSha256: '', format: 'raw', virtualSizeBytes: 500 * MiB } as const
  const about = { name: 'disk', format: 'qcow2', readOnly: false, device: 'disk', anywhere: false } as const
  const disk = { ...about, sizeBytes: 1024 * MiB, allocatedBytes: 100 * MiB, backing }
  const { guest, ...rest } = facts(0, 100)
  const layer = { ...rest, guest: { ...guest, disks: [disk] }, copy: 'layer' as const }
  const longer = forecastMove({ ...layer, baseFromSource: true }).totalMs - forecastMove(layer).totalMs
  assert.equal(longer, 5000)
})

test('os-migrateLive by microversion: auto from 2.25, disk_over_commit before, force from 2.30 to 2.67', () => {
  const old = { host: 'h2', block_migration: true, disk_over_commit: false }
  assert.deepEqual(readWish(1, old), { host: 'h2', blockMigration: 'yes', force: false })
  assert.throws(() => readWish(1, { host: 'h2', block_migration: 'auto', disk_over_commit: false }))
  assert.throws(() => readWish(25, old), /disk_over_commit/)
  assert.deepEqual(readWish(25, { host: null, block_migration: 'auto' }).blockMigration, 'auto')
  assert.throws(() => readWish(25, { host: 'h2', block_migration: 'auto', force: true }), /force/)
  assert.equal(readWish(30, { host: 'h2', block_migration: 'False', force: true }).force, true)
  assert.throws(() => readWish(68, { host: 'h2', block_migration: 'auto', force: true }), /force/)
  assert.throws(() => readWish(68, { block_migration: 'auto' }), /host/)
})
