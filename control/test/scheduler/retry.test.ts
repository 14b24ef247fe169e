// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { Fault } from '@kilonova/core'
import { TestCloud } from '../support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
let cloud: TestCloud
let image = ''
before(async () => {
  const agents = ['h1', 'h2', 'h3', 'h4'].map((name) => ({ name }))
  cloud = await TestCloud.start({ agents })
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())
afterEach(async () => {
  for (const agent of cloud.agents) agent.before = () => {}
  const { body } = await cloud.ask('GET', servers)
  for (const { id } of body.servers) await cloud.ask('DELETE', `${servers}/${id}`)
  for (const { id } of body.servers) await cloud.untilGone(id)
  await cloud.assertNothingLeft()
})

/** The first `count` hosts that are asked to start a guest refuse. @returns which ones did. */
function failFirst(count: number, fault = () => new Fault('hypervisorRefused', 'QEMU said no')): string[] {
  const failed: string[] = []
  for (const agent of cloud.agents) {
    agent.before = (operation) => {
      if (operation !== 'startServer' || failed.length >= count) return
      failed.push(agent.host)
      throw fault()
    }
  }
  return failed
}

async function events(id: string): Promise<{ event: string; host: string; details: string }[]> {
  const path = `${servers}/${id}/os-instance-actions`
  const { body: list } = await cloud.ask('GET', path, { minor: 84 })
  const requestId = list.instanceActions.at(-1).request_id
  return (await cloud.ask('GET', `${path}/${requestId}`, { minor: 84 })).body.instanceAction.events
}

test('a build that two hosts refuse runs on a third, and nothing of it stays on the two', async () => {
  const failed = failFirst(2)
  const { body } = await cloud.create({ imageRef: image })
  const server = await cloud.until(body.server.id, 'ACTIVE', 'ERROR')
  assert.equal(server.status, 'ACTIVE', JSON.stringify(server.fault))
  assert.equal(new Set([...failed, server['OS-EXT-SRV-ATTR:host']]).size, 3)
  for (const agent of cloud.agents.filter(({ host }) => failed.includes(host))) assert.ok(agent.isEmpty)
  const told = (await events(body.server.id)).filter(({ event }) => event === 'build_failed_on_host')
  assert.deepEqual(
    told.map(({ details }) => details),
    ['QEMU said no', 'QEMU said no'],
  )
  // Where builds failed comes last from now on.
  const { body: next } = await cloud.create({ imageRef: image })
  const placed = await cloud.until(next.server.id, 'ACTIVE')
  assert.ok(!failed.includes(placed['OS-EXT-SRV-ATTR:host']))
})

test('after three hosts it is given up, and the fault tells of each', async () => {
  const failed = failFirst(4)
  const { body } = await cloud.create({ imageRef: image })
  const { fault } = await cloud.until(body.server.id, 'ERROR')
  assert.equal(failed.length, 3)
  assert.match(fault.message, /the build failed on 3 hosts\. (h\d: QEMU said no(; )?){3}/)
})

test('what is wrong with the request itself is not tried elsewhere', async () => {
  const failed = failFirst(4, () => new Fault('imageRefused', 'the image lies'))
  const { body } = await cloud.create({ imageRef: image })
  const { fault } = await cloud.until(body.server.id, 'ERROR')
  assert.equal(failed.length, 1)
  assert.match(fault.message, /the image lies/)
})

test('an administrator’s host is not exchanged for another', async () => {
  failFirst(1)
  const { body } = await cloud.create({ imageRef: image, host: 'h2', networks: 'auto' }, { minor: 74 })
  const { fault } = await cloud.until(body.server.id, 'ERROR')
  assert.match(fault.message, /^QEMU said no/)
})

test('a server that is deleted while its build is tried on hosts goes away', async () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  for (const agent of cloud.agents) {
    agent.before = async (operation) => {
      if (operation !== 'startServer') return
      resolve()
      await new Promise((later) => setTimeout(later, 50))
      throw new Fault('hypervisorRefused', 'QEMU said no')
    }
  }
  const { body } = await cloud.create({ imageRef: image })
  await asked
  assert.equal((await cloud.ask('DELETE', `${servers}/${body.server.id}`)).status, 204)
  await cloud.untilGone(body.server.id)
})
