import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { guestReport, startLab, type Lab, type LabHost, testGuest, type TestGuest, waitForLine } from '@kilonova/lab'
import { mustRun } from '../src/run.ts'

describe('the test guest', () => {
  let lab: Lab
  let guest: TestGuest
  let host: LabHost
  before(async () => {
    ;[lab, guest] = await Promise.all([startLab(), testGuest()])
    host = lab.host('h1')
  })
  after(() => lab.stop())

  const consoleOf = (name: string) => readFile(join(lab.dir, `${name}.console`), 'utf8')
  const ready = (name: string) => waitForLine(() => consoleOf(name), /GUEST-READY/)

  /** Makes and starts a domain whose serial console goes to a file. */
  async function boot(name: string, boot: string, devices: string, memoryMiB = 160): Promise<void> {
    const log = join(lab.dir, `${name}.console`)
    const xml = `<domain type="qemu"><name>${name}</name><memory unit="MiB">${memoryMiB}</memory>
      <os><type machine="pc">hvm</type>${boot}</os><features><acpi/><tcg><tb-cache unit="MiB">64</tb-cache></tcg></features>
      <devices>${devices}<serial type="file"><source path="${log}"/></serial>
      <channel type="unix"><target type="virtio" name="org.qemu.guest_agent.0"/></channel></devices></domain>`
    await virshFile('create', xml)
  }
  async function virshFile(command: string, xml: string): Promise<void> {
    const path = join(lab.dir, `${command}.xml`)
    await writeFile(path, xml)
    await host.mustExec(['virsh', command, path])
  }
  const disk = (path: string, target: string, format = 'qcow2', serial = '') =>
    `<disk type="file"><driver name="qemu" type="${format}"/><source file="${path}"/><target dev="${target}" bus="virtio"/>${serial === '' ? '' : `<serial>${serial}</serial>`}</disk>`
  async function overlay(name: string, base: string, size: string): Promise<string> {
    const path = join(lab.dir, `${name}.qcow2`)
    await mustRun(['qemu-img', 'create', '-q', '-f', 'qcow2', '-b', base, '-F', 'qcow2', path, size])
    return path
  }
  async function configDrive(files: Record<string, string>): Promise<string> {
    const dir = await mkdtemp(join(lab.dir, 'config-'))
    await mkdir(join(dir, 'openstack/latest'), { recursive: true })
    for (const [name, text] of Object.entries(files)) await writeFile(join(dir, 'openstack/latest', name), text)
    await mustRun(['genisoimage', '-quiet', '-R', '-V', 'config-2', '-o', `${dir}.iso`, dir])
    return `${dir}.iso`
  }
  const direct = (more = '') =>
    `<kernel>${guest.kernel}</kernel><initrd>${guest.initrd}</initrd><cmdline>console=ttyS0 root=/dev/vda ${guest.kernelArguments} ${more}</cmdline>`

  test('by kernel and initramfs: it tells its disks, config drive and user data, counts on disk, and goes down by its button', async () => {
    const meta = { uuid: '1', hostname: 'web-1.novalocal', public_keys: { mine: 'ssh-ed25519 AAAA me' } }
    const script = '#!/bin/sh\necho "ran on $(hostname)"\nexit 3\n'
    const network = '{"links": [],\n "services": []}\n'
    const drive = await configDrive({
      'meta_data.json': JSON.stringify(meta),
      user_data: script,
      'network_data.json': network,
    })
    const swap = join(lab.dir, 'swap')
    await mustRun(['sh', '-c', 'umask 077; head -c 16777216 /dev/zero >"$1"; mkswap -L swap0 "$1"', 'sh', swap])
    const cdrom = `<disk type="file" device="cdrom"><driver name="qemu" type="raw"/><source file="${drive}"/><target dev="hda" bus="ide"/></disk>`
    const root = await overlay('web', guest.rootDisk, '1G')
    const devices = disk(root, 'vda') + disk(swap, 'vdb', 'raw', 'swapper') + cdrom
    await boot('web', direct('tick=0.1'), devices)
    await ready('web')
    const report = guestReport(await consoleOf('web'))
    assert.equal(report.release?.name, 'kilonova-test-guest')
    assert.deepEqual(report.up, { boots: 1, tick: 0 })
    assert.equal(report.hardware?.cpus, 1)
    assert.deepEqual(
      report.disks.map(({ name, sizeBytes, serial, type, label }) => [name, sizeBytes, serial, type, label]),
      [
        ['vda', 2 ** 30, '', 'ext4', 'rootfs'],
        ['vdb', 2 ** 24, 'swapper', 'swap', 'swap0'],
        ['sr0', report.disks[2]?.sizeBytes, '', 'iso9660', 'config-2'],
      ],
    )
    assert.ok((report.swapBytes ?? 0) > 16_000_000)
    assert.deepEqual(report.config, { source: 'drive', device: 'sr0' })
    assert.deepEqual([report.metaData, report.networkData], [meta, JSON.parse(network)])
    assert.equal(Buffer.from(report.userData ?? []).toString(), script)
    assert.equal(report.userDataExit, 3)
    assert.equal(report.hostname, 'web-1')

    await waitForLine(() => consoleOf('web'), /GUEST-TICK 3/)
    await host.mustExec(['virsh', 'shutdown', 'web', '--mode', 'acpi'])
    await waitForLine(() => consoleOf('web'), /GUEST-POWERDOWN/)
    await gone('web')
    const lastTick = guestReport(await consoleOf('web')).lastTick ?? 0

    await boot('web', direct(), devices)
    await ready('web')
    const second = guestReport(await consoleOf('web'))
    assert.deepEqual(second.up, { boots: 2, tick: lastTick })
    await host.mustExec(['virsh', 'destroy', 'web'])
  })

  test('a counted tick is on the disk when the power goes', async () => {
    const root = await overlay('tick', guest.rootDisk, '200M')
    await boot('tick', direct('tick=0.05 nonet'), disk(root, 'vda'))
    await waitForLine(() => consoleOf('tick'), /GUEST-TICK 5/)
    await host.mustExec(['virsh', 'destroy', 'tick'])
    const { lastTick = 0 } = guestReport(await consoleOf('tick'))
    await boot('tick', direct('nonet'), disk(root, 'vda'))
    await ready('tick')
    const { up } = guestReport(await consoleOf('tick'))
    assert.ok((up?.tick ?? 0) >= lastTick, `said ${lastTick}, has ${up?.tick}`)
    await host.mustExec(['virsh', 'destroy', 'tick'])
  })

  test('as one disk: it starts by itself by BIOS, gets an address, answers its agent, and sees a disk come', async () => {
    const root = await overlay('whole', guest.bootable, '300M')
    await virshFile(
      'net-create',
      `<network><name>n</name><forward mode="nat"/><bridge delay="0"/><ip address="192.168.77.1" prefix="24">
        <dhcp><range start="192.168.77.10" end="192.168.77.90"/><host mac="52:54:00:00:00:07" ip="192.168.77.7"/></dhcp></ip></network>`,
    )
    const nic =
      '<interface type="network"><source network="n"/><mac address="52:54:00:00:00:07"/><model type="virtio"/></interface>'
    await boot('whole', '<boot dev="hd"/>', disk(root, 'vda') + nic, 192)
    await ready('whole')
    const report = guestReport(await consoleOf('whole'))
    assert.deepEqual(report.addresses, [{ nic: 'eth0', mac: '52:54:00:00:00:07', address: '192.168.77.7/24' }])
    assert.equal(report.disks[0]?.sizeBytes, 300 * 2 ** 20)
    for (
      let tries = 0;
      (await host.exec(['virsh', 'qemu-agent-command', 'whole', '{"execute":"guest-ping"}'])).exitCode !== 0;
      tries++
    ) {
      assert.ok(tries < 200, 'the agent does not answer')
      await sleep(100)
    }
    const volume = join(lab.dir, 'volume.raw')
    await mustRun(['truncate', '-s', '8M', volume])
    await host.mustExec(['virsh', 'attach-disk', 'whole', volume, 'vdb', '--driver', 'qemu', '--subdriver', 'raw'])
    const plugged = await waitForLine(() => consoleOf('whole'), /GUEST-HOTPLUG action=add disk=vdb size=(\d+)/)
    assert.equal(plugged[1], String(8 * 2 ** 20))
    await host.mustExec(['virsh', 'destroy', 'whole'])
  })

  async function gone(name: string): Promise<void> {
    for (let tries = 0; (await host.exec(['virsh', 'domid', name])).exitCode === 0; tries++) {
      assert.ok(tries < 300, `${name} does not go down`)
      await sleep(100)
    }
  }
})

test('asked for by several at once, the guest is made once, and an aborted one leaves nothing half made', async () => {
  const made = await testGuest()
  const cacheDir = await mkdtemp(join(tmpdir(), 'guest-cache-'))
  try {
    const packages = (await readdir(join(made.dir, '..'))).filter((name) => name.startsWith('debs-'))
    const holds: string[] = []
    for (const name of packages) {
      const [from, to] = [join(made.dir, '..', name), join(cacheDir, name)]
      await mkdir(to)
      for (const deb of await readdir(from)) await symlink(join(from, deb), join(to, deb)) // no second download
      holds.push(join(to, '0.deb'))
    }
    // A package without an end: the making that is to be aborted can not be over by then.
    await mustRun(['mkfifo', ...holds])
    const stop = new AbortController()
    const inItsMidst = () => void setTimeout(() => stop.abort(new Error('not wanted any more')), 500)
    await assert.rejects(testGuest({ cacheDir, signal: stop.signal, onProgress: inItsMidst }), /not wanted any more/)
    assert.deepEqual(
      (await readdir(cacheDir)).filter((name) => name.startsWith('.')),
      [],
    )
    for (const hold of holds) await rm(hold)
    const lines: string[] = []
    const onProgress = (line: string) => void lines.push(line)
    const both = await Promise.all([testGuest({ cacheDir, onProgress }), testGuest({ cacheDir, onProgress })])
    assert.deepEqual(both[0], both[1])
    assert.deepEqual(lines, ['making the test guest (about 5 s)'])
    for (const path of [both[0].kernel, both[0].initrd, both[0].rootDisk, both[0].bootable])
      assert.ok(existsSync(path), path)
  } finally {
    await rm(cacheDir, { recursive: true, force: true })
  }
})
