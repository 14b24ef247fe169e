import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DiskFacts, Fault, type FlavorSpec, type LocalDisks } from '@kilonova/core'
import { refuseShrinking, swapStays, wantedBytes } from '../../../src/driver/resize/disk-list.ts'

const gib = 2 ** 30
const mib = 2 ** 20

const flavor: FlavorSpec = {
  id: '2',
  name: 'large',
  vcpus: 1,
  memoryMiB: 128,
  rootGiB: 2,
  ephemeralGiB: 4,
  swapMiB: 64,
  extraSpecs: {},
}

const disk = (name: string, kind: DiskFacts['kind'], virtDiskSizeBytes: number): DiskFacts => ({
  name,
  kind,
  path: `/instances/${name}`,
  format: 'qcow2',
  readOnly: false,
  device: 'disk',
  virtDiskSizeBytes,
  diskSizeBytes: 0,
  overCommittedDiskSizeBytes: virtDiskSizeBytes,
})
const root = disk('disk', 'root', gib)
const twoEphemerals = [disk('disk.eph0', 'ephemeral', gib), disk('disk.eph1', 'ephemeral', 2 * gib)]
const localDisks: LocalDisks = { ephemerals: [{ sizeGiB: 1 }, { sizeGiB: 2 }], swapMiB: 16 }

const wanted = (sizes: Parameters<typeof wantedBytes>[0], disks: readonly DiskFacts[]): number[] =>
  disks.map((one) => wantedBytes(sizes, one))

test('without a mapping, root, ephemeral disk and swap become what the flavor says', () => {
  const disks = [root, disk('disk.eph0', 'ephemeral', gib), disk('disk.swap', 'swap', 16 * mib)]
  assert.deepEqual(wanted({ flavor }, disks), [2 * gib, 4 * gib, 64 * mib])
  assert.deepEqual(wanted({ flavor: { ...flavor, rootGiB: 0 } }, [root]), [gib])
})

test('mapped ephemeral disks and swap keep their sizes, and the root grows', () => {
  const swap = disk('disk.swap', 'swap', 16 * mib)
  const disks = [root, ...twoEphemerals, swap]
  assert.deepEqual(wanted({ flavor, localDisks }, disks), [2 * gib, gib, 2 * gib, 16 * mib])
  assert.equal(swapStays({ flavor, localDisks }, swap), false, 'a mapped swap disk travels')
  assert.equal(swapStays({ flavor }, swap), true, 'another size is made anew')
  refuseShrinking({ flavor, localDisks }, disks)
})

test('a flavor with less than a disk, or than all mapped disks together, is refused with both sizes', () => {
  const refused = (fields: Record<string, unknown>, work: () => void): void =>
    assert.throws(work, (error) => {
      assert.ok(error instanceof Fault)
      assert.equal(error.kind, 'invalid')
      assert.deepEqual(error.fields, fields)
      return true
    })
  const small = { ...flavor, ephemeralGiB: 2 }
  refused({ disk: 'disk.eph0, disk.eph1', sizeBytes: 3 * gib, wantedBytes: 2 * gib }, () =>
    refuseShrinking({ flavor: small, localDisks }, [root, ...twoEphemerals]),
  )
  refused({ disk: 'disk.eph1', sizeBytes: 2 * gib, wantedBytes: gib }, () =>
    refuseShrinking({ flavor: { ...flavor, ephemeralGiB: 1 } }, [root, ...twoEphemerals.slice(1)]),
  )
  refused({ disk: 'disk', sizeBytes: gib, wantedBytes: gib / 2 }, () =>
    refuseShrinking({ flavor: { ...flavor, rootGiB: 0.5 } }, [root]),
  )
})
