import assert from 'node:assert/strict'
import { truncateSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { Fault, newId, type ServerSpec } from '@kilonova/core'
import { guestReport, type Lab, type LabHost, startLab, testGuest, waitForLine } from '@kilonova/lab'
import { AgentProcess } from '../support/agent-process.ts'
import { nothingLeft } from '../support/nothing-left.ts'
import { type GuestImages, guestImages, networkId, serverSpec } from '../support/server-specs.ts'

let lab: Lab
let host: LabHost
let images: GuestImages

before(async () => {
  const guest = await testGuest()
  lab = await startLab()
  host = lab.host('h1')
  images = guestImages(lab, guest)
})
after(async () => {
  await lab?.stop()
})

async function remove(agent: AgentProcess, spec: ServerSpec): Promise<void> {
  await agent.ask('destroyServer', { serverId: spec.id })
  await agent.ask('removeServerFiles', { serverId: spec.id })
}

const refusal = async (work: Promise<unknown>): Promise<Fault> => {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  assert.ok(error instanceof Fault, `a fault was expected, not ${String(error)}`)
  return error
}

test('spawn: what QEMU refuses is told in its own words, and nothing stays defined', async () => {
  await using agent = await AgentProcess.start(lab, host)
  const spec = serverSpec(images)
  await agent.ask('prepareServer', { spec })
  truncateSync(join(host.stateDir, 'instances', spec.id, 'disk'), 0)
  const fault = await refusal(agent.ask('startServer', { spec }))
  assert.equal(fault.kind, 'hypervisorRefused')
  assert.match(fault.message, /was not started/)
  assert.match((fault.cause as Error).message, /qcow2/)
  assert.notEqual(fault.next, undefined)
  assert.equal((await agent.ask('guestState', { serverId: spec.id })).power, 'nostate')
  assert.equal((await host.mustExec(['virsh', '-q', 'list', '--all', '--name'])).trim(), '')
  await remove(agent, spec)
  await nothingLeft(host)
})

test('start: a stopped server that QEMU refuses stays defined and off, as it was', async () => {
  await using agent = await AgentProcess.start(lab, host)
  const spec = serverSpec(images)
  await agent.ask('prepareServer', { spec })
  await agent.ask('startServer', { spec })
  await agent.ask('stopServer', { serverId: spec.id, timeoutSec: 0 })
  truncateSync(join(host.stateDir, 'instances', spec.id, 'disk'), 0)
  assert.equal((await refusal(agent.ask('startServer', { spec }))).kind, 'hypervisorRefused')
  assert.equal((await agent.ask('guestState', { serverId: spec.id })).power, 'shutdown')
  await remove(agent, spec)
  await nothingLeft(host)
})

test('start: giving up while QEMU starts takes the guest back', async () => {
  await using agent = await AgentProcess.start(lab, host)
  for (const afterMs of [4, 8, 15, 30, 70, 150, 400]) {
    const spec = serverSpec(images)
    await agent.ask('prepareServer', { spec })
    const end = await agent
      .ask('startServer', { spec }, { signal: AbortSignal.timeout(afterMs) })
      .catch((error: unknown) => error)
    // On an idle machine it may have been faster than we: then it runs.
    if (end instanceof Fault) {
      assert.equal(end.kind, 'cancelled')
      // The bus answers at once; the agent's next turn for this server comes when it has taken the guest back.
      await agent.ask('stopServer', { serverId: spec.id })
      assert.equal((await agent.ask('guestState', { serverId: spec.id })).power, 'nostate')
    } else assert.deepEqual(end, { serverId: spec.id, power: 'running' })
    await remove(agent, spec)
    await nothingLeft(host)
  }
})

test('start: giving up on a stopped server leaves it off, as it was', async () => {
  await using agent = await AgentProcess.start(lab, host)
  const spec = serverSpec(images)
  const serverId = spec.id
  await agent.ask('prepareServer', { spec })
  await agent.ask('startServer', { spec })
  for (const afterMs of [8, 20, 40, 80]) {
    await agent.ask('stopServer', { serverId, timeoutSec: 0 })
    const end = await agent
      .ask('startServer', { spec }, { signal: AbortSignal.timeout(afterMs) })
      .catch((error: unknown) => error)
    if (!(end instanceof Fault)) continue // the machine was faster than we
    assert.equal(end.kind, 'cancelled')
    // Its turn comes when the start has been taken back.
    const fault = await refusal(agent.ask('pauseServer', { serverId }))
    assert.equal(fault.kind, 'conflict', fault.message)
  }
  await remove(agent, spec)
  await nothingLeft(host)
})

test('spawn: a server whose files were never prepared is refused, and so is a second agent', async () => {
  await using agent = await AgentProcess.start(lab, host)
  const spec = serverSpec(images)
  assert.equal((await refusal(agent.ask('startServer', { spec }))).kind, 'conflict')
  assert.equal((await refusal(agent.ask('readConsole', { serverId: spec.id }))).kind, 'notFound')
  await assert.rejects(AgentProcess.start(lab, host), /the agent ended/)
  await remove(agent, spec)
  await nothingLeft(host)
})

test('spawn and delete: several servers at once share a network, and the last one takes it along', async () => {
  await using agent = await AgentProcess.start(lab, host)
  const specs = [1, 2, 3].map(() => serverSpec(images))
  const build = async (spec: ServerSpec): Promise<void> => {
    await agent.ask('prepareServer', { spec })
    await agent.ask('startServer', { spec })
  }
  await Promise.all(specs.map(build))
  assert.equal((await agent.ask('listGuests', {})).guests.length, 3)
  for (const spec of specs) {
    const entry = await host.readFile(`/var/lib/kilonova/dhcp-hosts/${networkId}/${spec.id}`)
    assert.equal(entry, `${spec.nics[0]?.mac},${spec.nics[0]?.address},60m\n`)
  }
  // While the first two go, another comes.
  const late = serverSpec(images)
  await Promise.all([remove(agent, specs[0] as ServerSpec), remove(agent, specs[1] as ServerSpec), build(late)])
  await Promise.all([remove(agent, specs[2] as ServerSpec), remove(agent, late)])
  await nothingLeft(host)
})

test('network: the next server gets a deleted one’s address at once, although its lease was not over', async () => {
  await using agent = await AgentProcess.start(lab, host)
  const keeper = serverSpec(images)
  await agent.ask('prepareServer', { spec: keeper })
  const ready = async (spec: ServerSpec): Promise<string> => {
    const text = async (): Promise<string> => (await agent.ask('readConsole', { serverId: spec.id })).text
    await waitForLine(text, /GUEST-READY/, { timeoutMs: 120_000 })
    return text()
  }
  const first = serverSpec(images)
  await agent.ask('prepareServer', { spec: first })
  await agent.ask('startServer', { spec: first })
  const [nic] = first.nics
  assert.ok(nic !== undefined)
  assert.equal(guestReport(await ready(first)).addresses[0]?.address?.split('/')[0], nic.address)
  await remove(agent, first)
  const next = serverSpec(images, {
    nics: [{ ...nic, portId: serverSpec(images).nics[0]?.portId ?? nic.portId, mac: 'fa:16:3e:99:99:99' }],
  })
  await agent.ask('prepareServer', { spec: next })
  await agent.ask('startServer', { spec: next })
  assert.equal(guestReport(await ready(next)).addresses[0]?.address?.split('/')[0], nic.address)
  await remove(agent, next)
  await remove(agent, keeper)
  await nothingLeft(host)
})

test('libvirtd gone: requests are refused with the next step; back again, the agent tells what changed meanwhile', async () => {
  await using agent = await AgentProcess.start(lab, host)
  const [stays, dies] = [serverSpec(images), serverSpec(images)]
  for (const spec of [stays, dies]) {
    await agent.ask('prepareServer', { spec })
    await agent.ask('startServer', { spec })
  }
  await host.mustExec([
    'sh',
    '-c',
    'pid=$(cat /run/libvirtd.pid); kill -9 $pid; while [ -d /proc/$pid ]; do sleep 0.01; done',
  ])
  const fault = await refusal(agent.ask('guestState', { serverId: stays.id }))
  assert.equal(fault.kind, 'hypervisorAway')
  assert.match(fault.next ?? '', /libvirtd/)
  await host.mustExec(['sh', '-c', `kill -9 $(cat /run/libvirt/qemu/${dies.domainName}.pid)`])
  await host.startLibvirtd()
  const told = await agent.untilEvent(
    (event) => event.serverId === dies.id && event.event !== 'defined' && event.power !== 'running',
  )
  assert.match((told.body as { detail: string }).detail, /away|crashed|failed|unknown|shutdown/)
  await agent.untilHypervisor()
  assert.equal((await agent.ask('guestState', { serverId: stays.id })).power, 'running')
  assert.notEqual((await agent.ask('guestState', { serverId: dies.id })).power, 'running')
  // Events come again: this one is of the new daemon.
  await agent.ask('pauseServer', { serverId: stays.id })
  await agent.untilEvent((event) => event.serverId === stays.id && event.event === 'suspended')
  await remove(agent, stays)
  await remove(agent, dies)
  await nothingLeft(host)
})

test('a guest that ends while a fresh libvirtd still tries to reach it is told, though libvirt has no event for that', async () => {
  await using agent = await AgentProcess.start(lab, host)
  const spec = serverSpec(images)
  await agent.ask('prepareServer', { spec })
  await agent.ask('startServer', { spec })
  const signal = (name: string) => `kill -${name} $(cat /run/libvirt/qemu/${spec.domainName}.pid)`
  const endLibvirtd = 'pid=$(cat /run/libvirtd.pid); kill -9 $pid; while [ -d /proc/$pid ]; do sleep 0.01; done'
  await host.mustExec(['sh', '-c', `${signal('STOP')}; ${endLibvirtd}`])
  await host.startLibvirtd()
  await agent.untilHypervisor()
  await host.mustExec(['sh', '-c', signal('KILL')])
  await agent.untilEvent((event) => event.serverId === spec.id && event.event === 'stopped')
  await remove(agent, spec)
  await nothingLeft(host)
})

test('agent killed at any moment of a build: the next agent takes it up, or takes it back, with nothing left', async () => {
  const steps: [string, number][] = [
    ['prepareServer', 0],
    ['prepareServer', 60],
    ['startServer', 20],
    ['startServer', 120],
    ['startServer', 300],
    ['destroyServer', 10],
    ['removeServerFiles', 1],
  ]
  const order = ['prepareServer', 'startServer', 'destroyServer', 'removeServerFiles']
  for (const [step, afterMs] of steps) {
    const spec = serverSpec(images)
    const ask = (agent: AgentProcess, name: string): Promise<unknown> =>
      name === 'prepareServer' || name === 'startServer'
        ? agent.ask(name, { spec })
        : agent.ask(name as 'destroyServer' | 'removeServerFiles', { serverId: spec.id })
    const first = await AgentProcess.start(lab, host)
    for (const name of order.slice(0, order.indexOf(step))) await ask(first, name)
    const cut = ask(first, step).catch(() => undefined)
    await sleep(afterMs)
    await first.kill('SIGKILL')
    await cut
    await using second = await AgentProcess.start(lab, host)
    if (step === 'prepareServer' || step === 'startServer') {
      await ask(second, 'prepareServer')
      assert.equal((await second.ask('startServer', { spec })).power, 'running', `killed ${afterMs} ms into ${step}`)
    }
    await remove(second, spec)
    await nothingLeft(host)
  }
})

test('agent killed while QEMU is slow to start: the next agent waits until the guest runs, which libvirt calls paused', async () => {
  const emulator = '/usr/bin/qemu-system-x86_64'
  // A QEMU that waits for our word before a guest; it finds what belongs to it from where its program lies.
  const wait = 'case "$*" in *guest=*) while [ ! -e /run/slow/go ]; do sleep 0.1; done ;; esac'
  const slow = ['#!/bin/sh', wait, 'exec /run/slow/bin/qemu "$@"'].join('\\n')
  await host.mustExec([
    ...['sh', '-ec'],
    `mkdir -p /run/slow/bin; ln -s /usr/share /usr/lib /run/slow; cp ${emulator} /run/slow/bin/qemu
    printf '${slow}\\n' > /run/slow/emulator; chmod -R a+rx /run/slow; mount --bind /run/slow/emulator ${emulator}`,
  ])
  try {
    const spec = serverSpec(images)
    const first = await AgentProcess.start(lab, host)
    await first.ask('prepareServer', { spec })
    const cut = first.ask('startServer', { spec }).catch(() => undefined)
    const state = () => host.mustExec(['virsh', 'domstate', '--reason', spec.domainName])
    await waitForLine(state, /paused \(starting up\)/, { timeoutMs: 120_000 })
    await first.kill('SIGKILL')
    await cut
    await using second = await AgentProcess.start(lab, host)
    const asked = second.ask('startServer', { spec })
    await second.ask('guestState', { serverId: spec.id })
    await host.mustExec(['touch', '/run/slow/go'])
    assert.equal((await asked).power, 'running')
    await remove(second, spec)
  } finally {
    await host.mustExec(['umount', emulator])
  }
  await nothingLeft(host)
})

test('stop: the agent leaves guests running and finds them again', async () => {
  const spec = serverSpec(images)
  {
    await using agent = await AgentProcess.start(lab, host)
    await agent.ask('prepareServer', { spec })
    await agent.ask('startServer', { spec })
    assert.equal(await agent.kill('SIGTERM'), 0, await readFile(agent.logPath, 'utf8'))
  }
  await using agent = await AgentProcess.start(lab, host)
  assert.deepEqual((await agent.ask('listGuests', {})).guests, [{ serverId: spec.id, power: 'running' }])
  assert.equal((await agent.ask('describe', {})).guests, 1)
  await remove(agent, spec)
  await nothingLeft(host)
})

test('describe: a host that libvirt could not describe is described once it can, on the same connection', async () => {
  const emulator = '/usr/bin/qemu-system-x86_64'
  await host.mustExec(['mount', '--bind', '/dev/null', emulator])
  await using agent = await AgentProcess.start(lab, host)
  try {
    assert.equal((await refusal(agent.ask('describe', {}))).kind, 'hypervisorRefused')
  } finally {
    await host.mustExec(['umount', emulator])
  }
  // libvirt looks for its QEMU again beside the first answers.
  const described = () => agent.ask('describe', {}).catch((error: unknown) => error as Fault)
  const until = Date.now() + 60_000
  let last = await described()
  while (last instanceof Fault && Date.now() < until) last = await described()
  assert.ok(!(last instanceof Fault), String((last as Fault).cause))
  assert.equal(last.guests, 0)
})

test('settings for Ceph that lead nowhere keep the host from nothing else', async () => {
  const rbd = { fsid: '11111111-1111-4111-8111-111111111111', configPath: '/nowhere/ceph.conf' }
  await using agent = await AgentProcess.start(lab, host, { images: { rbd } })
  await agent.ask('listGuests', {})
  assert.match(await readFile(agent.logPath, 'utf8'), /guests with disks in Ceph cannot be started/)
})

test('network: a server of which one network is not to be had leaves nothing of the other', async () => {
  await using agent = await AgentProcess.start(lab, host)
  const spec = serverSpec(images)
  const elsewhere = spec.nics.map((nic) => ({
    ...nic,
    portId: newId<'port'>(),
    mac: 'fa:16:3e:99:99:98',
    network: { ...nic.network, id: newId<'network'>(), kind: 'flat' as const, physicalNetwork: 'elsewhere' },
  }))
  const fault = await refusal(agent.ask('prepareServer', { spec: { ...spec, nics: [...spec.nics, ...elsewhere] } }))
  assert.match(fault.message, /physical network elsewhere, which this host has not/)
  await nothingLeft(host)
})

test('network: a bridge that two networks are on goes on being filtered until the last of them has left it', async () => {
  const filtered = '/sys/class/net/br-site/bridge/nf_call_iptables'
  await host.mustExec(['ip', 'link', 'add', 'br-site', 'type', 'bridge'])
  // As on a host whose other bridges are not filtered.
  await host.mustExec(['sh', '-c', 'echo 0 > /proc/sys/net/bridge/bridge-nf-call-iptables'])
  await using agent = await AgentProcess.start(lab, host, { network: { bridges: { site: 'br-site' } } })
  const onBridge = (): ServerSpec => {
    const spec = serverSpec(images)
    const nics = spec.nics.map((nic) => ({
      ...nic,
      network: { ...nic.network, id: newId<'network'>(), kind: 'flat' as const, physicalNetwork: 'site' },
    }))
    return { ...spec, nics }
  }
  const [first, last] = [onBridge(), onBridge()]
  for (const spec of [first, last]) await agent.ask('prepareServer', { spec })
  await host.mustExec(['sh', '-c', `echo 1 > ${filtered}`])
  await remove(agent, first)
  assert.equal((await host.mustExec(['cat', filtered])).trim(), '1')
  await remove(agent, last)
  assert.equal((await host.mustExec(['cat', filtered])).trim(), '0')
  await host.mustExec(['ip', 'link', 'delete', 'br-site'])
  await nothingLeft(host)
})
