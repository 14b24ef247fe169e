import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixedDevicesName, readFixedDevices, writeFixedDevices } from '../../../src/driver/plan/fixed-devices.ts'
import type { FixedDevices } from '../../../src/driver/plan/guest-plan.ts'

const devices: FixedDevices = {
  machine: 'pc-q35-7.2',
  firmware: 'bios',
  diskBus: 'virtio',
  cdromBus: 'sata',
  inputBus: 'usb',
  pointer: 'tablet',
  videoModel: 'virtio',
  nicModel: 'virtio',
}

test('what a guest keeps from its first boot on is written when it changes, and not at every start', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'fixed-devices-'))
  t.after(() => rm(directory, { recursive: true }))
  const inode = async (): Promise<number> => (await stat(join(directory, fixedDevicesName))).ino
  await writeFixedDevices(directory, devices)
  const first = await inode()
  await writeFixedDevices(directory, devices)
  assert.equal(await inode(), first)
  const other = { ...devices, diskBus: 'scsi' } as const
  await writeFixedDevices(directory, other)
  assert.deepEqual(await readFixedDevices(directory), other)
  assert.notEqual(await inode(), first)
})
