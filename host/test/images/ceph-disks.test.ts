import assert from 'node:assert/strict'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { cephUser, startCeph, whyNoCeph } from '@kilonova/lab'
import { CephDisks } from '../../src/images/moving/ceph-disks.ts'
import { RbdSettings } from '../../src/images/settings.ts'
import { faultFrom, filesBelow, id, imageOf, makeRaw, never, openFiles, run, serverOf, testDirectory } from './kit.ts'

const options = { signal: never }
const [first, second] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']

test('disks in Ceph while their server moves: kept, brought back, proved, waited for, and never removed with a directory', {
  timeout: 240_000,
}, async (t) => {
  const why = whyNoCeph()
  if (why !== undefined) return t.skip(why)
  await using directory = await testDirectory()
  await using cluster = await startCeph(join(directory.path, 'ceph'))
  const { ceph, configPath, fsid } = cluster
  const settings = RbdSettings.parse({ pool: 'vms', user: cephUser, configPath, fsid })
  const rbd = (...args: string[]): Promise<string> => ceph('rbd', '--id', 'admin', ...args)
  const disks = new CephDisks(settings)
  const path = `vms/${id(3)}_disk`
  const out = join(directory.path, 'out')
  const bytesOf = async (): Promise<Buffer> => {
    await run('rm', '-f', out)
    await rbd('export', '--no-progress', path, out)
    return readFile(out)
  }
  const write = async (pattern: string): Promise<void> => {
    const target = `rbd:${path}:id=${cephUser}:conf=${configPath.replaceAll(':', String.raw`\:`)}`
    await run('qemu-io', '-f', 'raw', '-c', `write -P ${pattern} 4096 8192`, target)
  }
  await makeRaw(join(directory.path, 'base'), 8)
  await rbd('import', join(directory.path, 'base'), path)

  await t.test('bytes and size come back, as often as it is asked for, and nothing stays', async () => {
    const before = await bytesOf()
    await disks.keep(path, first, options)
    await rbd('resize', '--no-progress', '--size', '24M', path)
    await write('0x5a')
    assert.equal((await bytesOf()).length, 24 * 2 ** 20)
    await disks.bringBack(path, first, options)
    assert.deepEqual(await bytesOf(), before)
    await write('0x5b')
    await disks.bringBack(path, first, options)
    assert.deepEqual(await bytesOf(), before)
    assert.equal(await disks.hasKept(path, first, options), true)
    for (const _ of [1, 2]) await disks.dropKept(path, first, options)
    assert.equal(await disks.hasKept(path, first, options), false)
    assert.equal((await rbd('snap', 'ls', path)).trim(), '')
    await assert.rejects(disks.bringBack(path, first, options))
  })

  await t.test('what an older migration left is never gone back to; kept again, it is what is there now', async () => {
    await disks.keep(path, first, options)
    await write('0x01')
    await disks.keep(path, second, options)
    assert.equal(await disks.hasKept(path, first, options), false)
    await write('0x02')
    const now = await bytesOf()
    await disks.keep(path, second, options)
    await write('0x03')
    await disks.bringBack(path, second, options)
    assert.deepEqual(await bytesOf(), now)
    await rbd('snap', 'create', '--no-progress', `${path}@of-its-owner`)
    await disks.keep(path, second, options)
    await disks.dropKept(path, second, options)
    assert.match(await rbd('snap', 'ls', path), /of-its-owner/)
    await rbd('snap', 'rm', '--no-progress', `${path}@of-its-owner`)
  })

  await t.test(
    'a probe is seen by who opens the same disk; a cluster out of reach, or a user without rights, is told',
    async () => {
      assert.equal(await disks.readProbe(path, options), undefined)
      await disks.leaveProbe(path, 'seen?', options)
      assert.equal(await disks.readProbe(path, options), 'seen?')
      const reads = ['mon', 'profile rbd', 'osd', 'profile rbd-read-only']
      const keyring = join(directory.path, 'ceph', 'client.reader.keyring')
      await using file = await open(keyring, 'w')
      await file.writeFile(await ceph('ceph', 'auth', 'get-or-create', 'client.reader', ...reads))
      const config = join(directory.path, 'reader.conf')
      const text = await readFile(configPath, 'utf8')
      await using other = await open(config, 'w')
      await other.writeFile(`${text}\n[client.reader]\nkeyring = ${keyring}\n`)
      const reader = new CephDisks(RbdSettings.parse({ ...settings, user: 'reader', configPath: config }))
      const lost = new CephDisks(RbdSettings.parse({ ...settings, configPath: '/nonexistent/ceph.conf' }))
      for (const other of [reader, lost]) {
        const fault = await faultFrom(other.readProbe(path, options))
        assert.equal(fault.kind, 'conflict')
        assert.match(fault.message, /can not open vms\//)
        assert.match((await faultFrom(other.dropProbe(path, options))).message, /can not open vms\//)
      }
      for (const _ of [1, 2]) await disks.dropProbe(path, options)
      assert.equal(await disks.readProbe(path, options), undefined)
    },
  )

  await t.test('a disk that a QEMU has open is waited for until it has ended', async () => {
    const pid = join(directory.path, 'qemu.pid')
    const disk = `driver=rbd,node-name=disk,pool=vms,image=${id(3)}_disk,conf=${configPath},user=${cephUser}`
    const still = ['-M', 'none', '-nodefaults', '-display', 'none', '-S', '-daemonize', '-pidfile', pid]
    await run('qemu-system-x86_64', ...still, '-blockdev', disk)
    const qemu = Number(await readFile(pid, 'utf8'))
    const watchers = await disks.watchers(path, options)
    assert.equal(watchers.length, 1)
    let free = false
    const waiting = disks.untilUnused('server x was not started', [path], options).then(() => (free = true))
    await new Promise((resolve) => setTimeout(resolve, 1000))
    assert.equal(free, false)
    process.kill(qemu, 'SIGTERM')
    await waiting
    assert.deepEqual(await disks.watchers(path, options), [])
  })

  await t.test('what a migration makes has its name, so that it alone goes when that is given up', async () => {
    const server = await openFiles(directory.path, { backend: 'rbd', rbd: settings })
    const base = join(directory.path, 'base')
    const spec = serverOf(4, await imageOf(base, 'raw'), { flavor: { rootGiB: 1, swapMiB: 16 }, configDrive: true })
    const { disks: made } = await server.create(spec, options)
    const incoming = `${server.directoryOf(spec.id)}_incoming`
    await run('mkdir', incoming)
    const flavor = { ...spec.flavor, swapMiB: 32, ephemeralGiB: 1 }
    const work = { directory: incoming, migrationId: first, root: made.root, ephemerals: [] }
    const later = await server.complete({ ...spec, flavor }, work, options)
    assert.deepEqual(await server.complete({ ...spec, flavor }, work, options), later)
    assert.equal(later.swap?.path, `vms/${spec.id}_disk.swap.${first}`)
    assert.equal(later.swap?.sizeBytes, 32 * 2 ** 20)
    assert.equal(later.root.path, made.root.path)
    assert.deepEqual((await disks.madeBy(spec.id, first, options)).sort(), [
      `vms/${spec.id}_disk.eph0.${first}`,
      `vms/${spec.id}_disk.swap.${first}`,
    ])
    assert.deepEqual(await disks.madeBy(spec.id, second, options), [])
    for (const one of await disks.madeBy(spec.id, first, options)) await disks.remove(one, options)
    await disks.remove(`vms/${spec.id}_disk.swap.${first}`, options)
    const own = async () => (await rbd('ls', 'vms')).split('\n').filter((name) => name.startsWith(spec.id))
    assert.deepEqual(await own(), [`${spec.id}_disk`, `${spec.id}_disk.swap`])

    // It has moved to another host: the directory goes, its disks are the other's now.
    await server.leave(spec.id)
    assert.deepEqual(await own(), [`${spec.id}_disk`, `${spec.id}_disk.swap`])
    const left = (await filesBelow(server.directoryOf(spec.id)).catch(() => [])) as readonly string[]
    assert.deepEqual(left, [])
    await run('mkdir', `${server.directoryOf(spec.id)}_left`) // Of an agent that was killed in the middle of it.
    await server.list()
    assert.equal((await run('ls', join(server.directoryOf(spec.id), '..'))).includes('_left'), false)
    assert.deepEqual(await own(), [`${spec.id}_disk`, `${spec.id}_disk.swap`])
    await server.remove(spec.id)
    assert.deepEqual(await own(), [])
  })
})
