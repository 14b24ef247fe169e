import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guestReport, LabError, waitForLine } from '@kilonova/lab'

const console = `SeaBIOS\r
GUEST-RELEASE name=old version=1 kernel=6\r
GUEST-UP boots=1 tick=0\r
GUEST-DISK name=vdz size=1 serial= type= label=\r
\u001bc[mGUEST-RELEASE name=kilonova-test-guest version=abc kernel=6.1.0-1-cloud-amd64\r
GUEST-UP boots=2 tick=17\r
GUEST-HARDWARE cpus=2 memory=228974592\r
GUEST-DISK name=vda size=1073741824 serial= type=ext4 label=rootfs\r
GUEST-DISK name=vdb size=67108864 serial=swapper type=swap label=\r
GUEST-DISK name=vdc size=1048576 serial=x type=vfat label=MY DISK\r
GUEST-SWAP size=67104768\r
GUEST-ADDRESS nic=eth0 mac=52:54:00:12:34:56 address=10.0.2.15/24\r
GUEST-ADDRESS nic=eth1 mac=52:54:00:12:34:57 address=none\r
GUEST-CONFIG source=drive device=sr0\r
GUEST-META {"hostname": "web-1.novalocal", "public_keys": {"k": "ssh-ed25519 AAAA me\\n"}}\r
GUEST-USERDATA aGVsbG8K\r
GUEST-USERDATA-EXIT 0\r
GUEST-HOSTNAME web-1\r
GUEST-READY uptime=5.52\r
/ # GUEST-TICK 18\r
GUEST-HOTPLUG action=add disk=vdd size=1048576\r
GUEST-TICK 19\r
GUEST-TICK 2`

test('a console is read as a report of its last boot, without the line that is still being written', () => {
  const report = guestReport(console)
  assert.deepEqual(report, {
    release: { name: 'kilonova-test-guest', version: 'abc', kernel: '6.1.0-1-cloud-amd64' },
    up: { boots: 2, tick: 17 },
    hardware: { cpus: 2, memoryBytes: 228974592 },
    disks: [
      { name: 'vda', sizeBytes: 1073741824, serial: '', type: 'ext4', label: 'rootfs' },
      { name: 'vdb', sizeBytes: 67108864, serial: 'swapper', type: 'swap', label: '' },
      { name: 'vdc', sizeBytes: 1048576, serial: 'x', type: 'vfat', label: 'MY DISK' },
    ],
    swapBytes: 67104768,
    addresses: [
      { nic: 'eth0', mac: '52:54:00:12:34:56', address: '10.0.2.15/24' },
      { nic: 'eth1', mac: '52:54:00:12:34:57', address: undefined },
    ],
    config: { source: 'drive', device: 'sr0' },
    metaData: { hostname: 'web-1.novalocal', public_keys: { k: 'ssh-ed25519 AAAA me\n' } },
    userData: Buffer.from('hello\n'),
    userDataExit: 0,
    hostname: 'web-1',
    readySeconds: 5.52,
    lastTick: 19,
    tickFailed: false,
    hotplugs: [{ action: 'add', disk: 'vdd', size: '1048576' }],
    poweredDown: false,
  })
})

test('a console with nothing of the guest is an empty report', () => {
  assert.deepEqual(guestReport('no bootable device\n').disks, [])
  assert.equal(guestReport('').release, undefined)
})

test('waiting for a line takes whole lines only, and a text that is not there yet', async () => {
  const texts = [undefined, 'GUEST-REA', 'GUEST-READY uptime=1', 'GUEST-READY uptime=12\r\n']
  const read = () => {
    const text = texts.shift()
    if (text === undefined) throw new Error('no console yet')
    return text
  }
  const match = await waitForLine(read, /^GUEST-READY uptime=(\d+)$/g)
  assert.equal(match[1], '12')
})

test('waiting ends at its time limit with the end of the text, and at an abort', async () => {
  await assert.rejects(
    waitForLine(() => 'Kernel panic\n', /READY/, { timeoutMs: 100 }),
    (error) => error instanceof LabError && /Kernel panic/.test(error.message),
  )
  const signal = AbortSignal.timeout(50)
  await assert.rejects(
    waitForLine(() => '', /READY/, { signal }),
    { name: /Abort|Timeout/ },
  )
})
