import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ManyHostCloud, startCloud, WatchedGuest } from './src/index.ts'

let cloud: ManyHostCloud
let guest: WatchedGuest

before(async () => {
  cloud = await startCloud({ hosts: 2 })
  guest = await WatchedGuest.boot(cloud, 'h1', await cloud.uploadGuest())
})
after(() => cloud?.[Symbol.asyncDispose]())

test('a check beforehand says how it would go, and changes nothing', async () => {
  const check = await cloud.service.command(['server', 'migrate', guest.name, '--live', '--dry-run'], {
    timeoutMs: 60_000,
  })
  assert.equal(check.exitCode, 0, check.stderr)
  assert.match(check.stdout, /can be moved to h2; its own layer of each disk travels\nabout .* of standstill: /)
  await guest.isOnlyAt('h1')
})

test('a running server moves to another host and back, encrypted, and its counter neither stops nor skips', async () => {
  for (const host of ['h2', 'h1']) {
    const args = ['server', 'migrate', guest.name, '--live', '--to', host]
    const moved = await cloud.service.command(args, { timeoutMs: 240_000 })
    assert.equal(moved.exitCode, 0, moved.stderr)
    assert.match(moved.stderr, new RegExp(`server ${guest.name} runs on ${host}; moved in .*, it stood still for `))
    await guest.isOnlyAt(host)
    await guest.goesOn()
  }
  const listed = await cloud.service.command(['server', 'migration', 'list', guest.name])
  assert.match(listed.stdout, /completed +h2 +h1 /)
})

test('a host that is none, the same host, and a server that is off are refused', async () => {
  const { api } = cloud
  const ask = (host: string) =>
    api.call('POST', `/compute/v2.1/servers/${guest.id}/action`, {
      'os-migrateLive': { host, block_migration: true, disk_over_commit: false },
    })
  assert.equal((await ask('h1')).status, 400)
  assert.equal((await ask('h9')).status, 400)
  await api.compute('POST', `/servers/${guest.id}/action`, { 'os-stop': null })
  await api.until(guest.id, ['SHUTOFF'], 120_000)
  assert.equal((await ask('h2')).status, 409)
  await guest.delete()
})
