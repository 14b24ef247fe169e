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

/** What a kill may interrupt: an image to convert or to copy, a kernel, and every kind of disk. */
interface Material {
  readonly directory: string
  readonly instances: string
  /** The disk that the image at this place in the rounds holds. */
  readonly raw: string
  readonly kernelSha256: string
  readonly specs: readonly ServerSpec[]
}

async function makeMaterial(directory: string): Promise<Material> {
  const at = (name: string): string => join(directory, name)
  await makeRaw(at('raw'), 48, 12)
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', at('raw'), at('qcow2'))
  await makeRaw(at('kernel'), 6, 3)
  const kernel = await imageOf(at('kernel'), 'aki', 2)
  const images = [await imageOf(at('qcow2'), 'qcow2', 1), await imageOf(at('raw'), 'raw', 3)]
  const more = { kernel, configDrive: true, flavor: { ephemeralGiB: 1, swapMiB: 32 } }
  const specs = images.map((image) => serverOf(1, image, more))
  return { directory, instances: at('instances'), raw: at('raw'), kernelSha256: kernel.sha256, specs }
}

/** The next create finishes what was cut off, all of it is whole, and removing leaves nothing but the cache. */
async function finishes(material: Material, spec: ServerSpec, when: string): Promise<void> {
  const { directory, instances, raw, kernelSha256 } = material
  const files = await openFiles(directory)
  const { disks } = await files.create(spec, { signal: never })
  const home = files.directoryOf(spec.id)
  assert.deepEqual(
    await filesBelow(home),
    ['console.log', 'disk', 'disk.config', 'disk.eph0', 'disk.info', 'disk.swap', 'disks.json', 'kernel'],
    when,
  )
  assert.equal(await sha256(disks.kernelPath ?? ''), kernelSha256, when)
  for (const disk of [disks.root, disks.ephemerals[0], disks.swap])
    await run('qemu-img', 'check', '-q', '-f', 'qcow2', disk?.path ?? '')
  const base = JSON.parse(await run('qemu-img', 'info', '--output=json', '-f', 'qcow2', disks.root.path)) as Record<
    string,
    string
  >
  await run('cmp', base['full-backing-filename'] ?? '', raw)
  await run('/sbin/e2fsck', '-fn', join(instances, '_base', 'ephemeral_1_40d1d2c'))
  assert.match(await run('isoinfo', '-d', '-i', disks.configDrive?.path ?? ''), /config-2/)
  await files.remove(spec.id)
  const left = (await filesBelow(instances)).filter((name) => !name.startsWith('locks'))
  assert.deepEqual(
    left.filter((name) => !/^_base(\/([0-9a-f]{40}(\.json)?|ephemeral_1_40d1d2c|swap_32))?$/.test(name)),
    [],
    when,
  )
}

/** Makes a server again and again, killed at random moments, and checks that the next create finishes each time. */
export async function surviveKills(rounds: number): Promise<void> {
  await using directory = await testDirectory()
  const material = await makeMaterial(directory.path)
  const { instances, specs } = material
  for (let round = 0; round < rounds; round += 1) {
    await run('rm', '-rf', instances)
    const spec = specs[round % specs.length] as ServerSpec
    for (let kill = 0; kill <= round % 2; kill += 1) await makeAndKill(instances, spec, Math.random() * spreadMs)
    await finishes(material, spec, `round ${round}`)
  }
}

/** Every call that changes something on a disk. */
const changing =
  'rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,rmdir,truncate,ftruncate,fsync,fdatasync,pwrite64,pwritev,chmod,fchmod,utimensat,copy_file_range,fallocate'

/**
 * Kills at each call that changes something on a disk, before it is carried out: of our process and of the programs that
 * it runs, the one whose turn it is.
 * @param every only each so many-th of them.
 * @returns how many there were.
 */
export async function surviveKillsAtEachStep(every: number): Promise<number> {
  await using directory = await testDirectory()
  const material = await makeMaterial(directory.path)
  let steps = 0
  for (const spec of material.specs) {
    for (let step = 1; ; step += every) {
      await run('rm', '-rf', material.instances)
      const reached = await makeAndKillAt(material, spec, step)
      await finishes(material, spec, `killed at call ${step}`)
      if (!reached) break
      steps += 1
    }
  }
  return steps
}

/** @returns false when no process got that far: the server was made. */
async function makeAndKillAt({ directory, instances }: Material, spec: ServerSpec, step: number): Promise<boolean> {
  const inject = `inject=${changing}:signal=SIGKILL:when=${step}`
  const agent = [process.execPath, child, instances, '{}', JSON.stringify(spec)]
  const traced = spawn('strace', ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${changing}`, '-e', inject, ...agent], {
    // One thread for files: strace counts the calls of each thread by itself.
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: 'ignore',
    cwd: directory,
  })
  const [code, signal] = (await once(traced, 'close')) as [number | null, string | null]
  return !(code === 0 && signal === null)
}
