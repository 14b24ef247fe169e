// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TestCloud } from '../support/test-cloud.ts'

let cloud: TestCloud
before(async () => {
  cloud = await TestCloud.start({ agents: [{ name: 'h1', vcpus: 4, memoryMiB: 8192, diskGiB: 100 }] })
})
after(() => cloud[Symbol.asyncDispose]())

const placement = (path: string, version = '1.39') =>
  cloud.ask('GET', `/placement${path}`, { headers: { 'OpenStack-API-Version': `placement ${version}` } })

test('placement shows what hosts have, what servers take, and nobody may change it', async () => {
  const { body: made } = await cloud.create({ imageRef: await cloud.image() })
  const server = await cloud.until(made.server.id, 'ACTIVE')
  const { body: list, headers } = await placement('/resource_providers')
  assert.equal(headers.get('openstack-api-version'), 'placement 1.39')
  const [{ uuid, name }] = list.resource_providers
  assert.equal(name, 'h1.example')
  const { body: has } = await placement(`/resource_providers/${uuid}/inventories`)
  assert.deepEqual(
    [has.inventories.VCPU.total, has.inventories.VCPU.allocation_ratio, has.inventories.MEMORY_MB.reserved],
    [4, 16, 512],
  )
  const { body: used } = await placement(`/resource_providers/${uuid}/usages`)
  assert.deepEqual(used.usages, { VCPU: 1, MEMORY_MB: 128, DISK_GB: 1 })
  const { body: allocated } = await placement(`/allocations/${server.id}`)
  assert.deepEqual(allocated.allocations[uuid].resources, { VCPU: 1, MEMORY_MB: 128, DISK_GB: 1 })
  assert.equal(allocated.project_id, server.tenant_id)
  const { body: there } = await placement(`/resource_providers/${uuid}/allocations`)
  assert.deepEqual(Object.keys(there.allocations), [server.id])
  const { body: project } = await placement(`/usages?project_id=${server.tenant_id}`)
  assert.equal(project.usages.VCPU, 1)
  await cloud.ask('DELETE', `/compute/v2.1/servers/${server.id}`)
  await cloud.untilGone(server.id)
  assert.deepEqual((await placement(`/allocations/${server.id}`)).body.allocations, {})
  assert.equal((await cloud.ask('PUT', `/placement/allocations/${server.id}`, { body: {} })).status, 404)
})

test('placement’s versions, errors and rights', async () => {
  assert.equal((await cloud.ask('GET', '/placement', { token: null })).body.versions[0].max_version, '1.39')
  assert.equal((await placement('/resource_providers', '1.40')).status, 406)
  const { status, body } = await placement('/resource_providers/11111111-1111-4111-8111-111111111111')
  assert.deepEqual([status, body.errors[0].status], [404, 404])
  const { token } = await cloud.tenant('curious')
  assert.equal((await cloud.ask('GET', '/placement/resource_providers', { token })).status, 403)
})
