import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { type Lab, type LabHost, startLab, testGuest } from '@kilonova/lab'
import { AgentProcess } from '../support/agent-process.ts'
import { nothingLeft } from '../support/nothing-left.ts'
import { type GuestImages, guestImages, serverSpec } from '../support/server-specs.ts'

let lab: Lab
let host: LabHost
let images: GuestImages
/** Nobody waits for a guest that hears no button. */
const settings = { libvirt: { shutdownTimeoutSec: 0 } }

before(async () => {
  const guest = await testGuest()
  lab = await startLab()
  host = lab.host('h1')
  images = guestImages(lab, guest)
})
after(() => lab?.stop())

const moments = [0, 30, 80, 150, 300, 600, 1000]

test('agent killed at any moment of a rescue and of its end: asked again it is done, and nothing stays behind', async () => {
  for (const afterMs of moments) {
    const spec = serverSpec(images)
    const { image, kernel, ramdisk } = spec
    const rescue = {
      image,
      ...(kernel === undefined ? {} : { kernel }),
      ...(ramdisk === undefined ? {} : { ramdisk }),
      adminPassword: 'secret',
    }
    const xml = () => host.mustExec(['virsh', 'dumpxml', spec.domainName])
    /** Asks, kills that long after, and asks a new agent the same. */
    const cut = async (ask: (agent: AgentProcess) => Promise<unknown>): Promise<void> => {
      const first = await AgentProcess.start(lab, host, settings)
      const asked = ask(first).catch(() => undefined)
      await sleep(afterMs)
      await first.kill('SIGKILL')
      await asked
      await using second = await AgentProcess.start(lab, host, settings)
      assert.deepEqual(await ask(second), { serverId: spec.id, power: 'running' }, `killed after ${afterMs} ms`)
    }
    {
      await using agent = await AgentProcess.start(lab, host, settings)
      await agent.ask('prepareServer', { spec })
      await agent.ask('startServer', { spec })
    }
    const before = await host.mustExec(['virsh', 'dumpxml', '--inactive', spec.domainName])
    await cut((agent) => agent.ask('rescueServer', { spec, rescue }))
    assert.match(await xml(), /\/disk\.rescue'/)
    await cut((agent) => agent.ask('unrescueServer', { spec }))
    assert.doesNotMatch(await xml(), /\/disk\.rescue'/)
    assert.equal(await host.mustExec(['virsh', 'dumpxml', '--inactive', spec.domainName]), before)
    const files = await host.mustExec(['ls', `/var/lib/kilonova/instances/${spec.id}`])
    assert.doesNotMatch(files, /rescue/)
    await using agent = await AgentProcess.start(lab, host, settings)
    await agent.ask('destroyServer', { serverId: spec.id })
    await agent.ask('removeServerFiles', { serverId: spec.id })
    await nothingLeft(host)
  }
})

test('rescue: an image that cannot be had costs the guest nothing', async () => {
  await using agent = await AgentProcess.start(lab, host, settings)
  const spec = serverSpec(images)
  await agent.ask('prepareServer', { spec })
  await agent.ask('startServer', { spec })
  const junk = {
    ...spec.image,
    id: '00000000-0000-4000-8000-00000000bad0' as typeof spec.image.id,
    sha256: '0'.repeat(64),
  }
  await assert.rejects(agent.ask('rescueServer', { spec, rescue: { image: junk } }))
  assert.equal((await agent.ask('guestState', { serverId: spec.id })).power, 'running')
  assert.doesNotMatch(await host.mustExec(['ls', `/var/lib/kilonova/instances/${spec.id}`]), /rescue/)
  await agent.ask('destroyServer', { serverId: spec.id })
  await agent.ask('removeServerFiles', { serverId: spec.id })
  await nothingLeft(host)
})
