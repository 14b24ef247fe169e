// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TestCloud } from '../support/test-cloud.ts'

test('an image is fetched from a host that has it before the image service: raw ones, from hosts that are up', async () => {
  const doors = { h1: { address: '192.0.2.1', port: 7001 }, h2: { address: '2001:db8::2', port: 7002 } }
  await using cloud = await TestCloud.start({
    agents: [{ name: 'h1', door: doors.h1 }, { name: 'h2', door: doors.h2 }, { name: 'h3' }],
  })
  const image = await cloud.image()
  const on = async (host: string): Promise<readonly string[]> => {
    const { body, status } = await cloud.create({ imageRef: image, host, networks: 'none' }, { minor: 74 })
    assert.equal(status, 202, JSON.stringify(body))
    await cloud.until(body.server.id, 'ACTIVE')
    const agent = cloud.agents.find((one) => one.host === host)
    return agent?.specs.get(body.server.id)?.image.locations ?? assert.fail('no spec came')
  }
  const file = /^file:\/\//
  const peer = (at: string) => `https://${at}/images/${image}?grant=peer`
  assert.equal((await on('h1')).length, 1)
  const second = await on('h2')
  assert.match(second[0] ?? '', file)
  assert.deepEqual(second.slice(1), [peer('192.0.2.1:7001')])
  const third = await on('h3')
  assert.deepEqual(new Set(third.slice(1)), new Set([peer('192.0.2.1:7001'), peer('[2001:db8::2]:7002')]))
  // A host does not ask itself, and one without a door is not asked.
  assert.deepEqual((await on('h1')).slice(1), [peer('[2001:db8::2]:7002')])
})
