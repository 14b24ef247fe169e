import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSubnet } from '../../src/network/ipv4.ts'
import { linkRefusal } from '../../src/network/link-refusal.ts'

const ask = (kind: 'nat' | 'flat', cidr: string, bridge: string) => {
  const subnet = readSubnet(cidr)
  assert.ok(subnet !== undefined)
  return linkRefusal({ kind, cidr, gateway: subnet.network.replace(/\.0$/, '.1') }, subnet, bridge)
}

test('a network of the site needs its bridge: one that is there, and is one', async () => {
  assert.equal(await ask('flat', '198.51.100.0/24', 'no-such-link'), 'it has no link no-such-link')
  assert.equal(await ask('flat', '198.51.100.0/24', 'lo'), 'its link lo is no bridge')
})

test('a network of the cloud must not lie over one of the host', async () => {
  assert.equal(await ask('nat', '127.0.3.0/24', 'kn-absent'), '127.0.3.0/24 overlaps with 127.0.0.1/8 of its link lo')
  assert.equal(await ask('nat', '198.51.100.0/24', 'kn-absent'), undefined)
  assert.equal(await ask('nat', '127.0.3.0/24', 'lo'), undefined, 'its own bridge is no stranger')
})
