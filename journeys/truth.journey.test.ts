import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, afterEach, before, test } from 'node:test'
import type { LabHost } from '@kilonova/lab'
import { eventually, type Json, type ManyHostCloud, Service, soon, startCloud } from './src/index.ts'

// What guests and hosts do behind the service's back, on real libvirt: it is shown, and nothing is forced.

let cloud: ManyHostCloud
let image = ''
before(async () => {
  const settings = () => ({ control: { resumeGuestsOnHostBoot: true } })
  cloud = await startCloud({ hosts: 2, settings: (_lab, host) => (host.name === 'h1' ? settings() : {}) })
  image = await cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(1024 * 1024) })
})
after(() => cloud?.[Symbol.asyncDispose]())
afterEach(async () => {
  await cloud.untilUp(['h1', 'h2'])
  const { body } = await cloud.api.compute('GET', '/servers')
  for (const { id } of body['servers'] as { id: string }[]) await cloud.api.delete(id)
})

const h2 = (): LabHost => cloud.host('h2')

async function running(host = 'h2'): Promise<{ id: string; domain: string }> {
  const id = await cloud.createOn(host, 'watched', image)
  const server = await cloud.api.until(id, ['ACTIVE'])
  return { id, domain: String(server['OS-EXT-SRV-ATTR:instance_name']) }
}

/** The API says so within that time. @returns what it took. */
function shows(id: string, status: string, power: number, withinMs: number): Promise<number> {
  return soon(async () => {
    const server = await cloud.api.server(id)
    assert.deepEqual([server?.['status'], server?.['OS-EXT-STS:power_state']], [status, power])
  }, withinMs)
}

async function actions(id: string): Promise<string[]> {
  const { body } = await cloud.api.compute('GET', `/servers/${id}/os-instance-actions`)
  return (body['instanceActions'] as Json[]).map((one) => String(one['action'])).toReversed()
}

const endQemu = (host: LabHost) =>
  host.mustExec([
    'sh',
    '-c',
    'pkill -9 -f ^[^\\ ]*qemu-system && while pgrep -f ^[^\\ ]*qemu-system; do sleep 0.01; done',
  ])

test('a guest stopped and started with virsh, and one whose QEMU is killed, show within a second and in the action log', async (t) => {
  const { id, domain } = await running()
  await h2().mustExec(['virsh', 'destroy', domain])
  t.diagnostic(`virsh destroy: ${Math.round(await shows(id, 'SHUTOFF', 4, 1000))} ms`)
  await h2().mustExec(['virsh', 'start', domain])
  t.diagnostic(`virsh start: ${Math.round(await shows(id, 'ACTIVE', 1, 1000))} ms`)
  await h2().mustExec(['virsh', 'suspend', domain])
  t.diagnostic(`virsh suspend: ${Math.round(await shows(id, 'PAUSED', 3, 1000))} ms`)
  await h2().mustExec(['virsh', 'resume', domain])
  await shows(id, 'ACTIVE', 1, 1000)
  await endQemu(h2())
  t.diagnostic(`QEMU killed: ${Math.round(await shows(id, 'SHUTOFF', 4, 1000))} ms`)
  assert.deepEqual(await actions(id), ['create', 'stop', 'start', 'pause', 'unpause', 'stop'])
  const { body } = await cloud.api.call('GET', `/kilonova/v1/servers/${id}/why`)
  assert.match(String((body['why'] as Json)['says']), /it is stopped on h2; the guest changed by itself \(.+\), at 2/)
  // Nobody starts or stops it because the store thinks otherwise.
  assert.equal((await h2().mustExec(['virsh', 'domstate', domain])).trim(), 'shut off')
})

test('a guest that is asked to shut down by virsh, and one that powers itself off, show within a second of it', async (t) => {
  const guest = await cloud.uploadGuest()
  const off = async (id: string, domain: string, what: string): Promise<void> => {
    await eventually(
      async () => assert.equal((await h2().mustExec(['virsh', 'domstate', domain])).trim(), 'shut off'),
      240_000, // a guest boots, on an emulated processor and a busy machine
      20,
    )
    t.diagnostic(`${what}: ${Math.round(await shows(id, 'SHUTOFF', 4, 1000))} ms after libvirt said so`)
    assert.equal((await actions(id)).at(-1), 'stop')
  }
  const asked = await cloud.createOn('h2', 'asked', guest)
  const { 'OS-EXT-SRV-ATTR:instance_name': domain } = await cloud.api.until(asked, ['ACTIVE'])
  await cloud.api.consoleLine(asked, /GUEST-READY /)
  await h2().mustExec(['virsh', 'shutdown', String(domain)])
  await off(asked, String(domain), 'virsh shutdown')
  const script = Buffer.from('#!/bin/sh\n(sleep 1; poweroff -f) &\n').toString('base64')
  const own = await cloud.createOn('h2', 'own', guest, { user_data: script, config_drive: true })
  const { 'OS-EXT-SRV-ATTR:instance_name': other } = await cloud.api.until(own, ['ACTIVE'])
  await off(own, String(other), 'its own poweroff')
})

test('a definition that vanished is shown as drift, and `kilonova server repair` starts the guest from its disks', async () => {
  const { id, domain } = await running()
  await h2().mustExec(['virsh', 'destroy', domain])
  await shows(id, 'SHUTOFF', 4, 1000)
  assert.equal((await cloud.api.compute('POST', `/servers/${id}/action`, { 'os-start': null })).status, 202)
  await cloud.api.until(id, ['ACTIVE'])
  // In this order it vanishes as a whole: what is left is a record that says ACTIVE.
  await h2().mustExec(['virsh', 'undefine', domain, '--nvram'])
  await h2().mustExec(['virsh', 'destroy', domain])
  const listed = await eventually(async () => {
    const { stdout } = await cloud.service.command(['server', 'repair'])
    assert.match(stdout, new RegExp(`${id} .*h2 has no such guest`))
    return stdout
  })
  assert.match(listed, /a hard reboot/)
  assert.equal((await cloud.service.command(['server', 'repair', id])).exitCode, 0)
  await eventually(async () => assert.equal((await h2().mustExec(['virsh', 'domstate', domain])).trim(), 'running'))
  await cloud.api.until(id, ['ACTIVE'])
})

test('what changed while the agent was away is right within five seconds of its return', async (t) => {
  const { id } = await running()
  await cloud.killAgent('h2')
  await endQemu(h2())
  await cloud.startAgent('h2')
  t.diagnostic(`after the agent's return: ${Math.round(await shows(id, 'SHUTOFF', 4, 5000))} ms`)
})

test('an agent that is killed and started at once waits for the end of its old libvirtd, and has its own', async () => {
  const libvirtd = (await h2().mustExec(['cat', '/run/libvirtd.pid'])).trim()
  // It is told to end with its agent, and can not yet.
  await h2().mustExec(['kill', '-STOP', libvirtd])
  await cloud.killAgent('h2')
  const started = cloud.startAgent('h2')
  await sleep(2000)
  // On a busy machine the new agent has ended its patience with it by now.
  await h2().exec(['kill', '-CONT', libvirtd])
  await started
  assert.notEqual((await h2().mustExec(['cat', '/run/libvirtd.pid'])).trim(), libvirtd)
  await cloud.untilUp(['h2'])
  await h2().mustExec(['virsh', 'list'])
})

test('libvirtd killed and started again by itself: a guest that ended meanwhile shows within five seconds', async (t) => {
  const { id } = await running()
  await cloud.killLibvirtd('h2')
  await endQemu(h2())
  await eventually(() => h2().mustExec(['virsh', 'list']))
  t.diagnostic(`after libvirtd's return: ${Math.round(await shows(id, 'SHUTOFF', 4, 5000))} ms`)
})

test('a host that was rebooted starts the guests that ran, and no other', async (t) => {
  const [one, other] = [await running(), await running()]
  await h2().mustExec(['virsh', 'destroy', other.domain])
  await shows(other.id, 'SHUTOFF', 4, 1000)
  await h2().crash()
  await h2().boot()
  await cloud.startAgent('h2')
  const back = performance.now()
  await eventually(async () => assert.equal((await h2().mustExec(['virsh', 'domstate', one.domain])).trim(), 'running'))
  t.diagnostic(`running again: ${Math.round(performance.now() - back)} ms after the agent's return`)
  await shows(one.id, 'ACTIVE', 1, 5000)
  await shows(other.id, 'SHUTOFF', 4, 5000)
  assert.equal((await actions(one.id)).at(-1), 'start')
})

test('a host that says nothing for ten seconds is down, gets no server, and is up again when it speaks', async () => {
  await cloud.network('h2', 'down')
  await cloud.untilDown('h2')
  const id = await cloud.createOn('h2', 'waits', image)
  const server = await eventually(async () => {
    const shown = await cloud.api.server(id)
    assert.equal(shown?.['status'], 'ERROR')
    return shown
  })
  assert.match(JSON.stringify(server?.['fault']), /h2: it said nothing for \d+ s/)
  await cloud.network('h2', 'up')
  await cloud.untilUp(['h2'])
})

test('doctor on a joined host looks at the bus, the certificate and the clock', async () => {
  const done = await h2().exec([...Service.program, 'doctor', '--json'])
  const { checks } = JSON.parse(done.stdout) as { checks: { name: string; state: string; says: string }[] }
  const of = (name: string) => checks.find((one) => one.name === name)
  assert.deepEqual(
    checks.filter((one) => one.state === 'broken'),
    [],
  )
  assert.match(of('bus')?.says ?? '', /^[\d.]+:\d+/)
  assert.match(of('certificate')?.says ?? '', /^h2, good until /)
  assert.match(of('clock skew')?.says ?? '', /controller/)
})
