import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { connect as openSocket } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HostAnswer, MoveResult, ServerSpec } from '@kilonova/core'
import { type Lab, type LabOptions, startLab, testGuest, waitForLine } from '@kilonova/lab'
import { AgentProcess } from '../support/agent-process.ts'
import { type GuestImages, guestImages, networkId, serverSpec } from '../support/server-specs.ts'

/** Two hosts whose libvirtd is nobody's child, so that an agent can be killed without it. */
class Pair implements AsyncDisposable {
  readonly lab: Lab
  readonly images: GuestImages
  readonly agents = new Map<string, AgentProcess>()

  private constructor(lab: Lab, images: GuestImages) {
    this.lab = lab
    this.images = images
  }

  static async start(options: LabOptions = {}, settings: object = {}): Promise<Pair> {
    const lab = await startLab({ hosts: 2, ...options })
    const pair = new Pair(lab, guestImages(lab, await testGuest()))
    for (const host of lab.hosts) pair.agents.set(host.name, await AgentProcess.start(lab, host, settings))
    return pair
  }

  agent(name: string): AgentProcess {
    const agent = this.agents.get(name)
    assert.ok(agent !== undefined)
    return agent
  }

  /** Other settings from now on. */
  async restart(name: string, settings: object): Promise<void> {
    await this.agent(name).kill('SIGTERM')
    this.agents.set(name, await AgentProcess.start(this.lab, this.lab.host(name), settings))
  }

  async boot(host: string, changes: Partial<ServerSpec> = {}, script = 'tick 0.2 &'): Promise<ServerSpec> {
    const userDataBase64 = Buffer.from(`#!/bin/sh\n${script}\n`).toString('base64')
    const spec = serverSpec(this.images, { userDataBase64, ...changes })
    await this.agent(host).ask('prepareServer', { spec })
    await this.agent(host).ask('startServer', { spec })
    await this.ticks(host, spec, 1)
    return spec
  }

  async ticks(host: string, spec: ServerSpec, atLeast: number): Promise<number> {
    const read = async () => (await this.agent(host).ask('readConsole', { serverId: spec.id })).text
    let last = 0
    const said = async (): Promise<string> => {
      const found = [...(await read()).matchAll(/GUEST-TICK (\d+)\r?\n/g)].map(([, tick]) => Number(tick))
      last = found.at(-1) ?? 0
      return last >= atLeast ? 'enough\n' : ''
    }
    await waitForLine(said, /enough/, { timeoutMs: 240_000 })
    return last
  }

  async end(host: string, spec: ServerSpec): Promise<void> {
    await this.agent(host).ask('destroyServer', { serverId: spec.id })
    await this.agent(host).ask('removeServerFiles', { serverId: spec.id })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const agent of this.agents.values()) await agent[Symbol.asyncDispose]()
    await this.lab.stop()
  }
}

interface Travel {
  readonly result: MoveResult
  readonly source: HostAnswer<'checkLiveSource'>
  readonly there: HostAnswer<'checkLiveDestination'>
}

/** What the conductor does, on the two hosts alone. */
async function travel(
  pair: Pair,
  spec: ServerSpec,
  [from, to]: readonly [string, string],
  during: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Travel> {
  const migrationId = randomUUID()
  const serverId = spec.id
  const guest = await pair.agent(from).ask('describeMovingGuest', { spec })
  const there = await pair.agent(to).ask('checkLiveDestination', { migrationId, spec, guest })
  const { destination } = there
  const question = { migrationId, serverId, guest, destination, copy: there.copy, blockMigration: 'auto' } as const
  const source = await pair.agent(from).ask('checkLiveSource', question)
  const refusals = [
    ...there.refusals.filter((one) => !source.shared || !one.startsWith('DestinationDiskExists:')),
    ...source.refusals,
  ]
  const { shared, copy } = source
  if (refusals.length > 0) {
    await pair.agent(to).ask('undoPrepareLive', {
      migrationId,
      serverId,
      shared: true,
      probe: destination.probe.name,
      runsAtSource: true,
    })
    throw new Error(refusals.join('; '))
  }
  await pair.agent(to).ask('prepareLive', { migrationId, spec, guest, shared, copy, probe: destination.probe.name })
  const request = { migrationId, serverId, guest, destination, copy, shared }
  try {
    const moving = pair.agent(from).ask('moveLive', request)
    moving.catch(() => undefined)
    await during()
    // An agent that was killed meanwhile is asked again: the new one watches the job that it finds.
    const result = await moving.catch((error: unknown) => {
      if (!(error instanceof Error) || !/the agent ended/.test(error.message)) throw error
      return pair.agent(from).ask('moveLive', request)
    })
    const { state } = await pair.agent(to).ask('resumeLive', { migrationId, serverId, power: guest.power })
    assert.equal(state, guest.power)
    await pair.agent(to).ask('finishLive', { migrationId, serverId, spec, guest, shared })
    await pair.agent(from).ask('leaveLive', { migrationId, serverId, shared })
    return { result, source, there }
  } catch (error) {
    await pair.agent(to).ask('undoPrepareLive', { migrationId, serverId, shared, runsAtSource: true })
    throw error
  }
}

const pairs: Pair[] = []
after(async () => {
  for (const pair of pairs) await pair[Symbol.asyncDispose]()
})
async function withPair(options: LabOptions, settings: object, work: (pair: Pair) => Promise<void>): Promise<void> {
  const pair = await Pair.start(options, settings)
  pairs.push(pair)
  await work(pair)
  pairs.splice(pairs.indexOf(pair), 1)
  await pair[Symbol.asyncDispose]()
}

/** Until its memory is on its way: before, libvirt takes no post-copy. */
async function untilCopying(pair: Pair, spec: ServerSpec): Promise<void> {
  const job = async (): Promise<string> =>
    (await pair.lab.host('h1').exec(['virsh', 'domjobinfo', spec.id, '--rawstats'])).stdout
  const copying = /^\s*memory_processed: *[1-9]\d{6}/m
  await waitForLine(async () => (copying.test(await job()) ? 'copying\n' : ''), /copying/, { timeoutMs: 120_000 })
}

const slow = { migration: { bandwidthMiBps: 16 } }

test('block migration: bases and layers, ephemeral and swap, raw disks, a deleted image', { timeout: 900_000 }, () =>
  withPair({}, {}, async (pair) => {
    const flavor = { ...serverSpec(pair.images).flavor, ephemeralGiB: 1, swapMiB: 64 }
    const spec = await pair.boot('h1', { flavor })
    const there = await travel(pair, spec, ['h1', 'h2'])
    assert.equal(there.source.copy, 'layer')
    assert.ok(there.result.flags?.includes('TLS'))
    await pair.ticks('h2', spec, (await pair.ticks('h2', spec, 1)) + 5)
    await travel(pair, spec, ['h2', 'h1'])
    await pair.ticks('h1', spec, (await pair.ticks('h1', spec, 1)) + 5)
    await pair.end('h1', spec)

    for (const name of ['h1', 'h2'])
      await pair.restart(name, { images: { backend: 'flat' }, migration: { tls: false } })
    const raw = await pair.boot('h1')
    const moved = await travel(pair, raw, ['h1', 'h2'])
    assert.ok(moved.result.flags?.includes('TLS') === false)
    await pair.ticks('h2', raw, (await pair.ticks('h2', raw, 1)) + 5)
    await pair.end('h2', raw)

    for (const name of ['h1', 'h2']) await pair.restart(name, {})
    const orphan = await pair.boot('h1', {
      image: { ...pair.images.root, id: randomUUID() as ServerSpec['image']['id'] },
    })
    const gone = { ...orphan, image: { ...orphan.image, locations: ['file:///nowhere/image'] } }
    const whole = await travel(pair, gone, ['h1', 'h2'])
    assert.equal(whole.source.copy, 'whole', 'nobody brought its base: the whole disk travels')
    assert.equal(whole.there.baseFromSource, true)
    await pair.ticks('h2', gone, (await pair.ticks('h2', gone, 1)) + 5)
    await pair.end('h2', gone)
  }),
)

test('the older calls of libvirt, and what the oldest can not carry', { timeout: 600_000 }, () =>
  withPair({}, { migration: { call: 'uri2' } }, async (pair) => {
    const spec = await pair.boot('h1')
    await travel(pair, spec, ['h1', 'h2'])
    await pair.ticks('h2', spec, (await pair.ticks('h2', spec, 1)) + 5)
    await pair.restart('h2', { migration: { call: 'uri' } })
    await assert.rejects(travel(pair, spec, ['h2', 'h1']), /listens on 127\.0\.0\.1: libvirt’s oldest call/)
    await pair.end('h2', spec)
    for (const name of ['h1', 'h2']) {
      await pair.restart(name, { libvirt: { vncListen: '0.0.0.0' }, migration: { call: 'uri' } })
    }
    const open = await pair.boot('h1')
    await travel(pair, open, ['h1', 'h2'])
    await pair.ticks('h2', open, (await pair.ticks('h2', open, 1)) + 5)
    // Its definition for the next start is this host's.
    const defined = await pair.lab.host('h2').mustExec(['virsh', 'dumpxml', '--inactive', open.id])
    assert.match(defined, /listen='0\.0\.0\.0'/)
    await pair.end('h2', open)
  }),
)

test('shared storage is proved by a file, and nothing of the disk travels', { timeout: 600_000 }, () =>
  withPair({ sharedInstances: 'bind' }, {}, async (pair) => {
    const spec = await pair.boot('h1')
    const { source, result } = await travel(pair, spec, ['h1', 'h2'])
    assert.deepEqual([source.shared, source.copy, result.diskBytes ?? 0], [true, 'none', 0])
    await pair.ticks('h2', spec, (await pair.ticks('h2', spec, 1)) + 5)
    await pair.end('h2', spec)
  }),
)

test(
  'a directory in the way, and devices of the host, are told together before anything is made',
  { timeout: 600_000 },
  () =>
    withPair({}, {}, async (pair) => {
      const spec = await pair.boot('h1')
      const directory = join('/var/lib/kilonova/instances', spec.id)
      await pair.lab.host('h2').mustExec(['mkdir', directory])
      await assert.rejects(travel(pair, spec, ['h1', 'h2']), /DestinationDiskExists: /)
      await pair.lab.host('h2').mustExec(['rmdir', directory])
      await travel(pair, spec, ['h1', 'h2'])
      await pair.end('h2', spec)
    }),
)

test('an agent that is killed in the middle of a move goes on watching it', { timeout: 600_000 }, () =>
  withPair({}, slow, async (pair) => {
    const spec = await pair.boot('h1')
    const { result } = await travel(pair, spec, ['h1', 'h2'], async () => {
      await sleep(2500)
      await pair.agent('h1').kill('SIGKILL')
      const running = await pair.lab.host('h1').exec(['virsh', 'domjobinfo', spec.id])
      assert.match(running.stdout, /Unbounded/, 'libvirt goes on without us')
      pair.agents.set('h1', await AgentProcess.start(pair.lab, pair.lab.host('h1'), slow))
    })
    assert.equal(result.seen, false)
    await pair.ticks('h2', spec, (await pair.ticks('h2', spec, 1)) + 5)
    await pair.end('h2', spec)
  }),
)

test('a paused guest moves and stays paused', { timeout: 600_000 }, () =>
  withPair({}, {}, async (pair) => {
    const spec = await pair.boot('h1')
    await pair.agent('h1').ask('pauseServer', { serverId: spec.id })
    await travel(pair, spec, ['h1', 'h2'])
    assert.equal((await pair.agent('h2').ask('guestState', { serverId: spec.id })).power, 'paused')
    await pair.agent('h2').ask('unpauseServer', { serverId: spec.id })
    await pair.ticks('h2', spec, (await pair.ticks('h2', spec, 1)) + 5)
    await pair.end('h2', spec)
  }),
)

test('a busy guest goes by post-copy when it is forced', { timeout: 600_000 }, () =>
  withPair({}, { migration: { bandwidthMiBps: 16, postCopy: true, emulatedMemory: 'live' } }, async (pair) => {
    const spec = await pair.boot('h1', {}, 'tick 0.2 &\ndirty 48 &')
    await travel(pair, spec, ['h1', 'h2'], async () => {
      await untilCopying(pair, spec)
      assert.equal(
        (await pair.agent('h1').ask('steerLive', { serverId: spec.id, to: 'force-complete' })).did,
        'post-copy',
      )
    })
    await pair.ticks('h2', spec, (await pair.ticks('h2', spec, 1)) + 5)
    await pair.end('h2', spec)
  }),
)

test('a TCP stream from another machine goes on over the move', { timeout: 600_000 }, () =>
  withPair({ hosts: 2 }, {}, async (pair) => {
    // The guest's network is a bridge with the lab's cable in it, on both hosts: its address stays where it is.
    for (const { name, address } of pair.lab.hosts) {
      const script = `set -e
ip link add br0 type bridge; ip link set br0 up
ip addr del ${address}/24 dev eth0; ip link set eth0 master br0; ip addr add ${address}/24 dev br0
ip route replace default via ${pair.lab.net}.254
printf '%s' "<network><name>kilonova-${networkId.slice(0, 8)}</name><uuid>${networkId}</uuid><forward mode='bridge'/><bridge name='br0'/></network>" >/tmp/net.xml
virsh -q net-define /tmp/net.xml; virsh -q net-start kilonova-${networkId.slice(0, 8)}`
      await pair.lab.host(name).mustExec(['sh', '-c', script])
    }
    const address = `${pair.lab.net}.77`
    const script = `ip addr flush dev eth0; ip addr add ${address}/24 dev eth0; ip link set eth0 up
nc -ll -p 7000 -e cat &
tick 0.2 &`
    const spec = await pair.boot('h1', {}, script)
    const stream = await Echo.open(address, 7000)
    const before = await stream.count()
    await travel(pair, spec, ['h1', 'h2'])
    await pair.ticks('h2', spec, (await pair.ticks('h2', spec, 1)) + 5)
    const after = await stream.count()
    assert.ok(after > before + 5, `${before} echoes before, ${after} after`)
    stream.end()
    await pair.end('h2', spec)
  }),
)

/** Sends a number each 50 ms over one connection, and checks that all come back, in order. */
class Echo {
  #received = 0
  #failure: Error | undefined
  readonly #end: () => void

  private constructor(socket: ReturnType<typeof openSocket>) {
    let sent = 0
    let rest = ''
    const timer = setInterval(() => socket.write(`${(sent += 1)}\n`), 50)
    socket.on('data', (data) => {
      const lines = (rest + data.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        this.#received += 1
        if (Number(line) !== this.#received) this.#failure ??= new Error(`${line} came where ${this.#received} was due`)
      }
    })
    socket.on('error', (error) => (this.#failure ??= error))
    socket.on('close', () => (this.#failure ??= new Error('the connection was closed')))
    this.#end = () => {
      clearInterval(timer)
      socket.removeAllListeners('close').destroy()
    }
  }

  static async open(host: string, port: number): Promise<Echo> {
    for (let tries = 0; ; tries += 1) {
      const socket = openSocket({ host, port })
      const open = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
        socket.setTimeout(2000, () => resolve(false))
      })
      socket.setTimeout(0)
      if (open) return new Echo(socket)
      socket.destroy()
      if (tries > 60) throw new Error(`nobody answers at ${host}:${port}`)
      await sleep(500)
    }
  }

  /** How many came back, once one more has. */
  async count(): Promise<number> {
    const before = this.#received
    for (let waited = 0; this.#received === before; waited += 50) {
      if (this.#failure !== undefined) throw this.#failure
      assert.ok(waited < 60_000, `no echo since ${before}`)
      await sleep(50)
    }
    if (this.#failure !== undefined) throw this.#failure
    return this.#received
  }

  end(): void {
    this.#end()
  }
}
