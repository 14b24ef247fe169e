import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { guestReport } from '@kilonova/lab'
import { eventually, leftovers, type ManyHostCloud, nothing, startCloud } from './src/index.ts'

let cloud: ManyHostCloud
let image: string

before(async () => {
  cloud = await startCloud({ hosts: 2 })
  image = await cloud.uploadGuest()
})
after(() => cloud?.[Symbol.asyncDispose]())

const ticking = Buffer.from('#!/bin/sh\ntick 0.2 &\n').toString('base64')

test('a running server moves to another host and back, and its counter neither stops nor skips', async () => {
  const { api, service } = cloud
  const id = await cloud.createOn('h1', 'walker', image, { user_data: ticking, config_drive: true })
  await api.until(id, ['ACTIVE'], 120_000)
  await api.consoleLine(id, /GUEST-TICK 5/)
  const check = await service.command(['server', 'migrate', 'walker', '--live', '--dry-run'], { timeoutMs: 60_000 })
  assert.equal(check.exitCode, 0, check.stderr)
  assert.match(check.stdout, /can be moved to h2; its own layer of each disk travels\nabout /)
  for (const host of ['h2', 'h1']) {
    const before = guestReport(await api.console(id)).lastTick ?? 0
    const moved = await service.command(['server', 'migrate', 'walker', '--live', '--to', host], { timeoutMs: 120_000 })
    assert.equal(moved.exitCode, 0, moved.stderr)
    assert.match(moved.stderr, new RegExp(`server walker runs on ${host}; moved in .*, it stood still for `))
    const server = await api.server(id)
    assert.ok(server !== undefined)
    assert.equal(server['status'], 'ACTIVE')
    assert.equal(server['OS-EXT-SRV-ATTR:host'], host)
    // The console begins anew at its new host; the first whole line is the tick that follows.
    const [first = 0, ...rest] = await ticksAfter(id)
    assert.ok(first > before, `${first} after ${before}`)
    for (const [index, tick] of rest.entries()) assert.equal(tick, first + index + 1)
  }
  const listed = await service.command(['server', 'migration', 'list', 'walker'])
  assert.match(listed.stdout, /completed +h2 +h1 /)
  await eventually(async () => {
    const left = await leftovers(cloud.host('h2'), { store: false })
    assert.deepEqual(left, nothing)
  })
  await api.delete(id)
})

/** The counter as the console shows it, at least five of it. */
async function ticksAfter(id: string): Promise<number[]> {
  return eventually(async () => {
    const ticks = [...(await cloud.api.console(id)).matchAll(/GUEST-TICK (\d+)\r?\n/g)].map(([, tick]) => Number(tick))
    assert.ok(ticks.length >= 5, String(ticks.length))
    return ticks
  }, 60_000)
}
