// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { TestCloud } from './support/test-cloud.ts'

const program = '/usr/bin/openstack'
const skip = existsSync(program) ? false : 'python3-openstackclient is not installed'

let cloud: TestCloud
before(async () => {
  if (skip === false) cloud = await TestCloud.start()
})
after(() => cloud?.[Symbol.asyncDispose]())

/** Runs the unmodified client against our cloud, as a user would. */
async function openstack(...args: string[]): Promise<string> {
  return openstackAs({}, ...args)
}

async function openstackAs(other: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  const { userName, password, projectName } = cloud.credentials ?? assert.fail('no admin')
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: cloud.stateDirectory,
    OS_AUTH_URL: cloud.control.authUrl,
    OS_USERNAME: userName,
    OS_PASSWORD: password,
    OS_PROJECT_NAME: projectName,
    OS_USER_DOMAIN_ID: 'default',
    OS_PROJECT_DOMAIN_ID: 'default',
    OS_IDENTITY_API_VERSION: '3',
    ...other,
  }
  const { stdout } = await promisify(execFile)(program, args, { env, timeout: 120_000 })
  return stdout
}

const json = async (...args: string[]) => JSON.parse(await openstack(...args, '-f', 'json'))

test('the openstack client: image, server, console and their ends', { skip }, async () => {
  assert.match((await json('token', 'issue')).id, /^kn1\./)

  const file = join(cloud.stateDirectory, 'disk.img')
  await writeFile(file, new Uint8Array(200_000).fill(7))
  const made = await json(
    'image',
    'create',
    '--file',
    file,
    '--disk-format',
    'raw',
    '--container-format',
    'bare',
    'tiny',
  )
  assert.equal(made.name, 'tiny')
  const images = await json('image', 'list')
  assert.deepEqual(
    images.map((image: { Name: string; Status: string }) => [image.Name, image.Status]),
    [['tiny', 'active']],
  )
  const shown = await json('image', 'show', 'tiny')
  assert.equal(shown.size, 200_000)

  const flavors = await json('flavor', 'list')
  assert.ok(flavors.some((flavor: { Name: string }) => flavor.Name === 'nano'))

  const server = await json('server', 'create', '--image', 'tiny', '--flavor', 'nano', '--wait', 'web')
  assert.equal(server.status, 'ACTIVE')
  const servers = await json('server', 'list')
  assert.deepEqual(
    servers.map((one: { Name: string; Status: string; Image: string; Flavor: string }) => [
      one.Name,
      one.Status,
      one.Image,
      one.Flavor,
    ]),
    [['web', 'ACTIVE', 'tiny', 'nano']],
  )
  assert.match(JSON.stringify(servers[0].Networks), /10\.42\.0\.2/)
  const detail = await json('server', 'show', 'web')
  assert.equal(detail.name, 'web')
  assert.match(await openstack('console', 'log', 'show', 'web'), /console of/)

  await openstack('server', 'stop', 'web')
  assert.equal((await cloud.until(detail.id, 'SHUTOFF')).status, 'SHUTOFF')
  await openstack('server', 'start', 'web')
  await cloud.until(detail.id, 'ACTIVE')

  const networks = await json('network', 'list')
  assert.deepEqual(
    networks.map((one: { Name: string }) => one.Name),
    ['private'],
  )
  const second = await json(
    'server',
    'create',
    '--image',
    'tiny',
    '--flavor',
    'nano',
    '--network',
    'private',
    '--wait',
    'db',
  )
  assert.match(JSON.stringify(second.addresses), /10\.42\.0\.3/)
  await openstack('server', 'delete', '--wait', 'db')

  await openstack('server', 'delete', '--wait', 'web')
  assert.deepEqual(await json('server', 'list'), [])
  await openstack('image', 'delete', 'tiny')
  assert.deepEqual(await json('image', 'list'), [])
  await cloud.assertNothingLeft()
})

test('the openstack client: aggregates, zones, hypervisors and compute services', { skip }, async () => {
  const made = await json('aggregate', 'create', '--zone', 'west', '--property', 'ssd=true', 'fast')
  assert.equal(made.availability_zone, 'west')
  await openstack('aggregate', 'add', 'host', 'fast', 'h1')
  const shown = await json('aggregate', 'show', 'fast')
  assert.deepEqual(shown.hosts, ['h1'])
  assert.match(JSON.stringify(shown.properties), /ssd/)
  const zones = await json('availability', 'zone', 'list', '--compute')
  assert.ok(zones.some((zone: Record<string, string>) => zone['Zone Name'] === 'west'))
  const [hypervisor] = await json('hypervisor', 'list')
  assert.equal(hypervisor['Hypervisor Hostname'], 'h1.example')
  const detail = await json('hypervisor', 'show', 'h1.example')
  assert.deepEqual([detail.hypervisor_type, detail.uptime], ['QEMU', '1 day, 2:03'])
  await openstack('compute', 'service', 'set', '--disable', '--disable-reason', 'repair', 'h1', 'nova-compute')
  const [service] = await json('compute', 'service', 'list', '--long')
  assert.deepEqual([service.Status, service['Disabled Reason'], service.Zone], ['disabled', 'repair', 'west'])
  await openstack('compute', 'service', 'set', '--enable', 'h1', 'nova-compute')
  await openstack('aggregate', 'remove', 'host', 'fast', 'h1')
  await openstack('aggregate', 'unset', '--property', 'ssd', 'fast')
  await openstack('aggregate', 'delete', 'fast')
  assert.deepEqual(await json('aggregate', 'list'), [])
})

test('the openstack client: quotas, and a user who changes the password', { skip }, async () => {
  const { projectId } = await cloud.tenant('small')
  await openstack('quota', 'set', '--networks', '7', '--cores', '5', 'small')
  const shown = JSON.stringify(await json('quota', 'show', 'small'))
  for (const part of [/"cores",[^}]*5|"cores":5/, /"networks",[^}]*7|"networks":7/]) assert.match(shown, part)
  assert.equal((await cloud.ask('GET', `/network/v2.0/quotas/${projectId}`)).body.quota.network, 7)
  const small = { OS_USERNAME: 'small', OS_PASSWORD: 'secret', OS_PROJECT_NAME: 'small' }
  await openstackAs(small, 'user', 'password', 'set', '--original-password', 'secret', '--password', 'better')
  await assert.rejects(openstackAs(small, 'token', 'issue'), /HTTP 401/)
  assert.match(await openstackAs({ ...small, OS_PASSWORD: 'better' }, 'token', 'issue'), /kn1\./)
})
