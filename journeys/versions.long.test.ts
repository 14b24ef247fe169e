import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { protocolVersion } from '@kilonova/core'
import {
  eventually,
  HostAgent,
  type Json,
  lastLog,
  type ManyHostCloud,
  OtherBuild,
  Service,
  sql,
  startCloud,
} from './src/index.ts'

// The rule of docs/decisions/versions-of-controller-and-agent.md, with two builds of the product side by side: one that is
// newer and speaks the same, and one that speaks another version of what controllers and hosts say to each other.

const theirs = protocolVersion + 1
let newer: OtherBuild
let other: OtherBuild
let cloud: ManyHostCloud
let image: string
before(async () => {
  newer = await OtherBuild.make({ version: '99.1.0' })
  other = await OtherBuild.make({ version: '99.2.0', protocol: theirs })
  cloud = await startCloud({ hosts: 2, service: { program: newer.program } })
  image = await cloud.uploadGuest()
})
after(async () => {
  await cloud?.[Symbol.asyncDispose]()
  await newer?.[Symbol.asyncDispose]()
  await other?.[Symbol.asyncDispose]()
})

async function hostsNow(): Promise<Map<string, Json>> {
  const { stdout } = await cloud.service.command(['host', 'list', '--json'])
  return new Map((JSON.parse(stdout) as { hosts: Json[] }).hosts.map((one) => [String(one['name']), one]))
}
const versionsNow = async () =>
  [...(await hostsNow()).values()].map((one) => `${String(one['name'])} ${String(one['version'])}`)

async function buildsAndDeletes(): Promise<void> {
  const id = await cloud.createOn('h2', 'beside', image)
  await cloud.api.until(id, ['ACTIVE'], 180_000)
  await cloud.api.consoleLine(id, /GUEST-READY /)
  await cloud.api.delete(id, 120_000)
}

const pidOfGuest = async () => (await cloud.host('h2').mustExec(['pidof', 'qemu-system-x86_64'])).trim()

/** The agent of h2, stopped and started again as that build. */
async function agentOf(program?: string): Promise<void> {
  assert.equal(await cloud.agents.get('h2')?.stop(), 0)
  await cloud.startAgent('h2', program === undefined ? {} : { program })
}

/** h2 is not used, and every place where one would look says why. */
async function isRefused(spoken: number, expected: number): Promise<void> {
  const why = new RegExp(
    `it speaks version ${spoken} with its cloud, this controller ${expected}: install the same version`,
  )
  await cloud.untilDown('h2')
  const listed = await cloud.service.command(['host', 'list'])
  assert.match(listed.stderr, new RegExp(`h2 is not used: ${why.source}`))
  assert.match((await cloud.service.command(['host', 'show', 'h2'])).stdout, why)
  const asked = await cloud.createOn('h2', 'refused', image)
  const server = await cloud.api.until(asked, ['ERROR'])
  assert.match(JSON.stringify(server['fault']), why)
  await cloud.api.delete(asked)
}

async function doctorOf(program: readonly string[]): Promise<{ state: string; says: string }> {
  const { stdout } = await cloud.host('h2').exec([...program, 'doctor', '--json'])
  const { checks } = JSON.parse(stdout) as { checks: { name: string; state: string; says: string }[] }
  return checks.find(({ name }) => name === 'version') ?? assert.fail('doctor says nothing of versions')
}

test('a newer controller that speaks the same understands an older agent, and an older one a newer agent', async () => {
  assert.deepEqual(await versionsNow(), ['h1 99.1.0', 'h2 0.1.0'])
  await buildsAndDeletes()
  await cloud.killController()
  await cloud.startController({}, Service.program[0])
  await agentOf(newer.program)
  await cloud.untilUp(['h1', 'h2'])
  await eventually(async () => assert.deepEqual(await versionsNow(), ['h1 0.1.0', 'h2 99.1.0']))
  await buildsAndDeletes()
  await agentOf()
})

test('a host that speaks another version is not let in, and its token is not used up', async () => {
  const token = await cloud.token()
  const args = ['join', '--state', '/var/lib/kilonova-other', '--name', 'stranger', '--token-file', '-']
  const refused = await cloud.host('h2').exec([other.program, ...args], { input: token })
  assert.equal(refused.exitCode, 4, refused.stderr)
  assert.match(
    refused.stderr,
    new RegExp(`speaks version ${theirs} with its cloud, this controller ${protocolVersion}`),
  )
  assert.match(refused.stderr, /next: .*same version of Kilonova on both/)
  const unused = await sql(cloud.host('h1'), '/var/lib/kilonova', 'select id from host_tokens where used_at is null')
  assert.notEqual(unused.trim(), '')
})

test('an agent that became of another version is asked for nothing, which is said everywhere; its guest goes on', async () => {
  const id = await cloud.createOn('h2', 'goes-on', image)
  await cloud.api.until(id, ['ACTIVE'], 180_000)
  const pid = await pidOfGuest()
  await agentOf(other.program)
  await isRefused(theirs, protocolVersion)
  const found = await doctorOf([other.program])
  assert.deepEqual(
    [found.state, new RegExp(`speaks version ${theirs} .* the controllers ${protocolVersion}`).test(found.says)],
    ['broken', true],
    found.says,
  )
  await eventually(async () =>
    assert.match((await cloud.agents.get('h2')?.log()) ?? '', /the controllers speak another version/),
  )
  assert.equal((await cloud.api.compute('DELETE', `/servers/${id}`)).status, 204)
  const waiting = await eventually(async () => {
    const { stdout } = await cloud.service.command(['flow', 'list', '--json'])
    const stuck = (JSON.parse(stdout) as { flows: Json[] }).flows.find((one) => one['server_id'] === id)
    assert.match(JSON.stringify(stuck?.['reason'] ?? ''), /host h2 is not asked: it speaks version/)
    return String(stuck?.['id'])
  }, 60_000)
  assert.match((await cloud.service.command(['flow', 'show', waiting])).stdout, /host h2 is not asked/)
  assert.equal((await cloud.service.command(['flow', 'retry', waiting])).exitCode, 0)
  const undone = await cloud.service.command(['flow', 'undo', waiting])
  assert.deepEqual(
    [undone.exitCode, /only goes forward|can not be undone/.test(undone.stderr)],
    [4, true],
    undone.stderr,
  )
  assert.equal(await pidOfGuest(), pid)
  await agentOf()
  await cloud.untilUp(['h2'])
  assert.equal((await doctorOf(Service.program)).state, 'ok')
  await cloud.api.untilGone(id, 120_000) // what was asked for meanwhile is done now
  assert.equal((await hostsNow()).get('h2')?.['refused'], null)
  await buildsAndDeletes()
})

test('a controller of another version asks its older host for nothing until that is of the same', async () => {
  const id = await cloud.createOn('h2', 'goes-on', image)
  await cloud.api.until(id, ['ACTIVE'], 180_000)
  const pid = await pidOfGuest()
  await cloud.killController()
  await cloud.startController({}, other.program)
  await isRefused(protocolVersion, theirs)
  assert.equal((await cloud.hostStates()).get('h1'), 'up')
  assert.equal(await pidOfGuest(), pid)
  const late = await HostAgent.launch(
    cloud.host('h2'),
    ['join', '--state', '/var/lib/kilonova-other', '--name', 'late'],
    {
      KILONOVA_JOIN_TOKEN: await cloud.token(),
    },
  )
  assert.equal(await late.exited, 4, await lastLog(late.logPath))
  await agentOf(other.program)
  await cloud.untilUp(['h1', 'h2'])
  assert.equal(await pidOfGuest(), pid)
  assert.equal((await doctorOf([other.program])).state, 'ok')
  await cloud.api.delete(id, 120_000)
  await buildsAndDeletes()
})
