import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FlavorSpec } from '@kilonova/core'
import type { NewServer } from '../../src/api/compute/servers/create-schema.ts'
import { localDisksOf } from '../../src/api/compute/servers/local-disks.ts'

const flavor: FlavorSpec = {
  id: '1',
  name: 'm1',
  vcpus: 1,
  memoryMiB: 128,
  rootGiB: 1,
  ephemeralGiB: 5,
  swapMiB: 64,
  extraSpecs: {},
}
const blank = (more: object) => ({ source_type: 'blank', destination_type: 'local', boot_index: -1, ...more })
const of = (disks: object[], most = 3) =>
  localDisksOf({ block_device_mapping_v2: disks } as unknown as NewServer, flavor, most)
const root = { source_type: 'image', destination_type: 'local', boot_index: 0 }

test('local disks: a mapping without blank disks leaves them to the flavor', () => {
  assert.equal(of([]), undefined)
  assert.equal(of([root]), undefined)
})

test('local disks: ephemeral disks and swap as mapped; what is not mapped is as the flavor says', () => {
  const two = [blank({ volume_size: 2, guest_format: 'xfs' }), blank({ volume_size: 3 })]
  assert.deepEqual(of([root, ...two]), {
    ephemerals: [{ sizeGiB: 2, format: 'xfs' }, { sizeGiB: 3 }],
    swapMiB: 64,
  })
  assert.deepEqual(of([root, blank({ guest_format: 'swap', volume_size: 16 })]), {
    ephemerals: [{ sizeGiB: 5 }],
    swapMiB: 16,
  })
  assert.deepEqual(of([blank({})])?.ephemerals, [{ sizeGiB: 5 }])
})

test('local disks: what does not fit is refused in Nova’s words, and a file system by naming those that there are', () => {
  const refused: [object[], RegExp][] = [
    [[blank({ volume_size: 6 })], /Ephemeral disks requested are larger than the instance type allows/],
    [[blank({ volume_size: 3 }), blank({ volume_size: 3 })], /Ephemeral disks requested are larger/],
    [[blank({ guest_format: 'swap', volume_size: 65 })], /Swap drive requested is larger/],
    [[blank({ guest_format: 'swap' }), blank({ guest_format: 'swap' })], /Swap drive requested is larger/],
    [[blank({ volume_size: 1, guest_format: 'zfs' })], /InvalidBlockDeviceFormat: "zfs".*ext4.*ntfs/],
    [[blank({ volume_size: 0 })], /at least 1 GiB/],
    [[blank({ boot_index: 0 })], /Boot sequence/],
    [
      [root, blank({ volume_size: 1 }), blank({ volume_size: 1 }), blank({ volume_size: 1 })],
      /more local devices than/,
    ],
  ]
  for (const [disks, words] of refused) {
    assert.throws(
      () => of(disks),
      (error: Error) => 'status' in error && error.status === 400 && words.test(error.message),
    )
  }
})
