import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { newId } from '@kilonova/core'
import { NetworkClaims } from '../../src/network/claims.ts'
import { DhcpHosts, rereadHosts } from '../../src/network/dhcp-hosts.ts'
import { contains, readSubnet } from '../../src/network/ipv4.ts'
import { KeyedLock } from '../../src/network/keyed-lock.ts'
import { bridgeName, networkName } from '../../src/network/network-names.ts'
import { dhcpRelease, releaseLease } from '../../src/network/release-lease.ts'

const directory = mkdtempSync(join(tmpdir(), 'kilonova-network-'))
after(() => rmSync(directory, { recursive: true, force: true }))

test('ipv4: subnets are read with mask and broadcast, and what is no subnet for hosts is not', () => {
  assert.deepEqual(readSubnet('10.42.7.9/20'), {
    network: '10.42.0.0',
    netmask: '255.255.240.0',
    broadcast: '10.42.15.255',
    prefix: 20,
  })
  for (const text of [
    '10.42.0.0',
    '10.42.0.0/31',
    '10.42.0.0/0',
    '10.42.0/24',
    '10.42.0.256/24',
    '010.1.1.1/24',
    'fd00::/64',
    '',
  ]) {
    assert.equal(readSubnet(text), undefined, text)
  }
  const subnet = readSubnet('192.168.128.0/17')
  assert.ok(subnet !== undefined)
  assert.equal(contains(subnet, '192.168.200.1'), true)
  assert.equal(contains(subnet, '192.168.1.1'), false)
  assert.equal(contains(subnet, 'nonsense'), false)
})

test('names: a bridge fits into the kernel’s fifteen characters', () => {
  const id = newId<'network'>()
  assert.equal(networkName(id), `kilonova-${id.slice(0, 8)}`)
  assert.ok(bridgeName(id).length <= 15)
})

test('lease: the message is a DHCPRELEASE that the server takes for the guest’s own', async () => {
  const lease = { server: '127.0.0.1', broadcast: '127.255.255.255', address: '10.42.0.11', mac: 'fa:16:3e:01:02:ff' }
  const message = dhcpRelease(lease)
  assert.deepEqual([...message.subarray(0, 4)], [1, 1, 6, 0])
  assert.deepEqual([...message.subarray(12, 16)], [10, 42, 0, 11])
  assert.deepEqual([...message.subarray(28, 34)], [0xfa, 0x16, 0x3e, 1, 2, 0xff])
  assert.deepEqual([...message.subarray(236, 250)], [99, 130, 83, 99, 53, 1, 7, 54, 4, 127, 0, 0, 1, 255])
  // On a busy port or without the right to broadcast it fails, and the caller goes on; here it must simply not hang.
  await releaseLease(lease).catch(() => undefined)
  createSocket('udp4').close()
})

test('dhcp hosts: a file appears whole, is not written twice, and goes', async () => {
  const hosts = new DhcpHosts(join(directory, 'hosts'), 30)
  const [network, server] = [newId<'network'>(), newId<'server'>()]
  const nic = { mac: 'fa:16:3e:00:00:01', address: '10.42.0.5' }
  await hosts.add(network, server, [nic, { ...nic, mac: 'fa:16:3e:00:00:02', address: '10.42.0.6' }])
  const path = join(hosts.directoryOf(network), server)
  assert.equal(readFileSync(path, 'utf8'), 'fa:16:3e:00:00:01,10.42.0.5,30m\nfa:16:3e:00:00:02,10.42.0.6,30m\n')
  const before = statSync(path).ino
  await hosts.add(network, server, [nic, { ...nic, mac: 'fa:16:3e:00:00:02', address: '10.42.0.6' }])
  assert.equal(statSync(path).ino, before)
  await hosts.add(network, server, [nic])
  assert.equal(readFileSync(path, 'utf8'), 'fa:16:3e:00:00:01,10.42.0.5,30m\n')
  assert.equal(statSync(hosts.directoryOf(network)).mode & 0o777, 0o755)
  await hosts.remove(network, server)
  assert.deepEqual(readdirSync(hosts.directoryOf(network)), [])
  await hosts.drop(network)
  assert.deepEqual(readdirSync(join(directory, 'hosts')), [])
})

test('dhcp hosts: only a process that is dnsmasq is told to read anew', async () => {
  writeFileSync(join(directory, 'net.pid'), `${process.pid}\n`)
  assert.equal(await rereadHosts('net', directory), false)
  assert.equal(await rereadHosts('absent', directory), false)
})

test('claims: what a crash left half written is no claim', async () => {
  const claims = new NetworkClaims(join(directory, 'claims'))
  const [network, server] = [newId<'network'>(), newId<'server'>()]
  const claim = {
    serverId: server,
    networkId: network,
    gateway: '10.0.0.1',
    broadcast: '10.0.0.255',
    hosts: [],
    ports: [],
  }
  await claims.add(claim)
  assert.deepEqual(await claims.ofServer(server), [claim])
  writeFileSync(join(directory, 'claims', network, `${newId<'server'>()}.json`), '{"serverId": "')
  assert.deepEqual(await claims.ofNetwork(network), [claim])
  await claims.remove(network, server)
  await claims.drop(network)
  assert.deepEqual(await claims.networks(), [])
})

test('keyed lock: one key in order, other keys beside it, a given-up turn is skipped', async () => {
  const lock = new KeyedLock<string>()
  const done: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = lock.run('a', async () => {
    await gate.promise
    done.push('a1')
  })
  const givenUp = new AbortController()
  const second = lock.run('a', async () => void done.push('a2'), givenUp.signal)
  const third = lock.run('a', async () => void done.push('a3'))
  await lock.run('b', async () => void done.push('b'))
  givenUp.abort(new Error('no longer wanted'))
  await assert.rejects(second, /no longer wanted/)
  await assert.rejects(
    lock.run('a', async () => void done.push('a4'), givenUp.signal),
    /no longer wanted/,
  )
  gate.resolve()
  await Promise.all([first, third])
  await lock.run('a', () => Promise.resolve())
  assert.deepEqual(done, ['b', 'a1', 'a3'])
  await assert.rejects(
    lock.run('a', () => Promise.reject(new Error('mine'))),
    /mine/,
  )
  assert.equal(await lock.run('a', () => Promise.resolve(7)), 7)
})
