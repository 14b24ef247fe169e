import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { ServerSpec } from '@kilonova/core'
import { guestReport, type Lab, type LabHost, startLab, testGuest, waitForLine } from '@kilonova/lab'
import { AgentProcess } from '../support/agent-process.ts'
import { nothingLeft } from '../support/nothing-left.ts'
import { type GuestImages, guestImages, serverSpec } from '../support/server-specs.ts'

let lab: Lab
let host: LabHost
let images: GuestImages
let agent: AgentProcess

before(async () => {
  const guest = await testGuest()
  lab = await startLab()
  host = lab.host('h1')
  images = guestImages(lab, guest)
  agent = await AgentProcess.start(lab, host)
})
after(async () => {
  await agent?.[Symbol.asyncDispose]()
  await lab?.stop()
})

const consoleOf = (spec: ServerSpec) => async (): Promise<string> =>
  (await agent.ask('readConsole', { serverId: spec.id })).text
const untilReady = (spec: ServerSpec) => waitForLine(consoleOf(spec), /GUEST-READY uptime=/, { timeoutMs: 120_000 })

async function boot(changes: Partial<ServerSpec> = {}): Promise<ServerSpec> {
  const spec = serverSpec(images, changes)
  await agent.ask('prepareServer', { spec })
  await agent.ask('startServer', { spec })
  await untilReady(spec)
  return spec
}

async function remove(spec: ServerSpec): Promise<void> {
  await agent.ask('destroyServer', { serverId: spec.id })
  await agent.ask('removeServerFiles', { serverId: spec.id })
}

test('power: stop, start, reboot, pause and suspend do what they say, and each may be repeated', async (t) => {
  const spec = await boot({ userDataBase64: Buffer.from('#!/bin/sh\ntick 0.2 &\n').toString('base64') })
  const serverId = spec.id
  const boots = async (): Promise<number> => guestReport(await consoleOf(spec)()).up?.boots ?? 0
  const lastTick = async (): Promise<number> => guestReport(await consoleOf(spec)()).lastTick ?? 0

  await t.test('pause holds the guest, unpause lets it go on', async () => {
    assert.deepEqual(await agent.ask('pauseServer', { serverId }), { serverId, power: 'paused' })
    assert.deepEqual(await agent.ask('pauseServer', { serverId }), { serverId, power: 'paused' })
    assert.equal((await agent.ask('guestState', { serverId })).power, 'paused')
    assert.deepEqual(await agent.ask('unpauseServer', { serverId }), { serverId, power: 'running' })
    assert.deepEqual(await agent.ask('unpauseServer', { serverId }), { serverId, power: 'running' })
  })

  await t.test('suspend saves the memory, resume goes on without a boot', async () => {
    const before = await lastTick()
    assert.equal((await agent.ask('suspendServer', { serverId })).power, 'shutdown')
    assert.equal((await agent.ask('suspendServer', { serverId })).power, 'shutdown')
    assert.equal((await agent.ask('resumeServer', { spec })).power, 'running')
    assert.equal((await agent.ask('resumeServer', { spec })).power, 'running')
    // The console's log starts anew with each QEMU: what it says now was said after the resume.
    const text = await waitForLine(consoleOf(spec), /GUEST-TICK (\d+)/, { timeoutMs: 60_000 })
    assert.ok(Number(text[1]) > before, `tick ${text[1]} after ${before}`)
    assert.doesNotMatch(await consoleOf(spec)(), /GUEST-UP/)
  })

  await t.test('a soft reboot lets the guest shut down', async () => {
    assert.deepEqual(await agent.ask('rebootServer', { spec, kind: 'soft' }), {
      serverId,
      power: 'running',
      kind: 'soft',
    })
    await untilReady(spec)
    assert.equal(await boots(), 2)
  })

  await t.test('stop lets the guest shut down, start boots it from its disk', async () => {
    assert.deepEqual(await agent.ask('stopServer', { serverId }), { serverId, power: 'shutdown', graceful: true })
    assert.deepEqual(await agent.ask('stopServer', { serverId }), { serverId, power: 'shutdown', graceful: true })
    await assert.rejects(agent.ask('pauseServer', { serverId }), { kind: 'conflict' })
    assert.equal((await agent.ask('startServer', { spec })).power, 'running')
    await untilReady(spec)
    assert.equal(await boots(), 3)
  })

  await t.test('a guest that does not listen has its power cut; a hard reboot always works', async () => {
    await agent.ask('pauseServer', { serverId })
    assert.deepEqual(await agent.ask('stopServer', { serverId, timeoutSec: 1 }), {
      serverId,
      power: 'shutdown',
      graceful: false,
    })
    assert.deepEqual(await agent.ask('rebootServer', { spec, kind: 'hard' }), {
      serverId,
      power: 'running',
      kind: 'hard',
    })
    await untilReady(spec)
    assert.equal(await boots(), 4)
  })
  await remove(spec)
  await nothingLeft(host)
})

test('a server that is off keeps its disks when it is cleaned up late after a move that it is back from', async () => {
  const spec = await boot()
  const serverId = spec.id
  await agent.ask('stopServer', { serverId, timeoutSec: 0 })
  await agent.ask('leaveLive', { migrationId: randomUUID(), serverId, shared: false })
  await agent.ask('startServer', { spec })
  await untilReady(spec)
  await remove(spec)
  await nothingLeft(host)
})

test('power: a guest that is too early to hear its button has its power cut when its time is over', async () => {
  // Its kernel stays in the shell of its initramfs, where nothing listens to the button, however long this host waits.
  const os_command_line = `${images.root.properties['os_command_line']} rdinit=/bin/sh`
  const spec = serverSpec(images, { image: { ...images.root, properties: { os_command_line } } })
  await agent.ask('prepareServer', { spec })
  await agent.ask('startServer', { spec })
  const process = Number(await host.readFile(`/run/libvirt/qemu/${spec.domainName}.pid`))
  const stopped = await agent.ask('stopServer', { serverId: spec.id, timeoutSec: 1 })
  assert.deepEqual(stopped, { serverId: spec.id, power: 'shutdown', graceful: false })
  assert.equal((await host.mustExec(['virsh', 'domstate', '--reason', spec.domainName])).trim(), 'shut off (destroyed)')
  assert.equal((await host.mustExec(['virsh', 'domid', spec.domainName])).trim(), '-')
  assert.notEqual((await host.exec(['test', '-e', `/proc/${process}`])).exitCode, 0, 'QEMU lives on')
  await remove(spec)
  await nothingLeft(host)
})

test('power: a guest that powers itself off is told within a second', async () => {
  const spec = await boot({ userDataBase64: Buffer.from('#!/bin/sh\n(sleep 4; poweroff -f) &\n').toString('base64') })
  const domstate = async (): Promise<string> => host.mustExec(['virsh', 'domstate', spec.domainName])
  await waitForLine(domstate, /shut off/, { timeoutMs: 60_000 })
  // From an answer of its own on: how long a busy machine kept it waiting before is not its doing.
  assert.equal((await agent.ask('guestState', { serverId: spec.id })).power, 'shutdown')
  const seenAt = Date.now()
  const told = await agent.untilEvent((event) => event.serverId === spec.id && event.event === 'stopped')
  assert.ok(told.at - seenAt < 1000, `told ${told.at - seenAt} ms after libvirt knew`)
  assert.equal((told.body as { power: string }).power, 'shutdown')
  await remove(spec)
  await nothingLeft(host)
})
