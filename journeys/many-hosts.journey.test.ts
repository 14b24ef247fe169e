import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type HostFacts, NatsBus } from '@kilonova/core'
import { repositoryRoot } from '@kilonova/lab'
import {
  eventually,
  HostAgent,
  type Json,
  leftovers,
  lastLog,
  type ManyHostCloud,
  nothing,
  sql,
  startCloud,
} from './src/index.ts'

const names = ['h1', 'h2', 'h3']
let cloud: ManyHostCloud
let image: string

before(async () => {
  cloud = await startCloud({ hosts: 3 })
  image = await cloud.uploadGuest()
})
after(() => cloud?.[Symbol.asyncDispose]())

const other = '/var/lib/kilonova-other'

/** A join that must end by itself. @returns its exit code and all it said. */
async function refusedJoin(host: string, token: string): Promise<{ code: number; said: string }> {
  const args = ['join', '--state', other, '--name', `${host}-again`, '--token-file', '-']
  const { exitCode, stderr } = await cloud.host(host).exec([...programOf(), ...args], { input: token })
  return { code: exitCode, said: stderr }
}

const programOf = (): string[] => [join(repositoryRoot, 'cli/bin/kilonova')]

test('a guest boots on each of three hosts that joined with a token, and deletes without a trace', async () => {
  const { api } = cloud
  const ids = await Promise.all(names.map((host) => cloud.createOn(host, `on-${host}`, image)))
  for (const [index, id] of ids.entries()) {
    const server = await api.until(id, ['ACTIVE'], 120_000)
    assert.equal(server['OS-EXT-SRV-ATTR:host'], names[index])
    await api.consoleLine(id, /GUEST-READY /)
  }
  for (const id of ids) await api.delete(id)
  for (const host of names) {
    await eventually(async () => {
      const left = await leftovers(cloud.host(host), { store: host === 'h1' })
      assert.deepEqual(left, nothing, host)
    })
  }
})

test('an image that another host has is fetched from there, and from the image service when that host cannot give it', async () => {
  const { api } = cloud
  const bytes = Buffer.alloc(3 * 1024 ** 2, 'peer')
  const raw = await api.mustUpload({ name: 'raw', diskFormat: 'raw', bytes })
  const from = async (host: string): Promise<string> => {
    const id = await cloud.createOn(host, `raw-on-${host}`, raw)
    await api.until(id, ['ACTIVE'], 120_000)
    const log = await cloud.agents.get(host)?.log()
    const line = log?.split('\n').findLast((one) => one.includes('image is here') && one.includes(raw))
    return String((JSON.parse(line ?? '{}') as { from?: string }).from)
  }
  const service = await from('h2')
  const peer = await from('h3')
  assert.match(service, new RegExp(`^https://.*/images/${raw}$`))
  assert.match(
    peer,
    new RegExp(`^https://${cloud.host('h2').address.replaceAll('.', String.raw`\.`)}:\\d+/images/${raw}$`),
  )
  assert.notEqual(peer, service)
  // What lies there is not what it was any more: it is not given, and the next place is asked.
  const spoil =
    'for f in "$1"/*; do case $f in *.json) ;; *) printf x | dd of="$f" bs=1 seek=100 conv=notrunc status=none ;; esac; done'
  const base = '/var/lib/kilonova/instances/_base'
  await cloud.host('h2').mustExec(['sh', '-c', spoil, 'sh', base])
  const servers = (await api.compute('GET', '/servers')).body['servers'] as { id: string; name: string }[]
  const third = servers.find((one) => one.name === 'raw-on-h3')
  await api.delete(third?.id ?? '')
  await cloud.host('h3').mustExec(['sh', '-c', 'rm -f "$1"/*', 'sh', base])
  assert.equal(await from('h3'), service)
  const rest = (await api.compute('GET', '/servers')).body['servers'] as { id: string }[]
  await Promise.all(rest.map(({ id }) => api.delete(id)))
})
test('a token that was used, forged, too old or of another service lets nobody in', async () => {
  const token = await cloud.token()
  const body = JSON.parse(Buffer.from(token.slice(5), 'base64url').toString()) as Record<string, string>
  const changed = (more: Record<string, string>): string =>
    `knj1.${Buffer.from(JSON.stringify({ ...body, ...more })).toString('base64url')}`
  const forged = await refusedJoin('h2', changed({ s: 'A'.repeat(43) }))
  assert.deepEqual([forged.code, /not one of this cloud/.test(forged.said)], [6, true], forged.said)
  const unknown = await refusedJoin('h2', changed({ i: 'nobody' }))
  assert.equal(unknown.code, 6, unknown.said)
  const elsewhere = await refusedJoin('h2', changed({ f: 'A'.repeat(43) }))
  assert.deepEqual([elsewhere.code, /not the service that made this token/.test(elsewhere.said)], [6, true])
  const nonsense = await refusedJoin('h2', 'knj1.nonsense')
  assert.match(nonsense.said, /no join token/)
  // It was not used up by any of that; what is past is past, by the store's clock.
  await sql(cloud.host('h1'), '/var/lib/kilonova', `update host_tokens set expires_at = now() where used_at is null`)
  const old = await refusedJoin('h2', token)
  assert.deepEqual([old.code, /too old/.test(old.said)], [6, true], old.said)
  const used = await sql(
    cloud.host('h1'),
    '/var/lib/kilonova',
    `update host_tokens set expires_at = now() + interval '1 hour', used_at = now(), used_by_key = 'x', used_for = 'h9'
     where used_at is null returning id`,
  )
  assert.notEqual(used.trim(), '')
  const replayed = await refusedJoin('h2', token)
  assert.deepEqual([replayed.code, /used already/.test(replayed.said)], [6, true], replayed.said)
  assert.equal([...(await cloud.hostStates()).keys()].length, 3)
})

test('a machine that doctor finds unfit is not joined, and is told what to do; its token stays good', async () => {
  const h2 = cloud.host('h2')
  const token = await cloud.token()
  await h2.mustExec(['mkdir', '-p', other])
  await h2.mustExec(['sh', '-c', 'cat > "$1/settings.yaml"', 'sh', other], { input: 'host: {nonsense: 1}\n' })
  const refused = await refusedJoin('h2', token)
  assert.equal(refused.code, 1, refused.said)
  assert.match(refused.said, /settings: .*nonsense[\s\S]*can not be a host yet: settings[\s\S]*the token was not used/)
  await h2.mustExec(['rm', '-r', other])
  const good = 'select count(*) from host_tokens where used_at is null and expires_at > now()'
  assert.equal((await sql(cloud.host('h1'), '/var/lib/kilonova', good)).trim(), '1')
  assert.equal((await cloud.hostStates()).size, 3)
})

test('a host has no way to the store', async () => {
  const asked = [
    'psql',
    '--no-psqlrc',
    '-h',
    cloud.host('h1').address,
    '-U',
    'kilonova',
    '-d',
    'kilonova',
    '-c',
    'select 1',
  ]
  const { exitCode, stderr } = await cloud.host('h2').exec(asked, { env: { PGCONNECT_TIMEOUT: '5' } })
  assert.deepEqual([exitCode, /refused|timeout/.test(stderr)], [2, true], stderr)
})

test('nothing secret is in arguments, logs or files that others may read', async () => {
  const record = await membershipOf('h2')
  for (const host of names) {
    const paths = ['membership/membership.json', 'membership/keys.json', 'pki/serverkey.pem', 'pki/clientkey.pem']
    const modes = await cloud
      .host(host)
      .mustExec(['sh', '-c', `cd /var/lib/kilonova && stat -c '%a' ${paths.join(' ')} | sort -u`])
    assert.equal(modes.trim(), '600', host)
  }
  const logs = [await cloud.service.log(), await cloud.agents.get('h2')!.log(), await cloud.agents.get('h3')!.log()]
  const secrets = [String(record['busSeed']), String(record['key']).split('\n')[1] ?? '', 'knj1.', 'grant=']
  for (const log of logs) for (const secret of secrets) assert.ok(!log.includes(secret), 'a secret is in a log')
})

test('the agent of a joined host killed with -9: its guest goes on, and what happened meanwhile is found', async () => {
  const { api } = cloud
  const id = await cloud.createOn('h2', 'stays', image)
  await api.until(id, ['ACTIVE'], 120_000)
  const pidOf = (): Promise<string> => cloud.host('h2').mustExec(['pidof', '-s', 'qemu-system-x86_64'])
  const pid = await pidOf()
  await cloud.killAgent('h2')
  await cloud.untilDown('h2')
  assert.equal(await pidOf(), pid)
  await cloud.startAgent('h2')
  await cloud.untilUp(['h2'])
  assert.equal(await pidOf(), pid)
  assert.equal((await api.server(id))?.['status'], 'ACTIVE')
  await api.delete(id)
})

test('a host that lies about the servers of another, or speaks in its name, is not believed', async () => {
  const { api } = cloud
  const id = await cloud.createOn('h2', 'slandered', image)
  await api.until(id, ['ACTIVE'], 120_000)
  const record = await membershipOf('h3')
  const { busServers, busAuthority } = record['neighbourhood'] as { busServers: string[]; busAuthority: string }
  await using liar = await NatsBus.connect({
    servers: busServers,
    identity: 'h3',
    seed: String(record['busSeed']),
    tls: { authority: busAuthority, certificate: String(record['certificate']), key: String(record['key']) },
  }).then((bus) => Object.assign(bus, { [Symbol.asyncDispose]: () => bus.close() }))
  const lie = { serverId: id, event: 'stopped', detail: 'lie', power: 'shutdown', at: new Date().toISOString() }
  liar.publish('events.h3.guest', { host: 'h3', ...lie })
  liar.publish('events.h3.guest', { host: 'h2', ...lie })
  liar.publish('events.h2.guest', { host: 'h2', ...lie })
  const before = await sql(cloud.host('h1'), '/var/lib/kilonova', `select vcpus from hosts where name = 'h2'`)
  const [facts] = JSON.parse(
    await sql(cloud.host('h1'), '/var/lib/kilonova', `select json_agg(facts) from hosts where name = 'h2'`),
  ) as HostFacts[]
  liar.publish('events.h3.heartbeat', { ...facts, vcpus: 4000 })
  liar.publish('events.h2.heartbeat', { ...facts, vcpus: 4000 })
  await assert.rejects(liar.request('host.h2.destroyServer', { serverId: id }, { deadlineMs: 5000 }))
  await new Promise((resolve) => setTimeout(resolve, 3000)) // more than a heartbeat
  assert.equal((await api.server(id))?.['status'], 'ACTIVE')
  assert.equal(await sql(cloud.host('h1'), '/var/lib/kilonova', `select vcpus from hosts where name = 'h2'`), before)
  await api.delete(id)
})

test('a second agent with a stolen identity is refused while the first one lives', async () => {
  const h2 = cloud.host('h2')
  await h2.mustExec(['mkdir', '-p', `${other}/membership`])
  const record = JSON.stringify(await membershipOf('h3'))
  const path = `${other}/membership/membership.json`
  await h2.mustExec(['sh', '-c', `umask 077; cat > ${path}`], { input: record })
  const thief = await HostAgent.launch(h2, ['agent', '--state', other])
  assert.equal(await thief.exited, 4, await lastLog(thief.logPath))
  assert.match(await thief.log(), /served already by another process/)
  await h2.mustExec(['rm', '-r', other])
  await cloud.untilUp(['h3'])
})

test('the controller killed with -9 and started again: joined hosts are up again without anybody’s help', async () => {
  const { api: old } = cloud
  const id = await cloud.createOn('h3', 'through', image)
  await cloud.killController()
  await cloud.startController()
  assert.notEqual(cloud.api, old)
  await cloud.api.until(id, ['ACTIVE'], 120_000)
  await cloud.untilUp(names)
  await cloud.api.delete(id)
})

test('a removed host is out at once: bus, doors and libvirt of the others refuse it', async () => {
  const { api } = cloud
  const busy = await cloud.createOn('h3', 'busy', image)
  await api.until(busy, ['ACTIVE'], 120_000)
  const refused = await cloud.service.command(['host', 'remove', 'h3'])
  assert.deepEqual([refused.exitCode, /has servers/.test(refused.stderr)], [4, true], refused.stderr)
  await api.delete(busy)
  assert.equal(await askDoorOf('h2', 'h3'), '404') // a member may ask, and there is no such image
  const libvirt = (): Promise<number> =>
    cloud
      .host('h3')
      .exec(['virsh', '-c', `qemu+tls://${cloud.host('h2').address}/system?pkipath=/var/lib/kilonova/pki`, 'list'])
      .then(({ exitCode }) => exitCode)
  assert.equal(await libvirt(), 0)

  const removed = await cloud.service.command(['host', 'remove', 'h3'])
  assert.equal(removed.exitCode, 0, removed.stderr)
  // The others hear of it over the bus.
  await eventually(async () => assert.equal(await askDoorOf('h2', 'h3'), '403'), 10_000)
  const agent = cloud.agents.get('h3')!
  assert.equal(await agent.exited, 6, await lastLog(agent.logPath))
  assert.match(await agent.log(), /takes host h3 no more/)
  await eventually(async () => assert.notEqual(await libvirt(), 0))
  assert.deepEqual([...(await cloud.hostStates()).keys()].sort(), ['h1', 'h2'])
  const again = await HostAgent.launch(cloud.host('h3'), ['agent'])
  assert.equal(await again.exited, 6)

  await cloud.host('h3').mustExec(['rm', '-r', '/var/lib/kilonova/membership'])
  await cloud.join('h3') // with a new token it is a host like any other
  await cloud.untilUp(names)
  await eventually(async () => assert.equal(await askDoorOf('h2', 'h3'), '404'))
})

async function membershipOf(host: string): Promise<Json> {
  return JSON.parse(await readFile(join(cloud.host(host).stateDir, 'membership/membership.json'), 'utf8')) as Json
}

/** What the door of one host answers another that shows its certificate. */
async function askDoorOf(host: string, from: string): Promise<string> {
  const url = `https://${cloud.host(host).address}:8772/images/00000000-0000-4000-8000-000000000000`
  const script = `
    const read = (name) => require('fs').readFileSync('/var/lib/kilonova/pki/' + name)
    const tls = { ca: read('cacert.pem'), cert: read('clientcert.pem'), key: read('clientkey.pem') }
    require('https').get('${url}', tls, (response) => console.log(response.statusCode)).on('error', (e) => console.log(e.code))`
  return (await cloud.host(from).mustExec(['node', '-e', script])).trim()
}
