import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Json, type ManyHostCloud, startCloud, WatchedGuest, watchedGuest } from '@kilonova/journeys'
import type { LabHost } from '@kilonova/lab'
import { connect, type Connect, type DomainLifecycleEvent, DomainEventType, type MissedEvents } from '@kilonova/libvirt'
import { type BenchOptions, compare, interleave, measure, type Row } from './harness.ts'

const leastRounds = 10
const instances = '/var/lib/kilonova/instances'
const floorId = 'f1000000-0000-4000-8000-00000000f200'
const pollMs = 10

/**
 * Live migration of one ticking guest with its disk, there and back: from the request to the record that says completed,
 * against `virsh migrate --live --p2p --tls --copy-storage-inc` of a copy of it between the same two hosts. The
 * standstill of both is from the source's `suspended` to the destination's `resumed`. Also how far forecasts are off.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  const rounds = Math.max(options.rounds, leastRounds)
  // As `virsh --live` does it: our default for emulated guests stops them while memory is sent.
  const settings = () => ({ host: { migration: { emulatedMemory: 'live' } } })
  await using cloud = await startCloud({ hosts: 2, settings })
  const image = await cloud.uploadGuest()
  const guest = await WatchedGuest.boot(cloud, 'h1', image)
  const floor = await makeFloor(cloud, guest)
  await using watch = await Standstill.start(cloud)
  const seen = { ourDowntime: [] as number[], peerDowntime: [] as number[], own: [] as number[] }
  const figures = await interleave(
    rounds,
    {
      ours: async () => {
        const round = await moveOurs(guest, watch)
        seen.ourDowntime.push(round.downtimeMs)
        seen.own.push(round.ownMs)
        return round.totalMs
      },
      peer: async () => {
        const round = await floor.move(watch)
        seen.peerDowntime.push(round.downtimeMs)
        return round.totalMs
      },
    },
    options,
  )
  await guest.goesOn()
  await floor.end()
  const off = await forecasts(cloud, image, options)
  return [
    compare({ name: 'live migration with disk, against virsh', unit: 'ms', goal: 1.15 }, figures.ours, figures.peer),
    compare(
      { name: 'its standstill, suspended to resumed, against virsh', unit: 'ms', goal: 1.05 },
      seen.ourDowntime,
      seen.peerDowntime,
    ),
    measure({ name: 'our own time before and after libvirt’s job', unit: 'ms', goal: 250 }, seen.own),
    ...off.map(({ load, percent }) =>
      measure({ name: `forecast of the total time, ${load}: off by`, unit: '%', goal: 30 }, [percent]),
    ),
  ]
}

interface Round {
  readonly totalMs: number
  readonly downtimeMs: number
}

async function moveOurs(guest: WatchedGuest, watch: Standstill): Promise<Round & { readonly ownMs: number }> {
  const to = (await guest.host()) === 'h1' ? 'h2' : 'h1'
  await settled(guest)
  const standing = watch.of(guest.id)
  const asked = performance.now()
  const number = await guest.ask(to)
  for (;;) {
    const one = await guest.migration(number)
    if (one['status'] === 'completed') {
      const totalMs = performance.now() - asked
      return { totalMs, downtimeMs: await standing, ownMs: totalMs - Number(one['callMs']) }
    }
    if (['failed', 'cancelled', 'error'].includes(String(one['status']))) throw new Error(JSON.stringify(one))
    await sleep(pollMs)
  }
}

/** The last move's cleaning is no part of the next one. */
async function settled(guest: WatchedGuest): Promise<void> {
  const from = await guest.host()
  const other = from === 'h1' ? 'h2' : 'h1'
  const directory = join(guest.cloud.host(other).stateDir, 'instances', guest.id)
  const { existsSync } = await import('node:fs')
  while (existsSync(directory)) await sleep(50)
  await sleep(300)
}

/** A copy of the server's guest, moved by virsh. */
class Floor {
  readonly #cloud: ManyHostCloud
  readonly #overlay: string
  #at: 'h1' | 'h2' = 'h1'

  constructor(cloud: ManyHostCloud, overlay: string) {
    this.#cloud = cloud
    this.#overlay = overlay
  }

  async move(watch: Standstill): Promise<Round> {
    const [from, to] = this.#at === 'h1' ? (['h1', 'h2'] as const) : (['h2', 'h1'] as const)
    await this.#cloud.host(to).mustExec(['sh', '-c', this.#overlay])
    const standing = watch.of(floorId)
    const address = this.#cloud.host(to).address
    const command = `virsh -q migrate --live --p2p --tls --copy-storage-inc --persistent --undefinesource --migrateuri tcp://${address} floor qemu+tls://${address}/system`
    const script = `begin=$(date +%s%N); ${command} >&2; end=$(date +%s%N); echo $(( (end - begin) / 1000 ))`
    const micros = await this.#cloud.host(from).mustExec(['sh', '-c', script], { timeoutMs: 240_000 })
    this.#at = to
    const downtimeMs = await standing
    await this.#cloud.host(from).mustExec(['rm', '-f', `${instances}/${floorId}/disk`])
    return { totalMs: Number(micros.trim()) / 1000, downtimeMs }
  }

  async end(): Promise<void> {
    await this.#cloud.host(this.#at).exec(['sh', '-c', 'virsh -q destroy floor; virsh -q undefine floor'])
    for (const { name } of this.#cloud.lab.hosts) {
      await this.#cloud.host(name).exec(['rm', '-rf', `${instances}/${floorId}`])
    }
  }
}

async function makeFloor(cloud: ManyHostCloud, guest: WatchedGuest): Promise<Floor> {
  const { lab } = cloud
  const h1: LabHost = cloud.host('h1')
  const server = await cloud.api.server(guest.id)
  const domain = String(server?.['OS-EXT-SRV-ATTR:instance_name'])
  const xml = await h1.mustExec(['virsh', 'dumpxml', '--inactive', domain])
  const model = `${instances}/${guest.id}`
  const info = JSON.parse(await h1.mustExec(['qemu-img', 'info', '-U', '--output=json', `${model}/disk`])) as Json
  const overlay = `qemu-img create -q -f qcow2 -F ${String(info['backing-filename-format'])} -b ${String(info['backing-filename'])} ${instances}/${floorId}/disk ${String(info['virtual-size'])}`
  const files = `cp -a ${model} ${instances}/${floorId} && rm -f ${instances}/${floorId}/disk ${instances}/${floorId}/console.log`
  await h1.mustExec(['sh', '-c', `${files} && ${overlay}`])
  // Its first move makes the base, the files and the network at the destination.
  await guest.until(await guest.ask('h2'), ['completed'])
  await settled(guest)
  await cloud.host('h2').mustExec(['sh', '-c', files])
  await guest.until(await guest.ask('h1'), ['completed'])
  await settled(guest)
  const keeper = await cloud.createOn('h2', 'keeper', await emptyImage(cloud))
  await cloud.api.until(keeper, ['ACTIVE'], 120_000)
  const text = xml
    .replaceAll(guest.id, floorId)
    .replaceAll(domain, 'floor')
    .replaceAll(/urn:kilonova:guest:1/g, 'urn:kilonova:bench')
    .replace(/<mac address='[^']*'/, "<mac address='52:54:00:00:f2:00'")
    .replace(/<target dev='tap[^']*'\/>/, '')
  const path = join(lab.dir, 'floor.xml')
  await h1.mustExec(['tee', path], { input: text })
  await h1.mustExec(['sh', '-c', `virsh -q define ${path} && virsh -q start floor`])
  const console = join(h1.stateDir, 'instances', floorId, 'console.log')
  const { readFile } = await import('node:fs/promises')
  while (!/GUEST-WATCH /.test(await readFile(console, 'utf8').catch(() => ''))) await sleep(200)
  return new Floor(cloud, overlay)
}

const emptyImage = (cloud: ManyHostCloud): Promise<string> =>
  cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(2 ** 20) })

/** From the source's word that a guest stands still to the destination's that it goes on, by one clock. */
class Standstill implements AsyncDisposable {
  readonly #connections: Connect[]
  readonly #waiting = new Map<string, { suspended?: number; done: (milliseconds: number) => void }>()

  private constructor(connections: Connect[]) {
    this.#connections = connections
  }

  static async start(cloud: ManyHostCloud): Promise<Standstill> {
    const connections = await Promise.all(cloud.lab.hosts.map((host) => connect(host.libvirtUri('unix'))))
    const watch = new Standstill(connections)
    for (const connection of connections) {
      await connection.events.on('domain.lifecycle', (event) => watch.#take(event))
    }
    return watch
  }

  of(uuid: string): Promise<number> {
    return new Promise((done) => this.#waiting.set(uuid, { done }))
  }

  #take(event: DomainLifecycleEvent | MissedEvents): void {
    if (event.type === 'missed') return
    const one = this.#waiting.get(event.domain.uuid)
    if (one === undefined) return
    if (event.event === DomainEventType.VIR_DOMAIN_EVENT_SUSPENDED) one.suspended ??= performance.now()
    if (event.event !== DomainEventType.VIR_DOMAIN_EVENT_RESUMED || one.suspended === undefined) return
    this.#waiting.delete(event.domain.uuid)
    one.done(performance.now() - one.suspended)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()))
  }
}

const loads: readonly { readonly load: string; readonly script: string; readonly flavor: string }[] = [
  { load: 'idle', script: '', flavor: 'm1.tiny' },
  { load: 'writing 8 MiB of memory', script: 'dirty 8 &', flavor: 'm1.tiny' },
  { load: 'writing 48 MiB of memory', script: 'dirty 48 &', flavor: 'm1.tiny' },
  {
    load: 'writing its disk',
    script: 'while :; do dd if=/dev/urandom of=/w bs=65536 count=64 conv=fsync 2>/dev/null; done &',
    flavor: 'm1.tiny',
  },
  {
    load: 'its memory full',
    script: 'mkdir -p /m; mount -t tmpfs t /m; dd if=/dev/urandom of=/m/f bs=1048576 count=160 2>/dev/null',
    flavor: 'm1.tiny',
  },
]

/** What a check says beforehand, and what it took then. */
async function forecasts(cloud: ManyHostCloud, image: string, { note, signal }: BenchOptions) {
  const off: { load: string; percent: number }[] = []
  for (const { load, script } of loads) {
    signal.throwIfAborted()
    const user_data = Buffer.from(`${Buffer.from(watchedGuest(), 'base64').toString()}\n${script}\n`).toString('base64')
    const guest = await WatchedGuest.boot(cloud, 'h1', image, { user_data })
    await sleep(12_000) // until its balloon has told of its memory
    const path = `/servers/${guest.id}/kilonova-live-migrations/check`
    const check = await cloud.api.compute('POST', path, { host: 'h2', measure_seconds: 1 })
    const forecast = ((check.body['choice'] as Json | undefined)?.['forecast'] ?? {}) as Json
    const began = performance.now()
    await guest.until(await guest.ask('h2'), ['completed'])
    const took = performance.now() - began
    const percent = Math.abs(Number(forecast['totalMs']) / took - 1) * 100
    note(`forecast, ${load}: ${String(forecast['totalMs'])} ms, took ${took.toFixed(0)} ms`)
    off.push({ load, percent })
    await guest.delete()
  }
  return off
}
