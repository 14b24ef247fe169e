import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestGuest, testGuest } from '@kilonova/lab'
import { eventually, inGuest, type Json, leftovers, nothing, soon, TestCloud } from './src/index.ts'

// What real guests may send and receive. Two of them, a and b, are on one network; both are in groups of ours.

let cloud: TestCloud
let guest: TestGuest
const servers: Record<string, Server> = {}

interface Server {
  readonly id: string
  readonly domain: string
  readonly address: string
  readonly mac: string
  readonly port: string
}

before(async () => {
  ;[cloud, guest] = await Promise.all([TestCloud.start(), testGuest()])
})
after(() => cloud?.[Symbol.asyncDispose]())

const network = async (method: string, path: string, body?: unknown, status = 200): Promise<Json> => {
  const answer = await cloud.api.call(method, `/network/v2.0${path}`, body)
  assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`)
  return answer.body
}

const newGroup = async (name: string): Promise<string> => {
  const made = await network('POST', '/security-groups', { security_group: { name } }, 201)
  return String((made['security_group'] as Json)['id'])
}

const addRule = async (rule: Json): Promise<string> => {
  const made = await network('POST', '/security-group-rules', { security_group_rule: rule }, 201)
  return String((made['security_group_rule'] as Json)['id'])
}

const sh = async (name: string, script: string): Promise<string> =>
  (await inGuest(cloud.host, servers[name]!.domain, script)).output.trim()

const pings = (from: string, to: string): Promise<string> =>
  sh(from, `ping -c1 -W1 ${servers[to]!.address} >/dev/null && echo yes || echo no`)

const fetches = (from: string, to: string): Promise<string> =>
  sh(from, `get ${servers[to]!.address} / 2 >/dev/null && echo yes || echo no`)

/** A change reaches running guests by itself; how soon is no promise but soon. */
const becomes = (probe: () => Promise<string>, wanted: string): Promise<void> =>
  eventually(async () => assert.equal(await probe(), wanted), 60_000, 50)

async function boot(name: string, image: string, groups: string[]): Promise<void> {
  const id = await cloud.api.create({
    name,
    imageRef: image,
    flavorRef: await cloud.api.flavor('m1.tiny'),
    security_groups: groups.map((group) => ({ name: group })),
    config_drive: true,
  })
  const shown = await cloud.api.until(id, ['ACTIVE'])
  const [port = {}] = (await network('GET', `/ports?device_id=${id}`))['ports'] as Json[]
  const [fixed] = port['fixed_ips'] as { ip_address: string }[]
  servers[name] = {
    id,
    domain: String(shown['OS-EXT-SRV-ATTR:instance_name']),
    address: fixed?.ip_address ?? '',
    mac: String(port['mac_address']),
    port: String(port['id']),
  }
  await cloud.api.consoleLine(id, /GUEST-READY /)
}

test('two guests get their addresses; nothing comes in but what is asked for', async () => {
  const { api } = cloud
  const kernel = await api.mustUpload({ name: 'k', diskFormat: 'aki', containerFormat: 'aki', bytes: guest.kernel })
  const ramdisk = await api.mustUpload({ name: 'r', diskFormat: 'ari', containerFormat: 'ari', bytes: guest.initrd })
  const properties = { kernel_id: kernel, ramdisk_id: ramdisk, hw_qemu_guest_agent: 'yes' }
  const image = await api.mustUpload({ name: 'guest', diskFormat: 'qcow2', bytes: guest.rootDisk, properties })
  await newGroup('web')
  await newGroup('client')
  await Promise.all([boot('a', image, ['client']), boot('b', image, ['web'])])
  // DHCP was let through; each knows the other's card, and still nothing arrives.
  assert.equal(await pings('a', 'b'), 'no')
  assert.equal(await fetches('a', 'b'), 'no')
  // Nor does it from the host itself. What guests ask for comes back.
  const { host } = cloud
  const outside = await host.exec(['timeout', '2', 'bash', '-c', `exec 3<>/dev/tcp/${servers['b']!.address}/80`])
  assert.notEqual(outside.exitCode, 0)
  const gateway = servers['a']!.address.replace(/\.\d+$/, '.1')
  await becomes(() => sh('a', `ping -c1 -W1 ${gateway} >/dev/null && echo yes || echo no`), 'yes')
})

let web = ''
test('a rule lets in what it names, at once and in running guests; without it nothing goes on', async () => {
  const groups = (await network('GET', '/security-groups?name=web'))['security_groups'] as Json[]
  web = String(groups[0]?.['id'])
  const rule = await addRule({
    security_group_id: web,
    direction: 'ingress',
    protocol: 'tcp',
    port_range_min: 80,
    port_range_max: 80,
  })
  await becomes(() => fetches('a', 'b'), 'yes')
  assert.equal(await pings('a', 'b'), 'no')
  // A connection that is open when its rule is taken away hears nothing any more.
  const slow = inGuest(
    cloud.host,
    servers['a']!.domain,
    `mkfifo /run/ask
     (exec 9<>/run/ask; nc ${servers['b']!.address} 80 </run/ask >/run/answer) </dev/null >/dev/null 2>&1 &
     sleep 1; echo connected`,
  )
  assert.match((await slow).output, /connected/)
  // A guest that is slow gets no answer either: it is the host that says when the rule is gone.
  const rules = () => cloud.host.mustExec(['nft', 'list', 'chain', 'bridge', 'kilonova', `in-${web}`])
  assert.match(await rules(), /dport 80/)
  await network('DELETE', `/security-group-rules/${rule}`, undefined, 204)
  await eventually(async () => assert.doesNotMatch(await rules(), /dport 80/))
  assert.equal(await fetches('a', 'b'), 'no')
  const late = await sh('a', `printf 'GET / HTTP/1.0\\r\\n\\r\\n' >/run/ask; sleep 2; wc -c </run/answer`)
  assert.equal(late, '0')
})

test('a rule that names a group follows who is in it', async () => {
  const groups = (await network('GET', '/security-groups?name=client'))['security_groups'] as Json[]
  const client = String(groups[0]?.['id'])
  await addRule({ security_group_id: web, direction: 'ingress', protocol: 'icmp', remote_group_id: client })
  await becomes(() => pings('a', 'b'), 'yes')
  const action = (name: string) =>
    cloud.api.compute('POST', `/servers/${servers['a']!.id}/action`, { [name]: { name: 'client' } })
  assert.equal((await action('removeSecurityGroup')).status, 202)
  // Without a group nothing leaves either: what it may do is what its groups say.
  await becomes(() => pings('a', 'b'), 'no')
  assert.equal((await action('removeSecurityGroup')).status, 404)
  assert.equal((await action('addSecurityGroup')).status, 202)
  await becomes(() => pings('a', 'b'), 'yes')
})

test('a guest that takes a foreign address or card is not heard, unless its owner allowed it', async () => {
  const foreign = servers['a']!.address.replace(/\.\d+$/, '.200')
  await addRule({ security_group_id: web, direction: 'ingress', protocol: 'icmp' })
  const asForeign = () =>
    sh(
      'a',
      `ip addr add ${foreign}/24 dev eth0 2>/dev/null
       ping -c1 -W1 -I ${foreign} ${servers['b']!.address} >/dev/null && echo yes || echo no`,
    )
  assert.equal(await asForeign(), 'no')
  // Nor can it take the other's address over: b never hears of it.
  await sh(
    'a',
    `ip addr add ${servers['b']!.address}/24 dev eth0; ping -c1 -W1 -I ${servers['b']!.address} ${foreign}; true`,
  )
  const known = await sh('b', `ping -c1 -W1 ${servers['a']!.address} >/dev/null; ip neigh`)
  assert.doesNotMatch(known, new RegExp(`${servers['b']!.address.replaceAll('.', '\\.')} `))
  await sh('a', `ip addr del ${servers['b']!.address}/24 dev eth0`)
  const allow = { port: { allowed_address_pairs: [{ ip_address: foreign }] } }
  await network('PUT', `/ports/${servers['a']!.port}`, allow)
  await becomes(asForeign, 'yes')
  await network('PUT', `/ports/${servers['a']!.port}`, { port: { allowed_address_pairs: [] } })
  await becomes(asForeign, 'no')
  const mac = 'fa:16:3e:de:ad:01'
  const asCard = () =>
    sh(
      'a',
      `ip link set eth0 down; ip link set eth0 address ${mac}; ip link set eth0 up; ip addr replace ${servers['a']!.address}/24 dev eth0
       ping -c1 -W1 ${servers['b']!.address} >/dev/null && echo yes || echo no`,
    )
  assert.equal(await asCard(), 'no')
  // A port that nobody guards may be anyone.
  const free = { port: { security_groups: [], port_security_enabled: false } }
  await network('PUT', `/ports/${servers['a']!.port}`, free)
  await becomes(asCard, 'yes')
})

test('rules survive the agent and come back when somebody empties the firewall', async () => {
  const { host } = cloud
  await cloud.service.kill()
  assert.equal(await fetches('a', 'b'), 'no')
  await cloud.restart()
  await host.mustExec(['nft', 'delete', 'table', 'bridge', 'kilonova'])
  await becomes(() => fetches('a', 'b'), 'no')
  await eventually(async () => assert.match(await cloud.service.log(), /somebody removed the security groups/), 30_000)
})

test('a running guest gets a second card with its address, and gives it back', async () => {
  const { api } = cloud
  const { id } = servers['b']!
  const network = await networkOf(servers['b']!.port)
  const answer = await api.compute('POST', `/servers/${id}/os-interface`, { interfaceAttachment: { net_id: network } })
  assert.equal(answer.status, 200, answer.text)
  const card = answer.body['interfaceAttachment'] as {
    port_id: string
    mac_addr: string
    fixed_ips: { ip_address: string }[]
  }
  const console = await api.consoleLine(id, new RegExp(`GUEST-ADDRESS nic=eth1 mac=${card.mac_addr} address=\\S+`))
  assert.match(console, new RegExp(`address=${card.fixed_ips[0]?.ip_address.replaceAll('.', '\\.')}/`))
  const path = `/servers/${id}/os-interface/${card.port_id}`
  const state = async () => (await api.compute('GET', path)).body['interfaceAttachment'] as Json | undefined
  await eventually(async () => assert.equal((await state())?.['port_state'], 'ACTIVE'))
  assert.equal((await api.compute('DELETE', path)).status, 202)
  await api.consoleLine(id, /GUEST-HOTPLUG action=remove nic=eth1/)
  await eventually(async () => assert.equal((await api.compute('GET', path)).status, 404))
  // It stays away over a cut of the power, and the first card stays.
  assert.equal((await api.compute('POST', `/servers/${id}/action`, { reboot: { type: 'HARD' } })).status, 202)
  await eventually(async () => {
    const xml = await cloud.host.mustExec(['virsh', 'dumpxml', servers['b']!.domain])
    assert.equal(xml.match(/<interface /g)?.length, 1)
    assert.equal((await api.server(id))?.['status'], 'ACTIVE')
  }, 60_000)
})

test('a guest’s figures are read, its password is set by its agent, and it is switched off from inside', async () => {
  const { api } = cloud
  const { id, mac } = servers['a']!
  const figures = (await api.call('GET', `/compute/v2.1/servers/${id}/diagnostics`, undefined, {
    'openstack-api-version': 'compute 2.48',
  })) as { status: number; body: Json }
  assert.equal(figures.status, 200)
  const [nic = {}] = figures.body['nic_details'] as Json[]
  assert.equal(nic['mac_address'], mac)
  assert.ok(Number(nic['tx_octets']) > 0)
  const old = await api.compute('GET', `/servers/${id}/diagnostics`)
  assert.ok(Number(old.body['vda_read']) > 0, old.text)
  const change = await api.compute('POST', `/servers/${id}/action`, { changePassword: { adminPass: 'n3w-Secret' } })
  assert.equal(change.status, 202, change.text)
  assert.match(await sh('a', 'grep ^root: /etc/passwd'), /^root:\$/)
  void inGuest(cloud.host, servers['a']!.domain, 'poweroff -f', { timeoutMs: 1000 }).catch(() => undefined)
  const domstate = () => cloud.host.mustExec(['virsh', 'domstate', servers['a']!.domain])
  await eventually(async () => assert.match(await domstate(), /^shut off/), 60_000, 20)
  await soon(async () => assert.equal((await api.server(id))?.['status'], 'SHUTOFF'), 1000)
  assert.equal((await api.compute('GET', `/servers/${id}/diagnostics`)).status, 409)
})

const networkOf = async (port: string): Promise<string> =>
  String(((await network('GET', `/ports/${port}`))['port'] as Json)['network_id'])

test('the unmodified openstack client knows networks, ports and security groups', async () => {
  const run = async (...args: string[]): Promise<string> => {
    const done = await cloud.service.openstack(args, { timeoutMs: 180_000 })
    assert.equal(done.exitCode, 0, `openstack ${args.join(' ')}: ${done.stderr}${done.stdout}`)
    return done.stdout
  }
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse(await run(...args, '-f', 'json')) as T
  assert.ok((await json<Json[]>('network', 'list')).some((one) => one['Name'] === 'private'))
  await run('security', 'group', 'create', 'osc')
  await run(
    'security',
    'group',
    'rule',
    'create',
    '--protocol',
    'tcp',
    '--dst-port',
    '22:23',
    '--remote-ip',
    '10.0.0.0/8',
    'osc',
  )
  const rules = await json<Json[]>('security', 'group', 'rule', 'list', 'osc')
  assert.ok(rules.some((one) => one['IP Range'] === '10.0.0.0/8' && one['Port Range'] === '22:23'))
  await run('port', 'create', '--network', 'private', '--security-group', 'osc', 'osc-port')
  assert.equal((await json<Json>('port', 'show', 'osc-port'))['status'], 'DOWN')
  await run('server', 'add', 'security', 'group', 'b', 'osc')
  await run('server', 'remove', 'security', 'group', 'b', 'osc')
  await run('server', 'add', 'port', 'b', 'osc-port')
  await eventually(
    async () => assert.equal((await json<Json>('port', 'show', 'osc-port'))['status'], 'ACTIVE'),
    60_000,
    500,
  )
  await run('server', 'remove', 'port', 'b', 'osc-port')
  await eventually(
    async () => assert.equal((await json<Json>('port', 'show', 'osc-port'))['device_id'], ''),
    60_000,
    500,
  )
  await run('port', 'delete', 'osc-port')
  await run('security', 'group', 'delete', 'osc')
})

test('with the servers everything goes', async () => {
  for (const { id } of Object.values(servers)) await cloud.api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
  await eventually(async () => assert.doesNotMatch(await cloud.host.mustExec(['nft', 'list', 'tables']), /kilonova/))
})
