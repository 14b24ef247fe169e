import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { eventually, type TestCloud } from '../support/test-cloud.ts'
import { makeToken, openCloud } from './joined-host.ts'

const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'
const faketime = process.env['KILONOVA_FAKETIME'] ?? `/usr/lib/${triplet}/faketime/libfaketime.so.1`

let cloud: TestCloud
let image: string
before(async () => {
  assert.ok(existsSync(faketime), `${faketime} is missing: apt-get install libfaketime`)
  cloud = await openCloud()
  image = await cloud.image()
})
after(() => cloud?.[Symbol.asyncDispose]())

for (const [host, apart] of [
  ['ahead', '+10m'],
  ['behind', '-10m'],
] as const) {
  test(`a host whose clock is ${apart} apart joins, is up, and builds a server`, async () => {
    const clock = { LD_PRELOAD: faketime, FAKETIME: apart, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
    const child = spawn(process.execPath, [join(import.meta.dirname, 'join-child.ts'), host, await makeToken(cloud)], {
      env: { ...process.env, ...clock },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    try {
      const told = await new Promise<string>((resolve, reject) => {
        child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()))
        child.once('exit', (code) => reject(new Error(`the host ended with ${code}`)))
      })
      assert.ok(Math.abs(Date.now() - Date.parse(told)) > 500_000, `its clock is not another one: ${told}`)
      const created = await eventually(async () => {
        const made = await cloud.create({ imageRef: image, availability_zone: `nova:${host}` })
        assert.equal(made.status, 202)
        const { server } = made.body as { server: { id: string } }
        await cloud.until(server.id, 'ACTIVE')
        return server.id
      })
      assert.equal((await cloud.ask('DELETE', `/compute/v2.1/servers/${created}`)).status, 204)
      await cloud.untilGone(created)
    } finally {
      child.kill('SIGTERM')
      await ended
    }
  })
}
