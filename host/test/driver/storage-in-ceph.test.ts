import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HostName, type MovingDisk, ServerId } from '@kilonova/core'
import { checkCeph } from '../../src/driver/migrate/check-ceph.ts'
import { refuseOtherStorage } from '../../src/driver/resize/disks-in-ceph.ts'
import { CephDisks, loginOf } from '../../src/images/moving/ceph-disks.ts'
import type { Disk } from '../../src/images/server-files.ts'
import { RbdSettings } from '../../src/images/settings.ts'

const [fsid, otherFsid] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const ceph = new CephDisks(RbdSettings.parse({ fsid, pool: 'vms' }))
const spec = { id: ServerId.parse('92fc4f8a-ac3e-48e1-87d8-6f1c0892aaf9') }
const destination = HostName.parse('h2')
const described = { name: 'disk', sizeBytes: 2 ** 30, readOnly: false, device: 'disk' } as const
const inCeph = ceph.adopt(described, `${spec.id}_disk`)
const inFile: Disk = { ...described, path: `/instances/${spec.id}/disk`, format: 'qcow2' }

const refusing = (root: Disk, here: CephDisks | undefined, there?: { fsid: string; pool: string }): (() => void) => {
  const files = here === undefined ? {} : { ceph: here }
  const asked = { spec, destination, ...(there === undefined ? {} : { ceph: there }) }
  return () => refuseOtherStorage({ files }, asked, { root })
}

test('cold: disks move only between hosts that keep them in one way, and the refusal names both', () => {
  refusing(inCeph, ceph, { fsid, pool: 'vms' })()
  refusing(inFile, undefined)()
  assert.throws(refusing(inCeph, ceph), /not moved: its disks are in Ceph, and h2 keeps none there/)
  assert.throws(refusing(inCeph, ceph, { fsid, pool: 'slow' }), /pool vms of .*, those of h2 in pool slow of /)
  assert.throws(refusing(inCeph, ceph, { fsid: otherFsid, pool: 'vms' }), new RegExp(`${fsid}.*${otherFsid}`))
  assert.throws(refusing(inCeph, undefined, { fsid, pool: 'vms' }), /has no backend for them any more/)
  assert.throws(
    refusing(inFile, undefined, { fsid, pool: 'vms' }),
    /its disks are files, and h2 keeps its disks in Ceph/,
  )
  assert.throws(refusing(inFile, ceph, { fsid, pool: 'vms' }), /its disks are files/)
})

test('live: a destination without Ceph, of another cluster or with another login is refused before it is asked', async () => {
  const place = {
    fsid,
    pool: 'vms',
    image: `${spec.id}_disk`,
    login: loginOf(inCeph.rbd ?? assert.fail()),
    watchers: [],
  }
  const disk: MovingDisk = {
    ...described,
    format: 'raw',
    allocatedBytes: 0,
    anywhere: true,
    backing: { kind: 'none' },
    ceph: place,
  }
  const { signal } = new AbortController()
  const told = (here: CephDisks | undefined, more: object = {}): Promise<string[]> =>
    checkCeph(here, { disks: [{ ...disk, ceph: { ...place, ...more } }] }, signal)
  assert.deepEqual(await told(undefined), ['its disks are in Ceph, and this host keeps none there'])
  assert.match((await told(ceph, { fsid: otherFsid })).join('; '), /those of this host in pool vms of /)
  assert.match((await told(ceph, { pool: 'slow' })).join('; '), /pool slow of Ceph cluster/)
  const other = new CephDisks(RbdSettings.parse({ fsid, pool: 'vms', user: 'cinder' }))
  assert.match((await told(other)).join('; '), /login at Ceph or the monitors are set otherwise/)
  const { ceph: _, ...unknown } = disk
  assert.match((await checkCeph(ceph, { disks: [unknown] }, signal)).join('; '), /do not say where disk is in Ceph/)
  assert.deepEqual(await checkCeph(undefined, { disks: [{ ...unknown, anywhere: false }] }, signal), [])
})
