import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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

test('spawn: a server boots to its own report, and deleting it leaves nothing', async () => {
  const spec = serverSpec(images)
  const { imageFetched } = await agent.ask('prepareServer', { spec })
  assert.equal(imageFetched, true)
  const state = await agent.ask('startServer', { spec })
  assert.deepEqual(state, { serverId: spec.id, power: 'running' })
  const console = async (): Promise<string> => (await agent.ask('readConsole', { serverId: spec.id })).text
  await waitForLine(console, /GUEST-READY uptime=(\S+)/, { timeoutMs: 120_000 })
  const report = guestReport(await console())
  assert.equal(report.addresses[0]?.address?.split('/')[0], spec.nics[0]?.address)
  assert.equal(report.addresses[0]?.mac, spec.nics[0]?.mac)
  assert.equal(report.hostname, spec.hostname)
  const { bootId, ...now } = await agent.ask('guestState', { serverId: spec.id })
  assert.deepEqual(now, { serverId: spec.id, power: 'running' })
  assert.ok(bootId, 'it says in which life of the machine')
  assert.deepEqual((await agent.ask('listGuests', {})).guests, [{ serverId: spec.id, power: 'running' }])
  await agent.untilEvent((event) => event.serverId === spec.id && event.event === 'started')

  await agent.ask('destroyServer', { serverId: spec.id })
  await agent.ask('removeServerFiles', { serverId: spec.id })
  await nothingLeft(host)
})
