import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { kvm } from '../../src/doctor/checks/hypervisor.ts'
import { hasQemuUser, isKvmShut } from '../../src/doctor/qemu-user.ts'

test('whether QEMU’s user may open the device is asked as that user, and doctor says it', async () => {
  assert.ok(await hasQemuUser(), 'Debian’s libvirt package is there')
  const directory = await mkdtemp('/var/tmp/kilonova-kvm-')
  try {
    await chmod(directory, 0o711)
    const device = join(directory, 'kvm')
    assert.equal(await isKvmShut(device), false, 'nothing there is nothing shut')
    await writeFile(device, '', { mode: 0o600 })
    assert.equal(await isKvmShut(device), true)
    await chmod(device, 0o666)
    assert.equal(await isKvmShut(device), false)
  } finally {
    await rm(directory, { recursive: true })
  }
  const { signal } = new AbortController()
  const listen = { address: '127.0.0.1', port: 8774 }
  const found = await kvm.run({ env: process.env, stateDirectory: '/', listen, libvirtUri: undefined, signal })
  assert.equal(/shut for QEMU/.test(found.says) && /chgrp kvm/.test(found.next ?? ''), await isKvmShut())
})
