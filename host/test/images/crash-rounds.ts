import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ServerSpec } from '@kilonova/core'
import { filesBelow, imageOf, makeRaw, never, openFiles, run, serverOf, sha256, testDirectory } from './kit.ts'

const child = fileURLToPath(new URL('agent-child.ts', import.meta.url))
/** The last of the random moments; making everything takes about this long once the process is up. */
const spreadMs = 700

/** Starts to make a server in another process and kills that with -9 so long after it is ready. */
async function makeAndKill(instances: string, spec: ServerSpec, afterMs: number): Promise<void> {
  const started = spawn(process.execPath, [child, instances, '{}', JSON.stringify(spec)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(started, 'close')
  await once(started.stdout, 'data')
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, afterMs))])
  started.kill('SIGKILL')
  await ended
}

/** Makes a server again and again, killed at random moments, and checks that the next create finishes each time. */
export async function surviveKills(rounds: number): Promise<void> {
  await using directory = await testDirectory()
  const at = (name: string): string => join(directory.path, name)
  await makeRaw(at('raw'), 48, 12)
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', at('raw'), at('qcow2'))
  await makeRaw(at('kernel'), 6, 3)
  const kernel = await imageOf(at('kernel'), 'aki', 2)
  const images = [await imageOf(at('qcow2'), 'qcow2', 1), await imageOf(at('raw'), 'raw', 3)] as const
  for (let round = 0; round < rounds; round += 1) {
    await run('rm', '-rf', at('instances'))
    const image = images[round % 2] ?? images[0]
    const spec = serverOf(1, image, { kernel, configDrive: true, flavor: { ephemeralGiB: 1, swapMiB: 32 } })
    const kills = 1 + (round % 2)
    for (let kill = 0; kill < kills; kill += 1) {
      await makeAndKill(at('instances'), spec, Math.random() * spreadMs)
    }
    const files = await openFiles(directory.path)
    const { disks } = await files.create(spec, { signal: never })
    const home = files.directoryOf(spec.id)
    assert.deepEqual(await filesBelow(home), [
      'console.log',
      'disk',
      'disk.config',
      'disk.eph0',
      'disk.info',
      'disk.swap',
      'disks.json',
      'kernel',
    ])
    assert.equal(await sha256(disks.kernelPath ?? ''), kernel.sha256)
    for (const disk of [disks.root, disks.ephemerals[0], disks.swap])
      await run('qemu-img', 'check', '-q', '-f', 'qcow2', disk?.path ?? '')
    const base = JSON.parse(await run('qemu-img', 'info', '--output=json', '-f', 'qcow2', disks.root.path)) as Record<
      string,
      string
    >
    await run('cmp', base['full-backing-filename'] ?? '', at('raw'))
    await run('/sbin/e2fsck', '-fn', join(at('instances'), '_base', 'ephemeral_1_40d1d2c'))
    assert.match(await run('isoinfo', '-d', '-i', disks.configDrive?.path ?? ''), /config-2/)
    await files.remove(spec.id)
    const left = (await filesBelow(at('instances'))).filter((name) => !name.startsWith('locks'))
    assert.deepEqual(
      left.filter((name) => !/^_base(\/([0-9a-f]{40}(\.json)?|ephemeral_1_40d1d2c|swap_32))?$/.test(name)),
      [],
      `round ${round}`,
    )
  }
}
