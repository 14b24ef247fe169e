import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { silentLog } from '@kilonova/core'
import { findVirtType, rememberedFile } from '../../../src/driver/virt-type/find-virt-type.ts'
import { probeGuest } from '../../../src/driver/virt-type/probe-guest.ts'
import { runProbe } from '../../../src/driver/virt-type/run-probe.ts'

const directory = mkdtempSync(join(tmpdir(), 'kilonova-virt-type-'))
after(() => rmSync(directory, { recursive: true, force: true }))
const qemuPath = '/usr/bin/qemu-system-x86_64'
const source = new URL('../../../src/driver/virt-type/probe-guest.s', import.meta.url).pathname

test('probe guest: the committed bytes are those of its source', {
  skip: !existsSync('/usr/bin/as') && 'needs binutils',
}, () => {
  const object = join(directory, 'probe.o')
  const image = join(directory, 'probe.bin')
  execFileSync('/usr/bin/as', ['--64', '-o', object, source])
  execFileSync('/usr/bin/ld', ['-m', 'elf_x86_64', '-Ttext', '0x100000', '--oformat', 'binary', '-o', image, object])
  assert.deepEqual(Buffer.from(probeGuest()), readFileSync(image))
})

test('probe: where a kernel can run, the tiny guest gets through every step', async () => {
  const result = await runProbe({ qemuPath, accelerator: 'tcg', directory, cpuLimitMs: 20_000, timeLimitMs: 60_000 })
  assert.equal(result.outcome, 'works', result.detail)
  assert.equal(result.step, 'h')
  assert.deepEqual(
    readdirSync(directory).filter((name) => name.startsWith('probe-')),
    [],
  )
})

test('probe: a guest that crawls is refused by its processor time, with the step it was at', async () => {
  // With -S QEMU holds the guest at its first instruction: it can not get through while nobody looks.
  const held = join(directory, 'held-qemu')
  writeFileSync(held, `#!/bin/sh\nexec ${qemuPath} -S "$@"\n`, { mode: 0o755 })
  const result = await runProbe({ qemuPath: held, accelerator: 'tcg', directory, cpuLimitMs: 1, timeLimitMs: 60_000 })
  assert.equal(result.outcome, 'fails')
  assert.match(result.detail, /too slow: .* before its first instruction/)
})

test('probe: a QEMU that cannot start says so in its own words', async () => {
  const result = await runProbe({ qemuPath: '/usr/bin/false', accelerator: 'kvm', directory })
  assert.equal(result.outcome, 'fails')
  const missing = await runProbe({ qemuPath: '/nowhere/qemu', accelerator: 'kvm', directory })
  assert.match(missing.detail, /ENOENT/)
})

test('virt type: a setting is obeyed, a missing device means emulation', async () => {
  const common = { stateDirectory: directory, log: silentLog }
  assert.equal((await findVirtType({ ...common, setting: 'kvm' })).virtType, 'kvm')
  assert.equal((await findVirtType({ ...common, setting: 'qemu' })).virtType, 'qemu')
  const none = await findVirtType({ ...common, setting: 'auto', devicePath: '/dev/no-kvm' })
  assert.equal(none.virtType, 'qemu')
  assert.match(none.reason, /\/dev\/no-kvm/)
})

test('virt type: the answer is found once and remembered for this kernel, processor and QEMU', async () => {
  const device = join(directory, 'device')
  writeFileSync(device, '')
  const ask = () =>
    findVirtType({
      stateDirectory: directory,
      log: silentLog,
      setting: 'auto',
      qemuPath: '/usr/bin/false',
      devicePath: device,
    })
  const first = await ask()
  assert.deepEqual([first.virtType, first.remembered], ['qemu', false])
  const second = await ask()
  assert.deepEqual([second.virtType, second.remembered, second.reason], ['qemu', true, first.reason])
  const path = join(directory, rememberedFile)
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"key": "/, '"key": "another '))
  assert.equal((await ask()).remembered, false)
  writeFileSync(path, '{ half')
  assert.equal((await ask()).remembered, false)
})

test('virt type: what /dev/kvm really does here is told by a few seconds of its processor time', {
  skip: !existsSync('/dev/kvm') && 'no /dev/kvm',
}, async () => {
  const fresh = mkdtempSync(join(directory, 'state-'))
  // Processor time is what decides; a busy machine that has not told by then would not be remembered.
  const ask = () => findVirtType({ stateDirectory: fresh, log: silentLog, setting: 'auto', timeLimitMs: 120_000 })
  const answer = await ask()
  // A machine whose KVM works says kvm; either answer is right, but it must come with its reason and be kept.
  assert.ok(answer.reason.length > 0)
  assert.equal((await ask()).remembered, true)
})
