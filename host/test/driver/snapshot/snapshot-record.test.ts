import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ImageId, ServerId } from '@kilonova/core'
import { type SnapshotRecord, SnapshotRecords } from '../../../src/driver/snapshot/snapshot-record.ts'

let instances = ''
before(async () => {
  instances = await mkdtemp(join(tmpdir(), 'records-'))
})
after(() => rm(instances, { recursive: true, force: true }))

const fresh = (): SnapshotRecord => ({
  version: 1,
  serverId: ServerId.parse(randomUUID()),
  imageId: ImageId.parse(randomUUID()),
  phase: 'taking',
  at: new Date().toISOString(),
  target: 'vda',
  definition: '<domain>secret</domain>',
  frozen: true,
})

test('a record is found again as it was written, for nobody but root, in a directory that QEMU may pass through', async () => {
  const records = new SnapshotRecords(instances)
  const record = fresh()
  await records.write(record)
  await writeFile(join(records.directoryOf(record.imageId), 'delta'), 'x')
  const again = new SnapshotRecords(instances)
  assert.deepEqual(await again.all(), [record])
  assert.deepEqual(await again.read(record.imageId), record)
  const mode = async (path: string) => (await stat(path)).mode & 0o777
  assert.equal(await mode(join(records.directoryOf(record.imageId), 'snapshot.json')), 0o600)
  assert.equal(await mode(records.directoryOf(record.imageId)), 0o711)
  await again.remove(record.imageId)
  assert.deepEqual(await again.all(), [])
  assert.deepEqual(await readdir(join(instances, 'snapshots')), [])
})

test('what is no snapshot of ours is left alone, and a directory without a whole record is none, and goes', async () => {
  const records = new SnapshotRecords(instances)
  await mkdir(join(instances, 'snapshots', 'tmpnova'), { recursive: true })
  await mkdir(join(instances, 'snapshots', randomUUID()))
  assert.deepEqual(await records.all(), [])
  assert.equal(await records.read(randomUUID()), undefined)
  const cutOff = fresh()
  await records.write(cutOff)
  await writeFile(join(records.directoryOf(cutOff.imageId), 'snapshot.json'), Buffer.alloc(64))
  assert.deepEqual(await records.all(), [])
  await records.removeOrphans()
  assert.deepEqual(await readdir(join(instances, 'snapshots')), ['tmpnova'])
})
