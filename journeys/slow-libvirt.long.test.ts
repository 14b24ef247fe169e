import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually, leftovers, nothing, TestCloud } from './src/index.ts'

const qemu = '/usr/bin/qemu-system-x86_64'
/** Longer than the agent waits for an answer of libvirt's: 60 s. */
const slowSec = 75

/**
 * libvirt asks a QEMU that is another one than it remembers what it can do, in the middle of whatever it was asked. This
 * one takes its time to say so, once.
 */
const slowOnce = `
mv ${qemu} ${qemu}.real
cat > ${qemu} <<'END'
#!/bin/sh
case " $* " in *" -machine none"*) mkdir /run/asked-once 2>/dev/null && sleep ${slowSec} ;; esac
exec ${qemu}.real "$@"
END
chmod 755 ${qemu}`

test('libvirt takes longer over a definition than anybody waits: no guest is left that no server knows', async () => {
  await using cloud = await TestCloud.start()
  const image = await cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(1024 * 1024) })
  const flavorRef = await cloud.api.flavor('m1.tiny')
  await cloud.host.mustExec(['sh', '-c', slowOnce])
  const began = performance.now()
  const id = await cloud.api.create({ name: 'slow', imageRef: image, flavorRef })
  const server = await cloud.api.until(id, ['ACTIVE', 'ERROR'], 150_000)
  assert.equal(server['status'], 'ACTIVE', JSON.stringify(server['fault']))
  assert.ok(performance.now() - began > slowSec * 1000, 'libvirt was not slow, and nothing was tried')
  await cloud.api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
})

test('a server deleted while libvirt takes long over its definition is gone in the end, its guest too', async () => {
  await using cloud = await TestCloud.start()
  const image = await cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(1024 * 1024) })
  const flavorRef = await cloud.api.flavor('m1.tiny')
  await cloud.host.mustExec(['sh', '-c', slowOnce])
  const id = await cloud.api.create({ name: 'slow', imageRef: image, flavorRef })
  await sleep(3000)
  await cloud.api.delete(id, 150_000)
  await sleep(slowSec * 1000)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
})
