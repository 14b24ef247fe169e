// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TestCloud } from './support/test-cloud.ts'

let cloud: TestCloud
let image = ''
before(async () => {
  cloud = await TestCloud.start()
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())

test('a server is made, shown as Nova shows it, and deleted without a trace', async () => {
  const created = await cloud.create({ name: 'web', imageRef: image, metadata: { role: 'web' } })
  assert.equal(created.status, 202)
  const { id, adminPass } = created.body.server
  assert.match(adminPass, /^.{12}$/)
  const server = await cloud.until(id, 'ACTIVE')
  assert.equal(server.name, 'web')
  assert.equal(server['OS-EXT-STS:power_state'], 1)
  assert.equal(server['OS-EXT-SRV-ATTR:host'], 'h1')
  assert.equal(server.addresses.private[0].addr, '10.42.0.2')
  assert.match(server.hostId, /^[0-9a-f]{56}$/)
  const spec = cloud.agent.specs.get(id)
  assert.equal(spec?.adminPassword, adminPass)
  assert.equal(spec?.nics[0]?.network.gateway, '10.42.0.1')
  assert.equal((await cloud.ask('DELETE', `/compute/v2.1/servers/${id}`)).status, 204)
  await cloud.untilGone(id)
  await cloud.assertNothingLeft()
})
