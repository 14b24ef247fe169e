import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { everyFlow } from '@kilonova/control'
import { eventually, HostAgent, type ManyHostCloud, Service, startCloud } from './src/index.ts'
import { makeFlavor, MovingServer, nothingLeft } from './src/moving-server.ts'

// Everything that can die dies at each step of a cold migration. After each: the guest is at its source as it was, or
// complete at its destination; never at both, never nowhere, and nothing is left over.

let cloud: ManyHostCloud
let image: string
let flavorRef: string

/** A slow copy, so that there is time to hurt it; short patience, so that a dead source is given up soon. */
const host = { resize: { bandwidthMiBps: 8, stallSec: 2, patienceSec: 6 }, libvirt: { shutdownTimeoutSec: 0 } }

before(async () => {
  cloud = await startCloud({ hosts: 2, settings: () => ({ host }) })
  image = await cloud.api.mustUpload({ name: 'small', diskFormat: 'raw', bytes: new Uint8Array(1024 * 1024).fill(7) })
  flavorRef = await makeFlavor(cloud.api, { name: 'mover', vcpus: 1, ram: 64, disk: 1 })
})
after(() => cloud?.[Symbol.asyncDispose]())

const settleMs = 90_000
type Host = 'h1' | 'h2'
const other = (name: Host): Host => (name === 'h1' ? 'h2' : 'h1')

/** A running guest with bytes of its own on its disk. */
async function guestOn(name: Host, filledMiB = 1): Promise<MovingServer> {
  const server = new MovingServer(cloud, await cloud.createOn(name, 'hurt', image, { flavorRef }))
  await server.settles('ACTIVE')
  await server.act({ 'os-stop': null })
  await server.settles('SHUTOFF')
  const disk = `/var/lib/kilonova/instances/${server.id}/disk`
  await cloud.host(name).mustExec(['qemu-io', '-f', 'qcow2', '-c', `write -P 0x5a 0 ${filledMiB}M`, disk])
  await server.act({ 'os-start': null })
  await server.settles('ACTIVE')
  return server
}

/** Waits for its end whichever it is, and checks all that must be true then. @returns where it is. */
async function settled(server: MovingServer, source: Host, content: string): Promise<'source' | 'destination'> {
  const end = await eventually(async () => {
    const now = await server.show()
    const status = String(now['status'])
    assert.equal(now['OS-EXT-STS:task_state'], null)
    assert.ok(status === 'ACTIVE' || status === 'VERIFY_RESIZE', status)
    assert.ok((await server.flows()).every((flow) => !/^(running|undoing|queued)/.test(flow)))
    return status
  }, settleMs)
  const at = end === 'ACTIVE' ? source : other(source)
  assert.equal(await server.hostName(), at)
  const wanted =
    end === 'ACTIVE'
      ? [`${source} domain running`, `${source} files`]
      : [`${source} domain shut off`, `${source} files_resize`, `${at} domain running`, `${at} files`]
  await eventually(async () => assert.deepEqual(await server.places(), wanted.sort()), settleMs)
  assert.deepEqual(await server.runningOn(), [at])
  assert.equal(await server.content(cloud.host(at)), content, 'its disk is not what it was')
  return end === 'ACTIVE' ? 'source' : 'destination'
}

/** Hurts one move, and cleans up after its checks. */
async function hurt(
  source: Host,
  work: (server: MovingServer) => Promise<void>,
  filledMiB = 1,
): Promise<'source' | 'destination'> {
  const server = await guestOn(source, filledMiB)
  const content = await server.content(cloud.host(source))
  await server.act({ migrate: null })
  await work(server)
  const end = await settled(server, source, content)
  if (end === 'destination') {
    await server.act({ revertResize: null })
    await server.settles('ACTIVE', settleMs)
    assert.equal(await server.content(cloud.host(source)), content)
  }
  await server.delete()
  await nothingLeft(cloud)
  return end
}

for (const step of everyFlow.resize.stepNames) {
  for (const point of ['before', 'after'] as const) {
    test(`controller and source killed ${point} ${step}: the move goes on to its end`, async () => {
      await cloud.service.stop()
      cloud.service = await Service.start(cloud.host('h1'), { env: { KILONOVA_TEST_HALT: `resize:${step}:${point}` } })
      cloud.api = await cloud.service.login()
      await cloud.untilUp(['h1', 'h2'])
      await hurt('h1', async () => {
        assert.equal(await cloud.service.exited, 137)
        await cloud.startController()
      })
    })
  }
}

const atDestination = ['prepareMigration', 'readyForDisks', 'receiveDisks', 'startMigrated'] as const
const atSource = ['offerDisks', 'migrateDisks', 'putDisksAside'] as const
for (const [operations, source] of [
  [atDestination, 'h1'],
  [atSource, 'h2'],
] as const) {
  for (const operation of operations) {
    for (const point of ['before', 'after'] as const) {
      for (const victim of ['agent', 'libvirtd'] as const) {
        const who = source === 'h1' ? 'destination' : 'source'
        test(`${who}: ${victim} killed ${point} ${operation}`, async () => {
          await cloud.agents.get('h2')?.stop()
          const env = { KILONOVA_TEST_HALT_AT: `${operation}:${point}:${victim}` }
          const agent = await HostAgent.start(cloud.host('h2'), { env })
          cloud.agents.set('h2', agent)
          await cloud.untilUp(['h1', 'h2'])
          await hurt(source, async () => {
            if (victim === 'libvirtd') return
            assert.equal(await agent.exited, 137)
            await cloud.startAgent('h2')
          })
        })
      }
    }
  }
}

test('somebody starts the guest again and again while it moves: it runs at one place, with its own disk', async () => {
  await hurt('h1', async (server) => {
    const start = 'for i in $(seq 200); do virsh -q start "$1" 2>/dev/null; sleep 0.02; done; true'
    const domain = (await cloud.host('h1').mustExec(['virsh', 'domname', server.id])).trim()
    await cloud.host('h1').mustExec(['sh', '-c', start, 'sh', domain], { timeoutMs: 120_000 })
  })
})

/** In the middle of the copy: the guest is off, and its disk is on its way. */
const copying = (server: MovingServer) =>
  eventually(async () => assert.equal((await server.show())['OS-EXT-STS:task_state'], 'resize_migrated'), settleMs, 20)

test('the cable is pulled in the middle of the copy and plugged in again: it goes on, or back', async () => {
  await hurt(
    'h1',
    async (server) => {
      await copying(server)
      await cloud.network('h2', 'down')
      await new Promise((resolve) => setTimeout(resolve, 4000))
      await cloud.network('h2', 'up')
    },
    48,
  )
})

test('the cable stays out: the guest goes on at its source meanwhile, and nothing is left at the destination once it is back', async () => {
  const end = await hurt(
    'h1',
    async (server) => {
      await copying(server)
      await cloud.network('h2', 'down')
      await eventually(async () => assert.equal((await server.show())['status'], 'ACTIVE'), settleMs)
      assert.deepEqual(await server.runningOn(), ['h1'])
      await cloud.network('h2', 'up')
    },
    48,
  )
  assert.equal(end, 'source')
})

test('the source loses its power in the middle of the copy: the guest is there again once it is back', async () => {
  const end = await hurt(
    'h2',
    async (server) => {
      await copying(server)
      await cloud.host('h2').crash()
      await cloud.agents.get('h2')?.exited
      await cloud.host('h2').boot()
      await cloud.startAgent('h2')
    },
    48,
  )
  assert.ok(end === 'source' || end === 'destination')
})

const small = '/var/lib/kilonova/instances'

/** The 1 GiB by which the scheduler finds the host large enough for the server, of which nothing is free. */
const ballastMiB = 1024

/** The joined host's instances lie on a file system with so many free MiB while `work` goes on. */
async function onSmallDisk(freeMiB: number, work: () => Promise<void>): Promise<void> {
  await cloud.agents.get('h2')?.stop()
  const size = `size=${ballastMiB + freeMiB}m`
  await cloud.host('h2').mustExec(['mount', '-t', 'tmpfs', '-o', size, 'tmpfs', small])
  await cloud.host('h2').mustExec(['mkdir', '-m', '0700', `${small}/locks`])
  await cloud.host('h2').mustExec(['fallocate', '-l', `${ballastMiB}m`, `${small}/locks/ballast`])
  await cloud.startAgent('h2')
  await cloud.untilUp(['h1', 'h2'])
  try {
    await work()
  } finally {
    await cloud.agents.get('h2')?.stop()
    await cloud.host('h2').mustExec(['umount', small])
    await cloud.startAgent('h2')
  }
}

test('a destination that is too full is refused before anything stops, with both figures', () =>
  onSmallDisk(24, async () => {
    const server = await guestOn('h1', 48)
    const [before] = await cloud
      .host('h1')
      .mustExec(['pgrep', '-f', server.id])
      .then((text) => text.split('\n'))
    await server.act({ migrate: null })
    const failed = await eventually(async () => {
      const flow = (await server.flows()).at(-1) ?? ''
      assert.match(flow, /^failed resize/)
      return flow
    }, settleMs)
    assert.match(failed, /noSpace/)
    assert.match(failed, /MiB.*MiB/)
    const [after] = await cloud
      .host('h1')
      .mustExec(['pgrep', '-f', server.id])
      .then((text) => text.split('\n'))
    assert.equal(after, before, 'its guest was stopped')
    await server.delete()
    await nothingLeft(cloud)
  }))

test('a destination that fills up in the middle of the copy: the guest goes on at its source', () =>
  onSmallDisk(100, async () => {
    const end = await hurt(
      'h1',
      async (server) => {
        await copying(server)
        await cloud.host('h2').exec(['fallocate', '-l', '90m', `${small}/filler`])
        await cloud.host('h2').exec(['sh', '-c', `cat /dev/zero >${small}/filler`])
        await eventually(async () => assert.equal((await server.show())['status'], 'ACTIVE'), settleMs)
        await cloud.host('h2').mustExec(['rm', '-f', `${small}/filler`])
      },
      48,
    )
    assert.equal(end, 'source')
  }))
