import assert from 'node:assert/strict'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ImageSpec } from '@kilonova/core'
import { cephUser, startCeph, whyNoCeph } from '@kilonova/lab'
import { flatBackend } from '../../../src/images/backends/flat.ts'
import { type ImageBackend, ImageNotCloneable } from '../../../src/images/backends/image-backend.ts'
import { lvmBackend, volumeName } from '../../../src/images/backends/lvm.ts'
import { qcow2Backend } from '../../../src/images/backends/qcow2.ts'
import { rbdBackend } from '../../../src/images/backends/rbd.ts'
import { writeEmptyQcow2 } from '../../../src/images/backends/write-qcow2.ts'
import type { BaseImage } from '../../../src/images/cache/image-cache.ts'
import type { Disk } from '../../../src/images/server-files.ts'
import { LvmSettings, RbdSettings } from '../../../src/images/settings.ts'
import { ProgramError, type runProgram } from '../../../src/programs/run-program.ts'
import { filesBelow, id, imageOf, makeRaw, never, openFiles, run, serverOf, testDirectory } from '../kit.ts'
import { backendContract, type BackendUnderTest } from './image-backend.contract.ts'

const options = { signal: never }

async function rawBase(directory: string, sizeMiB = 16): Promise<BaseImage> {
  const path = join(directory, 'base')
  await makeRaw(path, sizeMiB)
  return { imageId: id(1), path, format: 'raw', virtualSizeBytes: sizeMiB * 2 ** 20 }
}

/** Disks that are files in a directory. */
async function files(directory: string, backend: ImageBackend, base: BaseImage): Promise<BackendUnderTest> {
  const home = join(directory, 'server')
  await run('mkdir', '-p', home)
  return {
    backend,
    directory: home,
    base,
    disks: () => filesBelow(home),
    async read(disk) {
      const out = join(directory, 'out')
      await run('qemu-img', 'convert', '-f', disk.format, '-O', 'raw', disk.path, out)
      return readAll(out)
    },
    async write(disk, offset, bytes) {
      const pattern = `write -P ${bytes[0]} ${offset} ${bytes.length}`
      await run('qemu-io', '-f', disk.format, '-c', pattern, disk.path)
    },
  }
}

async function readAll(path: string): Promise<Buffer> {
  await using file = await open(path, 'r')
  return file.readFile()
}

/** A file system of its own in a file. */
async function loopMount(directory: string, type: string): Promise<AsyncDisposable & { path: string }> {
  const [image, path] = [join(directory, `${type}.img`), join(directory, type)]
  await run('truncate', '-s', '400M', image)
  await run(`/sbin/mkfs.${type}`, '-q', image)
  await run('mkdir', path)
  await run('mount', '-o', 'loop', image, path)
  return { path, [Symbol.asyncDispose]: async () => void (await run('umount', path)) }
}

test('qcow2: the contract of all backends, on a raw base', async (t) => {
  await using directory = await testDirectory()
  await backendContract(t, await files(directory.path, qcow2Backend, await rawBase(directory.path)))
})

test('qcow2: the contract of all backends, on a qcow2 base with clusters of its own', async (t) => {
  await using directory = await testDirectory()
  const base = await rawBase(directory.path)
  const path = `${base.path}.qcow2`
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', '-o', 'cluster_size=4k', base.path, path)
  const under = await files(directory.path, qcow2Backend, { ...base, path, format: 'qcow2', clusterSizeBytes: 4096 })
  await backendContract(t, under)
  const told = JSON.parse(await run('qemu-img', 'info', '--output=json', join(under.directory, 'disk'))) as Record<
    string,
    unknown
  >
  assert.equal(told['cluster-size'], 4096)
})

test('flat: the contract of all backends', async (t) => {
  await using directory = await testDirectory()
  await backendContract(t, await files(directory.path, flatBackend, await rawBase(directory.path)))
})

for (const type of ['xfs', 'btrfs']) {
  test(`flat: on ${type} the contract holds, and a disk shares its blocks with its base`, async (t) => {
    await using directory = await testDirectory()
    await using mount = await loopMount(directory.path, type)
    const base = await rawBase(mount.path, 64)
    await run('dd', 'if=/dev/urandom', `of=${base.path}`, 'bs=1M', 'count=64', 'conv=notrunc,fsync', 'status=none')
    const under = await files(mount.path, flatBackend, base)
    const before = await usedBytes(mount.path)
    await flatBackend.create(
      {
        serverId: id(1),
        directory: under.directory,
        name: 'shared',
        sizeBytes: base.virtualSizeBytes,
        preallocate: false,
        readOnly: false,
        device: 'disk',
      },
      base,
      options,
    )
    assert.ok((await usedBytes(mount.path)) - before < 16 * 2 ** 20, 'the blocks were copied')
    await backendContract(t, under)
  })
}

async function usedBytes(path: string): Promise<number> {
  await run('sync', '-f', path)
  return Number((await run('df', '-B1', '--output=used', path)).split('\n')[1])
}

for (const backend of [qcow2Backend, flatBackend]) {
  test(`${backend.kind}: a disk keeps its holes, or has all its space from the start when asked`, async () => {
    await using directory = await testDirectory()
    const base = await rawBase(directory.path)
    const make = (name: string, preallocate: boolean): Promise<Disk> =>
      backend.create(
        {
          serverId: id(1),
          directory: directory.path,
          name,
          sizeBytes: 64 * 2 ** 20,
          preallocate,
          readOnly: false,
          device: 'disk',
        },
        base,
        options,
      )
    const allocated = async (disk: Disk): Promise<number> => (await stat(disk.path)).blocks * 512
    assert.ok((await allocated(await make('sparse', false))) < 8 * 2 ** 20)
    assert.ok((await allocated(await make('full', true))) >= 64 * 2 ** 20)
  })
}

test('qcow2: an empty overlay is what qemu-img itself makes, for every cluster size and up to large disks', async () => {
  await using directory = await testDirectory()
  const base = await rawBase(directory.path)
  const [ours, theirs] = [join(directory.path, 'ours'), join(directory.path, 'theirs')]
  for (const clusterSizeBytes of [512, 4096, 65_536, 2 ** 21]) {
    for (const sizeBytes of [2 ** 20, 2 ** 30 + 512, 40 * 2 ** 40]) {
      await run('rm', '-f', ours, theirs)
      const wanted = { sizeBytes, clusterSizeBytes, backing: { path: base.path, format: 'raw' } } as const
      if (!(await writeEmptyQcow2(ours, wanted, 0o600))) continue // More than the simplest layout: qemu-img makes it.
      await run('qemu-img', 'check', '-q', '-f', 'qcow2', ours)
      const how = `cluster_size=${clusterSizeBytes},backing_file=${base.path},backing_fmt=raw`
      await run('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', how, theirs, String(sizeBytes))
      const [one, other] = await Promise.all([ours, theirs].map(info))
      assert.deepEqual(one, other, `${clusterSizeBytes} ${sizeBytes}`)
    }
  }
  assert.equal(
    await writeEmptyQcow2(join(directory.path, 'usual'), { sizeBytes: 2 ** 40, clusterSizeBytes: 65_536 }, 0o600),
    true,
  )
})

async function info(path: string): Promise<Record<string, unknown>> {
  const all = JSON.parse(await run('qemu-img', 'info', '--output=json', '-f', 'qcow2', path)) as Record<string, unknown>
  for (const own of ['filename', 'actual-size', 'children']) delete all[own]
  return all
}

test('rbd: the contract of all backends on a real Ceph, clones of images in the same cluster, and clean removal', {
  timeout: 180_000,
}, async (t) => {
  const why = whyNoCeph()
  if (why !== undefined) return t.skip(why)
  await using directory = await testDirectory()
  await using cluster = await startCeph(join(directory.path, 'ceph'))
  const { ceph, configPath, fsid } = cluster
  const settings = RbdSettings.parse({ pool: 'vms', user: cephUser, configPath, fsid })
  const rbd = (...args: string[]): Promise<string> => ceph('rbd', '--id', 'admin', ...args)
  const backend = rbdBackend(settings)
  const base = await rawBase(directory.path, 8)
  const under: BackendUnderTest = {
    backend,
    directory: directory.path,
    base,
    disks: async () => (await rbd('ls', settings.pool)).split('\n').filter((name) => name !== ''),
    async read(disk) {
      const out = join(directory.path, 'out')
      await run('rm', '-f', out)
      await rbd('export', disk.path, out)
      return readAll(out)
    },
    async write(disk, offset, bytes) {
      const whole = await under.read(disk)
      bytes.copy(whole, offset)
      const changed = join(directory.path, 'changed')
      await using file = await open(changed, 'w')
      await file.writeFile(whole)
      await rbd('rm', disk.path)
      await rbd('import', changed, disk.path)
    },
  }
  await backendContract(t, under)

  await t.test('an image in the same cluster is cloned from its protected snapshot, and grown', async () => {
    await rbd('import', base.path, 'images/img')
    await rbd('snap', 'create', 'images/img@snap')
    const image = {
      name: 'img',
      diskFormat: 'raw',
      locations: [`rbd://${settings.fsid}/images/img/snap`],
    } as unknown as ImageSpec
    const plan = {
      serverId: id(5),
      directory: directory.path,
      name: 'disk',
      sizeBytes: 12 * 2 ** 20,
      preallocate: false,
      readOnly: false,
      device: 'disk',
    } as const
    await assert.rejects(backend.clone(plan, image, options), ImageNotCloneable, 'an unprotected snapshot was cloned')
    await rbd('snap', 'protect', 'images/img@snap')
    const disk = await backend.clone(plan, image, options)
    assert.deepEqual(await backend.clone(plan, image, options), disk)
    assert.equal(disk.sizeBytes, 12 * 2 ** 20)
    assert.match(await rbd('info', disk.path), /parent: images\/img@snap/)
    assert.deepEqual((await under.read(disk)).subarray(0, 8 * 2 ** 20), await readAll(base.path))
    for (const other of [
      { ...image, diskFormat: 'qcow2' },
      { ...image, locations: ['rbd://00000000-aaaa/images/img/snap'] },
      { ...image, locations: [`rbd://${settings.fsid}/images/no-such/snap`] },
      { ...image, locations: [`rbd://${settings.fsid}/images/--conf=%2Fetc%2Fpasswd/snap`] },
    ] as ImageSpec[]) {
      await assert.rejects(backend.clone({ ...plan, name: 'disk.other' }, other, options), ImageNotCloneable)
    }
    await backend.removeAll(id(5), options)
    assert.deepEqual(
      (await under.disks()).filter((name) => name.startsWith(id(5))),
      [],
    )
  })

  await t.test('what a killed import left is made anew, and a whole disk is kept', async () => {
    const plan = {
      serverId: id(6),
      directory: directory.path,
      name: 'disk',
      sizeBytes: 12 * 2 ** 20,
      preallocate: false,
      readOnly: false,
      device: 'disk',
    } as const
    const bytes = await readAll(base.path)
    const name = `${settings.pool}/${id(6)}_disk`
    // An import gives the image its size first, and its bytes after that.
    await rbd('create', '--size', `${bytes.length}B`, name)
    const disk = await backend.create(plan, base, options)
    assert.equal(disk.sizeBytes, plan.sizeBytes)
    assert.deepEqual((await under.read(disk)).subarray(0, bytes.length), bytes)
    await under.write(disk, 0, Buffer.from('the guest wrote this'))
    assert.deepEqual(await backend.create(plan, base, options), disk)
    assert.equal((await under.read(disk)).toString('utf8', 0, 20), 'the guest wrote this')
    const same = { ...plan, name: 'disk.same', sizeBytes: bytes.length }
    await rbd('create', '--size', `${bytes.length}B`, `${settings.pool}/${id(6)}_disk.same.part`)
    const equal = await backend.create(same, base, options)
    assert.deepEqual(await under.read(equal), bytes)
    await under.write(equal, 0, Buffer.from('and this'))
    assert.deepEqual(await backend.create(same, base, options), equal)
    assert.equal((await under.read(equal)).toString('utf8', 0, 8), 'and this')
    await backend.removeAll(id(6), options)
    assert.deepEqual(
      (await under.disks()).filter((one) => one.startsWith(id(6))),
      [],
    )
  })

  await t.test('a server whose image is elsewhere is fetched, imported, found again and removed', async () => {
    const server = await openFiles(directory.path, { backend: 'rbd', rbd: settings })
    const spec = serverOf(9, await imageOf(base.path, 'raw'), {
      flavor: { rootGiB: 1, swapMiB: 16 },
      configDrive: true,
    })
    const { disks } = await server.create(spec, options)
    assert.equal(disks.root.path, `vms/${spec.id}_disk`)
    assert.equal(disks.root.rbd?.image, `${spec.id}_disk`)
    assert.deepEqual(await server.find(spec.id), disks)
    assert.match(await rbd('ls', settings.pool), new RegExp(`${spec.id}_disk.swap`))
    await server.remove(spec.id)
    assert.equal((await rbd('ls', settings.pool)).includes(spec.id), false)
  })
})

/** Answers as LVM would, and keeps what it was asked. */
function recordedLvm(sizes: Map<string, number>): { calls: string[]; run: typeof runProgram } {
  const calls: string[] = []
  const answer: typeof runProgram = (program, args) => {
    calls.push([program, ...args].join(' '))
    const last = String(args.at(-1))
    const name = last.slice(last.indexOf('/') + 1)
    if (program === 'lvs' && args.includes('lv_name'))
      return Promise.resolve({ stdout: [...sizes.keys()].map((one) => `  ${one}\n`).join(''), stderr: '' })
    if (program === 'lvs') {
      const size = sizes.get(name)
      if (size === undefined)
        return Promise.reject(new ProgramError('lvs', { exitCode: 5 }, 'Failed to find logical volume'))
      return Promise.resolve({ stdout: `  ${size}\n`, stderr: '' })
    }
    if (program === 'lvcreate')
      sizes.set(String(args[args.indexOf('--name') + 1]), parseInt(String(args[args.indexOf('--size') + 1]), 10))
    if (program === 'lvrename') {
      sizes.set(last, sizes.get(String(args[1])) ?? 0)
      sizes.delete(String(args[1]))
    }
    if (program === 'lvremove') sizes.delete(name)
    return Promise.resolve({ stdout: '', stderr: '' })
  }
  return { calls, run: answer }
}

test('lvm: the commands that make, fill, grow, clear and remove a volume (no device-mapper needed)', async () => {
  const sizes = new Map<string, number>()
  const { calls, run: answer } = recordedLvm(sizes)
  const backend = lvmBackend(LvmSettings.parse({ volumeGroup: 'vg0' }), answer)
  const base: BaseImage = { imageId: id(1), path: '/base', format: 'raw', virtualSizeBytes: 2 ** 20 }
  const plan = {
    serverId: id(3),
    directory: '/x',
    name: 'disk_a',
    sizeBytes: 2 ** 30,
    preallocate: false,
    readOnly: false,
    device: 'disk',
  } as const
  const name = volumeName(id(3), 'disk_a')
  assert.equal(name, `${id(3)}_disk__a`)
  const disk = await backend.create(plan, base, options)
  assert.deepEqual([disk.path, disk.format, disk.block, disk.sizeBytes], [`/dev/vg0/${name}`, 'raw', true, 2 ** 30])
  await backend.create(plan, base, options)
  await backend.grow(disk, 2 ** 31, options)
  await backend.removeAll(id(3), options)
  const size = (volume: string): string => `lvs --noheadings --nosuffix --units b --options lv_size vg0/${volume}`
  assert.deepEqual(calls, [
    size(name),
    size(`${name}_part`),
    `lvcreate --yes --wipesignatures y --size ${2 ** 30}b --name ${name}_part vg0`,
    `qemu-img convert -n -f raw -O raw /base /dev/vg0/${name}_part`,
    `lvrename vg0 ${name}_part ${name}`,
    size(name),
    size(name),
    `lvextend --yes --size ${2 ** 31}b /dev/vg0/${name}`,
    size(name),
    'lvs --noheadings --options lv_name vg0',
    size(name),
    `blkdiscard --zeroout /dev/vg0/${name}`,
    `lvremove --yes vg0/${name}`,
  ])
  assert.equal(sizes.size, 0)
})
