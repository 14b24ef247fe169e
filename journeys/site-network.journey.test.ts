import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { guestReport, type Lab, type LabHost, startLab, type TestGuest, testGuest } from '@kilonova/lab'
import { type CloudApi, eventually, inGuest, type Json, leftovers, nothing, Service } from './src/index.ts'

// A bridge of the site, whose ports somebody else plugs: the host's own, here, with an address as its only neighbour.

let lab: Lab
let host: LabHost
let service: Service
let api: CloudApi
let guest: TestGuest
let image = ''
let network = ''

before(async () => {
  ;[lab, guest] = await Promise.all([startLab({ hosts: 1 }), testGuest()])
  host = lab.host('h1')
  await mkdir(host.stateDir, { recursive: true })
  await writeFile(
    join(host.stateDir, 'settings.yaml'),
    `host: { network: { bridges: { site: br-site } } }
control: { network: { externalPhysicalNetworks: [site], vifPluggingTimeoutSec: 20 } }
`,
  )
  await host.mustExec([
    'sh',
    '-c',
    'ip link add br-site type bridge && ip addr add 192.168.50.254/24 dev br-site && ip link set br-site up',
  ])
  service = await Service.start(host)
  api = await service.login()
  const kernel = await api.mustUpload({ name: 'k', diskFormat: 'aki', containerFormat: 'aki', bytes: guest.kernel })
  const ramdisk = await api.mustUpload({ name: 'r', diskFormat: 'ari', containerFormat: 'ari', bytes: guest.initrd })
  const properties = { kernel_id: kernel, ramdisk_id: ramdisk, hw_qemu_guest_agent: 'yes' }
  image = await api.mustUpload({ name: 'guest', diskFormat: 'qcow2', bytes: guest.rootDisk, properties })
})
after(async () => {
  await service?.[Symbol.asyncDispose]()
  await lab?.stop()
})

const neutron = async (method: string, path: string, body?: unknown): Promise<Json> => {
  const answer = await api.call(method, `/network/v2.0${path}`, body)
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`)
  return answer.body
}

async function make(name: string): Promise<{ id: string; port: string; domain: string }> {
  const flavorRef = await api.flavor('m1.tiny')
  const id = await api.create({ name, imageRef: image, flavorRef, config_drive: true, networks: [{ uuid: network }] })
  const port = await eventually(async () => {
    const [first] = (await neutron('GET', `/ports?device_id=${id}`))['ports'] as Json[]
    assert.ok(first !== undefined)
    return String(first['id'])
  })
  const domain = String((await api.server(id))?.['OS-EXT-SRV-ATTR:instance_name'])
  await eventually(
    async () => assert.equal((await host.mustExec(['virsh', 'domstate', domain])).trim(), 'paused'),
    60_000,
  )
  return { id, port, domain }
}

const tell = (server: { id: string; port: string }, status: string) =>
  api.compute('POST', '/os-server-external-events', {
    events: [{ name: 'network-vif-plugged', server_uuid: server.id, tag: server.port, status }],
  })

test('a guest on the site’s bridge starts paused, goes on when its port is plugged, and is told its address', async () => {
  const made = await neutron('POST', '/networks', {
    network: { name: 'site', 'provider:network_type': 'flat', 'provider:physical_network': 'site' },
  })
  network = String((made['network'] as Json)['id'])
  const subnet = { network_id: network, cidr: '192.168.50.0/24', gateway_ip: '192.168.50.254', enable_dhcp: false }
  await neutron('POST', '/subnets', { subnet })
  const server = await make('wired')
  assert.equal((await api.server(server.id))?.['status'], 'BUILD')
  assert.equal((await tell(server, 'completed')).status, 200)
  const shown = await api.until(server.id, ['ACTIVE'])
  const [address] = (shown['addresses'] as { site: { addr: string }[] }).site
  const report = guestReport(await api.consoleLine(server.id, /GUEST-READY /))
  const networks = report.networkData?.['networks'] as Json[] | undefined
  assert.partialDeepStrictEqual(networks, [
    {
      type: 'ipv4',
      ip_address: address?.addr,
      netmask: '255.255.255.0',
      routes: [{ network: '0.0.0.0', netmask: '0.0.0.0', gateway: '192.168.50.254' }],
    },
  ])
  const ping = (from: string): Promise<string> =>
    inGuest(
      host,
      server.domain,
      `ip addr flush dev eth0; ip addr add ${from}/24 dev eth0; ip link set eth0 up
       ping -c1 -W2 192.168.50.254 >/dev/null && echo yes || echo no`,
    ).then((run) => run.output.trim())
  // The bridge is the site's, and guarded all the same.
  await eventually(async () => assert.equal(await ping(address?.addr ?? ''), 'yes'))
  assert.equal(await ping('192.168.50.77'), 'no')
  await api.delete(server.id)
})

test('a port that failed, or is never said to be plugged, ends in ERROR and leaves nothing', async () => {
  const failed = await make('failed')
  await tell(failed, 'failed')
  const late = await make('late')
  for (const [server, why] of [
    [failed, /Virtual Interface creation failed: port .* was said to have failed/],
    [late, /Virtual Interface creation failed: port .* was not plugged after 20 s/],
  ] as const) {
    const fault = await eventually(async () => {
      const shown = await api.server(server.id)
      assert.equal(shown?.['status'], 'ERROR')
      return shown['fault'] as { message: string }
    }, 60_000)
    assert.match(fault.message, why)
    await api.delete(server.id)
  }
  await eventually(async () => assert.deepEqual(await leftovers(host), nothing))
  await eventually(async () => assert.doesNotMatch(await host.mustExec(['nft', 'list', 'tables']), /kilonova/))
})

test('a bridge that the host has not is refused before anything is made', async () => {
  const made = await neutron('POST', '/networks', {
    network: { name: 'far', 'provider:network_type': 'flat', 'provider:physical_network': 'far' },
  })
  const far = String((made['network'] as Json)['id'])
  await neutron('POST', '/subnets', { subnet: { network_id: far, cidr: '192.168.60.0/24' } })
  const flavorRef = await api.flavor('m1.tiny')
  const id = await api.create({ name: 'far', imageRef: image, flavorRef, networks: [{ uuid: far }] })
  const fault = await eventually(async () => {
    const shown = await api.server(id)
    assert.equal(shown?.['status'], 'ERROR')
    return shown['fault'] as { message: string }
  }, 60_000)
  assert.match(fault.message, /physical network far, which this host has not/)
  await api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(host), nothing))
})
