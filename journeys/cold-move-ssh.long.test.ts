import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, type ManyHostCloud, startCloud } from './src/index.ts'
import { makeFlavor, MovingServer, nothingLeft } from './src/moving-server.ts'

// The described way: base and overlay merged, then rsync over ssh, and scp where rsync is missing.

let cloud: ManyHostCloud
let image: string
let flavorRef: string

before(async () => {
  const host = { resize: { transfer: 'flatten' }, libvirt: { shutdownTimeoutSec: 0 } }
  cloud = await startCloud({ hosts: 2, settings: () => ({ host }) })
  image = await cloud.api.mustUpload({ name: 'small', diskFormat: 'raw', bytes: new Uint8Array(1024 * 1024).fill(7) })
  flavorRef = await makeFlavor(cloud.api, { name: 'mover', vcpus: 1, ram: 64, disk: 1 })
})
after(() => cloud?.[Symbol.asyncDispose]())

async function guest(): Promise<MovingServer> {
  const server = new MovingServer(cloud, await cloud.createOn('h1', 'sent', image, { flavorRef }))
  await server.settles('ACTIVE')
  return server
}

async function movesByItself(server: MovingServer): Promise<void> {
  const content = await server.content(cloud.host('h1'))
  await server.act({ migrate: null })
  await server.settles('VERIFY_RESIZE')
  assert.equal((await server.diskFacts(cloud.host('h2'))).backing, undefined, 'it was not merged')
  assert.equal(await server.content(cloud.host('h2')), content)
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  assert.deepEqual(await server.places(), ['h2 domain running', 'h2 files'])
  await server.delete()
  await nothingLeft(cloud)
}

test('rsync on both sides: the disk arrives merged, and the same for its guest', async () =>
  movesByItself(await guest()))

test('no rsync at the destination: scp brings it', async () => {
  await cloud.host('h2').mustExec(['mv', '/usr/bin/rsync', '/usr/bin/rsync.away'])
  try {
    await movesByItself(await guest())
  } finally {
    await cloud.host('h2').mustExec(['mv', '/usr/bin/rsync.away', '/usr/bin/rsync'])
  }
})

test('ssh is refused: the server goes on at its source, and its owner hears what to do', async () => {
  const server = await guest()
  await cloud.host('h2').mustExec(['mv', '/root/.ssh/authorized_keys', '/root/.ssh/away'])
  try {
    await server.act({ migrate: null })
    const flow = await eventually(async () => {
      const last = (await server.flows()).at(-1) ?? ''
      assert.match(last, /^failed resize/)
      return last
    }, 60_000)
    assert.match(flow, /could not be sent to .* by ssh/)
    assert.match(flow, /set resize.transfer to overlay/)
    await server.settles('ACTIVE')
    assert.deepEqual(await server.runningOn(), ['h1'])
    assert.deepEqual(await server.places(), ['h1 domain running', 'h1 files'])
  } finally {
    await cloud.host('h2').mustExec(['mv', '/root/.ssh/away', '/root/.ssh/authorized_keys'])
  }
  await server.delete()
  await nothingLeft(cloud)
})

test('a server that is deleted while its disk is sent ends its programs', async () => {
  const server = await guest()
  await cloud.host('h1').mustExec(['mv', '/usr/bin/rsync', '/usr/bin/rsync.real'])
  const slow = '#!/bin/sh\ncase "$*" in *--dry-run*) exec /usr/bin/rsync.real "$@" ;; esac\nexec sleep 3600\n'
  await cloud.host('h1').mustExec(['sh', '-c', 'cat >/usr/bin/rsync && chmod 755 /usr/bin/rsync'], { input: slow })
  try {
    await server.act({ migrate: null })
    await eventually(() => cloud.host('h1').mustExec(['pgrep', '-x', '-f', 'sleep 3600']), 60_000)
    await server.delete()
    await eventually(async () => {
      const left = await cloud.host('h1').exec(['pgrep', '-x', '-f', 'sleep 3600'])
      assert.notEqual(left.exitCode, 0, 'the copy goes on')
    })
  } finally {
    await cloud.host('h1').mustExec(['mv', '/usr/bin/rsync.real', '/usr/bin/rsync'])
  }
  await nothingLeft(cloud)
})
