import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, HostAgent, type ManyHostCloud, startCloud, WatchedGuest } from './src/index.ts'

let cloud: ManyHostCloud
let guest: WatchedGuest

before(async () => {
  cloud = await startCloud({ hosts: 3 })
  guest = await WatchedGuest.boot(cloud, 'h2', await cloud.uploadGuest())
})
after(() => cloud?.[Symbol.asyncDispose]())

const otherThan = (host: string): string => (host === 'h2' ? 'h3' : 'h2')

/** Whose agent has which part in a move, in its order; from the guest's leaving on, the move has only one end. */
const parts = [
  { operation: 'describeMovingGuest', at: 'source', ends: ['failed', 'completed'] },
  { operation: 'checkLiveDestination', at: 'destination', ends: ['failed', 'completed'] },
  { operation: 'checkLiveSource', at: 'source', ends: ['failed', 'completed'] },
  { operation: 'prepareLive', at: 'destination', ends: ['failed', 'completed'] },
  { operation: 'moveLive', at: 'source', ends: ['failed', 'completed'] },
  { operation: 'resumeLive', at: 'destination', ends: ['completed'] },
  { operation: 'finishLive', at: 'destination', ends: ['completed'] },
  { operation: 'leaveLive', at: 'source', ends: ['completed'] },
] as const

for (const { operation, at, ends } of parts) {
  for (const point of ['before', 'after']) {
    test(`kill -9 of the ${at}’s agent and libvirtd ${point} ${operation}`, { timeout: 600_000 }, async () => {
      const from = await guest.host()
      const to = otherThan(from)
      const host = at === 'source' ? from : to
      await cloud.agents.get(host)?.stop()
      const env = { KILONOVA_TEST_HALT_AT: `${operation}:${point}:agent` }
      const victim = await HostAgent.start(cloud.host(host), { env })
      cloud.agents.set(host, victim)
      await cloud.untilUp(['h1', 'h2', 'h3'])
      const number = await guest.ask(to)
      await victim.exited
      await cloud.startAgent(host)
      await cloud.untilUp(['h1', 'h2', 'h3'])
      const left = operation === 'moveLive' && point === 'after'
      const end = await guest.until(number, left ? ['completed'] : ends)
      await guest.isOnlyAt(end['status'] === 'completed' ? to : from)
      await guest.goesOn()
      assert.equal((await cloud.hostStates()).get(host), 'up')
    })
  }
}

test('kill -9 of the source’s libvirtd while the QEMU that it let go of does not end', {
  timeout: 600_000,
}, async () => {
  const from = await guest.host()
  const to = otherThan(from)
  const domain = String((await cloud.api.server(guest.id))?.['OS-EXT-SRV-ATTR:instance_name'])
  // Stopped when all was sent: libvirt asks it to end, which it does not hear.
  const run = `/run/libvirt/qemu/${domain}`
  const script = `pid=$(cat ${run}.pid); until grep -Eq "phase='(perform3_done|confirm3)'" ${run}.xml; do :; done; kill -STOP $pid; echo $pid`
  const stopping = cloud.host(from).mustExec(['sh', '-c', script], { timeoutMs: 120_000 })
  const number = await guest.ask(to)
  const pid = (await stopping).trim()
  const isStopped = ['grep', '-q', '^State:.*stopped', `/proc/${pid}/status`]
  await eventually(async () => {
    const { stdout } = await cloud.host(to).exec(['virsh', '-q', 'domstate', guest.id])
    assert.equal(stdout.trim(), 'running')
  }, 5000)
  await cloud.host(from).mustExec(isStopped)
  await cloud.killLibvirtd(from)
  await cloud.host(from).mustExec(isStopped)
  await guest.until(number, ['completed'])
  await guest.isOnlyAt(to)
  await guest.goesOn()
})
