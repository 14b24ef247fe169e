import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { LabHost } from '@kilonova/lab'
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

async function guest(host = 'h1'): Promise<MovingServer> {
  const server = new MovingServer(cloud, await cloud.createOn(host, 'sent', image, { flavorRef }))
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

/** While `work` goes on, a program of a host sleeps when it is called with a word, and does nothing else. */
async function asleep(host: LabHost, program: string, word: string, work: () => Promise<void>): Promise<void> {
  const path = `/usr/bin/${program}`
  await host.mustExec(['mv', path, `${path}.real`])
  const script = `#!/bin/sh\ncase "$*" in *${word}*) exec sleep 3600 ;; esac\nexec ${path}.real "$@"\n`
  await host.mustExec(['sh', '-c', `cat >${path} && chmod 755 ${path}`], { input: script })
  try {
    await work()
  } finally {
    await host.mustExec(['mv', `${path}.real`, path])
  }
}

const sleeps = (host: LabHost) => eventually(() => host.mustExec(['pgrep', '-x', '-f', 'sleep 3600']), 60_000)
const sleepsNoMore = (host: LabHost) =>
  eventually(async () => {
    const left = await host.exec(['pgrep', '-x', '-f', 'sleep 3600'])
    assert.notEqual(left.exitCode, 0, 'its program goes on')
  })

for (const [what, program, word] of [
  ['merged', 'qemu-img', 'convert'],
  ['sent', 'rsync', '--info=progress2'],
] as const) {
  test(`a server that is deleted while its disk is ${what} ends its programs`, async () => {
    const server = await guest()
    await asleep(cloud.host('h1'), program, word, async () => {
      await server.act({ migrate: null })
      await sleeps(cloud.host('h1'))
      await server.delete()
      await sleepsNoMore(cloud.host('h1'))
    })
    await nothingLeft(cloud)
  })

  test(`the source’s agent is killed while a disk is ${what}: its programs end with it, and the move goes on`, async () => {
    const source = cloud.host('h2')
    const server = await guest('h2')
    const content = await server.content(source)
    await asleep(source, program, word, async () => {
      await server.act({ migrate: null })
      await sleeps(source)
      await cloud.killAgent('h2')
      await sleepsNoMore(source)
    })
    await cloud.startAgent('h2')
    await server.settles('VERIFY_RESIZE')
    assert.equal(await server.content(cloud.host('h1')), content)
    assert.deepEqual(await server.runningOn(), ['h1'])
    await server.act({ confirmResize: null }, 204)
    await server.settles('ACTIVE')
    assert.deepEqual(await server.places(), ['h1 domain running', 'h1 files'])
    await server.delete()
    await nothingLeft(cloud)
  })
}
